import type { Codec } from '../../message/codec.ts';
import { isOptional } from '../../message/composed-types.ts';
import { isJsonObject, type JsonSchema } from '../../message/json.ts';
import { exampleOf } from '../read-record.ts';
import { type Html, html } from './html.ts';

/** A field of a command, as the form needs it. */
export interface FormField {
  readonly name: string;
  readonly words: string;
  readonly codec: Codec<unknown>;
  /** Tells instances apart: a click on a row fills it in. */
  readonly isIdentity: boolean;
  /** Left empty, it is made. */
  readonly isMade: boolean;
}

/** The label and the control of one field, with a place for what is wrong with it. */
export function fieldInput(field: FormField): Html {
  const optional = isOptional(field.codec) || field.isMade;
  const hint = field.isMade ? 'made when left empty' : optional ? 'optional' : '';
  return html`<label class="field"><span class="field-name">${field.words}${hint === '' ? undefined : html` <i>${hint}</i>`}</span>
${control(field, optional)}<span class="mistake" data-mistake="${field.name}"></span></label>`;
}

function control(field: FormField, optional: boolean): Html {
  const schema = plain(field.codec.schema);
  const members = schema['enum'];
  // Not `name`: a control of that name would take the place of the form's own members (`dataset`, `title`).
  const common = html`data-field="${field.name}" data-identity="${field.isIdentity ? 'yes' : 'no'}" data-optional="${optional ? 'yes' : 'no'}"`;
  if (Array.isArray(members)) return html`<select ${common} data-kind="text">${emptyChoice(optional)}${members.map((member) => html`<option>${String(member)}</option>`)}</select>`;
  if (schema['type'] === 'boolean') return html`<select ${common} data-kind="boolean">${emptyChoice(optional)}<option value="true">yes</option><option value="false">no</option></select>`;
  if (field.codec.column === 'json') return html`<textarea ${common} data-kind="json" rows="3" spellcheck="false" placeholder="${JSON.stringify(exampleOf(schema))}"></textarea>`;
  return html`<input ${common} data-kind="${schema['type'] === 'integer' ? 'number' : 'text'}" autocomplete="off" ${attributesFor(field.codec, schema)}>`;
}

function emptyChoice(optional: boolean): Html | undefined {
  return optional ? html`<option value="">–</option>` : undefined;
}

/** For an optional type, the type itself. */
function plain(schema: JsonSchema): JsonSchema {
  const { anyOf } = schema;
  return Array.isArray(anyOf) ? (anyOf.find(isJsonObject) ?? schema) : schema;
}

function attributesFor({ column }: Codec<unknown>, schema: JsonSchema): Html {
  if (column === 'date') return html`type="date"`;
  if (column === 'bigint' || column === 'numeric') return html`type="text" inputmode="${column === 'numeric' ? 'decimal' : 'numeric'}" placeholder="${String(exampleOf(schema))}"`;
  const hasExample = 'examples' in schema || 'format' in schema;
  return html`type="text" spellcheck="false" placeholder="${hasExample ? String(exampleOf(schema)) : ''}"`;
}
