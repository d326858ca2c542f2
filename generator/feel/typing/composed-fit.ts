import { diagnose } from '../../diagnostics/diagnostic.ts';
import { nearestOf } from '../../diagnostics/nearest-name.ts';
import type { ValueType } from '../../resolve/value-type.ts';
import { itemOf } from '../item-type.ts';
import { checkPresentFit, type Place } from './place-fit.ts';
import { propertiesOf, propertyOf } from '../properties.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { baseOf, inWords, kindOf, presentType } from '../types.ts';
import type { Typing } from './typing.ts';

/** Reports why a list or a record can not be the value of `place`: item by item, field by field. */
export function checkComposedFit(value: TypedExpression, written: string, { type, what }: Place, typing: Typing): void {
  const words = { what, wanted: inWords(type), written, is: inWords(value.type), kind: kindOf(value.type) };
  if (kindOf(value.type) !== kindOf(type)) typing.report(diagnose('wrong-type', value.span, words));
  else if (type.kind === 'list') checkItems(value, written, { type: type.of, what }, typing);
  else checkFields(value, written, { type, what }, typing);
}

function checkItems(value: TypedExpression, written: string, { type, what }: Place, typing: Typing): void {
  if (value.type.kind === 'list' && value.type.empty === true) return;
  const items = value.kind === 'list' ? value.items : value.kind === 'for' ? [value.body] : [standIn(value, itemOf(value.type))];
  for (const item of items) checkPart(item, item.span === value.span ? written : textOf(item), { type, what: `an item of ${what}` }, typing);
}

/** Something of `type`, where `value` is written. */
function standIn({ kind, span }: TypedExpression, type: FeelType): TypedExpression {
  const declared = kind === 'field' || kind === 'property';
  const nothing: TypedExpression = { kind: 'nothing', type: { kind: 'nothing' }, span };
  return declared ? { kind: 'property', of: nothing, name: '', identifier: '', type, span } : { kind: 'asked', of: nothing, type, span };
}

function checkFields(value: TypedExpression, written: string, { type, what }: Place, typing: Typing): void {
  const from = presentType(value.type);
  const to = baseOf(type);
  if (from.kind === 'named' && to.kind === 'named' && from.type === to.type) return;
  if (from.kind !== 'context') {
    typing.report(diagnose('other-named-type', value.span, { what, wanted: inWords(type), written, is: inWords(value.type) }));
    return;
  }
  const fields = propertiesOf(type);
  const called = type.kind === 'named' ? type.type.name : what;
  for (const entry of from.entries.filter(({ name }) => !fields.some((field) => field.name === name))) {
    typing.report(diagnose('entry-unknown', value.span, { what: `"${called}"`, entry: entry.name, nearest: nearestOf(entry.name, fields.map((field) => field.name)).nearest, has: fields.map((field) => field.name) }));
  }
  if (to.kind !== 'named' || to.type.kind !== 'record type') return;
  for (const field of to.type.fields) {
    const entry = from.entries.find(({ name }) => name === field.name);
    if (entry !== undefined) checkPart(propertyOf(value, entry, value.span), textOf(propertyOf(value, entry, value.span)), { type: field.type, what: `"${field.name}" of "${called}"` }, typing);
    else if (field.type.kind !== 'optional') typing.report(diagnose('entry-missing', value.span, { what: `"${called}"`, entry: field.name, type: inWords(field.type) }));
  }
}

function checkPart(part: TypedExpression, written: string, place: Place, typing: Typing): void {
  const optional = place.type.kind === 'optional';
  if (part.type.kind === 'nothing' || part.type.kind === 'optional') {
    if (!optional) {
      typing.report(part.type.kind === 'nothing' ? diagnose('nothing-for-required', part.span, { what: place.what }) : diagnose('list-with-gaps', part.span, { what: place.what, written }));
      return;
    }
    if (part.type.kind === 'nothing') return;
  }
  if (part.kind === 'if') {
    checkPart(part.then, textOf(part.then), place, typing);
    checkPart(part.otherwise, textOf(part.otherwise), place, typing);
    return;
  }
  checkPresentFit({ ...part, type: presentType(part.type) }, written, { type: presentPlace(place.type), what: place.what }, typing);
}

function presentPlace(type: ValueType): ValueType {
  return type.kind === 'optional' ? presentPlace(type.of) : type;
}

function textOf({ span: { source, start, end } }: TypedExpression): string {
  return source.text.slice(start, end).replaceAll(/\s+/gu, ' ');
}
