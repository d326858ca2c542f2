import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { RunningApplication } from '../../reaction/running-application.ts';
import { callerOf } from '../caller.ts';
import { type Problem, sendProblem } from '../problem.ts';
import { listening } from './messages.ts';
import { MOST_ROWS, type Question, TooManyRows, type View } from './view.ts';
import { viewsOf } from './views.ts';

/** How many streams there may be at once. */
export interface StreamLimits {
  /** 2,000 unless given. */
  readonly inAll?: number;
  /** Of one caller who has shown a token; 100 unless given. */
  readonly perCaller?: number;
}

/** Tells rows, and how they change, for as long as somebody listens. */
export interface Push {
  answer(request: FastifyRequest, reply: FastifyReply, question: Question): Promise<FastifyReply>;
}

export const EVENT_STREAM = 'text/event-stream';

/** Whether somebody asks for a stream. Who takes one only if need be says so with `q`, and is not asked for how much. */
export function wantsStream({ method, headers }: FastifyRequest): boolean {
  return method === 'GET' && /(?:^|,)\s*text\/event-stream\s*(?:,|;(?!\s*q=0(?:\.0*)?\s*(?:,|$))|$)/i.test(headers.accept ?? '');
}

/** Streams end as soon as the server is to close, and those who listened come back to another one. */
export function pushOn(server: FastifyInstance, running: RunningApplication, limits: StreamLimits = {}): Push {
  const views = viewsOf(running);
  const places = placesFor(limits);
  const open = new Set<() => void>();
  server.addHook('preClose', async () => open.forEach((end) => end()));
  server.addHook('onClose', async () => views.close());
  const answer = async (request: FastifyRequest, reply: FastifyReply, question: Question): Promise<FastifyReply> => {
    const caller = callerOf(request);
    const place = places(caller.kind === 'proves' ? caller.id : undefined);
    if ('kind' in place) return sendProblem(reply.header('Retry-After', '5'), place);
    const { hear, end, messages } = listening(caller.kind === 'proves' ? caller.until : undefined);
    const { view, leave } = views.join(question, hear);
    const letGo = (): void => {
      open.delete(end);
      leave();
      end();
      place.free();
    };
    open.add(end);
    // Who has gone away already closes nothing any more.
    if (reply.raw.destroyed) letGo();
    else reply.raw.once('close', letGo);
    const problem = await firstLook(view, question);
    if (problem !== undefined) return sendProblem(reply, problem);
    const lastEventId = request.headers['last-event-id'];
    reply.headers({ 'Content-Type': EVENT_STREAM, 'Cache-Control': 'no-store', 'X-Accel-Buffering': 'no', Connection: 'close' });
    return reply.send(Readable.from(messages(view, typeof lastEventId === 'string' ? lastEventId : undefined), { objectMode: false }).once('close', end));
  };
  return { answer };
}

async function firstLook(view: View, { model }: Question): Promise<Problem | undefined> {
  try {
    await view.look();
    return undefined;
  } catch (error) {
    if (!(error instanceof TooManyRows)) throw error;
    return { kind: 'BadInput', title: 'Too many rows', detail: `${model.name} has more than ${MOST_ROWS} rows here. Ask for fewer of them, by the first fields of their key or by a filter.` };
  }
}

interface Place {
  free(): void;
}

function placesFor({ inAll = 2000, perCaller = 100 }: StreamLimits): (caller: string | undefined) => Place | Problem {
  const taken = new Map<string, number>();
  let all = 0;
  return (caller) => {
    const own = caller === undefined ? 0 : (taken.get(caller) ?? 0);
    if (own >= perCaller) return { kind: 'TooMany', title: 'Too many streams', detail: `You may have ${perCaller} streams at once. Close one of them first.` };
    if (all >= inAll) return { kind: 'Busy', title: 'Too many streams', detail: 'The server tells as many as it can. Come back later, or ask for JSON.' };
    all += 1;
    if (caller !== undefined) taken.set(caller, own + 1);
    return {
      free: () => {
        all -= 1;
        const left = caller === undefined ? 0 : (taken.get(caller) ?? 0) - 1;
        if (caller !== undefined && left > 0) taken.set(caller, left);
        else if (caller !== undefined) taken.delete(caller);
      },
    };
  };
}
