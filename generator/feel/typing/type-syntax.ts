import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import { exactNumber, MOST_DIGITS, numberLiteral } from './number-literal.ts';
import type { Syntax } from '../syntax.ts';
import { typeArithmetic, typePower, typeSign } from './type-arithmetic.ts';
import { typeBracket } from './type-bracket.ts';
import { typeCall } from './type-call.ts';
import { typeBetween, typeComparison, typeIn } from './type-comparison.ts';
import { typeFunction } from './type-function.ts';
import { typeInstance } from './type-instance.ts';
import { typeFor, typeQuantified } from './type-iteration.ts';
import { typeContext, typeList } from './type-list.ts';
import { typeOpenRange, typeRange } from './type-range.ts';
import { typeIf, typeLogic } from './type-logic.ts';
import { typeName, typePath } from './type-name.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { kindOf, text, yesOrNo } from '../types.ts';
import { broken, spanOf, type Typing } from './typing.ts';

/**
 * The type of every part of `syntax`. `facts` is what is known where it stands; `expected` the type that its place asks
 * for, if any: members of a `one of` type are written bare where that type is expected. Whether the result fits its place
 * is not asked here.
 */
export function typeSyntax(syntax: Syntax, typing: Typing, facts: Facts, expected?: FeelType): TypedExpression {
  const span = spanOf(syntax, typing);
  switch (syntax.kind) {
    case 'number':
      return typeNumber(syntax.text, syntax, typing);
    case 'text':
      return { kind: 'text', value: syntax.value, type: text, span };
    case 'truth':
      return { kind: 'truth', value: syntax.value, type: yesOrNo, span };
    case 'nothing':
      return { kind: 'nothing', type: { kind: 'nothing' }, span };
    case 'name':
      return typeName(syntax, typing, facts, expected);
    case 'path':
      return typePath(syntax, typing, facts);
    case 'arithmetic':
      return syntax.operator === '**' ? typePower(syntax, typing, facts) : typeArithmetic(syntax, syntax.operator, typing, facts);
    case 'sign':
      return typeSign(syntax, typing, facts);
    case 'comparison':
      return typeComparison(syntax, typing, facts);
    case 'between':
      return typeBetween(syntax, typing, facts);
    case 'in':
      return typeIn(syntax, typing, facts);
    case 'logic':
      return typeLogic(syntax, typing, facts);
    case 'if':
      return typeIf(syntax, typing, facts, expected);
    case 'call':
      return typeCall(syntax, typing, facts, expected);
    case 'unsupported':
      typing.report(diagnose('not-supported-in-expression', span, { what: syntax.what }));
      return broken(span);
    case 'list':
      return typeList(syntax, typing, facts, expected);
    case 'context':
      return typeContext(syntax, typing, facts, expected);
    case 'bracket':
      return typeBracket(syntax, typing, facts);
    case 'for':
      return typeFor(syntax, typing, facts, expected);
    case 'quantified':
      return typeQuantified(syntax, typing, facts);
    case 'function':
      return typeFunction(syntax, typing);
    case 'range':
      return typeRange(syntax, typing, facts);
    case 'instance of':
      return typeInstance(syntax, typing, facts);
    case 'test alone':
      if (expected !== undefined && kindOf(expected) === 'range') return typeOpenRange(syntax, typing, facts);
      typing.report(diagnose('comparison-without-left', span, { written: typing.expression.text.slice(syntax.from, syntax.to) }));
      return broken(span);
    case 'broken':
      return broken(span);
  }
}

function typeNumber(written: string, syntax: Syntax, typing: Typing): TypedExpression {
  const span = spanOf(syntax, typing);
  if (exactNumber(written) !== undefined) return { ...numberLiteral(written), span };
  typing.report(diagnose('number-too-long', span, { most: MOST_DIGITS }));
  return broken(span);
}
