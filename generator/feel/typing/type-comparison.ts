import { diagnose } from '../../diagnostics/diagnostic.ts';
import { comparisonOf, withinOf } from './comparison.ts';
import { containsOf } from '../functions/list-functions.ts';
import { itemOf } from '../item-type.ts';
import { bothFacts, type Facts } from '../facts.ts';
import { factsWhen } from '../facts-of.ts';
import { logicalOf } from '../simplify.ts';
import type { Syntax, Test } from '../syntax.ts';
import { typeAhead } from './type-name.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { kindOf, presentType } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

/** Each side says what the other may be: members of a `one of` type, text rather than a name. */
export function typeComparison(syntax: Extract<Syntax, { kind: 'comparison' }>, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(syntax, typing);
  if (syntax.left.kind === 'comparison' && syntax.left.to === syntax.left.right.to) {
    const { left } = syntax;
    typing.report(diagnose('comparisons-chained', span, { first: writtenOf(left, typing), second: `${writtenOf(left.right, typing)} ${syntax.operator} ${writtenOf(syntax.right, typing)}` }));
    return broken(span);
  }
  const left = typeSyntax(syntax.left, typing, facts, expectedBeside(syntax.right, typing));
  const right = typeSyntax(syntax.right, typing, facts, isBroken(left) ? { kind: 'unknown' } : presentType(left.type));
  return comparisonOf(syntax.operator, { typed: left, piece: syntax.left }, { typed: right, piece: syntax.right }, span, typing, facts);
}

function expectedBeside(other: Syntax, typing: Typing): FeelType | undefined {
  const type = other.kind === 'text' ? ({ kind: 'text' } as const) : typeAhead(other, typing);
  return type === undefined ? undefined : presentType(type);
}

/** `a between 1 and 3` is `a >= 1 and a <= 3`. */
export function typeBetween(syntax: Extract<Syntax, { kind: 'between' }>, typing: Typing, facts: Facts): TypedExpression {
  const { of, low, high } = syntax;
  return typeTests(of, [{ kind: 'range', low, lowIncluded: true, high, highIncluded: true, from: low.from, to: high.to }], syntax, typing, facts);
}

/** `a in (1, > 5)` is `a = 1 or a > 5`. */
export function typeIn({ of, tests, ...place }: Extract<Syntax, { kind: 'in' }>, typing: Typing, facts: Facts): TypedExpression {
  return typeTests(of, tests, place, typing, facts);
}

function typeTests(of: Syntax, tests: readonly Test[], place: { readonly from: number; readonly to: number }, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(place, typing);
  const expected = tests.map((test) => (test.kind === 'value' ? expectedBeside(test.value, typing) : undefined)).find((type) => type !== undefined);
  const tested = typeSyntax(of, typing, facts, expected);
  let known = facts;
  const typed: TypedExpression[] = [];
  for (const test of tests) {
    const condition = typeTest({ typed: tested, piece: of }, test, typing, known);
    known = bothFacts(known, factsWhen(condition, false));
    typed.push(condition);
  }
  return typed.length === 0 ? broken(span) : logicalOf('or', typed, span);
}

/** A list beside a list of such things is one of these, beside one of its own kind it may be the same. */
function areAlike(tested: TypedExpression, list: TypedExpression): boolean {
  return kindOf(tested.type) === 'list' && kindOf(itemOf(list.type)) !== 'list';
}

function typeTest(tested: { readonly typed: TypedExpression; readonly piece: Syntax }, test: Test, typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(test, typing);
  const expected = presentType(tested.typed.type);
  const side = (piece: Syntax): { readonly typed: TypedExpression; readonly piece: Syntax } => ({ typed: typeSyntax(piece, typing, facts, isBroken(tested.typed) ? undefined : expected), piece });
  switch (test.kind) {
    case 'comparison':
      return comparisonOf(test.operator, tested, side(test.value), span, typing, facts);
    case 'value': {
      const value = side(test.value);
      // `x in (y > 3)`: the test is a condition of its own.
      if (kindOf(value.typed.type) === 'yes or no' && kindOf(expected) !== 'yes or no' && value.typed.kind !== 'truth') {
        typing.report(diagnose('test-is-condition', span, { written: writtenOf(test, typing) }));
        return broken(span);
      }
      if (kindOf(value.typed.type) === 'range' && kindOf(expected) !== 'range') return withinOf(tested, value, span, typing, facts);
      if (kindOf(value.typed.type) === 'list' && !isBroken(tested.typed) && !areAlike(tested.typed, value.typed)) {
        const list = needed(value.typed, writtenOf(test.value, typing), typing, facts);
        return isBroken(list) ? broken(span) : containsOf(list, tested.typed, span);
      }
      return comparisonOf('=', tested, value, span, typing, facts);
    }
    case 'range': {
      const low = comparisonOf(test.lowIncluded ? '>=' : '>', tested, side(test.low), span, typing, facts);
      const high = isBroken(low) ? low : comparisonOf(test.highIncluded ? '<=' : '<', tested, side(test.high), span, typing, facts);
      return logicalOf('and', [low, high], span);
    }
  }
}
