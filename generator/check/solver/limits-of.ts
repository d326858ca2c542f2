import { fieldKey } from '../../feel/facts.ts';
import { membersOf } from '../../feel/known-names.ts';
import type { ComparisonOperator, FieldReference, TypedExpression } from '../../feel/typed-expression.ts';
import { baseOf, kindOf, presentType } from '../../feel/types.ts';
import { exactNumber } from '../../resolve/exact-number.ts';
import { visitParts } from '../view.ts';
import { boundPiece, type Condition } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import { fromDigits } from './fraction.ts';
import { linearOf } from './linear.ts';

/** What is known of a value because of its type, and the words for it. */
export interface Limit {
  readonly condition: Condition;
  /** `"amount" is at least 0`; nothing for what goes without saying. */
  readonly words?: string;
}

/** What the types of all that `expression` reads let its values be. */
export function limitsOf(expression: TypedExpression): readonly Limit[] {
  const limits: Limit[] = [];
  visitParts(expression, (part) => {
    if (part.kind === 'field') limits.push(...limitsOfField(part));
    if (part.kind === 'call') limits.push(...limitsOfCall(part));
    if (part.kind === 'list call' && part.name === 'count') limits.push(...boundOf(part, '>=', '0'));
  });
  return limits;
}

const BOUNDS = [['atLeast', '>=', 'at least'], ['atMost', '<=', 'at most'], ['above', '>', 'above'], ['below', '<', 'below']] as const;

function limitsOfField(read: FieldReference): readonly Limit[] {
  const { field } = read;
  const type = presentType(field.type);
  const members = membersOf(type);
  if (kindOf(type) === 'one of' && members.length > 0) {
    return [{ condition: { kind: 'among', key: fingerprint(read), literals: members }, words: `"${field.name}" is ${members.join(' or ')}` }];
  }
  const bounded = type.kind === 'named' && type.type.kind === 'limited type' ? type.type.limits : {};
  const own = BOUNDS.flatMap(([key, operator, words]) => {
    const text = bounded[key];
    return text === undefined ? [] : boundOf(read, operator, text, `"${field.name}" is ${words} ${text}`);
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
function limitsOfCall(call: Extract<TypedExpression, { kind: 'call' }>): readonly Limit[] {
  const [of] = call.args;
  if (call.name === 'abs') return boundOf(call, '>=', '0');
  if (call.name !== 'string length') return [];
  const type = of?.kind === 'field' ? presentType(of.field.type) : undefined;
  const name = of?.kind === 'field' ? of.field.name : '';
  const { minLength, maxLength } = type?.kind === 'named' && type.type.kind === 'limited type' ? type.type.limits : {};
  return [
    ...boundOf(call, '>=', '0'),
    ...(minLength === undefined ? [] : boundOf(call, '>=', String(minLength), `"${name}" has ${minLength} characters at least`)),
    ...(maxLength === undefined ? [] : boundOf(call, '<=', String(maxLength), `"${name}" has ${maxLength} characters at most`)),
  ];
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
