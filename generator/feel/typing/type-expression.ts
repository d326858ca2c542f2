import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import type { ValueType } from '../../resolve/value-type.ts';
import { bothFacts, type Facts, noFacts } from '../facts.ts';
import { factsWhen } from '../facts-of.ts';
import { knownNames } from '../known-names.ts';
import { parseExpression } from '../reading/parse-expression.ts';
import { reportSameFieldTwice } from './same-field-twice.ts';
import { checkFit } from './place-fit.ts';
import type { Scope } from '../scope.ts';
import type { Syntax } from '../syntax.ts';
import { typeCondition } from './type-logic.ts';
import { typeSyntax } from './type-syntax.ts';
import { partsOf, type TypedExpression } from '../typed-expression.ts';
import { isSentence } from '../reading/sentence.ts';
import { kindOf } from '../types.ts';
import type { Typing } from './typing.ts';

export { type Facts, knownPresent, noFacts } from '../facts.ts';
export { fieldsRead } from '../typed-expression.ts';

/** What an expression is for: a condition, or the value of something of `type`, called `what` in messages. */
export type Wanted = { readonly kind: 'condition' } | { readonly kind: 'value'; readonly type: ValueType; readonly what: string };

export interface TypingResult {
  /** Nothing when there is an error among the diagnostics. */
  readonly typed: TypedExpression | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** What is known where the condition holds: what was known before included. */
  readonly whenTrue: Facts;
  readonly whenFalse: Facts;
}

/**
 * From text to a typed tree, with every mistake reported. In three steps: the text is read with the names that are known
 * here, every part is given a type, and the whole is held against what is wanted. What refers to values that may be
 * missing is judged by `known`, what conditions before it have asked.
 */
export function typeExpression(expression: Expression, scope: Scope, wanted: Wanted, known: Facts = noFacts): TypingResult {
  const names = knownNames(scope, wanted.kind === 'value' ? wanted.type : undefined);
  const bare = wanted.kind === 'value' && kindOf(wanted.type) === 'text' && isSentence(expression.text, names);
  if (bare) return { typed: undefined, diagnostics: [diagnose('text-without-quotes', expression.span, { text: expression.text.trim(), whole: true })], whenTrue: known, whenFalse: known };
  const { syntax, diagnostics: found } = parseExpression(expression, names);
  if (syntax === undefined) return { typed: undefined, diagnostics: found, whenTrue: known, whenFalse: known };
  const unreadable = found.some((diagnostic) => diagnostic.severity === 'error');
  const diagnostics: Diagnostic[] = [...found];
  const report = (diagnostic: Diagnostic): void => {
    // Around a mistake of writing, only what surely has nothing to do with it is said as well.
    if (!unreadable || diagnostic.code === 'unknown-name-in-expression') diagnostics.push(diagnostic);
  };
  let variables = 0;
  const typing: Typing = { expression, scope, names, report, complained: new Set(), locals: [], depth: 0, fresh: () => (variables += 1) };
  const typed = typeWanted(syntax, typing, wanted, known);
  const left = functionIn(typed);
  if (left !== undefined) report(diagnose('not-supported-in-expression', left.span, { what: 'function' }));
  reportSameFieldTwice(typed, typing);
  const sound = !diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  // Whatever went wrong has been said by now; should that ever not be so, it is said here.
  if (sound && isBrokenSomewhere(typed)) diagnostics.push(diagnose('does-not-belong', expression.span, { found: expression.text.trim() }));
  const failed = diagnostics.some((diagnostic) => diagnostic.severity === 'error');
  return {
    typed: failed ? undefined : typed,
    diagnostics,
    whenTrue: bothFacts(known, factsWhen(typed, true)),
    whenFalse: bothFacts(known, factsWhen(typed, false)),
  };
}

/** A function that is not called where it stands is no value. */
function functionIn(typed: TypedExpression): TypedExpression | undefined {
  if (typed.kind === 'function') return typed;
  for (const part of partsOf(typed)) {
    const found = functionIn(part);
    if (found !== undefined) return found;
  }
  return undefined;
}

function isBrokenSomewhere(typed: TypedExpression): boolean {
  return typed.kind === 'broken' || partsOf(typed).some(isBrokenSomewhere);
}

function typeWanted(syntax: Syntax, typing: Typing, wanted: Wanted, known: Facts): TypedExpression {
  if (wanted.kind === 'condition') return typeCondition(syntax, typing, known, 'condition');
  const typed = typeSyntax(syntax, typing, known, wanted.type);
  checkFit(typed, syntax, wanted, typing, known);
  return typed;
}
