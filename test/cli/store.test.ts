import { Command } from 'commander';
import { Temporal } from 'temporal-polyfill';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { declareStore } from '../../cli/store/commands.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import { thankTheDepositor } from '../../generated/bank/thank-the-depositor.ts';
import { openDatabase } from '../../runtime/postgres/database.ts';
import { migrate, migrations } from '../../runtime/postgres/migrate.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import type { ApplicationDefinition } from '../../runtime/reaction/application.ts';
import type { RunningApplication } from '../../runtime/reaction/running-application.ts';
import { startApplication, type StartOptions } from '../../runtime/reaction/start-application.ts';
import { append, sampleMetadata } from '../../runtime/testing/store-contract-samples.ts';
import type { Store } from '../../runtime/store/store.ts';
import { ADA, BEN, depositMoney, openAccount } from '../fixtures/bank-messages.ts';
import { endAtLast, startProcess } from '../start/process.ts';
import { makeProject } from '../start/project.ts';
import { send } from '../start/bank-client.ts';
import { type BankDatabase, makeBankDatabase, runStore } from './store-project.ts';

const NEWEST = migrations.length;
const POLICY = 'Thank the depositor';
const STREAM = `Bank account/${ADA}`;
const REQUEST = '0192f3b8-1c3e-5d0a-9a52-6f3d3a8f6c11';
const TIMER = '0192f3b8-1c3e-5d0a-9a52-6f3d3a8f6c12';

async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, 10));
}

/** The bank with nothing but the policy that thanks depositors. */
function thankful(broken = false): ApplicationDefinition {
  const reaction = thankTheDepositor.whenever['Money deposited'];
  if (reaction === undefined) throw new Error('Nobody thanks for deposits.');
  const react: typeof reaction.react = (event, found) => {
    if (broken) throw new Error('the thanks have run out');
    return reaction.react(event, found);
  };
  return { ...bank(), policies: [{ ...thankTheDepositor, whenever: { 'Money deposited': { ...reaction, react } } }] };
}

describe('`stormwright store` on a PostgreSQL', { timeout: 120_000 }, () => {
  let database: BankDatabase;
  let running: { readonly application: RunningApplication; readonly store: Store } | undefined;

  const start = async (definition: ApplicationDefinition, options: StartOptions = { attempts: 2 }): Promise<RunningApplication> => {
    const store = await database.open();
    const application = await startApplication(definition, store, options);
    running = { application, store };
    return application;
  };
  const stop = async (): Promise<void> => {
    await running?.application.stop();
    await running?.store.close();
    running = undefined;
  };
  const caughtUp = async (application: RunningApplication): Promise<void> => {
    expect(await application.waitFor(await application.store.events.head(), 30_000)).toBe(true);
  };
  const asJson = async (...args: readonly string[]): Promise<unknown> => {
    const { code, out, err } = await database.store(...args, '--json');
    expect([code, err]).toEqual([0, '']);
    return JSON.parse(out);
  };
  /** Ada's two deposits wait for their thanks. */
  const parkTwo = async (): Promise<void> => {
    const application = await start(thankful(true));
    for (const command of [openAccount(ADA), openAccount(BEN), depositMoney(ADA, '1.00'), depositMoney(ADA, '2.00')]) await application.send(command);
    await caughtUp(application);
    await stop();
  };

  beforeAll(async () => {
    database = await makeBankDatabase();
  });
  afterEach(async () => {
    await stop();
    const schemas = await database.query("SELECT nspname FROM pg_namespace WHERE nspname IN ('storm_bank', 'bank')");
    for (const { nspname } of schemas) await database.query(`DROP SCHEMA ${String(nspname)} CASCADE`);
  });
  afterAll(async () => {
    await database.remove();
  });

  test('lists what is parked with its reason, tries it again once it is mended, and names nothing that is not there', async () => {
    await parkTwo();
    const listed = await database.store('parked');
    expect(listed.out).toContain(`"Money deposited" at position 3, in ${POLICY} under ${STREAM}, since `);
    expect(listed.out).toContain('; 1 event waits behind it\n  Policy "Thank the depositor" could not react to "Money deposited" at position 3: the thanks have run out\n');
    expect(listed.out).toContain(`  npx stormwright store retry bank '${POLICY}' '${STREAM}'\n`);
    expect(await asJson('parked', 'bank')).toMatchObject({ parked: [{ kind: 'event', subscription: POLICY, key: STREAM, position: '3', type: 'Money deposited', state: 'parked', behind: 1, reason: null }] });
    expect(await database.store('retry', 'Thank the depositer', STREAM)).toMatchObject({ code: 2, out: '', err: 'Nobody here is called "Thank the depositer"; did you mean "Thank the depositor"?\n' });
    expect(await database.store('retry', POLICY, 'Bank account/NL000010')).toMatchObject({ code: 1, err: `Nothing is parked under Bank account/NL000010 in ${POLICY}; did you mean ${STREAM}?\n` });
    expect(await database.store('retry', 'bank', POLICY, STREAM)).toMatchObject({ code: 0, out: expect.stringContaining('No application is running: it is done when one starts') });
    const application = await start(thankful());
    await until(async () => (await application.store.parking.listParked()).length === 0);
    expect(await application.store.requests.listRequests(9)).toHaveLength(2);
  });

  test('skips the first of a key for a reason, which is kept, and tries what is behind it', async () => {
    await parkTwo();
    expect(await database.store('skip', POLICY, STREAM)).toMatchObject({ code: 2, err: expect.stringContaining("required option '--reason <text>'") });
    expect(await database.store('skip', POLICY, STREAM, '--reason', ' ')).toMatchObject({ code: 2, err: expect.stringContaining('without a reason') });
    expect(await database.store('skip', POLICY, STREAM, '--reason', 'thanked by hand')).toMatchObject({ code: 0, out: expect.stringContaining('is left out for good, because: "thanked by hand". What waits behind it is tried now.') });
    expect(await asJson('parked', '--skipped')).toMatchObject({ skipped: [{ subscription: POLICY, key: STREAM, position: '3', state: 'skipped', reason: 'thanked by hand' }] });
    const application = await start(thankful());
    await until(async () => (await application.store.parking.listParked()).length === 0);
    expect(await application.store.requests.listRequests(9)).toHaveLength(1);
  });

  test('lists, tries again and skips requests and delayed reactions by their ids', async () => {
    const store = await database.open();
    const now = Temporal.Now.instant();
    await store.requests.keepRequest({ id: REQUEST, system: 'Email', type: 'Send thank-you email', data: {}, metadata: sampleMetadata, requestedAt: now });
    await store.requests.claimRequests(1, 1000);
    await store.requests.markFailed(REQUEST, 'the mailbox is full', null);
    await store.timers.keepTimer({ id: TIMER, policy: POLICY, eventType: 'Money deposited', stream: STREAM, revision: 1, position: 1n, dueAt: now });
    await store.timers.claimTimer(TIMER, 0);
    await store.timers.markTimerFailed(TIMER, 'nobody is in', null);
    expect(await asJson('parked')).toMatchObject({ parked: [{ kind: 'request', id: REQUEST, system: 'Email', error: 'the mailbox is full', attempts: 1 }, { kind: 'delayed reaction', id: TIMER, policy: POLICY, position: '1', error: 'nobody is in' }] });
    expect(await asJson('retry', 'bank', REQUEST)).toMatchObject({ retried: [{ kind: 'request', id: REQUEST }] });
    expect(await asJson('skip', TIMER, '--reason', 'too late')).toMatchObject({ skipped: { kind: 'delayed reaction', id: TIMER, reason: 'too late' } });
    expect(await store.requests.listRequests(9)).toMatchObject([{ state: 'waiting' }]);
    expect(await store.timers.listTimers('skipped', 9)).toMatchObject([{ reason: 'too late' }]);
    expect(await database.store('retry', TIMER)).toMatchObject({ code: 1, err: `No request and no delayed reaction with the id ${TIMER} is parked. Nothing at all is.\n` });
    const ofStroke = '7f3b2f5e-6a0d-4c57-9d0e-0a4f6f3c2b1a';
    await store.timers.moveStroke(POLICY, undefined, now);
    await store.timers.keepStroke({ policy: POLICY, from: now, at: now.add({ hours: 1 }) }, [{ id: ofStroke, place: 1, row: { accountNumber: ADA } }]);
    await store.timers.markTimerFailed(ofStroke, 'out of ink', null);
    expect(await asJson('parked')).toMatchObject({ parked: [{ kind: 'stroke', id: ofStroke, policy: POLICY, row: { accountNumber: ADA }, error: 'out of ink' }] });
    expect((await database.store('parked')).out).toContain(`for {"accountNumber":"${ADA}"}, stroke ${ofStroke}`);
    expect(await asJson('retry', ofStroke)).toMatchObject({ retried: [{ kind: 'stroke', id: ofStroke }] });
    await store.close();
  });

  test('shows who follows the log, how far, who works on it and what fails', async () => {
    const application = await start(thankful(true), { attempts: 1000 });
    for (const command of [openAccount(ADA), depositMoney(ADA, '1.00')]) await application.send(command);
    await until(async () => (await application.store.checkpoints.listCheckpoints()).some(({ failure }) => failure !== null));
    expect(await application.waitFor(2n, 30_000, ['Account overview'])).toBe(true);
    await until(async () => (await application.store.checkpoints.checkpoint('Account overview #1')).position === 2n);
    const shown = await asJson('subscriptions');
    expect(shown).toMatchObject({ head: '2', subscriptions: expect.arrayContaining([
      expect.objectContaining({ kind: 'read model', subscription: 'Account overview #1', state: 'serving', former: false, position: '2', lag: '0', failure: null, parked: 0, lease: { owner: expect.any(String), remainingMilliseconds: expect.any(Number) } }),
      expect.objectContaining({ kind: 'policy', name: POLICY, failure: expect.objectContaining({ position: '2', error: expect.stringContaining('the thanks have run out') }) }),
    ]) });
    const { out } = await database.store('subscriptions');
    expect(out).toMatch(/^Bank's log ends at position 2\. One process works on it\.\n\nSUBSCRIPTION +STATE +POSITION +LAG +WORKED BY +PARKED\nAccount overview #1 +serving +2 +0 +[0-9a-f]{8} \([0-9.]+ s\) +0\n/);
    expect(out).toMatch(/\nThank the depositor [1-4]\/4 failed at position 2, .*:\n {2}Policy "Thank the depositor" could not react/);
    await stop();
    const store = await database.open();
    await append(store.events, 'Bank account/NL000009', 'any');
    await store.close();
    expect((await database.store('subscriptions')).out).toMatch(/^Bank's log ends at position 3\. Nobody works on it: .*\n\n.*\nAccount overview #1 +serving +2 +1 +nobody +0\n/);
  });

  test('makes another table of a read model, which the application that runs fills and swaps in', async () => {
    const application = await start(thankful());
    await application.send(openAccount(ADA));
    await caughtUp(application);
    expect(await database.store('rebuild', 'Acount overview')).toMatchObject({ code: 2, err: 'Bank has no read model "Acount overview"; did you mean "Account overview"?\n' });
    expect(await asJson('rebuild', 'bank', 'Account overview')).toEqual({ readModel: 'Account overview', generation: 2 });
    await until(async () => (await application.store.readModels.listTables()).some(({ name, generation, state }) => name === 'Account overview' && generation === 2 && state === 'serving'));
    expect(await application.list('Account overview', { where: {}, limit: 9 })).toHaveLength(1);
    await stop();
    expect(await database.store('rebuild', 'Statement')).toMatchObject({ code: 0, out: expect.stringContaining('No application is running: it is done when one starts') });
    expect(await database.store('rebuild', 'Statement')).toMatchObject({ code: 1, err: expect.stringContaining('Table #2 of Statement is being filled already') });
  });

  test('finds what was tampered with, beside an application that works, and writes nothing', async () => {
    const application = await start(thankful());
    for (const command of [openAccount(ADA), depositMoney(ADA, '1.00')]) await application.send(command);
    await caughtUp(application);
    await until(async () => (await application.store.checkpoints.listCheckpoints()).every(({ position }) => position === 2n));
    expect(await database.store('verify')).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Bank: 2 events up to position 2, [0-9]+ rows in 4 read models, 1 request: nothing is wrong\.\n$/) });
    await database.query('UPDATE bank.account_overview SET balance = 100');
    const found = await database.store('verify', '--json');
    expect(found.code).toBe(1);
    expect(JSON.parse(found.out)).toMatchObject({ total: 1, head: '2', findings: [{ kind: 'row', place: `read model Account overview, ["${ADA}"]`, sentence: expect.stringContaining('1.00') }] });
    await database.query('UPDATE bank.account_overview SET balance = 1');
    await stop();
    const late = await database.open();
    await append(late.events, 'Bank account/NL000009', 'any');
    await late.close();
    await database.query('DELETE FROM bank.statement');
    const idle = await database.store('verify');
    expect(idle).toMatchObject({ code: 1, err: '' });
    expect(idle.out).toContain('There is no such row');
    expect(idle.out).toContain('\nAccount overview was looked at as of position 2: it has not come further.\n');
    await database.query('DROP SCHEMA bank CASCADE');
    expect(await database.store('verify')).toMatchObject({ code: 1, out: expect.stringContaining('It has no table that can be shown yet') });
    expect(await database.query("SELECT FROM pg_namespace WHERE nspname = 'bank'")).toEqual([]);
    const looking = await createPostgresStore({ url: database.url, schema: 'storm_bank', readModelSchema: 'bank', use: 'look' });
    await expect(append(looking.events, 'Bank account/NL000009', 'any')).rejects.toThrow('read-only transaction');
    await looking.close();
  });

  test('brings the schema forward and says from where to where; nothing else does, and an older one is left alone', async () => {
    expect(await database.store('subscriptions')).toMatchObject({ code: 1, out: '', err: expect.stringContaining('There is no store in schema "storm_bank" yet') });
    const before = openDatabase({ url: database.url, schema: 'storm_bank', connections: 1 });
    await migrate(before, 'storm_bank', 6);
    await before.close();
    expect(await database.store('retry', '--all')).toMatchObject({ code: 1, err: expect.stringContaining(`The store in schema "storm_bank" is at migration 6, and this Stormwright works with ${NEWEST}`) });
    expect(await asJson('migrate')).toEqual({ schema: 'storm_bank', from: 6, to: NEWEST });
    expect(await asJson('verify')).toMatchObject({ total: 0, events: 0, head: '0' });
    expect(await database.store('migrate', 'bank')).toMatchObject({ code: 0, out: `The store in storm_bank is at migration ${NEWEST}, the newest there is: nothing had to be done.\n` });
    await database.query('DROP SCHEMA storm_bank CASCADE');
    expect(await database.store('migrate')).toMatchObject({ code: 0, out: `The store was made in storm_bank, at migration ${NEWEST}.\n` });
  });

  test('tells what is wrong with a command line, an environment and a server, and never a password', async () => {
    expect(await database.store('subscription')).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean subscriptions?') });
    expect(await database.store('parked', 'bnk')).toMatchObject({ code: 2, err: expect.stringContaining('There is no model "bnk" in model/') });
    expect(await runStore(process.cwd(), { DATABASE_URL: 'memory:' }, ['parked'])).toMatchObject({ code: 2, err: expect.stringContaining('known to the process that keeps it') });
    const wrong = Object.assign(new URL(database.url), { password: 'open-sesame' });
    const refused = await runStore(process.cwd(), { DATABASE_URL: wrong.href }, ['parked', '--json']);
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining(`In the PostgreSQL at ${wrong.host}${wrong.pathname}: `) });
    expect(JSON.parse(refused.out)).toEqual({ failures: [refused.err.trim()] });
    expect(refused.err + refused.out).not.toContain('open-sesame');
  });

  test('teaches in the help of every command', async () => {
    const stormwright = new Command();
    declareStore(stormwright);
    const commands = stormwright.commands.flatMap((store) => store.commands);
    expect(commands.map((each) => each.name()).toSorted()).toEqual(['migrate', 'parked', 'rebuild', 'retry', 'skip', 'subscriptions', 'verify']);
    for (const command of commands) {
      let help = '';
      command.configureOutput({ writeOut: (text) => (help += text) }).outputHelp();
      expect([command.name(), /\nExamples:\n {2}npx stormwright store /.test(help), help.includes('--json')]).toEqual([command.name(), true, true]);
    }
    expect((await database.store('retry', '--help')).out).toContain('Usage: stormwright store retry [options] [model] <subscription> <key> | [model] <id> | --all [model]');
  });
});

describe('`stormwright store` on the embedded PostgreSQL', { timeout: 120_000 }, () => {
  test('works while an application runs on it, which goes on, and while none does', async () => {
    const project = await makeProject();
    expect(await runStore(project.folder, {}, ['parked'])).toMatchObject({ code: 1, err: expect.stringContaining('generate') });
    const running = startProcess(project.folder);
    try {
      const url = await running.url;
      expect((await send(url, 'open-account', { accountNumber: ADA, owner: 'Ada' })).status).toBe(200);
      const beside = await runStore(project.folder, {}, ['subscriptions']);
      expect(beside).toMatchObject({ code: 0, err: '', out: expect.stringContaining("Bank's log ends at position 1. One process works on it.") });
      expect((await send(url, 'open-account', { accountNumber: BEN, owner: 'Ben' })).status).toBe(200);
      running.signal('SIGTERM');
      expect(await running.ended).toMatchObject({ code: 0, stderr: '' });
      expect(await runStore(project.folder, {}, ['verify'])).toMatchObject({ code: 0, err: '', out: expect.stringMatching(/^Bank: 2 events up to position 2, .*: nothing is wrong\.\n/) });
    } finally {
      await endAtLast(running);
      await project.remove();
    }
  });
});
