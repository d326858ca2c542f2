import {
  accepted, type AggregateDefinition, type ApplicationDefinition, begun, changed, date, dateAndTime, decimalType, defineReadModel, ended, identifier, listOf, oneOf, optional, record,
  text, wholeNumber, yesOrNo,
} from 'stormwright';

/** A model that has what the bank has not: lists, records, other scripts, keys of every kind. Its rules accept everything. */
export function shop(): ApplicationDefinition {
  return {
    name: 'Shop <script>alert(1)</script>',
    about: 'Sells "tea" & cups.',
    slug: 'shop',
    timeZone: 'UTC',
    actors: [{ name: 'Käufer' }],
    aggregates: [order, shelf, day],
    policies: [],
    readModels: [shelves, openOrders],
    externalSystems: [],
  };
}

const Price = decimalType<bigint>('Price', { digits: 2 });
const Size = decimalType<bigint>('Size', { digits: 1 });
const Mood = oneOf('Mood', ['fine', 'not so fine'] as const);
const line = record<{ readonly article: string; readonly unitPrice: bigint; readonly count: number }>({ article: text, unitPrice: Price, count: wholeNumber });

interface Command {
  readonly type: string;
  readonly data: unknown;
}

/** What a command says has happened; one that begins the instance also carries its identity. */
function yes(name: string, field: string, type: AggregateDefinition['identity']['type'], commands: AggregateDefinition['commands'], happens: { readonly [command: string]: string }): AggregateDefinition {
  return {
    name,
    identity: { field, type },
    commands,
    events: Object.fromEntries(Object.entries(happens).map(([command, event]) => [event, { version: 1, data: commands[command]?.data ?? text }])),
    state: text,
    initialState: { stage: 'not begun' },
    decide: ({ type: command, data }: Command) => accepted({ type: happens[command] ?? '', data }),
    evolve: (instance, event) => (event.type.endsWith('cancelled') ? ended('') : instance.stage === 'not begun' ? begun('') : changed(instance, '')),
  };
}

const by = ['Käufer'];
const order = yes(
  'Order',
  'orderId',
  identifier,
  {
    'Place order': { by, begins: true, data: record({ orderId: identifier, lines: listOf(line), isExpress: yesOrNo, note: optional(text) }) },
    'Rate order': { by, data: record({ orderId: identifier, stars: wholeNumber, on: date, at: dateAndTime, mood: Mood }) },
  },
  { 'Place order': 'Order placed', 'Rate order': 'Order rated' },
);
const shelf = yes('Shelf', 'label', text, { 'Open shelf': { by, begins: true, data: record({ label: text }) }, 'Größe ändern': { by, data: record({ label: text, size: Size, limit: wholeNumber }) } }, {
  'Open shelf': 'Shelf opened',
  'Größe ändern': 'Größe geändert',
});
const day = yes('Day', 'dayId', identifier, { 'Begin day': { by, begins: true, data: record({ dayId: identifier }) } }, { 'Begin day': 'Day begun' });

interface Shelf {
  readonly label: string;
  readonly size: bigint;
  readonly limit: number;
}

interface Resized {
  readonly type: 'Größe geändert';
  readonly data: Shelf;
}

const shelves = defineReadModel<Shelf, Resized>({
  name: 'Größen der Regale',
  question: 'Wie groß ist jedes Regal?',
  key: ['label', 'size'],
  findBy: ['limit'],
  viewedBy: [],
  row: record({ label: text, size: Size, limit: wholeNumber }),
  events: ['Größe geändert'],
  keyOf: ({ data }) => ({ label: data.label, size: data.size }),
  project: (_, { data }) => data,
});

interface OpenOrder {
  readonly orderId: string;
  readonly isExpress: boolean;
  readonly note: string | null;
}

interface Placed {
  readonly type: 'Order placed';
  readonly data: OpenOrder;
}

const openOrders = defineReadModel<OpenOrder, Placed>({
  name: 'Open orders',
  key: ['orderId'],
  findBy: ['isExpress', 'note'],
  viewedBy: ['Käufer'],
  row: record({ orderId: identifier, isExpress: yesOrNo, note: optional(text) }),
  events: ['Order placed'],
  keyOf: ({ data }) => ({ orderId: data.orderId }),
  project: (_, { data }) => ({ orderId: data.orderId, isExpress: data.isExpress, note: data.note }),
});
