import { readFileSync } from 'node:fs';
import type { PlainData } from './plain-data.ts';
import { type SchemaPart, type ShapeError, validate } from './validate.ts';

let loaded: SchemaPart | undefined;

/** The schema of the language, as editors have it too. */
export function modelSchema(): SchemaPart {
  const file = new URL('../../model/event-storming.schema.json', import.meta.url);
  // The one place where the schema file's text gets its type; the shape tests hold the file against it.
  loaded ??= JSON.parse(readFileSync(file, 'utf8')) as SchemaPart;
  return loaded;
}

/** Everything that is wrong with the shape of `data`; with what only a design must have, or without. */
export function shapeErrors(data: PlainData, isDesign: boolean): readonly ShapeError[] {
  const definitions = modelSchema().$defs ?? {};
  const errors = validate(data, { $ref: '#/$defs/model' }, definitions);
  if (!isDesign) return errors;
  const places = new Set(errors.map(({ pointer }) => pointer));
  return [...errors, ...validate(data, { $ref: '#/$defs/whole model' }, definitions).filter(({ keyword, pointer }) => keyword !== 'type' || !places.has(pointer))];
}
