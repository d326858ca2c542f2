import { createHash } from 'node:crypto';
import { isOptional } from '../message/composed-types.ts';
import type { EventRegistry, EventShape } from '../message/event-registry.ts';
import type { Json, JsonObject } from '../message/json.ts';
import type { Row, TableDefinition } from '../store/read-model-store.ts';
import type { ReadModelDefinition } from './read-model.ts';

export function tableOf(readModel: ReadModelDefinition, events: EventRegistry): TableDefinition {
  const columns = Object.entries(readModel.row.fields).map(([name, codec]) => ({ name, type: codec.column, optional: isOptional(codec) }));
  return { name: readModel.name, columns, key: readModel.key, findBy: foundBy(readModel), fingerprint: fingerprintOf(readModel, events) };
}

/** What people search on, and whose a row is. */
function foundBy({ findBy, ownedBy }: ReadModelDefinition): readonly string[] {
  return ownedBy === undefined || findBy.includes(ownedBy.field) ? findBy : [...findBy, ownedBy.field];
}

/**
 * Changes with what decides what is in the rows: the row's fields and key, the shapes of the events, and the text of
 * the functions that fold them. What those functions call elsewhere is not seen: a projection keeps its logic in them.
 * The text is that of the JavaScript, so another build may fill the rows anew without need; never too seldom for it.
 */
function fingerprintOf(readModel: ReadModelDefinition, events: EventRegistry): string {
  const parts = [
    readModel.name,
    readModel.key,
    readModel.findBy,
    readModel.row.schema,
    readModel.events.map((type) => [type, ...shapeParts(events.shapeOf(type))]),
    readModel.keyOf.toString(),
    readModel.project.toString(),
    ...(readModel.many === undefined ? [] : [readModel.many, String(readModel.concerns)]),
  ];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

function shapeParts({ version, data, earlier = {} }: EventShape): readonly Json[] {
  return [version, data.schema, ...Object.values(earlier).map((each) => [each.data.schema, each.upcaster])];
}

/** The fields of `key` in JSON form, for a look-up or a row. Throws when one of them is missing. */
export function encodedKey(readModel: ReadModelDefinition, key: object): Row {
  const values = new Map<string, unknown>(Object.entries(key));
  return Object.fromEntries(
    readModel.key.map((field): readonly [string, Json] => {
      const codec = readModel.row.fields[field];
      const value = values.get(field);
      if (codec === undefined || value === undefined) throw new Error(`Read model "${readModel.name}" is found by ${readModel.key.join(' and ')}, and ${field} is missing.`);
      return [field, codec.encode(value)];
    }),
  );
}

/** The key's fields of a row that is already in JSON form. */
export function keyOfRow(readModel: ReadModelDefinition, row: JsonObject): Row {
  return Object.fromEntries(readModel.key.map((field) => [field, row[field] ?? null]));
}

/** The same text for the same key. */
export function keyText(readModel: ReadModelDefinition, key: Row): string {
  return JSON.stringify(readModel.key.map((field) => key[field] ?? null));
}
