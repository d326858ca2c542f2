import type { Json, JsonObject } from '../message/json.ts';
import type { ColumnType } from '../message/codec.ts';

/** A read model's table: what a store needs to know of it, and nothing of what it means. */
export interface TableDefinition {
  /** The read model's name, unique in the model. */
  readonly name: string;
  readonly columns: readonly { readonly name: string; readonly type: ColumnType; readonly optional: boolean }[];
  /** Column names, in order; none for a single row. */
  readonly key: readonly string[];
  readonly findBy: readonly string[];
  /** Of everything that decides what is in the rows. A table made with another one is emptied and filled anew. */
  readonly fingerprint: string;
}

/** A row in its JSON form: decimals as text with all their digits, dates in ISO 8601. */
export type Row = JsonObject;

export interface RowQuery {
  /** Columns that must equal these values. */
  readonly where: { readonly [column: string]: Json };
  /** Rows behind this key, in order of the key. */
  readonly after?: Row;
  readonly limit: number;
}

/** Reads and writes inside the transaction that also moves the checkpoint. */
export interface RowTransaction {
  get(key: Row): Promise<Row | undefined>;
  /** Every row in order of its key, as the transaction has it now; what is changed on the way does not show. One at a time. */
  all(): AsyncIterable<Row>;
  put(row: Row): Promise<void>;
  remove(key: Row): Promise<void>;
}

/**
 * The rows of all read models, each with the position up to which it has followed the log. Both move in one
 * transaction, which makes projections exactly once.
 */
export interface ReadModelStore {
  /** Makes the table if it is not there, or anew if its fingerprint is another. Returns its checkpoint. */
  prepare(table: TableDefinition): Promise<bigint>;
  checkpoint(table: string): Promise<bigint>;
  /**
   * Runs `work` and moves the checkpoint from `from` to `to`, all or nothing. `false` when the checkpoint was not at
   * `from`: another worker was faster, and nothing of `work` stays.
   */
  advance(table: string, from: bigint, to: bigint, work: (rows: RowTransaction) => Promise<void>): Promise<boolean>;
  find(table: string, key: Row): Promise<Row | undefined>;
  /** Rows in order of their key. */
  list(table: string, query: RowQuery): Promise<readonly Row[]>;
}
