import process from 'node:process';
import { type ClockReaction, definePolicy, type PolicyDefinition, type Reaction } from 'stormwright';
import { accountOverview, type AccountOverview } from '../../generated/bank/account-overview.ts';
import { createApplication as bank } from '../../generated/bank/app.ts';
import type { AccountOpened } from '../../generated/bank/bank-account.ts';
import { startApplication } from '../../runtime/reaction/start-application.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { closeAccount, depositMoney } from '../fixtures/bank-messages.ts';

/** An application to be killed: one policy that closes accounts after a day, or one that pays interest every night. */
const [url = '', schema = '', wanted = ''] = process.argv.slice(2);

const whenOpened: Reaction<AccountOpened> = { afterSeconds: 86_400, unless: ['Bonus account named'], react: ({ data }) => [{ place: '1', message: closeAccount(data.accountNumber) }] };
const everyNight: ClockReaction<AccountOverview> = { every: { kind: 'daily', at: '02:00' }, forEach: accountOverview, react: (_tick, row) => [{ place: '1', message: depositMoney(row.accountNumber, '0.01') }] };
const policies: readonly PolicyDefinition[] = [
  definePolicy({ name: 'delay', whenever: { 'Account opened': whenOpened } }),
  definePolicy({ name: 'clock', whenever: {}, clock: everyNight }),
];

const store = await createPostgresStore({ url, schema, readModelSchema: `${schema}_rows`, connections: 4 });
await startApplication({ ...bank(), policies: policies.filter(({ name }) => name === wanted) }, store, { leaseInMilliseconds: 500, onFailure: (name, error) => process.stderr.write(`${name}: ${String(error)}\n`) });
