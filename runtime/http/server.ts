import { fastify, LogController, type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import type { RunningApplication } from '../reaction/running-application.ts';
import { serveCommands } from './command-routes.ts';
import { asyncApiDocument } from './asyncapi/document.ts';
import { guardDoor, guardNames, labelAnswers } from './door.ts';
import { drainOnClose } from './drain.ts';
import { answerBrokenHttp, answerEarlyFailure, answerFailures } from './failures.ts';
import { readinessOf, serveHealth } from './health-routes.ts';
import { identifyCallers, OPEN } from './identify.ts';
import { makeRoom } from './connections.ts';
import { limitRates, type RateLimit } from './limits.ts';
import { unanswered } from './not-found.ts';
import { openApiDocument } from './openapi/document.ts';
import { servePage } from './page/page.ts';
import { servePast } from './past-routes.ts';
import { sendProblem } from './problem.ts';
import { acceptJsonOnly, BODY_LIMIT } from './read-body.ts';
import { pushOn, type StreamLimits } from './push/push.ts';
import { serveReadModels } from './read-model-routes.ts';
import { serveReports } from './report-routes.ts';
import { serveRequests } from './request-routes.ts';
import { tellRequests } from './tell-requests.ts';
import { type TokenOptions, tokenReader } from './tokens.ts';

/** How an application is served. All of it may be left out. */
export interface ServerOptions {
  /** Whose tokens say who calls. Without them everybody on this machine may be anybody, and nobody elsewhere is answered. */
  readonly tokens?: TokenOptions;
  /** Unlimited unless given. */
  readonly rateLimit?: RateLimit;
  /** At most so many at once, 10,000 unless given. Where there is one more, the one that has asked nothing for longest is closed. */
  readonly connections?: number;
  /** How many streams of server-sent events there may be at once: 2,000, and 100 of one caller who has shown a token, unless given. */
  readonly streams?: StreamLimits;
  /** Whose word is taken for the address a request comes from: the addresses of proxies before the server, as `10.0.0.0/8`. Nobody's unless given. */
  readonly trustedProxies?: readonly string[];
  /** Names, besides those of this machine, by which the server may be called: `bank.example.org`. With tokens it answers to any unless given, without them to none. */
  readonly hosts?: readonly string[];
  /** Pino's, as Fastify takes it; nothing is logged unless given. Payloads never are. */
  readonly logger?: FastifyServerOptions['logger'];
  /** How long requests under way have when the server closes; 10,000 unless given. */
  readonly drainInMilliseconds?: number;
}

/**
 * The application's HTTP server, not listening yet. Everything it serves follows from the definition. `close()` takes no
 * more requests and resolves when those under way are answered; the application goes on.
 *
 * @example
 * const server = await createServer(await startApplication(bank(), store));
 * await server.listen({ host: '127.0.0.1', port: 3000 });
 */
export async function createServer(running: RunningApplication, options: ServerOptions = {}): Promise<FastifyInstance> {
  const readToken = options.tokens === undefined ? undefined : tokenReader(options.tokens);
  const readiness = await readinessOf(running);
  const server = fastify({
    logger: options.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    // Whoever sends byte by byte is cut off before there are too many of them.
    http: { headersTimeout: 10_000, connectionsCheckingInterval: 2000 },
    ...(options.trustedProxies === undefined ? {} : { trustProxy: [...options.trustedProxies] }),
    return503OnClosing: false,
    // Node takes 16 KB of URL and headers; what fits there is not cut short by the router.
    routerOptions: { maxParamLength: 16_384 },
    frameworkErrors: answerEarlyFailure,
    clientErrorHandler: answerBrokenHttp,
  });
  makeRoom(server, options.connections ?? 10_000);
  drainOnClose(server, options.drainInMilliseconds ?? 10_000);
  tellRequests(server, running.definition.actors);
  labelAnswers(server);
  if (readToken === undefined) guardDoor(server, options.hosts ?? []);
  else if (options.hosts !== undefined) guardNames(server, options.hosts);
  const count = options.rateLimit === undefined ? undefined : await limitRates(server, options.rateLimit);
  identifyCallers(server, { definition: running.definition, readToken, count });
  acceptJsonOnly(server);
  answerFailures(server);
  answerOthers(server, running, readToken !== undefined);
  serveCommands(server, running);
  serveReports(server, running);
  serveReadModels(server, running, pushOn(server, running, options.streams));
  servePast(server, running);
  serveHealth(server, running, readiness, readToken === undefined);
  // What systems were asked is for operators, and no token says who is one.
  if (readToken === undefined) serveRequests(server, running);
  serveDescriptions(server, running);
  servePage(server, running.definition, readToken !== undefined);
  return server;
}

/** What there is to ask for, and what happens: the same for as long as the server runs. */
function serveDescriptions(server: FastifyInstance, { definition }: RunningApplication): void {
  const [openApi, asyncApi] = [openApiDocument(definition), asyncApiDocument(definition)];
  server.get('/openapi.json', { config: OPEN }, async () => openApi);
  server.get('/asyncapi.json', { config: OPEN }, async () => asyncApi);
}

/** Before any body is read: a request that nobody takes is answered whatever it carries. */
function answerOthers(server: FastifyInstance, running: RunningApplication, hasTokens: boolean): void {
  const explain = unanswered(running.definition, hasTokens);
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { problem, allow } = explain(request.method, request.url);
    if (allow !== undefined) reply.header('Allow', allow);
    return sendProblem(reply, problem);
  };
  server.addHook('onRequest', (request, reply, done) => {
    if (request.is404) answer(request, reply);
    else done();
  });
  server.setNotFoundHandler(answer);
}
