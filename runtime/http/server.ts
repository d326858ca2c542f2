import { fastify, LogController, type FastifyInstance, type FastifyReply, type FastifyRequest, type FastifyServerOptions } from 'fastify';
import type { RunningApplication } from '../reaction/running-application.ts';
import { serveCommands } from './command-routes.ts';
import { asyncApiDocument } from './asyncapi/document.ts';
import { guardDoor } from './door.ts';
import { drainOnClose } from './drain.ts';
import { answerBrokenHttp, answerEarlyFailure, answerFailures } from './failures.ts';
import { readinessOf, serveHealth } from './health-routes.ts';
import { unanswered } from './not-found.ts';
import { openApiDocument } from './openapi/document.ts';
import { servePage } from './page/page.ts';
import { sendProblem } from './problem.ts';
import { acceptJsonOnly, BODY_LIMIT } from './read-body.ts';
import { serveReadModels } from './read-model-routes.ts';
import { serveReports } from './report-routes.ts';
import { serveRequests } from './request-routes.ts';
import { tellRequests } from './tell-requests.ts';

export interface ServerOptions {
  /** Names, besides those of this machine, by which the server may be called: `bank.example.org`. */
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
  const readiness = await readinessOf(running);
  const server = fastify({
    logger: options.logger ?? false,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    requestTimeout: 30_000,
    return503OnClosing: false,
    // Node takes 16 KB of URL and headers; what fits there is not cut short by the router.
    routerOptions: { maxParamLength: 16_384 },
    frameworkErrors: answerEarlyFailure,
    clientErrorHandler: answerBrokenHttp,
  });
  drainOnClose(server, options.drainInMilliseconds ?? 10_000);
  tellRequests(server, running.definition.actors);
  guardDoor(server, options.hosts ?? []);
  acceptJsonOnly(server);
  answerFailures(server);
  answerOthers(server, running);
  serveCommands(server, running);
  serveReports(server, running);
  serveReadModels(server, running);
  serveHealth(server, running, readiness);
  serveRequests(server, running);
  serveDescriptions(server, running);
  servePage(server, running.definition);
  return server;
}

/** What there is to ask for, and what happens: the same for as long as the server runs. */
function serveDescriptions(server: FastifyInstance, { definition }: RunningApplication): void {
  const [openApi, asyncApi] = [openApiDocument(definition), asyncApiDocument(definition)];
  server.get('/openapi.json', async () => openApi);
  server.get('/asyncapi.json', async () => asyncApi);
}

/** Before any body is read: a request that nobody takes is answered whatever it carries. */
function answerOthers(server: FastifyInstance, running: RunningApplication): void {
  const explain = unanswered(running.definition);
  const answer = (request: FastifyRequest, reply: FastifyReply): FastifyReply => {
    const { problem, allow } = explain(request.method, request.url);
    if (allow !== undefined) reply.header('Allow', allow);
    return sendProblem(reply, problem);
  };
  server.addHook('onRequest', async (request, reply) => (request.is404 ? answer(request, reply) : undefined));
  server.setNotFoundHandler(answer);
}
