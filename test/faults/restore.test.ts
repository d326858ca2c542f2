import { execFile } from 'node:child_process';
import { chown, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, expect, test } from 'vitest';
import { assemble } from '../../runtime/reaction/assembly.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { derivedId } from '../../runtime/message/ids.ts';
import type { Timer } from '../../runtime/store/timer-store.ts';
import { createApplication as createBank } from '../../generated/bank/app.ts';
import { NOON } from '../fixtures/test-clock.ts';
import { TRANSFER } from '../fixtures/bank-messages.ts';
import { freshSchema } from '../postgres/test-store.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { describeOnPostgres15 } from '../support/on-postgres-15.ts';
import { embeddedPrograms, type Programs } from '../support/postgres-programs.ts';
import { onConnection } from './arena.ts';
import { type BankInProcess, bankAt } from './bank-in-process.ts';
import type { Place } from './harness.ts';

const ends: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function cluster(programs: Programs): Promise<Cluster> {
  const started = await startCluster(programs);
  ends.push(() => started.remove());
  return started;
}

const timer: Timer = { id: derivedId(TRANSFER, 'timer'), policy: 'Remind', eventType: 'Account opened', stream: 'Bank account/NL100001', revision: 1, position: 1n, dueAt: NOON };

/** A bank that has worked, with half of it still to follow when it ends. What was said of it goes on. */
async function worked(place: Place): Promise<BankInProcess['said']> {
  const bank = await bankAt(place);
  await bank.traffic(80);
  await bank.running.store.timers.keepTimer(timer);
  await bank.running.store.timers.moveStroke('Remind', undefined, NOON);
  await bank.close();
  return bank.said;
}

/** Goes on where it stopped, on another PostgreSQL: with appends, with checkpoints and with timers. */
async function goesOn(place: Place, said: BankInProcess['said']): Promise<void> {
  const before = said.acknowledged.length;
  const bank = await bankAt(place, { said, seed: 2 });
  try {
    const checkpoints = await bank.running.store.checkpoints.listCheckpoints();
    expect(Math.max(...checkpoints.map(({ position }) => Number(position)))).toBeGreaterThan(20);
    await bank.traffic(80);
    expect(said.acknowledged.length).toBeGreaterThan(before + 20);
    expect(await bank.verdict()).toEqual([]);
    const { timers } = bank.running.store;
    expect(await timers.dueTimers('Remind', NOON, 10)).toMatchObject([timer]);
    expect(await timers.claimTimer(timer.id, 0)).toBe(true);
    expect(await timers.lastStroke('Remind')).toEqual(NOON);
  } finally {
    await bank.close();
  }
}

await describeOnPostgres15('A store that was dumped with pg_dump 15', (programs) => {
  test('goes on in a new cluster of PostgreSQL 15', async () => {
    const [from, to] = [await cluster(programs), await cluster(programs)];
    const schema = freshSchema();
    const said = await worked({ url: from.url, schema });
    const run = (program: string, args: readonly string[]): Promise<{ stdout: string }> => promisify(execFile)(program, [...args], { env: programs.env, maxBuffer: 2 ** 28 });
    const folder = await mkdtemp(join(tmpdir(), 'stormwright-dump-'));
    ends.push(() => rm(folder, { recursive: true, force: true }));
    const file = join(folder, 'dump.sql');
    await run(programs.pgDump, ['--file', file, from.url]);
    expect(await readFile(file, 'utf8')).toContain('COPY');
    await run(programs.psql, ['--quiet', '--set', 'ON_ERROR_STOP=1', '--single-transaction', '--file', file, to.url]);
    await goesOn({ url: to.url, schema }, said);
  }, 60_000);
});

test('A store whose tables were all copied goes on in a new cluster of the embedded PostgreSQL', async () => {
  const programs = await embeddedPrograms();
  const [from, to] = [await cluster(programs), await cluster(programs)];
  const schema = freshSchema();
  const said = await worked({ url: from.url, schema });
  const folder = await mkdtemp(join(tmpdir(), 'stormwright-copy-'));
  ends.push(() => rm(folder, { recursive: true, force: true }));
  if (programs.account !== undefined) await chown(folder, programs.account.uid, programs.account.gid);
  await makeTables({ url: to.url, schema });
  const tables = await copyOut(from.url, schema, folder);
  await copyIn(to.url, tables, folder);
  await goesOn({ url: to.url, schema }, said);
}, 60_000);

/** Empty ones of the same shape. */
async function makeTables(place: Place): Promise<void> {
  const store = await createPostgresStore(place);
  await assemble(createBank(), store);
  await store.close();
}

async function copyOut(url: string, schema: string, folder: string): Promise<readonly string[]> {
  return onConnection(url, async (client) => {
    const { rows } = await client.query<{ name: string }>("SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables WHERE schemaname IN ($1, $2) ORDER BY 1", [schema, `${schema}_read_models`]);
    for (const [index, { name }] of rows.entries()) await client.query(`COPY ${name} TO '${join(folder, String(index))}'`);
    return rows.map(({ name }) => name);
  });
}

/** As a superuser past the triggers that keep events from changing; numbers that the database draws go on behind those copied. */
async function copyIn(url: string, tables: readonly string[], folder: string): Promise<void> {
  await onConnection(url, async (client) => {
    await client.query('SET session_replication_role = replica');
    for (const [index, name] of tables.entries()) {
      await client.query(`TRUNCATE ${name}`);
      await client.query(`COPY ${name} FROM '${join(folder, String(index))}'`);
      const { rows } = await client.query<{ attname: string }>("SELECT attname FROM pg_attribute WHERE attrelid = $1::regclass AND attidentity <> ''", [name]);
      for (const { attname } of rows) await client.query(`SELECT setval(pg_get_serial_sequence('${name}', '${attname}'), (SELECT max(${attname}) FROM ${name}))`);
    }
  });
}
