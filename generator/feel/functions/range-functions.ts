import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import { comparisonOf } from '../typing/comparison.ts';
import { isDescending } from '../descending.ts';
import type { Facts } from '../facts.ts';
import { parseExpression } from '../reading/parse-expression.ts';
import type { Syntax } from '../syntax.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import { endsOf, typeOfEnds } from '../typing/type-range.ts';
import { typeSyntax } from '../typing/type-syntax.ts';
import type { FeelType, RelationName, TypedExpression } from '../typed-expression.ts';
import { inWords, kindOf, yesOrNo } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from '../typing/typing.ts';

type Span = TypedExpression['span'];

/** The functions that ask how ranges lie to each other, and whether they take single values: at first, in second place, in both at once. */
const RELATIONS: { readonly [name in RelationName]: { readonly value: 'either' | 'first' | 'second' | 'both' | 'none' } } = {
  before: { value: 'either' }, after: { value: 'either' }, meets: { value: 'none' }, 'met by': { value: 'none' }, overlaps: { value: 'none' }, 'overlaps before': { value: 'none' },
  'overlaps after': { value: 'none' }, finishes: { value: 'first' }, 'finished by': { value: 'second' }, includes: { value: 'second' }, during: { value: 'first' }, starts: { value: 'first' },
  'started by': { value: 'second' }, coincides: { value: 'both' },
};

export function isRelation(name: string): name is RelationName {
  return Object.hasOwn(RELATIONS, name);
}

/** `before(1, [2..5])` */
export function typeRelation(call: CallSyntax, name: RelationName, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [left, right] = call.args.map((arg) => needed(typeSyntax(arg, typing, facts, ANY_RANGE), writtenOf(arg, typing), typing, facts));
  if (left === undefined || right === undefined || isBroken(left) || isBroken(right)) return broken(span);
  const of = typeOfEnds(endsOf(left.type), endsOf(right.type));
  if (of !== undefined && takes(name, isRange(left), isRange(right))) return { kind: 'relation', name, left, right, of, type: yesOrNo, span };
  const kinds = [left, right].map((arg, index) => `\`${writtenOf(call.args[index] ?? call, typing)}\`, ${inWords(arg.type)}`);
  typing.report(diagnose('not-for-function', span, { name, given: kinds }));
  return broken(span);
}

const ANY_RANGE: FeelType = { kind: 'range', of: { kind: 'unknown' } };

function isRange(typed: TypedExpression): boolean {
  return kindOf(typed.type) === 'range';
}

function takes(name: RelationName, first: boolean, second: boolean): boolean {
  switch (RELATIONS[name].value) {
    case 'either':
      return true;
    case 'both':
      return first === second;
    case 'first':
      return second;
    case 'second':
      return first;
    case 'none':
      return first && second;
  }
}

/** `range("[1..3]")`, of a text in quotes whose ends are literals. */
export function typeRangeOfText(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first] = call.args;
  const of = first === undefined ? undefined : typeSyntax(first, typing, facts);
  if (of === undefined || isBroken(of)) return broken(span);
  const found = of.kind === 'text' ? rangeIn(of.value, span, typing) : undefined;
  if (found !== undefined) return found;
  if (of.kind === 'text') typing.report(diagnose('not-a-time', span, { kind: 'range', written: of.value }));
  else typing.report(diagnose('not-supported-in-expression', span, { what: 'range(…) of anything but text in quotes' }));
  return broken(span);
}

const WRITTEN = /^\s*([[\](])\s*(.*?)\s*\.\.\s*(.*?)\s*([\])[])\s*$/s;

/** An end that is left out is open, and so its bracket is one that leaves the end out. */
function rangeIn(text: string, span: Span, typing: Typing): TypedExpression | undefined {
  const [, open = '', low = '', high = '', close = ''] = WRITTEN.exec(text) ?? [];
  const [lowIncluded, highIncluded] = [open === '[', close === ']'];
  if (open === '' || (low === '' && (lowIncluded || high === '')) || (high === '' && highIncluded)) return undefined;
  const [start, end] = [low, high].map((written) => (written === '' ? undefined : literalIn(written, span, typing)));
  if ((low !== '' && start === undefined) || (high !== '' && end === undefined)) return undefined;
  const [one, other] = [start ?? end, end ?? start];
  if (start !== undefined && end !== undefined && isDescending(start, end)) return undefined;
  const of = one === undefined || other === undefined ? undefined : typeOfEnds(one.type, other.type);
  return of === undefined ? undefined : { kind: 'range', low: start, lowIncluded, high: end, highIncluded, type: { kind: 'range', of }, span };
}

/** The standard wants literals as ends: numbers, texts, and times written out. */
function literalIn(text: string, span: Span, typing: Typing): TypedExpression | undefined {
  const expression: Expression = { text, span, spanOf: () => span };
  const { syntax, diagnostics } = parseExpression(expression, new Map());
  if (syntax === undefined || diagnostics.length > 0 || !isLiteral(syntax)) return undefined;
  const reported: unknown[] = [];
  const typed = typeSyntax(syntax, { ...typing, expression, report: (diagnostic) => reported.push(diagnostic) }, { found: new Set(), among: new Map() });
  return reported.length > 0 || isBroken(typed) ? undefined : typed;
}

function isLiteral(syntax: Syntax): boolean {
  if (syntax.kind === 'sign') return syntax.of.kind === 'number';
  if (syntax.kind === 'call') return ['@', 'date', 'time', 'date and time', 'duration'].includes(syntax.name.name) && syntax.args.every((arg) => arg.kind === 'text');
  return syntax.kind === 'number' || syntax.kind === 'text';
}

/** `is(a, b)`: the same value of the same kind; of clocks, on their faces, and as far from UTC. */
export function typeIs(call: CallSyntax, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [first, second] = call.args;
  if (first === undefined || second === undefined) return broken(span);
  const [left, right] = [typeSyntax(first, typing, facts), typeSyntax(second, typing, facts)];
  if (isBroken(left) || isBroken(right)) return broken(span);
  const truth = (value: boolean): TypedExpression => ({ kind: 'truth', value, type: yesOrNo, span });
  if (left.type.kind === 'nothing' && right.type.kind === 'nothing') return truth(true);
  const missing = left.type.kind === 'nothing' ? right : right.type.kind === 'nothing' ? left : undefined;
  if (missing !== undefined) return missing.type.kind === 'optional' ? { kind: 'presence', of: missing, present: false, type: yesOrNo, span } : truth(false);
  const [a, b] = [needed(left, writtenOf(first, typing), typing, facts), needed(right, writtenOf(second, typing), typing, facts)];
  if (isBroken(a) || isBroken(b)) return broken(span);
  const [kind, other] = [kindOf(a.type), kindOf(b.type)];
  if (kind !== other) return truth(false);
  if (kind === 'time' || kind === 'date and time') return sameness(a, b, { left: first, right: second }, span, typing, facts);
  return comparisonOf('=', { typed: a, piece: first }, { typed: b, piece: second }, span, typing, facts);
}

function sameness(left: TypedExpression, right: TypedExpression, pieces: { readonly left: Syntax; readonly right: Syntax }, span: Span, typing: Typing, facts: Facts): TypedExpression {
  const moments = [left, right].filter((side) => side.type.kind === 'date and time').length;
  if (moments === 0) return { kind: 'sameness', left, right, type: yesOrNo, span };
  if (moments === 2) return comparisonOf('=', { typed: left, piece: pieces.left }, { typed: right, piece: pieces.right }, span, typing, facts);
  return { kind: 'truth', value: false, type: yesOrNo, span };
}
