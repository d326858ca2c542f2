import type { TypedExpression } from '../../feel/typed-expression.ts';
import { visitParts } from '../view.ts';
import { boundPiece, type Condition } from './condition.ts';
import { fingerprint } from './fingerprint.ts';
import { fromDigits } from './fraction.ts';
import type { Limit } from './limits-of.ts';
import { linearOf } from './linear.ts';

/** What ties texts to their lengths, where one question asks for the length and another for the text. */
export function lengthsOf(expressions: readonly TypedExpression[]): readonly Limit[] {
  const lengths = new Map<string, TypedExpression>();
  for (const expression of expressions) {
    visitParts(expression, (part) => {
      const [of] = part.kind === 'call' && part.name === 'string length' ? part.args : [];
      if (of !== undefined) lengths.set(fingerprint(of), part);
    });
  }
  return lengths.size === 0 ? [] : expressions.flatMap((expression) => lengthsIn(expression, lengths));
}

function lengthsIn(expression: TypedExpression, lengths: ReadonlyMap<string, TypedExpression>): readonly Limit[] {
  const limits: Limit[] = [];
  visitParts(expression, (part) => {
    if (part.kind !== 'comparison') return;
    const [of, text] = part.left.kind === 'text' ? [part.right, part.left] : [part.left, part.right];
    const key = text.kind === 'text' ? fingerprint(of) : '';
    const length = linearOf(lengths.get(key) ?? text);
    if (text.kind !== 'text' || length === undefined) return;
    const is: Condition = { kind: 'value', key, literal: JSON.stringify(text.value), is: true };
    const count = fromDigits(BigInt([...text.value].length), 0);
    limits.push({ condition: { kind: 'or', parts: [{ ...is, is: false }, boundPiece(length, '=', count)] } });
    if (text.value === '') limits.push({ condition: { kind: 'or', parts: [is, boundPiece(length, '!=', count)] } });
  });
  return limits;
}
