import { diagnose } from '../../diagnostics/diagnostic.ts';
import { canBeOrdered, isMoment, isZoned, zoneOf } from '../clocks.ts';
import { type Facts, knownEqual, knows } from '../facts.ts';
import { keyOf, literalKey, MIRRORED } from '../facts-of.ts';
import { logicalOf } from '../simplify.ts';
import { commonType } from './type-logic.ts';
import type { Piece } from '../syntax.ts';
import type { ComparisonOperator, TypedExpression } from '../typed-expression.ts';
import { digitsOf, inWords, type Kind, kindOf, presentType, yesOrNo } from '../types.ts';
import { endsOf, typeOfEnds } from './type-range.ts';
import { isDuration } from './type-time.ts';
import { broken, isBroken, needed, type Typing, writtenOf } from './typing.ts';

/** `x in r` where `r` is a range: written out, it is two comparisons. */
export function withinOf(tested: Side, range: Side, span: Span, typing: Typing, facts: Facts): TypedExpression {
  if (isBroken(tested.typed) || isBroken(range.typed)) return broken(span);
  const { typed, piece } = range;
  if (typed.kind === 'range') {
    const low = typed.low === undefined ? [] : [comparisonOf(typed.lowIncluded ? '>=' : '>', tested, { typed: typed.low, piece }, span, typing, facts)];
    const high = typed.high === undefined ? [] : [comparisonOf(typed.highIncluded ? '<=' : '<', tested, { typed: typed.high, piece }, span, typing, facts)];
    return logicalOf('and', [...low, ...high], span);
  }
  const [of, held] = [needed(tested.typed, writtenOf(tested.piece, typing), typing, facts), needed(typed, writtenOf(piece, typing), typing, facts)];
  if (isBroken(of) || isBroken(held)) return broken(span);
  const ends = held.type.kind === 'range' ? held.type.of : held.type;
  if (kindOf(ends) === kindOf(of.type)) return { kind: 'within', of, range: held, type: yesOrNo, span };
  typing.report(diagnose('different-kinds', span, { left: writtenOf(tested.piece, typing), leftIs: inWords(of.type), right: writtenOf(piece, typing), rightIs: inWords(held.type), advice: undefined }));
  return broken(span);
}

export interface Side {
  readonly typed: TypedExpression;
  readonly piece: Piece;
}

type Span = TypedExpression['span'];

/** `left operator right`, when the two can be compared; `null` on either side asks for presence. */
export function comparisonOf(operator: ComparisonOperator, left: Side, right: Side, span: Span, typing: Typing, facts: Facts): TypedExpression {
  if (isBroken(left.typed) || isBroken(right.typed)) return broken(span);
  if (left.typed.kind === 'nothing') return presenceAsked(operator, right, span, typing, facts);
  if (right.typed.kind === 'nothing') return presenceAsked(operator, left, span, typing, facts);
  const sides = { left: needed(left.typed, writtenOf(left.piece, typing), typing, facts), right: needed(right.typed, writtenOf(right.piece, typing), typing, facts) };
  const mistake = mistakeOf(operator, { ...left, typed: sides.left }, { ...right, typed: sides.right }, span, typing);
  if (mistake) return broken(span);
  for (const [one, other] of [[left, right], [right, left]] as const) warnOfThousands(one, other, typing);
  return ofLiterals(operator, sides.left, sides.right, span) ?? knownAlready(operator, sides.left, sides.right, span, typing, facts) ?? { kind: 'comparison', operator, left: sides.left, right: sides.right, type: yesOrNo, span };
}

function presenceAsked(operator: ComparisonOperator, { typed, piece }: Side, span: Span, typing: Typing, facts: Facts): TypedExpression {
  if (operator !== '=' && operator !== '!=') {
    typing.report(diagnose('order-of-null', span, { operator }));
    return broken(span);
  }
  return presenceOf(typed, operator === '!=', span, typing, facts, writtenOf(piece, typing));
}

/** Whether there is a value. Asking it of what is never missing is a sign of a misunderstanding, so it is said. */
export function presenceOf(of: TypedExpression, present: boolean, span: Span, typing: Typing, facts: Facts, written: string): TypedExpression {
  const truth = (value: boolean): TypedExpression => ({ kind: 'truth', value: value === present, type: yesOrNo, span });
  if (isBroken(of)) return broken(span);
  if (of.type.kind === 'nothing') return truth(false);
  const key = keyOf(of);
  if (key !== undefined && knows(facts, 'is missing', key)) return truth(false);
  if (of.type.kind === 'optional') return { kind: 'presence', of, present, type: yesOrNo, span };
  const declaredOptional = of.kind === 'field' && of.field.type.kind === 'optional';
  if (!declaredOptional && of.kind !== 'arithmetic') typing.report(diagnose('never-missing', span, { name: written }));
  return truth(true);
}

/** `100.000` beside an amount with two digits: three zeros behind a point are thousands to half of the world. */
function warnOfThousands({ typed, piece }: Side, other: Side, typing: Typing): void {
  const written = writtenOf(piece, typing);
  if (typed.kind !== 'number' || !/^-?[1-9][0-9]{0,2}\.000$/.test(written) || (digitsOf(other.typed.type) ?? 3) > 2) return;
  typing.report(diagnose('point-for-thousands', typed.span, { written, value: written.slice(0, -4), instead: written.replace('.', '') }));
}

const ORDERED: readonly Kind[] = ['number', 'text', 'date', 'time', 'date and time', 'duration', 'years and months duration'];

/** Reports why the two can not be compared. */
function mistakeOf(operator: ComparisonOperator, left: Side, right: Side, span: Span, typing: Typing): boolean {
  const [leftKind, rightKind] = [kindOf(left.typed.type), kindOf(right.typed.type)];
  const words = { left: writtenOf(left.piece, typing), leftIs: inWords(left.typed.type), right: writtenOf(right.piece, typing), rightIs: inWords(right.typed.type) };
  const quoted = memberInQuotes(left, right) ?? memberInQuotes(right, left);
  const named = nameInQuotes(left, right, typing) ?? nameInQuotes(right, left, typing);
  if (quoted !== undefined) typing.report(diagnose('member-in-quotes', quoted.span, quoted));
  else if (named !== undefined) typing.report(diagnose('name-in-quotes', named.span, { name: named.value }));
  else if (isIdentifierText(left.typed, right.typed) || isIdentifierText(right.typed, left.typed)) return false;
  else if (isDuration(leftKind) && isDuration(rightKind) && leftKind !== rightKind) typing.report(diagnose('months-in-duration', span, { written: leftKind === 'duration' ? words.right : words.left }));
  else if (leftKind !== rightKind) typing.report(diagnose('different-kinds', span, { ...words, advice: adviceFor(left.typed, right.typed, words) }));
  else if (leftKind === 'record' && commonType(left.typed.type, right.typed.type) === undefined && !areContexts(left, right)) typing.report(diagnose('different-types', span, words));
  else if (leftKind === 'function' || leftKind === 'mixed') typing.report(diagnose('not-supported-in-expression', span, { what: operator }));
  else if (operator !== '=' && operator !== '!=' && !ORDERED.includes(leftKind)) typing.report(diagnose('no-order', span, { written: words.left, is: words.leftIs, operator }));
  else if (leftKind === 'range' && typeOfEnds(endsOf(left.typed.type), endsOf(right.typed.type)) === undefined) typing.report(diagnose('different-kinds', span, { ...words, advice: undefined }));
  else if (clocksDiffer(operator, left, right, typing)) return true;
  else if (areStrangers(left.typed, right.typed)) typing.report(diagnose('different-types', span, words));
  else return false;
  return true;
}

/** Contexts with other entries are never the same, and can be compared. */
function areContexts(left: Side, right: Side): boolean {
  return presentType(left.typed.type).kind === 'context' && presentType(right.typed.type).kind === 'context';
}

/** A clock that stands nowhere tells nothing of moments, nor what comes before what another clock shows. */
function clocksDiffer(operator: ComparisonOperator, left: Side, right: Side, { report }: Typing): boolean {
  const [a, b] = [left.typed.type, right.typed.type];
  if (kindOf(a) !== 'date and time' && kindOf(a) !== 'time') return false;
  const moment = isMoment(a) ? left : isMoment(b) ? right : undefined;
  const clock = moment === left ? right : left;
  if (moment !== undefined && !isMoment(clock.typed.type) && !isZoned(clock.typed.type)) {
    report(diagnose('no-zone-beside-moment', clock.typed.span, { written: textOf(clock.typed.span), moment: textOf(moment.typed.span) }));
    return true;
  }
  const equality = operator === '=' || operator === '!=';
  if (equality ? !differInFraction(left.typed, right.typed) : canBeOrdered(a, b)) return false;
  report(diagnose('not-supported-in-expression', right.typed.span, { what: `${operator} of ${equality ? 'times that differ by less than a second' : 'clocks that stand in different places'}` }));
  return true;
}

const FRACTION = /\.([0-9]+)/;

/** Two times that are written out and the same but for parts of a second, of which the standard's kit says now this and now that. */
function differInFraction(left: TypedExpression, right: TypedExpression): boolean {
  if (left.kind !== 'time' || right.kind !== 'time') return false;
  const fraction = (text: string): string => FRACTION.exec(text)?.[1] ?? '';
  const sameSecond = left.text.replace(FRACTION, '') === right.text.replace(FRACTION, '');
  return fraction(left.text) !== fraction(right.text) && (sameSecond || zoneOf(left.type) !== zoneOf(right.type));
}

function textOf({ source, start, end }: Span): string {
  return source.text.slice(start, end).replaceAll(/\s+/gu, ' ');
}

function memberInQuotes(one: Side, other: Side): { readonly span: Span; readonly written: string; readonly type: string } | undefined {
  if (one.typed.kind !== 'text' || kindOf(other.typed.type) !== 'one of') return undefined;
  return { span: one.typed.span, written: one.typed.value, type: inWords(presentType(other.typed.type)) };
}

/** The name of a field that could stand there, were it not in quotes. */
function nameInQuotes({ typed }: Side, other: Side, { scope }: Typing): { readonly span: Span; readonly value: string } | undefined {
  if (typed.kind !== 'text' || kindOf(other.typed.type) === 'text') return undefined;
  const meant = scope.owners.filter(({ bare }) => bare).flatMap(({ fields }) => fields).find(({ name }) => name === typed.value);
  return meant !== undefined && kindOf(meant.type) === kindOf(other.typed.type) ? { span: typed.span, value: typed.value } : undefined;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** A UUID written out as text can stand beside an identifier. */
export function isIdentifierText(one: TypedExpression, other: TypedExpression): boolean {
  return one.kind === 'text' && kindOf(other.type) === 'identifier' && UUID.test(one.value);
}

/** Two different named types never mix; nor do a named text and a plain one that somebody declared. */
function areStrangers(left: TypedExpression, right: TypedExpression): boolean {
  const [a, b] = [presentType(left.type), presentType(right.type)];
  if (a.kind === 'named' && b.kind === 'named') return a.type !== b.type;
  if (a.kind !== 'named' && b.kind !== 'named') return false;
  const [named, plain] = a.kind === 'named' ? [left, right] : [right, left];
  return (kindOf(named.type) === 'text' || kindOf(named.type) === 'identifier') && plain.kind === 'field';
}

/** A number beside a text that somebody wrote or put together may be meant as text; one beside a field of text is another thing. */
function adviceFor(left: TypedExpression, right: TypedExpression, words: { readonly left: string; readonly right: string }): string | undefined {
  if (kindOf(left.type) === 'text' && left.kind !== 'field' && kindOf(right.type) === 'number') return `string(${words.right})`;
  if (kindOf(left.type) === 'number' && kindOf(right.type) === 'text' && right.kind !== 'field') return `string(${words.left})`;
  return undefined;
}

/** Two numbers or texts that are written out: TypeScript would refuse to ask whether 1 is 2. */
function ofLiterals(operator: ComparisonOperator, left: TypedExpression, right: TypedExpression, span: Span): TypedExpression | undefined {
  if (operator !== '=' && operator !== '!=') return undefined;
  const same = left.kind === 'number' && right.kind === 'number' ? left.units * 10n ** BigInt(right.digits) === right.units * 10n ** BigInt(left.digits) : left.kind === 'text' && right.kind === 'text' ? left.value === right.value : undefined;
  return same === undefined ? undefined : { kind: 'truth', value: same === (operator === '='), type: yesOrNo, span };
}

/** A comparison whose answer was found before: TypeScript would refuse to ask again, and so would a reader. */
function knownAlready(operator: ComparisonOperator, left: TypedExpression, right: TypedExpression, span: Span, typing: Typing, facts: Facts): TypedExpression | undefined {
  const [of, literal, sign] = literalKey(right) === undefined ? [right, left, MIRRORED[operator]] : [left, right, operator];
  const [key, value] = [keyOf(of), literalKey(literal)];
  if (key === undefined || value === undefined || literalKey(of) !== undefined || (sign !== '=' && sign !== '!=')) return undefined;
  const equal = knownEqual(facts, key, value);
  if (equal === undefined) return undefined;
  const answer = equal === (sign === '=');
  typing.report(diagnose('answered-before', span, { answer }));
  return { kind: 'truth', value: answer, type: yesOrNo, span };
}
