import { checkedKey, checkedQuery, checkedRow, checkedTable, compareKeys, compareRows, keyText, matches, notPrepared, sameColumns, tableFingerprint } from '../store/checked-row.ts';
import type { EventStore } from '../store/event-store.ts';
import { type KnownTable, NotFilledYet, type ReadModelStore, type Row, type RowQuery, type RowTransaction, type TableDefinition, tableId, type TableOf, type TableState } from '../store/read-model-store.ts';
import type { MemoryCheckpoints } from './memory-checkpoints.ts';

type Rows = ReadonlyMap<string, Row>;

/** A table's rows are never changed: a transaction makes a new map and puts it in place at its end. */
interface Table extends TableOf {
  readonly definition: TableDefinition;
  readonly fingerprint: string;
  state: TableState;
  rows: Rows;
}

/** The tables there are, and what becomes of them. */
interface Registry {
  readonly tables: readonly Table[];
  ofDefinition(definition: TableDefinition): readonly Table[];
  make(definition: TableDefinition, state: TableState): Table;
  find(table: TableOf): Table;
  serve(table: Table): void;
}

function createRegistry(checkpoints: MemoryCheckpoints): Registry {
  const tables: Table[] = [];
  const ofDefinition = (definition: TableDefinition): readonly Table[] => tables.filter(({ name, fingerprint }) => name === definition.name && fingerprint === tableFingerprint(definition));
  const retire = (table: Table): void => {
    table.state = 'retired';
    table.rows = new Map();
    checkpoints.forget(tableId(table));
  };
  return {
    tables,
    ofDefinition,
    make: (definition, state) => {
      const generation = 1 + Math.max(0, ...tables.filter(({ name }) => name === definition.name).map((each) => each.generation));
      const table: Table = { name: definition.name, generation, definition, fingerprint: tableFingerprint(definition), state, rows: new Map() };
      tables.push(table);
      return table;
    },
    find: ({ name, generation }) => {
      const table = tables.find((each) => each.name === name && each.generation === generation);
      if (table === undefined) throw notPrepared(name);
      return table;
    },
    serve: (table) => {
      for (const each of ofDefinition(table.definition).filter(({ generation }) => generation < table.generation)) retire(each);
      table.state = 'serving';
    },
  };
}

export function createMemoryReadModels(checkpoints: MemoryCheckpoints, events: EventStore): ReadModelStore {
  const registry = createRegistry(checkpoints);
  const prepared = new Map<string, TableDefinition>();
  const definitionOf = (name: string): TableDefinition => {
    const definition = prepared.get(name);
    if (definition === undefined) throw notPrepared(name);
    return definition;
  };
  const shown = (name: string): Table => {
    const table = shownTable(registry.tables, definitionOf(name));
    if (table === undefined) throw new NotFilledYet(name);
    return table;
  };
  return {
    async prepare(definition) {
      checkedTable(definition);
      prepared.set(definition.name, definition);
      if (registry.ofDefinition(definition).every(({ state }) => state === 'retired')) registry.make(definition, (await events.head()) === 0n ? 'serving' : 'building');
    },
    tables: async (name) => registry.ofDefinition(definitionOf(name)).filter(({ state }) => state !== 'retired').map(known),
    async advance(of, move, work) {
      const table = registry.find(of);
      const whole = { ...move, subscription: tableId(of) };
      if (!checkpoints.canMove(whole)) return false;
      const { rows, transaction } = begin(table);
      await work(transaction);
      // Another worker may have been faster while this one waited.
      if (!(await checkpoints.moveCheckpoint(whole))) return false;
      table.rows = rows;
      if (move.serve === true) registry.serve(table);
      return true;
    },
    async rebuild(name) {
      const serving = registry.tables.findLast((each) => each.name === name && each.state === 'serving');
      if (serving === undefined || registry.tables.some((each) => each.name === name && each.state === 'building')) return undefined;
      const { generation } = registry.make(serving.definition, 'building');
      return { name, generation };
    },
    async find(name, key) {
      const { definition, rows } = shown(name);
      return rows.get(keyText(definition, checkedKey(definition, key)));
    },
    list: async (name, query) => listRows(shown(name), query),
    listTables: async () => registry.tables.map(known),
  };
}

const known = ({ name, generation, state, fingerprint }: Table): KnownTable => ({ name, generation, state, fingerprint });

function listRows({ definition, rows }: Table, query: RowQuery): readonly Row[] {
  const { where, sort, after, limit } = checkedQuery(definition, query);
  const wanted = [...rows.values()].filter((row) => matches(definition, row, where) && (after === undefined || compareRows(definition, sort, row, after) > 0));
  return wanted.toSorted((a, b) => compareRows(definition, sort, a, b)).slice(0, limit);
}

/** Of the same fingerprint where there is one, and else one with the same columns. */
function shownTable(tables: readonly Table[], definition: TableDefinition): Table | undefined {
  const serving = tables.filter(({ name, state }) => name === definition.name && state === 'serving').toReversed();
  return serving.find((each) => each.fingerprint === tableFingerprint(definition)) ?? serving.find((each) => sameColumns(each.definition, definition));
}

/** What `work` does to a copy of the rows. */
function begin({ definition, rows: before }: Table): { readonly rows: Rows; readonly transaction: RowTransaction } {
  const rows = new Map(before);
  const transaction: RowTransaction = {
    fetch: async (keys) => keys.forEach((key) => checkedKey(definition, key)),
    all: async function* () {
      yield* [...rows.values()].toSorted((a, b) => compareKeys(definition, a, b));
    },
    get: async (key) => rows.get(keyText(definition, checkedKey(definition, key))),
    put: async (row) => {
      const stored = checkedRow(definition, row);
      rows.set(keyText(definition, stored), stored);
    },
    remove: async (key) => {
      rows.delete(keyText(definition, checkedKey(definition, key)));
    },
  };
  return { rows, transaction };
}
