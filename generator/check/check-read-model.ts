import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { ScopeValue } from '../feel/scope.ts';
import { type Facts, fieldsRead, noFacts } from '../feel/typing/type-expression.ts';
import type { TypedExpression } from '../feel/typed-expression.ts';
import { kindOf } from '../feel/types.ts';
import type { AnyEvent, Field, ReadModel, ReadModelEntry } from '../resolve/model.ts';
import { typeInWords } from '../resolve/value-type.ts';
import type { CheckedEntry, CheckedReadModel, FieldValue } from './checked-model.ts';
import { isUnsure } from './check-aggregate.ts';
import { checkCondition, checkValue } from './checking.ts';
import { type Giver, takenOver, writtenOrTakenOver } from './field-values.ts';
import { readModelKeyScope, readModelScope, startsAsScope, type Surroundings, visibleScope } from './scopes.ts';
import { isOptional } from './types-fit.ts';

/** Types a read model's entries, and traces every field of its rows to an event. */
export function checkReadModel(readModel: ReadModel, around: Surroundings, report: Report): Omit<CheckedReadModel, 'scenarios'> {
  const entries = readModel.entries.map((entry) => checkEntry(entry, readModel, around, report));
  reportNeverFed(readModel, entries, report);
  const written = readModel.startsAs.flatMap(({ field, value }): readonly FieldValue[] => {
    const expression = checkValue(value, field, readModel.name, startsAsScope(around), noFacts, report);
    return expression === undefined ? [] : [{ field, source: { kind: 'expression', expression } }];
  });
  const startsAs = [...written, ...missingAtFirst(readModel, entries)];
  const { condition } = checkCondition(readModel.visibleIf, visibleScope(readModel, around), noFacts, report);
  return { readModel, startsAs, entries: entries.map(({ checked }) => checked), ...(condition === undefined ? {} : { visibleIf: condition }) };
}

/** Whether it is known what a field is before the first event: the model says so, or it is missing. */
function hasStart(field: Field, { startsAs }: ReadModel): boolean {
  return isOptional(field.type) || startsAs.some((start) => start.field === field);
}

/** Optional fields that an event reads before any has filled them. */
function missingAtFirst({ fields, startsAs }: ReadModel, entries: readonly EntryResult[]): readonly FieldValue[] {
  const read = new Set(entries.filter(({ checked }) => !checked.needsRow && !checked.entry.removes).flatMap(({ checked }) => expressionsOf(checked)).flatMap(fieldsRead).flatMap(({ role, field }) => (role.kind === 'row' ? [field] : [])));
  return fields.flatMap((field): readonly FieldValue[] => (read.has(field) && isOptional(field.type) && !startsAs.some((start) => start.field === field) ? [{ field, source: { kind: 'nothing' } }] : []));
}

function expressionsOf({ condition, row }: Pick<CheckedEntry, 'condition' | 'row'>): readonly TypedExpression[] {
  return [...(condition === undefined ? [] : [condition]), ...row.flatMap(({ source }) => (source.kind === 'expression' ? [source.expression] : []))];
}

interface EntryResult {
  readonly checked: CheckedEntry;
  /** Required fields that the entry can not give a new row. */
  readonly unfed: readonly Field[];
  /** Mistakes were reported in it, so what it lacks is not known. */
  readonly broken: boolean;
}

function checkEntry(entry: ReadModelEntry, readModel: ReadModel, around: Surroundings, report: Report): EntryResult {
  let broken = false;
  const noting: Report = (diagnostic) => {
    broken = true;
    report(diagnostic);
  };
  const scope = readModelScope(entry.event, readModel, around);
  const { condition: where, facts: ofWhere } = checkCondition(entry.where, scope, noFacts, noting);
  const { condition, facts } = checkCondition(entry.if, scope, ofWhere, noting);
  // The key is known before the row, so that only what is asked of the event itself helps it.
  const asked = readsTheRow(condition) ? noFacts : facts;
  const key = entry.where === undefined ? checkKey(entry, readModel, { facts: asked, around, report: noting }) : [];
  const filled = entry.removes ? [] : fillRow(entry, readModel, key, { facts, around, report: noting });
  const row = filled.map((each) => each.value);
  const unfed = filled.filter((each) => each.unfed).map((each) => each.value.field);
  const expressions = expressionsOf({ ...(condition === undefined ? {} : { condition }), row });
  const needsRow = entry.where !== undefined || unfed.length > 0 || expressions.some((expression) => readsTheRow(expression, readModel));
  const keyAsks = entry.where === undefined && condition !== undefined && !hasKeyWithoutAsking(entry, readModel, around);
  return { checked: { entry, key, keyAsks, needsRow, row, ...(condition === undefined ? {} : { condition }), ...(where === undefined ? {} : { where }) }, unfed, broken };
}

/** With `readModel`, only fields count that a row must be there for. */
function readsTheRow(expression: TypedExpression | undefined, readModel?: ReadModel): boolean {
  return expression !== undefined && fieldsRead(expression).some((read) => read.role.kind === 'row' && (readModel === undefined || !hasStart(read.field, readModel)));
}

function giverOf(event: AnyEvent): Giver {
  return { role: { kind: 'event' }, fields: event.fields, name: `"${event.name}"` };
}

function hasKeyWithoutAsking(entry: ReadModelEntry, readModel: ReadModel, around: Surroundings): boolean {
  let complete = true;
  const report = (): void => void (complete = false);
  checkKey(entry, readModel, { facts: noFacts, around, report });
  return complete;
}

/** What is known where a row's values are read, and who hears of mistakes. */
interface Reading {
  readonly facts: Facts;
  readonly around: Surroundings;
  readonly report: Report;
}

function checkKey(entry: ReadModelEntry, readModel: ReadModel, { facts, around, report }: Reading): readonly FieldValue[] {
  const { event } = entry;
  const filling = { target: readModel.name, span: entry.span, assignments: entry.key, giver: giverOf(event), scope: readModelKeyScope(event, around), facts, report, unsure: isUnsure([event, readModel]) };
  return readModel.key.flatMap(({ to: field }): readonly FieldValue[] => {
    const source = writtenOrTakenOver(field, filling);
    if (source === 'reported') return [];
    if (source !== undefined && source.kind !== 'nothing') return [{ field, source }];
    if (!filling.unsure) report(diagnose('row-without-key', entry.span, { field: field.name, event: event.name, readModel: readModel.name, type: typeInWords(field.type) }));
    return [];
  });
}

interface FilledField {
  readonly value: FieldValue;
  readonly unfed: boolean;
}

/** Each field of the row after the event. One that nobody says anything about keeps what it was. */
function fillRow(entry: ReadModelEntry, readModel: ReadModel, key: readonly FieldValue[], { facts, around, report }: Reading): readonly FilledField[] {
  const giver = giverOf(entry.event);
  const filling = { target: readModel.name, span: entry.span, assignments: entry.sets, giver, scope: readModelScope(entry.event, readModel, around), facts, report, unsure: isUnsure([entry.event, readModel]) };
  return readModel.fields.flatMap((field): readonly FilledField[] => {
    const ofKey = key.find((value) => value.field === field);
    if (ofKey !== undefined && !entry.sets.some((assignment) => assignment.field === field)) return [{ value: ofKey, unfed: false }];
    const kept: FieldValue = { field, source: { kind: 'kept', owner: { kind: 'row' }, field } };
    if (entry.where !== undefined && readModel.key.some(({ to }) => to === field)) return [{ value: kept, unfed: false }];
    const written = entry.sets.some((assignment) => assignment.field === field) ? writtenOrTakenOver(field, filling) : takenOver(field, { giver, facts });
    if (written === 'reported') return [];
    if (written !== undefined) return [{ value: { field, source: written }, unfed: false }];
    return [{ value: kept, unfed: !isOptional(field.type) && !hasStart(field, readModel) }];
  });
}

/** A read model without an entry that can make a row would stay empty for ever: says what the likeliest entry lacks. */
function reportNeverFed(readModel: ReadModel, entries: readonly EntryResult[], report: Report): void {
  const making = entries.filter(({ checked }) => !checked.entry.removes);
  if (isUnsure([readModel, ...entries.map(({ checked }) => checked.entry.event)])) return;
  if (making.length === 0 || making.some(({ checked, broken }) => broken || !checked.needsRow)) return;
  const likeliest = making.reduce((best, each) => (each.unfed.length < best.unfed.length ? each : best));
  const { event, span } = likeliest.checked.entry;
  for (const field of likeliest.unfed) {
    const params = { field: field.name, readModel: readModel.name, events: `"${event.name}" comes closest, and has no "${field.name}" of type ${typeInWords(field.type)}.` };
    report(diagnose('field-never-fed', span, params, [{ span: field.span, sentence: `"${field.name}" is declared here` }]));
  }
  if (likeliest.unfed.length === 0) report(diagnose('row-never-made', span, { readModel: readModel.name, event: event.name, starts: startsOf(readModel, likeliest) }));
}

/** What a first row would have to begin with, as it could stand behind `starts as`: `hours: 0`. */
function startsOf(readModel: ReadModel, { checked }: EntryResult): readonly string[] {
  const read = expressionsOf(checked).flatMap(fieldsRead).filter(({ role, field }) => role.kind === 'row' && !hasStart(field, readModel) && !readModel.key.some(({ to }) => to === field));
  return [...new Set(read.map(({ field }) => field))].map(({ name, type }) => `${name}: ${kindOf(type) === 'number' ? '0' : '…'}`);
}
