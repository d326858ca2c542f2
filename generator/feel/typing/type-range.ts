import { diagnose } from '../../diagnostics/diagnostic.ts';
import { canBeOrdered } from '../clocks.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import { typeNeeded } from './type-arithmetic.ts';
import { commonType } from './type-logic.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, type Kind, kindOf, presentType } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from './typing.ts';

const WITH_ENDS: readonly Kind[] = ['number', 'text', 'date', 'time', 'date and time', 'duration', 'years and months duration'];

/** `[1..10]` */
export function typeRange({ low, lowIncluded, high, highIncluded, ...place }: Extract<Syntax, { kind: 'range' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const [start, end] = [typeNeeded(low, typing, facts), typeNeeded(high, typing, facts)];
  if (isBroken(start) || isBroken(end)) return broken(span);
  const of = typeOfEnds(start.type, end.type);
  if (of !== undefined) return { kind: 'range', low: start, lowIncluded, high: end, highIncluded, type: { kind: 'range', of }, span };
  if (kindOf(start.type) === kindOf(end.type)) typing.report(diagnose('no-order', span, { written: writtenOf(low, typing), is: inWords(start.type), operator: '..' }));
  else typing.report(diagnose('different-kinds', span, { left: writtenOf(low, typing), leftIs: inWords(start.type), right: writtenOf(high, typing), rightIs: inWords(end.type), advice: undefined }));
  return broken(span);
}

/** What values between two ends are of; nothing where there is no such thing as between. */
export function typeOfEnds(start: FeelType, end: FeelType): FeelType | undefined {
  const [kind, other] = [kindOf(start), kindOf(end)];
  if (kind !== other || !WITH_ENDS.includes(kind)) return undefined;
  if ((kind === 'time' || kind === 'date and time') && !canBeOrdered(start, end)) return undefined;
  const type = commonType(presentType(start), presentType(end));
  return type?.kind === 'named' && kind === 'number' ? commonType(presentType(start), { kind: 'whole number' }) : type;
}

/** `(> 5)`: a range that is open at one end; `(= 5)` holds nothing else. */
export function typeOpenRange({ operator, value, ...place }: Extract<Syntax, { kind: 'test alone' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const end = typeNeeded(value, typing, facts);
  const of = isBroken(end) ? undefined : typeOfEnds(end.type, end.type);
  if (isBroken(end)) return broken(span);
  if (of === undefined || operator === '!=') {
    typing.report(diagnose('no-order', span, { written: writtenOf(value, typing), is: inWords(end.type), operator }));
    return broken(span);
  }
  const below = operator === '<' || operator === '<=' || operator === '=';
  const above = operator === '>' || operator === '>=' || operator === '=';
  return { kind: 'range', low: above ? end : undefined, lowIncluded: above && operator !== '>', high: below ? end : undefined, highIncluded: below && operator !== '<', type: { kind: 'range', of }, span };
}

/** The type of the ends of a range; of anything else, its own. */
export function endsOf(type: FeelType): FeelType {
  const present = presentType(type);
  return present.kind === 'range' ? present.of : present;
}
