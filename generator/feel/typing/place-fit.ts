import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { ValueType } from '../../resolve/value-type.ts';
import { checkComposedFit } from './composed-fit.ts';
import { isIdentifierText } from './comparison.ts';
import { isCalendar, isZoned } from '../clocks.ts';
import { constantNumber } from '../constant-number.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import type { TypedExpression } from '../typed-expression.ts';
import { digitsInWords, digitsOf, inWords, isWhole, kindOf, presentType } from '../types.ts';
import { isBroken, needed, type Typing, writtenOf } from './typing.ts';

/** What an expression is the value of. */
export interface Place {
  readonly type: ValueType;
  /** As a sentence calls it: `"amount" of "Deposit money"`. */
  readonly what: string;
}

/** Reports why `typed` can not be the value of `place`. Each branch of an `if` is a value of its own. */
export function checkFit(typed: TypedExpression, syntax: Syntax, place: Place, typing: Typing, facts: Facts): void {
  if (isBroken(typed)) return;
  if (typed.kind === 'if' && syntax.kind === 'if') {
    checkFit(typed.then, syntax.then, place, typing, facts);
    checkFit(typed.otherwise, syntax.otherwise, place, typing, facts);
    return;
  }
  const written = writtenOf(syntax, typing);
  if (typed.type.kind === 'nothing') {
    if (place.type.kind !== 'optional') typing.report(diagnose('nothing-for-required', typed.span, { what: place.what }));
    return;
  }
  const value = place.type.kind === 'optional' ? { ...typed, type: presentType(typed.type) } : needed(typed, written, typing, facts);
  if (!isBroken(value)) checkPresentFit(value, written, { type: presentPlace(place.type), what: place.what }, typing);
}

function presentPlace(type: ValueType): ValueType {
  return type.kind === 'optional' ? presentPlace(type.of) : type;
}

export function checkPresentFit(value: TypedExpression, written: string, { type, what }: Place, typing: Typing): void {
  const [from, to] = [kindOf(value.type), kindOf(type)];
  const words = { what, wanted: inWords(type), written, is: inWords(value.type) };
  if (to === 'list' || to === 'record') {
    checkComposedFit(value, written, { type, what }, typing);
    return;
  }
  if (value.kind === 'text' && to === 'one of') {
    typing.report(diagnose('member-in-quotes', value.span, { written: value.value, type: inWords(type) }));
    return;
  }
  if (isIdentifierText(value, { ...value, type })) return;
  if (from === 'years and months duration' && to === 'duration') typing.report(diagnose('months-in-duration', value.span, { written }));
  else if (isCalendar(value.type) && to === 'date and time' && !isZoned(value.type)) typing.report(diagnose('no-zone-beside-moment', value.span, { written, moment: what }));
  else if (from !== to) typing.report(diagnose('wrong-type', value.span, { ...words, kind: from }));
  else if (isOtherNamed(value, type)) typing.report(diagnose('other-named-type', value.span, words));
  else if (to === 'number') checkDigits(value, written, { type, what }, typing);
}

/** One named type never is another; and a text that somebody declared is not one of a named type by chance. */
function isOtherNamed(value: TypedExpression, type: ValueType): boolean {
  const from = presentType(value.type);
  if (from.kind === 'named') return type.kind === 'named' && from.type !== type.type;
  return (value.kind === 'field' || value.kind === 'property') && type.kind === 'named' && (kindOf(from) === 'text' || kindOf(from) === 'identifier');
}

/** The place must have room for all digits there may be. */
function checkDigits(value: TypedExpression, written: string, { type, what }: Place, typing: Typing): void {
  const [has, room] = [digitsOf(value.type), digitsOf(type)];
  if (isWhole(type) && has === 0 && constantNumber(value)?.abs().gt(Number.MAX_SAFE_INTEGER) === true) typing.report(diagnose('whole-number-too-large', value.span, { most: String(Number.MAX_SAFE_INTEGER) }));
  if (room === undefined || (has !== undefined && has <= room)) return;
  const params = { what, written, room: digitsInWords(room), has: has === undefined ? 'any number of digits after the point' : digitsInWords(has), digits: room };
  typing.report(value.kind === 'number' ? diagnose('literal-with-too-many-digits', value.span, params) : diagnose('needs-rounding', value.span, params));
}
