import type { Json, JsonObject } from '../../message/json.ts';
import type { Message, Recorded } from '../../message/message.ts';
import type { ReadModelDefinition } from '../read-model.ts';
import type { Notebook } from './finding.ts';

/** The rows of a read model as the log folds to them, all in memory. */
export interface ExpectedRows {
  /** Up to here. */
  position(): bigint;
  /** The next event of the log. */
  take(event: Recorded<Message>, isLeftOut: (key: string) => boolean, notes: Notebook): void;
  /** By the text of their keys, in JSON form. */
  rows(): ReadonlyMap<string, JsonObject>;
}

/**
 * The plainest fold there is: a map, and the read model's own functions. It shares no line with what fills the tables, so
 * that the two can not be wrong in the same way.
 */
export function expectedRows(readModel: ReadModelDefinition): ExpectedRows {
  const rows = new Map<string, object>();
  let position = 0n;
  const replace = (before: string, row: object | undefined): void => {
    if (row === undefined) {
      rows.delete(before);
      return;
    }
    const after = keyText(readModel, row);
    if (after !== before) rows.delete(before);
    rows.set(after, row);
  };
  const change = (event: Recorded<Message>, isLeftOut: (key: string) => boolean): void => {
    if (readModel.many?.includes(event.type) === true) {
      for (const [key, row] of [...rows]) if (!isLeftOut(key) && readModel.concerns?.(row, event) !== false) replace(key, readModel.project(row, event));
      return;
    }
    const key = readModel.keyOf(event);
    const text = key === undefined ? undefined : keyText(readModel, key);
    if (text !== undefined && !isLeftOut(text)) replace(text, readModel.project(rows.get(text), event));
  };
  return {
    position: () => position,
    take: (event, isLeftOut, notes) => {
      position = event.position;
      if (!readModel.events.includes(event.type) || isLeftOut(`stream ${event.stream}`)) return;
      try {
        change(event, isLeftOut);
      } catch (error) {
        notes.note('unreadable', `read model ${readModel.name}, position ${event.position}`, `It can not take in "${event.type}": ${error instanceof Error ? error.message : String(error)}`);
      }
    },
    rows: () => new Map([...rows].map(([key, row]) => [key, readModel.row.encode(row)] as const)),
  };
}

function keyText(readModel: ReadModelDefinition, row: object): string {
  const values = new Map<string, unknown>(Object.entries(row));
  return JSON.stringify(readModel.key.map((field): Json => readModel.row.fields[field]?.encode(values.get(field)) ?? null));
}
