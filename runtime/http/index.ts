export { reservedPaths } from './reserved-paths.ts';
export { createServer } from './server.ts';
export type { ServerOptions } from './server.ts';
export { urlName } from './url-name.ts';
