import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type LanguageServer, startLanguageServer } from './language-server.ts';

const root = join(import.meta.dirname, '..', '..');
/** A file that an expert has open beside the bank; it need not be on disk. */
const uriOf = (name: string): string => pathToFileURL(join(root, 'model', `${name}.yaml`)).href;
const BANK = '# yaml-language-server: $schema=../generated/bank/bank.schema.json\nmodel: Bank\n';
const ANY = '# yaml-language-server: $schema=event-storming.schema.json\nmodel: Bank\n';

const EVENTS = [
  'Account opened', 'Money deposited', 'Money withdrawn', 'Bonus account named', 'Account closed', 'Transfer started', 'Transfer withdrawn', 'Transfer refunded', 'Transfer completed', 'Transfer failed',
];

describe('An editor with the schema of the bank', () => {
  let server: LanguageServer;
  beforeAll(async () => {
    server = await startLanguageServer();
  });
  afterAll(() => server.stop());

  test('offers exactly the events where a policy waits for one', async () => {
    const offered = await server.completions(uriOf('events'), `${BANK}policies:\n  Say thanks:\n    whenever: |\n`);
    expect(offered.filter((label) => EVENTS.includes(label)).toSorted()).toEqual(EVENTS.toSorted());
    expect(offered).not.toContain('Deposit money');
  });

  test('offers the actors where somebody does something', async () => {
    const offered = await server.completions(uriOf('actors'), `${BANK}aggregates:\n  Bank account:\n    commands:\n      Close account:\n        by: |\n`);
    expect(offered).toEqual(expect.arrayContaining(['Account owner', 'Bank clerk']));
    expect(offered).not.toContain('Account opened');
  });

  test('offers the types where a field wants one', async () => {
    const offered = await server.completions(uriOf('types'), `${BANK}aggregates:\n  Bank account:\n    state:\n      owner: |\n`);
    expect(offered).toEqual(expect.arrayContaining(['text', 'Money', 'optional Money', 'list of Account number']));
  });

  test('offers the fields of the aggregate for its identity, and those of a command for its values', async () => {
    const identity = await server.completions(uriOf('identity'), `${BANK}aggregates:\n  Money transfer:\n    identified by: |\n`);
    expect(identity).toEqual(expect.arrayContaining(['transfer id', 'from account', 'step']));
    expect(identity).not.toContain('owner');
    const values = await server.completions(uriOf('values'), `${BANK}policies:\n  Pay:\n    whenever: Money withdrawn\n    then:\n      Deposit money:\n        |\n`);
    expect(values).toEqual(expect.arrayContaining(['account number', 'amount']));
    expect(values).not.toContain('owner');
  });

  test('offers the events that a read model may come from, with what the model says of them, and its own fields for their values', async () => {
    const events = await server.completions(uriOf('from'), `${BANK}read models:\n  Statement:\n    from:\n      |\n`);
    expect(events.filter((label) => EVENTS.includes(label)).toSorted()).toEqual(EVENTS.toSorted());
    const entry = `${BANK}read models:\n  Account overview:\n    from:\n      Money deposited:\n`;
    expect(await server.completions(uriOf('from-entry'), `${entry}        |\n`)).toEqual(expect.arrayContaining(['sets', 'key']));
    const fields = await server.completions(uriOf('from-fields'), `${entry}        sets:\n          |\n`);
    expect(fields).toEqual(expect.arrayContaining(['owner', 'balance']));
    expect(fields).not.toContain('from account');
  });

  test('says what a key is for', async () => {
    expect(await server.hover(uriOf('hover'), `${BANK}aggregates:\n  Bank account:\n    identi|fied by: account number\n`)).toContain('The field of the state that tells one from another');
  });

  test('reports a key that nobody knows, and an event that is not there', async () => {
    expect(await server.diagnostics(uriOf('unknown-key'), `${BANK}actor:\n  Clerk: {}\n`)).toEqual([expect.stringContaining('actor')]);
    expect((await server.diagnostics(uriOf('unknown-event'), `${BANK}policies:\n  Say thanks:\n    whenever: Money lost\n    then: Close account\n`)).length).toBeGreaterThan(0);
  });

  test('knows all keys of any model from the schema of the language', async () => {
    const offered = await server.completions(uriOf('any'), `${ANY}|\n`);
    expect(offered).toEqual(expect.arrayContaining(['aggregates', 'policies', 'read models', 'external systems', 'hot spots']));
    expect(await server.diagnostics(uriOf('any-sound'), `${ANY}actors:\n  Clerk: {}\n`)).toEqual([]);
  });
});
