// Stormwright among the others: the one domain of all adapters, on our ports. It runs from its sources, as an application
// does; the folder they are in is named by STORMWRIGHT, which `run.ts` sets.
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { decide, evolve, initialState, mkEvent } from '../lib/domain.mjs';

const from = (path) => pathToFileURL(join(process.env.STORMWRIGHT, path)).href;
(await import(from('node_modules/tsx/dist/esm/api/index.mjs'))).register();
const { accepted, begun, defineAggregate, defineReadModel, record, text, Temporal } = await import(from('runtime/index.ts'));
const { newId } = await import(from('runtime/message/ids.ts'));
const { eventRegistry } = await import(from('runtime/message/event-registry.ts'));
const { commandHandler } = await import(from('runtime/command/command-handler.ts'));
const { systemClock } = await import(from('runtime/command/clock.ts'));
const { createMemoryStore } = await import(from('runtime/memory/memory-store.ts'));
const { createPostgresStore } = await import(from('runtime/postgres/postgres-store.ts'));
const { startApplication } = await import(from('runtime/reaction/start-application.ts'));

const TYPES = ['Opened', 'Deposited', 'Withdrawn'];
const LONG_ENOUGH = 60_000;

/** What a model's types would read and write; the domain's messages are JSON as they are. */
const asItComes = { schema: {}, column: 'json', description: 'anything', decode: (json) => json, encode: (value) => value, brokenLimit: () => undefined };

const account = defineAggregate({
  name: 'account',
  identity: { field: 'accountId', type: text },
  commands: Object.fromEntries(['Open', 'Deposit', 'Withdraw'].map((type) => [type, { by: [], begins: type === 'Open', data: asItComes }])),
  events: Object.fromEntries(TYPES.map((type) => [type, { version: 1, data: asItComes }])),
  state: asItComes,
  initialState: begun(initialState()),
  decide: ({ type, data }, { state }) => accepted(...decide({ type, ...data }, state)),
  evolve: ({ state }, event) => begun(evolve(state, event)),
});

const toStore = ({ type, data }) => {
  const cause = newId();
  return { id: newId(), type, version: 1, data, occurredAt: Temporal.Instant.fromEpochMilliseconds(Date.now()), metadata: { correlationId: cause, causationId: cause, actor: null, policy: null } };
};
const message = ({ type, ...data }) => ({ type, data });
const handlerOn = (store) => commandHandler({ aggregates: [account], registry: eventRegistry(new Map(Object.entries(account.events))), events: store.events, snapshots: store.snapshots, clock: systemClock, timeZone: 'UTC', attempts: 1 });
// The handler names streams after the aggregate.
const stream = (id) => `account/${id}`;
const history = (id, from, to) => Array.from({ length: to - from }, (_, index) => toStore(mkEvent(id, from + index)));

async function appended(store, id, version, events) {
  const result = await store.events.append({ streams: [{ stream: stream(id), expected: version, events: events.map(toStore) }] });
  if (result.kind === 'conflict') throw Object.assign(new Error('conflict'), { conflict: true });
}

async function handled(handler, command) {
  const result = await handler.send(message(command));
  if (result.kind === 'retries exhausted') throw Object.assign(new Error('conflict'), { conflict: true });
  if (result.kind !== 'accepted') throw new Error(JSON.stringify(result));
}

async function seed(store, id, length) {
  for (let done = 0; done < length; done += 1000) await store.events.append({ streams: [{ stream: stream(id), expected: done, events: history(id, done, Math.min(length, done + 1000)) }] });
}

/** An application whose one read model looks at each event and keeps no row, only how far it has come. */
function watching(onEvent) {
  const watcher = defineReadModel({ name: `Watch ${randomUUID()}`, key: ['id'], findBy: [], viewedBy: [], events: TYPES, row: record({ id: text }), keyOf: (event) => void onEvent(event), project: (row) => row });
  return { name: 'Bench', slug: 'bench', timeZone: 'UTC', actors: [], policies: [], externalSystems: [], aggregates: [account], readModels: [watcher] };
}

export default {
  name: 'stormwright',
  table: 'storm.events',
  async w1() {
    return (command, state) => {
      const before = state ?? account.initialState;
      return account.decide(message(command), before).events.reduce((instance, event) => account.evolve(instance, event), before);
    };
  },
  async mem() {
    const store = createMemoryStore();
    const handler = handlerOn(store);
    return { seed: (id, length) => seed(store, id, length), exec: (id, command) => handled(handler, command) };
  },
  async pg(url, connections) {
    const store = await createPostgresStore({ url, connections });
    const handler = handlerOn(store);
    return {
      init: async () => {},
      seed: async (ids, length) => {
        for (let first = 0; first < ids.length; first += 50) await Promise.all(ids.slice(first, first + 50).map((id) => seed(store, id, length)));
      },
      append: (id, version, event) => appended(store, id, version, [event]),
      appendMany: (id, version, events) => appended(store, id, version, events),
      isConflict: (error) => error.conflict === true,
      async load(id) {
        let [state, version] = [initialState(), 0];
        for await (const event of store.events.readStream(stream(id))) [state, version] = [evolve(state, event), event.revision];
        return { state, version };
      },
      handle: (id, command) => handled(handler, command),
      async readAll(onEvent) {
        const head = await store.events.head();
        let enough;
        const seenEnough = new Promise((resolve) => (enough = resolve));
        const application = await startApplication(watching(({ data }) => onEvent(data) === false && enough()), store);
        await Promise.race([seenEnough, application.waitFor(head, LONG_ENOUGH)]);
        await application.stop();
      },
      // A read model begins with the log's first event: what was there before is passed over.
      async subscribe(onEvent) {
        const head = await store.events.head();
        const application = await startApplication(watching(({ position, data }) => position > head && onEvent(data)), store);
        await application.waitFor(head, LONG_ENOUGH);
        return () => application.stop();
      },
      close: () => store.close(),
    };
  },
};
