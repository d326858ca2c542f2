import { fieldKey } from '../../feel/facts.ts';
import { membersOf } from '../../feel/known-names.ts';
import type { ComparisonOperator, TypedExpression } from '../../feel/typed-expression.ts';
import { baseOf, kindOf, presentType } from '../../feel/types.ts';
import { exactNumber } from '../../resolve/exact-number.ts';
import type { Limits } from '../../resolve/value-type.ts';
import { brokenLimit } from '../example-values.ts';
import { visitParts } from '../view.ts';
import { boundPiece, type Condition, conditionOf } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import { fromDigits, ZERO } from './fraction.ts';
import { linearOf } from './linear.ts';
import { canHold } from './satisfiable.ts';

/** What is known of a value because of its type, and the words for it. */
export interface Limit {
  readonly condition: Condition;
  /** `"amount" is at least 0`; nothing for what goes without saying. */
  readonly words?: string;
}

/** Whose limits are known to be kept: everybody's, or not those of what was stored, which may be older than they are. */
export type Kept = 'all' | 'not by what was stored';

/** What the types of all that `expression` reads let its values be. */
export function limitsOf(expression: TypedExpression, kept: Kept = 'all'): readonly Limit[] {
  const limits: Limit[] = [];
  visitParts(expression, (part) => limits.push(...limitsOfPart(part, kept)));
  return limits;
}

function limitsOfPart(part: TypedExpression, kept: Kept): readonly Limit[] {
  switch (part.kind) {
    case 'field':
    case 'property':
    case 'variable':
      return limitsOfValue(part, kept);
    case 'call':
      return limitsOfCall(part, kept);
    case 'list call':
      return part.name === 'count' ? boundOf(part, '>=', '0') : [];
    case 'arithmetic':
      return limitsOfRemainder(part);
    case 'time part':
      return limitsOfTimePart(part);
    case 'comparison':
      return limitsOfTexts(part, kept);
    case 'quantified':
      return limitsOfItems(part, kept);
    default:
      return [];
  }
}

const BOUNDS = [['atLeast', '>=', 'at least'], ['atMost', '<=', 'at most'], ['above', '>', 'above'], ['below', '<', 'below']] as const;

function limitsOfValue(read: TypedExpression, kept: Kept): readonly Limit[] {
  const type = presentType(read.type);
  const members = membersOf(type);
  if (kindOf(type) === 'one of' && members.length > 0) {
    return [{ condition: { kind: 'among', key: fingerprint(read), literals: members }, words: `"${nameOf(read)}" is ${members.join(' or ')}` }];
  }
  const bounded = ownLimits(read, kept);
  const own = BOUNDS.flatMap(([key, operator, words]) => {
    const text = bounded[key];
    return text === undefined ? [] : boundOf(read, operator, text, `"${nameOf(read)}" is ${words} ${text}`);
  });
  const largest = `${Number.MAX_SAFE_INTEGER}`;
  return baseOf(type).kind === 'whole number' ? [...own, ...boundOf(read, '<=', largest), ...boundOf(read, '>=', `-${largest}`)] : own;
}

function boundOf(of: TypedExpression, operator: ComparisonOperator, text: string, words?: string): readonly Limit[] {
  const number = exactNumber(text);
  const sum = linearOf(of);
  if (number === undefined || sum === undefined) return [];
  return [{ condition: boundPiece(sum, operator, fromDigits(number.units, number.digits)), ...(words === undefined ? {} : { words }) }];
}

/** Some functions never give what lies below nothing; a text is as long as its type lets it be. */
function limitsOfCall(call: Extract<TypedExpression, { kind: 'call' }>, kept: Kept): readonly Limit[] {
  const [of] = call.args;
  if (call.name === 'abs') return boundOf(call, '>=', '0');
  if (call.name !== 'string length' || of === undefined) return [];
  const { minLength, maxLength } = ownLimits(of, kept);
  return [
    ...boundOf(call, '>=', '0'),
    ...(minLength === undefined ? [] : boundOf(call, '>=', String(minLength), `"${nameOf(of)}" has ${minLength} characters at least`)),
    ...(maxLength === undefined ? [] : boundOf(call, '<=', String(maxLength), `"${nameOf(of)}" has ${maxLength} characters at most`)),
  ];
}

/** `modulo(x, 7)` lies between 0 and 7, and `modulo(x, -7)` between -7 and 0. */
function limitsOfRemainder(part: Extract<TypedExpression, { kind: 'arithmetic' }>): readonly Limit[] {
  const divisor = part.operator === 'modulo' ? linearOf(part.right) : undefined;
  const of = divisor === undefined ? undefined : linearOf(part);
  if (divisor === undefined || of === undefined || divisor.terms.size > 0 || divisor.constant.over === 0n) return [];
  const [toZero, toDivisor] = divisor.constant.over > 0n ? ['>=', '<'] as const : ['<=', '>'] as const;
  return [{ condition: boundPiece(of, toZero, ZERO) }, { condition: boundPiece(of, toDivisor, divisor.constant) }];
}

const TIME_PARTS: { readonly [part: string]: readonly [low: string, high: string] } = { month: ['1', '12'], day: ['1', '31'], weekday: ['1', '7'], hour: ['0', '23'], minute: ['0', '59'] };

function limitsOfTimePart(part: Extract<TypedExpression, { kind: 'time part' }>): readonly Limit[] {
  const [low, high] = TIME_PARTS[part.part] ?? [];
  return low === undefined || high === undefined ? [] : [...boundOf(part, '>=', low), ...boundOf(part, '<=', high)];
}

/** A text that its type does not let it be. */
function limitsOfTexts({ left, right }: Extract<TypedExpression, { kind: 'comparison' }>, kept: Kept): readonly Limit[] {
  const [of, text] = left.kind === 'text' ? [right, left] : [left, right];
  if (text.kind !== 'text') return [];
  const broken = brokenLimit({ kind: 'text' }, ownLimits(of, kept), text.value, `"${nameOf(of)}"`);
  return broken === undefined ? [] : [{ condition: { kind: 'value', key: fingerprint(of), literal: JSON.stringify(text.value), is: false }, words: broken }];
}

/** What can be of no item, or of every one. */
function limitsOfItems(part: Extract<TypedExpression, { kind: 'quantified' }>, kept: Kept): readonly Limit[] {
  const limits = limitsOf(part.condition, kept);
  const question = conditionOf(part.condition, part.quantifier === 'some');
  const isPossible = (of: readonly Limit[]): boolean => canHold([question, ...of.map(({ condition }) => condition)]);
  if (isPossible(limits)) return [];
  const needed = limits.reduce((all, limit) => {
    const fewer = all.filter((each) => each !== limit);
    return isPossible(fewer) ? all : fewer;
  }, limits);
  const words = [...new Set(needed.flatMap((limit) => limit.words ?? []))].join(' and ');
  return [{ condition: { kind: 'value', key: fingerprint(part), literal: 'true', is: part.quantifier === 'every' }, ...(words === '' ? {} : { words }) }];
}

/** The limits of a value's own type, as far as they are known to be kept. */
function ownLimits(of: TypedExpression, kept: Kept): Limits {
  const type = presentType(of.type);
  if (type.kind !== 'named' || type.type.kind !== 'limited type') return {};
  return kept === 'not by what was stored' && wasStored(of) ? {} : type.type.limits;
}

/** Of an item nobody knows here which list it is from. */
function wasStored(expression: TypedExpression): boolean {
  let stored = false;
  visitParts(expression, (part) => {
    stored ||= part.kind === 'variable' || (part.kind === 'field' && part.role.kind !== 'command');
  });
  return stored;
}

function nameOf(expression: TypedExpression): string {
  switch (expression.kind) {
    case 'field':
      return expression.field.name;
    case 'property':
      return expression.name;
    case 'variable':
      return expression.variable.name;
    default:
      return 'it';
  }
}

/** The values two things read in common, so that what has nothing to do with a question is left out of it. */
export function keysRead(expression: TypedExpression): ReadonlySet<string> {
  const keys = new Set<string>();
  visitParts(expression, (part) => {
    if (part.kind === 'field') keys.add(fieldKey(part.role, part.field));
    if (part.kind === 'value') keys.add(part.name);
  });
  return keys;
}
