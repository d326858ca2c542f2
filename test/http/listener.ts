import type { FastifyInstance } from 'fastify';

/** One server-sent event, as the standard has it read. */
export interface Told {
  readonly event: string;
  readonly id: string | undefined;
  readonly data: { readonly key?: unknown; readonly row?: { readonly [field: string]: unknown } };
}

/** Somebody who listens to a stream over the network, and keeps what they are told. */
export interface Listener {
  readonly response: Response;
  readonly told: readonly Told[];
  /** The rows by their key, as told so far. */
  rows(): readonly unknown[];
  /** What a client would send as `Last-Event-ID`. */
  lastId(): string;
  /** Resolves when `there` holds; rejects when the stream has ended or nothing comes. */
  until(there: () => boolean): Promise<void>;
  /** Resolves when the stream has ended by itself or was broken off. */
  readonly ended: Promise<'ended' | 'broken'>;
  hangUp(): void;
}

export async function addressOf(server: FastifyInstance): Promise<string> {
  return server.listen({ host: '127.0.0.1', port: 0 });
}

export async function listen(url: string, headers: { readonly [name: string]: string } = {}, before: readonly (readonly [string, unknown])[] = []): Promise<Listener & { readonly map: readonly (readonly [string, unknown])[] }> {
  const broken = new AbortController();
  const response = await fetch(url, { headers: { accept: 'text/event-stream', ...headers }, signal: broken.signal });
  const told: Told[] = [];
  const rows = new Map<string, unknown>(before);
  const waiting = new Set<() => void>();
  let lastId = headers['last-event-id'] ?? '';
  let isOver = false;
  const take = (message: Told): void => {
    told.push(message);
    const key = JSON.stringify(message.data.key);
    if (message.event === 'reset') rows.clear();
    if (message.event === 'row') rows.set(key, message.data.row);
    if (message.event === 'removed') rows.delete(key);
    if (message.id !== undefined) lastId = message.id;
  };
  const wake = (): void => waiting.forEach((look) => look());
  const read = async (): Promise<'ended' | 'broken'> => {
    let text = '';
    try {
      const decoder = new TextDecoder();
      for await (const chunk of response.body ?? []) {
        const parts = (text + decoder.decode(chunk, { stream: true })).split('\n\n');
        text = parts.pop() ?? '';
        for (const part of parts) if (part.startsWith('event: ')) take(messageIn(part));
        wake();
      }
      return 'ended';
    } catch {
      return 'broken';
    } finally {
      isOver = true;
      wake();
    }
  };
  return {
    response,
    told,
    get map() {
      return [...rows];
    },
    rows: () => [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row),
    lastId: () => lastId,
    ended: read(),
    hangUp: () => broken.abort(),
    until: (there) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (there()) done(resolve);
          else if (isOver) done(() => reject(new Error(`The stream has ended after ${JSON.stringify(told)}`)));
        };
        const timer = setTimeout(() => done(() => reject(new Error(`Nothing comes after ${JSON.stringify(told.slice(-20))}`))), 10_000);
        const done = (then: () => void): void => {
          clearTimeout(timer);
          waiting.delete(look);
          then();
        };
        waiting.add(look);
        look();
      }),
  };
}

function messageIn(part: string): Told {
  const fields = new Map(part.split('\n').map((line): readonly [string, string] => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 2)]));
  return { event: fields.get('event') ?? '', id: fields.get('id'), data: JSON.parse(fields.get('data') ?? '{}') };
}

export const isReady = ({ told }: Listener) => (): boolean => told.some(({ event }) => event === 'ready');
