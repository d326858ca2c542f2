import type { CheckedEntry, CheckedReadModel } from '../check/checked-model.ts';
import type { TypedExpression } from '../feel/typed-expression.ts';
import type { ReadModel } from '../resolve/model.ts';
import { otherwise, switchCases } from './cases.ts';
import { type Code, code, plain, stringLiteral } from './code.ts';
import { conditionOf, negatedConditionOf } from './expression/expression.ts';
import { bindingsOf, fieldLines, fieldMember, type FunctionBindings } from './fields.ts';
import type { FilePlan } from './file-plan.ts';
import { importLines } from './imports.ts';
import { aliased, arrayLiteral, docComment, functionHead, ifReturn, objectLiteral, unionType } from './layout.ts';
import { aboutMember } from './messages.ts';
import { ownershipIn } from './owned-by.ts';
import { docsOf, fileOf, type Planning } from './planning.ts';
import { recordCode, runtimeType, runtimeValue } from './types.ts';

/** The file of a read model: its row, the key of an event's row, and how an event changes the row. */
export function planReadModel(checked: CheckedReadModel, planning: Planning): FilePlan {
  const { readModel } = checked;
  const { names, refer } = planning;
  const path = fileOf(readModel);
  const fields = fieldLines(readModel.fields, refer);
  const keys = checked.entries.map((entry) => ({ entry, body: keyBody(entry, planning) }));
  const projections = checked.entries.map((entry) => ({ entry, body: projectionBody(entry, checked, planning) }));
  const start = startOf(checked, planning);
  const concerned = concernsCases(checked, planning);
  const row = names.type(readModel);
  const readsRow = projections.some(({ body }) => /\brow\b/.test(body.text));
  const eventParameter = plain(`event: Recorded<${names.eventsOf(readModel)}>`);
  const keyType = `Pick<${row}, ${readModel.key.map((link) => stringLiteral(link.to.identifier)).join(' | ')}>${checked.entries.some((entry) => entry.keyAsks || entry.where !== undefined) ? ' | undefined' : ''}`;
  const eventTypes = unionType(checked.entries.map(({ entry }) => refer.message(entry.event)), `export type ${names.eventsOf(readModel)} = `.length);
  const definition = definitionLines(checked, planning);
  const rowRecord = recordCode(readModel.fields, refer, '  row: ,'.length, 2);
  const sameKey = new Set(keys.map(({ body }) => body.text)).size === 1;
  const onlyKey = sameKey && checked.entries.every((entry) => !entry.keyAsks) ? keys[0]?.body.text.trim() : undefined;
  const pieces = [
    ...fields.codes, ...(readModel.single ? [] : keys.map((each) => each.body)), ...projections.map((each) => each.body), ...concerned.map(({ body }) => body), ...definition, ...(start === undefined ? [] : [start]), eventTypes, rowRecord,
    runtimeValue('assertNever'), runtimeValue('defineReadModel'), runtimeType('Recorded'),
  ];
  return {
    template: 'read-model',
    path,
    view: {
      source: readModel.span.source.path,
      imports: importLines(pieces, path),
      docs: docComment([readModel.question, ...docsOf(readModel)]),
      row,
      fields: fields.lines,
      eventUnion: names.eventsOf(readModel),
      eventTypes: aliased(eventTypes),
      keyHead: readModel.single ? undefined : functionHead('export function keyOf', [eventParameter], keyType).text,
      keys: switchCases(keys.map(({ entry, body }) => ({ type: entry.entry.event.name, body: body.text }))),
      onlyKey,
      start: start?.text,
      concernsHead: concerned.length === 0 ? undefined : functionHead('export function concerns', [plain(`row: ${row}`), eventParameter], 'boolean').text,
      many: arrayLiteral(concerned.map(({ type }) => plain(stringLiteral(type))), 8, 2).text,
      concerns: switchCases(concerned.map(({ type, body }) => ({ type, body: body.text }))),
      projectHead: functionHead('export function project', [plain(`${readsRow ? 'row' : '_row'}: ${row} | undefined`), eventParameter], `${row} | undefined`).text,
      projections: switchCases(projections.map(({ entry, body }) => ({ type: entry.entry.event.name, body: body.text }))),
      otherEvent: otherwise('event', checked.entries),
      value: names.value(readModel),
      definition: definition.map((line) => line.text),
      rowRecord: rowRecord.text,
    },
  };
}

function eventBindings(planning: Planning): FunctionBindings {
  return bindingsOf(planning, { event: 'event.data', row: 'row' }, { 'occurred at': 'event.occurredAt', revision: 'event.revision' });
}

function keyBody({ key, keyAsks, condition, where }: CheckedEntry, planning: Planning): Code {
  if (where !== undefined) return plain('      return undefined;');
  const { refer } = planning;
  const bindings = eventBindings(planning);
  const asking = keyAsks && condition !== undefined ? code`${ifReturn(negatedConditionOf(condition, bindings), 'undefined', 6)}\n` : '';
  return code`${asking}      return ${objectLiteral(key.map((value) => fieldMember(value, bindings, refer)), '      return ;'.length, 6)};`;
}

/** The fields of a new row that the model gives a value, and no more of them. */
function startOf({ readModel, startsAs }: CheckedReadModel, planning: Planning): Code | undefined {
  if (startsAs.length === 0) return undefined;
  const bindings = bindingsOf(planning, {}, {});
  const fields = startsAs.map(({ field }) => stringLiteral(field.identifier)).join(' | ');
  const head = `const newRow: Pick<${planning.names.type(readModel)}, ${fields}> = `;
  return code`${head}${objectLiteral(startsAs.map((value) => fieldMember(value, bindings, planning.refer)), head.length + 1, 0)};`;
}

/** For the events that are about many rows: whether they are about this one. */
function concernsCases({ entries }: CheckedReadModel, planning: Planning): readonly { readonly type: string; readonly body: Code }[] {
  return entries.flatMap(({ entry, where }) => (where === undefined ? [] : [{ type: entry.event.name, body: code`      return ${conditionOf(where, eventBindings(planning))};` }]));
}

/** An entry that makes a row reads a new one where there is none: `before`. */
function projectionBody(entry: CheckedEntry, { startsAs }: CheckedReadModel, planning: Planning): Code {
  const { refer } = planning;
  const starting = !entry.needsRow && !entry.entry.removes && startsAs.length > 0;
  const bindings = bindingsOf(planning, { event: 'event.data', row: starting ? 'before' : 'row' }, { 'occurred at': 'event.occurredAt', revision: 'event.revision' });
  const condition = entry.condition === undefined ? undefined : negatedConditionOf(entry.condition, bindings);
  const members = entry.row.map((value) =>
    value.source.kind === 'kept' && !entry.needsRow && !startsAs.some(({ field }) => field === value.field) ? plain(`${value.field.identifier}: row?.${value.field.identifier} ?? null`) : fieldMember(value, bindings, refer),
  );
  const result = entry.entry.removes ? plain('      return undefined;') : code`      return ${objectLiteral(members, '      return ;'.length, 6)};`;
  const before = starting && bindings.used.has('row') ? '      const before = row ?? newRow;\n' : '';
  if (condition === undefined && entry.entry.removes) return result;
  if (condition === undefined) return entry.needsRow ? code`      if (row === undefined) return undefined;\n${result}` : code`${before}${result}`;
  if (!entry.needsRow) return code`${before}${ifReturn(condition, 'row', 6)}\n${result}`;
  const separate = / && | \? /.test(condition.text);
  if (separate) return code`      if (row === undefined) return undefined;\n${ifReturn(condition, 'row', 6)}\n${result}`;
  return code`${ifReturn(code`row === undefined || ${condition}`, 'row', 6)}\n${result}`;
}

/** The plain members of the definition, a line each. */
function definitionLines({ readModel, entries, visibleIf }: CheckedReadModel, planning: Planning): readonly Code[] {
  const { model } = planning;
  const list = (member: string, names: readonly string[]): Code => code`${member}: ${arrayLiteral(names.map((name) => plain(stringLiteral(name))), member.length + 4, 2)}`;
  const viewers = model.model.actors.filter((actor) => actor.views.includes(readModel)).map((actor) => actor.name);
  return [
    code`name: ${stringLiteral(readModel.name)}`,
    ...(readModel.question === undefined ? [] : [code`question: ${stringLiteral(readModel.question.trim())}`]),
    ...aboutMember(readModel.about),
    list('key', keyOf(readModel)),
    list('findBy', readModel.findBy.map((link) => link.to.identifier)),
    list('viewedBy', viewers),
    list('events', entries.map(({ entry }) => entry.event.name)),
    ...(visibleIf === undefined ? [] : [visibleTo(visibleIf, planning), ...ownedBy(visibleIf)]),
  ];
}

function visibleTo(condition: TypedExpression, planning: Planning): Code {
  const bindings = bindingsOf(planning, { row: 'row' }, { actor: 'reader.actor', 'actor.id': 'reader.actorId' });
  const written = conditionOf(condition, bindings);
  const parameters = bindings.used.has('reader') ? `${bindings.used.has('row') ? 'row' : '_row'}, reader` : bindings.used.has('row') ? 'row' : '';
  return code`visibleTo: (${parameters}) => ${written}`;
}

function ownedBy(condition: TypedExpression): readonly Code[] {
  const ownership = ownershipIn(condition);
  if (ownership === undefined) return [];
  const exempt = arrayLiteral(ownership.exempt.map((actor) => plain(stringLiteral(actor))), 'ownedBy: { field: , exempt:  }'.length + ownership.field.length, 2);
  return [code`ownedBy: { field: ${stringLiteral(ownership.field)}, exempt: ${exempt} }`];
}

function keyOf(readModel: ReadModel): readonly string[] {
  return readModel.key.map((link) => link.to.identifier);
}
