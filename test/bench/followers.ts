import { accepted, type ApplicationDefinition, type Codec, defineAggregate, defineReadModel, type ReadModelDefinition, type Recorded, record, type Message, text } from 'stormwright';
import { accountOverview } from '../../generated/bank/account-overview.ts';
import { bankAccount } from '../../generated/bank/bank-account.ts';
import type { Json, JsonObject } from '../../runtime/message/json.ts';

/** Event data as it comes. */
const asItComes: Codec<Json> = { schema: {}, column: 'json', description: 'anything', decode: (json) => json ?? null, encode: (value) => value, brokenLimit: () => undefined };

/** Of the payments that workloads write. It decides nothing: it is here for the shapes of its events. */
const account = defineAggregate<Message, Message<string, Json>, Json, never>({
  name: 'account',
  identity: { field: 'accountId', type: text },
  commands: {},
  events: { Opened: { version: 1, data: asItComes }, Deposited: { version: 1, data: asItComes } },
  state: asItComes,
  initialState: { stage: 'not begun' },
  decide: () => accepted(),
  evolve: (instance) => instance,
});

export type PaymentRecorded = Recorded<Message<string, JsonObject>>;

/** An application whose only read model looks at every payment and keeps no row, only how far it has come. */
export function watching(name: string, onPayment: (payment: PaymentRecorded) => void): ApplicationDefinition {
  const watcher = defineReadModel<{ readonly id: string }, Message<string, JsonObject>>({
    name,
    key: ['id'],
    findBy: [],
    viewedBy: [],
    events: ['Opened', 'Deposited'],
    row: record({ id: text }),
    keyOf: (event) => {
      onPayment(event);
      return undefined;
    },
    project: (row) => row,
  });
  return { ...nothing, aggregates: [account], readModels: [watcher] };
}

/** The bank with nothing but its Account overview, under a name of its own: a new name is a table that begins empty. */
export function overviewCalled(name: string): ApplicationDefinition {
  const overview: ReadModelDefinition = { ...accountOverview, name };
  return { ...nothing, aggregates: [bankAccount], readModels: [overview] };
}

const nothing = { name: 'Bench', slug: 'bench', timeZone: 'UTC', actors: [], policies: [], externalSystems: [] } as const;
