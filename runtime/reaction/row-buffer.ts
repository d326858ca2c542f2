import type { Row, RowTransaction } from '../store/read-model-store.ts';
import type { ReadModelDefinition } from './read-model.ts';
import { encodedKey, keyOfRow, keyText } from './table.ts';

/** A row of one batch: as the store has it, and as the events so far leave it. */
interface BufferedRow {
  readonly key: RowKey;
  readonly stored: boolean;
  readonly changed: boolean;
  readonly row: object | undefined;
}

/** The fields of a key in their JSON form, and the text that only the same key has. */
export interface RowKey {
  readonly row: Row;
  readonly text: string;
}

/** The rows that one batch touches. Each is read once and written once, however many events are about it. */
export interface RowBuffer {
  /** Puts what `change` makes of the row with `key` in its place; the same object means that nothing changed. */
  change(key: RowKey, change: (row: object | undefined) => object | undefined): Promise<void>;
  /** The same for every row there is, in order of the key. The rows that a change moves to another key are not met again. */
  changeAll(change: (row: object, key: string) => object | undefined): Promise<void>;
  write(): Promise<void>;
}

/** Where every row changes, these are written together. */
const MOST_BUFFERED = 1000;

export function rowBuffer(readModel: ReadModelDefinition, transaction: RowTransaction): RowBuffer {
  const rows = new Map<string, BufferedRow>();
  const read = async (key: RowKey): Promise<BufferedRow> => rows.get(key.text) ?? buffered(readModel, key, await transaction.get(key.row));
  const put = async (before: BufferedRow, after: object | undefined): Promise<void> => {
    if (after === before.row) return;
    // An event that changes the key's fields moves the row: under its old key there is none any more.
    const moved = after !== undefined && !hasKeyOf(readModel, before, after);
    if (moved) rows.set(before.key.text, { ...before, changed: true, row: undefined });
    const place = moved ? await read(rowKey(readModel, encodedKey(readModel, after))) : before;
    rows.set(place.key.text, { ...place, changed: true, row: after });
  };
  const write = async (): Promise<void> => {
    await writeAll(readModel, transaction, rows.values());
    rows.clear();
  };
  return {
    change: async (key, change) => {
      const before = await read(key);
      const after = change(before.row);
      rows.set(key.text, before);
      await put(before, after);
    },
    changeAll: async (change) => {
      await write();
      for await (const stored of transaction.all()) {
        const before = buffered(readModel, rowKey(readModel, keyOfRow(readModel, stored)), stored);
        const after = before.row === undefined ? undefined : change(before.row, before.key.text);
        if (after === before.row) continue;
        rows.set(before.key.text, before);
        await put(before, after);
        if (rows.size >= MOST_BUFFERED) await write();
      }
    },
    write,
  };
}

export function rowKey(readModel: ReadModelDefinition, row: Row): RowKey {
  return { row, text: keyText(readModel, row) };
}

/** Whether `after` still is under the key of the row it comes from. Nearly always its fields are the very same values. */
function hasKeyOf(readModel: ReadModelDefinition, { key, row }: BufferedRow, after: object): boolean {
  if (row !== undefined && readModel.key.every((field) => valueOf(row, field) === valueOf(after, field))) return true;
  return keyText(readModel, encodedKey(readModel, after)) === key.text;
}

const valueOf = (row: object, field: string): unknown => Object.getOwnPropertyDescriptor(row, field)?.value;

function buffered(readModel: ReadModelDefinition, key: RowKey, stored: Row | undefined): BufferedRow {
  return { key, stored: stored !== undefined, changed: false, row: stored === undefined ? undefined : readModel.row.decode(stored) };
}

async function writeAll(readModel: ReadModelDefinition, transaction: RowTransaction, rows: Iterable<BufferedRow>): Promise<void> {
  for (const { key, stored, changed, row } of rows) {
    if (!changed) continue;
    if (row !== undefined) await transaction.put(readModel.row.encode(row));
    else if (stored) await transaction.remove(key.row);
  }
}
