/**
 * The first segments of the server's own paths. A read model whose URL would be one of them is refused by the generator,
 * which keeps a copy of this list; a test holds the two together. What stands below one (`/health/ready`) is the
 * server's too, and so is `/` itself.
 */
export const reservedPaths: readonly string[] = ['asyncapi.json', 'commands', 'external-systems', 'health', 'openapi.json', 'requests.json'];
