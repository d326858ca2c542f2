import { describe, expect, test } from 'vitest';
import {
  accepted, type AggregateDefinition, type ApplicationDefinition, begun, changed, defineReadModel, optional, record, text, wholeNumber,
} from 'stormwright';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import type { Store } from '../../runtime/store/store.ts';
import { createTestStore } from '../postgres/test-store.ts';
import { addressOf, isReady, listen, type Listener } from './listener.ts';
import { type OpenServer, openServer, serverOn } from './open-server.ts';
import { clerk, owner, bearer, tokens } from './signed.ts';

interface Task {
  readonly task: string;
  readonly owner: string | null;
  readonly size: number;
}

const data = record<Task>({ task: text, owner: optional(text), size: wholeNumber });

const task: AggregateDefinition = {
  name: 'Task',
  identity: { field: 'task', type: text },
  commands: { Give: { by: ['Worker', 'Boss'], data } },
  events: { Given: { version: 1, data } },
  state: text,
  initialState: { stage: 'not begun' },
  decide: (command: { readonly data: unknown }) => accepted({ type: 'Given', data: command.data }),
  evolve: (instance) => (instance.stage === 'not begun' ? begun('') : changed(instance, '')),
};

interface Given {
  readonly type: 'Given';
  readonly data: Task;
}

/** A task of size 0 is gone; somebody's own are shown to him alone. */
const tasks = defineReadModel<Task, Given>({
  name: 'Tasks',
  key: ['task'],
  findBy: ['owner', 'size'],
  viewedBy: ['Worker', 'Boss'],
  row: data,
  events: ['Given'],
  keyOf: (event) => ({ task: event.data.task }),
  project: (_, event) => (event.data.size === 0 ? undefined : event.data),
  visibleTo: (row, { actor, actorId }) => actor === 'Boss' || row.owner === actorId,
});

const work = (): ApplicationDefinition => ({
  name: 'Work', slug: 'work', timeZone: 'UTC', actors: [{ name: 'Worker' }, { name: 'Boss' }], aggregates: [task], policies: [], readModels: [tasks], externalSystems: [],
});

const ada = { actor: 'Worker', 'actor-id': 'Ada' };
const boss = { actor: 'Boss' };

interface Heard extends OpenServer {
  readonly url: string;
  give(name: string, to: string | null, size?: number): Promise<void>;
}

async function heard(open: OpenServer): Promise<Heard> {
  const url = await addressOf(open.server);
  const give = async (name: string, to: string | null, size = 1): Promise<void> => {
    const answer = await open.post('give', { task: name, owner: to, size }, boss);
    expect([answer.statusCode, answer.body]).toEqual([200, expect.anything()]);
  };
  return { ...open, url, give };
}

const atWork = async (): Promise<Heard> => heard(await openServer(work()));
const events = ({ told }: Listener): readonly string[] => told.map(({ event, data: { key } }) => (key === undefined ? event : `${event} ${Object.values(Object(key)).join()}`));

describe('A read model as a stream', () => {
  test('tells what is there, that this was all, and then every change', async () => {
    await using open = await atWork();
    await open.give('a', 'Ada');
    await open.settled('/tasks');
    const boss1 = await listen(`${open.url}/tasks`, boss);
    expect([boss1.response.status, boss1.response.headers.get('content-type'), boss1.response.headers.get('cache-control'), boss1.response.headers.get('x-accel-buffering')]).toEqual([200, 'text/event-stream', 'no-store', 'no']);
    await boss1.until(isReady(boss1));
    await open.give('b', null, 2);
    await boss1.until(() => events(boss1).includes('row b'));
    await open.give('a', null, 0);
    await boss1.until(() => events(boss1).includes('removed a'));
    expect(events(boss1)).toEqual(['reset', 'row a', 'ready', 'row b', 'removed a']);
    expect(boss1.told[1]).toEqual({ event: 'row', id: undefined, data: { key: { task: 'a' }, row: { task: 'a', owner: 'Ada', size: 1 } } });
    const positions = boss1.told.flatMap(({ id }) => (id === undefined || id === '' ? [] : [Number(id.split('.')[0])]));
    expect(positions).toEqual([1, 2, 3]);
    boss1.hangUp();
  });

  test('shows nobody a row of somebody else, not even its key when it goes', async () => {
    await using open = await atWork();
    const own = await listen(`${open.url}/tasks`, ada);
    await own.until(isReady(own));
    await open.give('secret', 'Ben');
    await open.give('secret', 'Ben', 0);
    await open.give('mine', 'Ada');
    await own.until(() => events(own).includes('row mine'));
    await open.give('mine', 'Ben');
    await own.until(() => events(own).includes('removed mine'));
    await open.give('mine', 'Ben', 5);
    await open.give('other', 'Ada');
    await own.until(() => events(own).includes('row other'));
    expect(events(own)).toEqual(['reset', 'ready', 'row mine', 'removed mine', 'row other']);
    expect(JSON.stringify(own.told)).not.toMatch(/secret|Ben/);
    own.hangUp();
  });

  test('takes the filters and keys of its URL: a row that matches no longer is removed', async () => {
    await using open = await atWork();
    const [big, one] = [await listen(`${open.url}/tasks?size=7`, boss), await listen(`${open.url}/tasks/x`, boss)];
    await Promise.all([big.until(isReady(big)), one.until(isReady(one))]);
    await open.give('y', null, 7);
    await big.until(() => events(big).includes('row y'));
    await open.give('x', null, 7);
    await big.until(() => events(big).includes('row x'));
    await open.give('x', null, 8);
    await big.until(() => events(big).includes('removed x'));
    await one.until(() => JSON.stringify(one.rows()) === '[{"task":"x","owner":null,"size":8}]');
    expect(events(one)).not.toContain('row y');
    expect(big.rows()).toEqual([{ task: 'y', owner: null, size: 7 }]);
    for (const listener of [big, one]) listener.hangUp();
  });

  test('asks for the same rights and good input as the list', async () => {
    await using open = await heard(await openServer(undefined, { tokens }));
    expect((await listen(`${open.url}/account-overview`)).response.status).toBe(401);
    expect((await listen(`${open.url}/bonus-account`, await owner('Ada'))).response.status).toBe(403);
    const paged = await listen(`${open.url}/account-overview?limit=3`, await clerk());
    expect([paged.response.status, await paged.ended]).toEqual([400, 'ended']);
    const json = await fetch(`${open.url}/account-overview`, { headers: { accept: 'text/event-stream;q=0, application/json', ...(await clerk()) } });
    expect(json.headers.get('content-type')).toContain('application/json');
  });

  test('ends when the token does, and a caller has only so many', async () => {
    await using open = await heard(await openServer(undefined, { tokens, streams: { perCaller: 1 } }));
    const soon = await bearer({ claims: { exp: Math.floor(Date.now() / 1000) + 2 } });
    const first = await listen(`${open.url}/account-overview`, soon);
    expect((await listen(`${open.url}/account-overview`, soon)).response.status).toBe(429);
    expect((await listen(`${open.url}/account-overview`, await owner('Ben'))).response.status).toBe(200);
    expect(await first.ended).toBe('ended');
  });

  test('tells who was away for a moment exactly what changed, and everybody else everything', async () => {
    await using open = await atWork();
    for (const name of ['a', 'b', 'c']) await open.give(name, 'Ada');
    await open.settled('/tasks');
    const before = await listen(`${open.url}/tasks`, boss);
    await before.until(isReady(before));
    before.hangUp();
    await before.ended;
    await open.give('b', null, 0);
    await open.give('d', 'Ada');
    await open.settled('/tasks');
    const [again, stranger, other] = [
      await listen(`${open.url}/tasks`, { ...boss, 'last-event-id': before.lastId() }),
      await listen(`${open.url}/tasks`, { ...ada, 'last-event-id': before.lastId() }),
      await listen(`${open.url}/tasks`, { ...boss, 'last-event-id': '5' }),
    ];
    for (const listener of [again, stranger, other]) {
      await listener.until(isReady(listener));
      listener.hangUp();
    }
    expect(events(again)).toEqual(['removed b', 'row d', 'ready']);
    for (const listener of [stranger, other]) expect(events(listener)).toEqual(['reset', 'row a', 'row c', 'row d', 'ready']);
  });

  test('lets everything go when those who listened hang up, and 200 of them cost no more looks than one', async () => {
    await using open = await atWork();
    let lists = 0;
    const counting = { ...open.running, list: async (...asked: Parameters<typeof open.running.list>) => ((lists += 1), open.running.list(...asked)) };
    const second = await serverOn(counting);
    const url = await addressOf(second.server);
    const all = await Promise.all(Array.from({ length: 200 }, () => listen(`${url}/tasks`, boss)));
    await Promise.all(all.map((listener) => listener.until(isReady(listener))));
    const before = lists;
    await open.give('a', null);
    await Promise.all(all.map((listener) => listener.until(() => events(listener).includes('row a'))));
    expect(lists - before).toBeLessThan(20);
    for (const listener of all) listener.hangUp();
    await Promise.all(all.map(({ ended }) => ended));
    await second.server.close();
    const after = lists;
    await open.give('b', null);
    await open.settled('/tasks');
    expect(lists).toBe(after);
  });

  test('is refused, or ends, where there are too many rows to keep', async () => {
    await using open = await atWork();
    let most = 10_000;
    const list: typeof open.running.list = async (_, { after, limit }) => {
      const from = after === undefined ? 0 : Number(after['task']) + 1;
      return Array.from({ length: Math.max(0, Math.min(limit, most - from)) }, (_row, index) => ({ task: String(from + index).padStart(6, '0'), owner: null, size: 1 }));
    };
    const second = await serverOn({ ...open.running, list });
    const url = await addressOf(second.server);
    const listener = await listen(`${url}/tasks`, boss);
    await listener.until(isReady(listener));
    expect(listener.rows()).toHaveLength(10_000);
    most += 1;
    await open.give('a', null);
    expect(await listener.ended).toBe('ended');
    const refused = await fetch(`${url}/tasks`, { headers: { accept: 'text/event-stream', ...boss } });
    expect([refused.status, Object(await refused.json()).detail]).toEqual([400, 'Tasks has more than 10000 rows here. Ask for fewer of them, by the first fields of their key or by a filter.']);
    await second.server.close();
  });

  test('ends at once and politely when the server closes', async () => {
    const open = await atWork();
    const listener = await listen(`${open.url}/tasks`, boss);
    await listener.until(isReady(listener));
    await open.server.close();
    expect(await listener.ended).toBe('ended');
    await open.running.stop();
  });
});

const stores: readonly (readonly [string, () => Promise<Store>])[] = [
  ['in memory', async () => createMemoryStore()],
  ['on PostgreSQL', createTestStore],
];

describe.each(stores)('Streams of two processes on one store, %s', (_, createStore) => {
  test('end with the rows of the list, whatever was written and however often they were broken off', { timeout: 60_000 }, async () => {
    const store = await createStore();
    const apps = [await startApplication(work(), store, { pollInMilliseconds: 20 }), await startApplication(work(), store, { pollInMilliseconds: 20 })];
    const opens: Heard[] = [];
    for (const app of apps) opens.push(await heard(await serverOn(app)));
    let isDone = false;
    const follow = async (open: Heard | undefined, path: string, who: { readonly [name: string]: string }): Promise<void> => {
      const url = `${open?.url}${path}`;
      let listener = await listen(url, who);
      for (let round = 0; !isDone; round += 1) {
        await new Promise((resolve) => setTimeout(resolve, 30 + ((round * 37) % 90)));
        listener.hangUp();
        await listener.ended;
        const id = listener.lastId();
        listener = await listen(url, { ...who, ...(id === '' ? {} : { 'last-event-id': id }) }, listener.map);
      }
      const answer = await open?.get(path, who);
      const wanted = JSON.stringify(answer?.json().items);
      await listener.until(() => JSON.stringify(listener.rows()) === wanted);
      listener.hangUp();
    };
    const all = opens.flatMap((open) => [follow(open, '/tasks', boss), follow(open, '/tasks', ada), follow(open, '/tasks?size=2', boss)]);
    const write = async (open: Heard | undefined, seed: number): Promise<void> => {
      for (let step = 0; step < 60; step += 1) {
        const number = (step * 7919 + seed * 104_729) % 997;
        await open?.give(`t${number % 9}`, number % 2 === 0 ? 'Ada' : 'Ben', number % 4);
      }
    };
    await Promise.all(opens.map(write));
    const head = await store.events.head();
    for (const app of apps) await app.waitFor(head, 10_000);
    isDone = true;
    await Promise.all(all);
    for (const open of opens) await open[Symbol.asyncDispose]();
    await store.close();
  });
});
