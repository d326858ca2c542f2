export { asyncApiDocument } from './asyncapi/document.ts';
export { openApiDocument } from './openapi/document.ts';
export { reservedPaths } from './reserved-paths.ts';
export type { RateLimit } from './limits.ts';
export { createServer } from './server.ts';
export type { ServerOptions } from './server.ts';
export { tokenReader } from './tokens.ts';
export type { ReadToken, Token, TokenOptions, TokenReading } from './tokens.ts';
export { urlName } from './url-name.ts';
