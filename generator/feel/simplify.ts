import type { Span } from '../diagnostics/span.ts';
import type { TypedExpression } from './typed-expression.ts';
import { yesOrNo } from './types.ts';

/** Parts joined by `and` or `or`: those of parts joined the same way are drawn in, and what is certain falls away. */
export function logicalOf(operator: 'and' | 'or', parts: readonly TypedExpression[], span: Span): TypedExpression {
  const kind = operator === 'and' ? 'all' : 'any';
  const flat = parts.flatMap((part) => (part.kind === kind ? part.parts : [part]));
  // `false and x` is false, `true or x` is true; the other truth changes nothing.
  const decisive = operator === 'or';
  if (flat.some((part) => part.kind === 'truth' && part.value === decisive)) return { kind: 'truth', value: decisive, type: yesOrNo, span };
  const open = flat.filter((part) => part.kind !== 'truth');
  const [only] = open;
  if (only === undefined) return { kind: 'truth', value: !decisive, type: yesOrNo, span };
  return open.length === 1 ? { ...only, span } : { kind, parts: open, type: yesOrNo, span };
}
