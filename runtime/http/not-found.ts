import { wordsOf } from '../message/words.ts';
import type { ApplicationDefinition } from '../reaction/application.ts';
import { commandEndpoints } from './command-routes.ts';
import { nearestName } from './nearest.ts';
import { type PastEndpoint, pastEndpoints } from './past-endpoints.ts';
import type { Problem } from './problem.ts';
import { readModelEndpoints } from './read-model-routes.ts';
import { reportEndpoints } from './report-routes.ts';

export interface Unanswered {
  readonly problem: Problem;
  /** For the header `Allow`, where the URL is right and the method is not. */
  readonly allow?: string;
}

const OWN: readonly string[] = ['/', '/asyncapi.json', '/health/live', '/health/ready', '/openapi.json'];
/** Served only where everybody may be anybody. */
const REQUESTS = '/requests.json';

/** Tells what is wrong with a request that no route took: the method, or which name was meant. */
export function unanswered(definition: ApplicationDefinition, hasTokens: boolean): (method: string, url: string) => Unanswered {
  const commands = [...commandEndpoints(definition.aggregates), ...reportEndpoints(definition)].map(({ url }) => url);
  const past = pastEndpoints(definition);
  const aboutOne = past.flatMap(({ url }) => [url, `${url}/history`, `${url}/events`]);
  const readable = [...OWN, ...(hasTokens ? [] : [REQUESTS]), ...readModelEndpoints(definition.readModels).map(({ url }) => url), ...aboutOne];
  return (method, url) => {
    const path = pathOf(url);
    if (commands.includes(path)) return wrongMethod(method, path, 'POST');
    if (readable.some((pattern) => fits(pattern, path))) return wrongMethod(method, path, 'GET, HEAD');
    const hint = whichOne(path, past) ?? hintFor(path, commands, readable);
    return { problem: { kind: 'NotFound', title: 'Not found', detail: `There is nothing at ${path}.${hint}` } };
  };
}

function wrongMethod(method: string, path: string, allow: string): Unanswered {
  return { problem: { kind: 'MethodNotAllowed', title: 'Method not allowed', detail: `${path} takes ${allow.replace(', HEAD', '')}, not ${method}.` }, allow };
}

/** Escaped slashes stay escaped, so that a value with one stays one segment. */
function pathOf(url: string): string {
  const [path = '/'] = url.split('?');
  try {
    return path.split('/').map((segment) => decodeURIComponent(segment).replaceAll('/', '%2F')).join('/').slice(0, 200);
  } catch {
    return path.slice(0, 200);
  }
}

function fits(pattern: string, path: string): boolean {
  const [wanted, given] = [pattern.split('/'), path.split('/')];
  return wanted.length === given.length && wanted.every((segment, index) => segment.startsWith(':') || segment === given[index]);
}

function hintFor(path: string, commands: readonly string[], readable: readonly string[]): string {
  const meant = plain(path);
  const [, first = ''] = meant.split('/');
  const exact = [meant, meant.toLowerCase()].find((each) => each !== path && each !== '/' && [...commands, ...readable].some((pattern) => fits(pattern, each)));
  const nearest = /^\/(?:commands|external-systems)\//.test(meant) ? nearestName(meant, commands) : nearestName(`/${first}`, readable.filter((pattern) => !pattern.includes(':')));
  const hint = exact ?? nearest;
  return hint === undefined ? ' /openapi.json lists what there is.' : ` Did you mean ${hint}?`;
}

/** All instances together are a read model's business. */
function whichOne(path: string, past: readonly PastEndpoint[]): string | undefined {
  const meant = past.find(({ url }) => url.startsWith(`${plain(path)}/:`));
  return meant === undefined ? undefined : ` A ${meant.aggregate.name} is at ${meant.url.replace(/:.*$/, '')}… with its ${wordsOf(meant.aggregate.identity.field)}.`;
}

/** Without slashes that are too much; with the first name, and a command's, in small letters, as all names in a URL are. */
export function plain(path: string): string {
  const [, first = '', ...rest] = path.replaceAll(/\/{2,}/g, '/').replace(/(?<=.)\/$/, '').split('/');
  const area = first.toLowerCase();
  return ['', area, ...(area === 'commands' || area === 'external-systems' ? rest.map((name) => name.toLowerCase()) : rest)].join('/');
}
