import type { Json, JsonObject } from '../message/json.ts';
import type { ColumnType } from '../message/codec.ts';
import type { CheckpointMove } from './checkpoint-store.ts';

/** A read model's table: what a store needs to know of it, and nothing of what it means. */
export interface TableDefinition {
  /** The read model's name, unique in the model. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly optional: boolean }[];
  /** Column names, in order; none for a single row. */
  readonly key: readonly string[];
  readonly findBy: readonly string[];
  /** Of everything that decides what is in the rows. Another one needs a table of its own. */
  readonly fingerprint: string;
}

/** A row in its JSON form: decimals as text with all their digits, dates in ISO 8601. */
export type Row = JsonObject;

export interface RowQuery {
  /** Columns that must equal these values. */
  readonly where: { readonly [column: string]: Json };
  /** By the key unless given. */
  readonly sort?: RowOrder;
  /** Only rows that come behind this one in that order: its key, and its value in the column it is sorted by. It need not be there. */
  readonly after?: Row;
  readonly limit: number;
}

/**
 * Rows by one column, and those that are alike in it by their key; all of it the other way round where `descending`. Nothing comes behind
 * everything else, and so first where `descending`. Text goes by its bytes. Lists and records have no order.
 */
export interface RowOrder {
  readonly column: string;
  readonly descending: boolean;
}

/** Reads and writes inside the transaction that also moves the checkpoint. */
export interface RowTransaction {
  get(key: Row): Promise<Row | undefined>;
  /** Reads the rows with these keys together, for `get` to find them. */
  fetch(keys: readonly Row[]): Promise<void>;
  /** Every row in order of its key, as the transaction has it now; what is changed on the way does not show. One at a time. */
  all(): AsyncIterable<Row>;
  put(row: Row): Promise<void>;
  remove(key: Row): Promise<void>;
}

/** One of the tables a read model has had, counted from 1. */
export interface TableOf {
  readonly name: string;
  readonly generation: number;
}

/** `building` until it has caught up, `serving` from then on, `retired` when another one of the same fingerprint has taken its place. */
export type TableState = 'building' | 'serving' | 'retired';

export interface KnownTable extends TableOf {
  readonly state: TableState;
  readonly fingerprint: string;
}

/** The subscription, and the lease, that fill a table. */
export function tableId({ name, generation }: TableOf): string {
  return `${name} #${generation}`;
}

/**
 * The rows of all read models. They and the checkpoint of their table (see `tableId`) move in one transaction, which makes
 * projections exactly once.
 *
 * A read model whose definition has changed gets another table, which is filled beside the one that is there, and so does one
 * that is rebuilt. Readers are shown a table of their own definition once it has caught up; until then the one before, where
 * its columns are the same. So nobody ever sees rows that are half filled, and two versions of an application, each with its
 * own definition, do not disturb each other.
 */
export interface ReadModelStore {
  /** Makes a table for this definition, unless one of the same fingerprint is there. In an empty log there is nothing to fill: it serves at once. */
  prepare(table: TableDefinition): Promise<void>;
  /**
   * The tables of the prepared definition that have to be filled, the one that serves and the one that will, oldest first. From
   * then on rows are read from what it found. Also drops tables that nobody uses any more.
   */
  tables(name: string): Promise<readonly KnownTable[]>;
  /**
   * Runs `work`, perhaps again from its start, and moves the table's checkpoint, all or nothing. `false` when the checkpoint does not
   * move, and nothing of `work` stays.
   */
  advance(table: TableOf, move: TableMove, work: (rows: RowTransaction) => Promise<void>): Promise<boolean>;
  /** Makes another table like the one that serves, to be filled from the beginning. `undefined` where none serves, or one is being filled already. */
  rebuild(name: string): Promise<TableOf | undefined>;
  /** Throws `NotFilledYet` while no table can be shown. */
  find(name: string, key: Row): Promise<Row | undefined>;
  /** Rows in the order asked for. Throws `NotFilledYet` while no table can be shown. */
  list(name: string, query: RowQuery): Promise<readonly Row[]>;
  /** Every table of every read model that is there. */
  listTables(): Promise<readonly KnownTable[]>;
}

export interface TableMove extends Omit<CheckpointMove, 'subscription'> {
  /** The table has caught up with it: it is read from then on, and older ones of its fingerprint no longer. */
  readonly serve?: boolean;
}

/** The rows of a new or changed read model are still being made from the log. */
export class NotFilledYet extends Error {
  override readonly name = 'NotFilledYet';
  readonly readModel: string;

  constructor(readModel: string) {
    super(`"${readModel}" is new, or has changed, and its rows are still being made from what has happened. Ask again in a moment.`);
    this.readModel = readModel;
  }
}
