import type { AddressInfo } from 'node:net';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { atOnce } from './at-once.ts';
import type { Problem } from './problem.ts';
import { ProblemError } from './problem-error.ts';

/** What is read here is no script, style or picture of another page. */
export function labelAnswers(server: FastifyInstance): void {
  server.addHook('onRequest', atOnce((_, reply) => void reply.headers({ 'X-Content-Type-Options': 'nosniff', 'Cross-Origin-Resource-Policy': 'same-origin' })));
}

/**
 * Keeps other sites' pages out. While no tokens say who somebody is, whoever reaches the server may do everything, and a
 * browser on this machine reaches it for any page that is open in it. So a request must name a host of ours (a name of
 * somebody else's that was pointed at this machine does not do), and must not come from a page of another origin. With
 * tokens none of this is needed: no browser adds one to a request that another page makes.
 */
export function guardDoor(server: FastifyInstance, hosts: readonly string[]): void {
  const ours = new Set(hosts.map((host) => host.toLowerCase()));
  let reached = false;
  server.server.on('listening', () => (reached = isReachedFromElsewhere(server.server.address())));
  const guard = atOnce((request) => {
    const problem = wrongHost(request, ours) ?? otherSite(request) ?? unproven(request, reached);
    if (problem !== undefined) throw new ProblemError(problem);
  });
  server.addHook('onRequest', guard);
}

function wrongHost(request: FastifyRequest, ours: ReadonlySet<string>): Problem | undefined {
  const name = hostName(request.headers.host ?? '');
  if (isLoopback(name) || ours.has(name)) return undefined;
  return { kind: 'WrongHost', title: 'Another host', detail: `This server is not ${JSON.stringify(name)}. Without tokens it answers to 127.0.0.1, [::1] and localhost only.` };
}

/** With tokens any name will do, unless it is said which; whoever looks after the server calls it by its address. */
export function guardNames(server: FastifyInstance, hosts: readonly string[]): void {
  const ours = new Set(hosts.map((host) => host.toLowerCase()));
  const guard = atOnce((request) => {
    const name = hostName(request.headers.host ?? '');
    if (ours.has(name) || isLoopback(name) || 'health' in request.routeOptions.config) return;
    throw new ProblemError({ kind: 'WrongHost', title: 'Another host', detail: `This server is not ${JSON.stringify(name)}.` });
  });
  server.addHook('onRequest', guard);
}

/** On a machine's own address everybody may be anybody; whoever comes from elsewhere would have to prove who he is. */
function unproven(request: FastifyRequest, isReached: boolean): Problem | undefined {
  if (!isReached || 'open' in request.routeOptions.config) return undefined;
  return { kind: 'NotAllowed', title: 'Nobody can prove that', detail: 'This server can be reached from other machines and knows no tokens, so that nobody can prove who they are: it answers nobody.' };
}

function isReachedFromElsewhere(address: AddressInfo | string | null): boolean {
  return address !== null && typeof address !== 'string' && !isLoopback(bracketed(address.address));
}

/** An IPv6 address as a URL has it. */
function bracketed(address: string): string {
  const plain = address.replace(/^::ffff:/, '');
  return plain.includes(':') ? `[${plain}]` : plain;
}

function otherSite(request: FastifyRequest): Problem | undefined {
  const { origin, host = '' } = request.headers;
  const fetchSite = request.headers['sec-fetch-site'];
  const foreign = origin === undefined ? fetchSite === 'cross-site' && request.method !== 'GET' && request.method !== 'HEAD' : !sameHost(origin, host);
  if (!foreign) return undefined;
  return { kind: 'NotAllowed', title: 'Another site', detail: `A page of ${origin === undefined ? 'another site' : JSON.stringify(origin)} may not use this server.` };
}

function sameHost(origin: string, host: string): boolean {
  return /^https?:\/\//.test(origin) && origin.replace(/^https?:\/\//, '').toLowerCase() === host.toLowerCase();
}

/** Without the port, in lower case: `[::1]:3000` is `[::1]`. */
function hostName(host: string): string {
  return host.toLowerCase().replace(/:[0-9]*$/, '').replace(/\.$/, '');
}

function isLoopback(name: string): boolean {
  return name === 'localhost' || name.endsWith('.localhost') || name === '[::1]' || /^127(?:\.[0-9]{1,3}){3}$/.test(name);
}
