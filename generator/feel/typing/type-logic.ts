import { diagnose } from '../../diagnostics/diagnostic.ts';
import { commonClock } from '../clocks.ts';
import { bothFacts, type Facts } from '../facts.ts';
import { factsWhen } from '../facts-of.ts';
import { commonComposed } from '../item-type.ts';
import { logicalOf } from '../simplify.ts';
import type { Syntax } from '../syntax.ts';
import { typeAhead } from './type-name.ts';
import { typeSyntax } from './type-syntax.ts';
import type { FeelType, TypedExpression } from '../typed-expression.ts';
import { inWords, kindOf, optionalOf, presentType, widerNumber, yesOrNo } from '../types.ts';
import { broken, isBroken, needed, spanOf, type Typing, writtenOf } from './typing.ts';

type Logic = Extract<Syntax, { kind: 'logic' }>;
type If = Extract<Syntax, { kind: 'if' }>;

/**
 * Each part may rely on what the parts before it asked. Where `false` or `true` is written and decides it alone, the
 * standard lets the other parts be anything, as they may also be unknown.
 */
export function typeLogic({ operator, parts, ...place }: Logic, typing: Typing, facts: Facts): TypedExpression {
  let known = facts;
  const typed: TypedExpression[] = [];
  const decided = parts.some((part) => part.kind === 'truth' && part.value === (operator === 'or'));
  for (const [index, part] of parts.entries()) {
    const meant = comparedLike(part, parts[index - 1] ?? parts[index + 1], typing);
    const condition = decided ? typeSyntax(part, typing, known, yesOrNo) : typeCondition(part, typing, known, operator, meant);
    if (decided && !isBroken(condition) && (kindOf(condition.type) !== 'yes or no' || condition.type.kind === 'optional')) continue;
    known = bothFacts(known, factsWhen(condition, operator === 'and'));
    typed.push(condition);
  }
  const logical = logicalOf(operator, typed, spanOf(place, typing));
  return typed.some(isBroken) ? { ...logical, type: { kind: 'unknown' } } : logical;
}

/** `amount = 1 or 2` means `amount = 2`, and `amount and balance > 0` means `amount > 0`. */
function comparedLike(part: Syntax, beside: Syntax | undefined, typing: Typing): string | undefined {
  if (beside?.kind !== 'comparison' || part.kind === 'comparison') return undefined;
  return part.from > beside.from ? `${writtenOf(beside.left, typing)} ${beside.operator} ${writtenOf(part, typing)}` : `${writtenOf(part, typing)} ${beside.operator} ${writtenOf(beside.right, typing)}`;
}

/** Something that holds or does not. `asked` is the word that asks for it; `meant` the comparison that was perhaps left out. */
export function typeCondition(syntax: Syntax, typing: Typing, facts: Facts, asked: string, meant?: string): TypedExpression {
  const typed = needed(typeSyntax(syntax, typing, facts, yesOrNo), writtenOf(syntax, typing), typing, facts);
  if (isBroken(typed) || kindOf(typed.type) === 'yes or no') return typed;
  typing.report(diagnose('condition-wanted', typed.span, { asked, written: writtenOf(syntax, typing), is: inWords(typed.type), ...(meant === undefined ? {} : { meant }) }));
  return broken(typed.span);
}

export function typeIf(syntax: If, typing: Typing, facts: Facts, expected: FeelType | undefined): TypedExpression {
  const span = spanOf(syntax, typing);
  // What is unknown does not hold, as the standard has it; nobody writes `null` there but to try it.
  const condition = syntax.condition.kind === 'nothing' ? falseAt(spanOf(syntax.condition, typing)) : typeCondition(syntax.condition, typing, facts, 'if');
  const wanted = expected ?? membersAhead(syntax, typing);
  const then = typeSyntax(syntax.then, typing, bothFacts(facts, factsWhen(condition, true)), wanted);
  const otherwise = typeSyntax(syntax.otherwise, typing, bothFacts(facts, factsWhen(condition, false)), wanted);
  if (isBroken(condition) || isBroken(then) || isBroken(otherwise)) return broken(span);
  const type = commonType(then.type, otherwise.type);
  if (type !== undefined) return simplified({ kind: 'if', condition, then, otherwise, type, span });
  const params = { then: writtenOf(syntax.then, typing), thenIs: inWords(then.type), otherwise: writtenOf(syntax.otherwise, typing), otherwiseIs: inWords(otherwise.type) };
  typing.report(diagnose('branches-differ', span, params));
  return broken(span);
}

function falseAt(span: TypedExpression['span']): TypedExpression {
  return { kind: 'truth', value: false, type: yesOrNo, span };
}

/** Where nothing outside asks for a type, one branch may still tell which members the other may be. */
function membersAhead(syntax: If, typing: Typing): FeelType | undefined {
  const type = typeAhead(syntax, typing);
  return type !== undefined && kindOf(type) === 'one of' ? type : undefined;
}

/** `if a then b else false` says `a and b`, which both readers and TypeScript follow better; where the answer is known, so is the branch. */
function simplified(choice: Extract<TypedExpression, { kind: 'if' }>): TypedExpression {
  const { condition, then, otherwise, span } = choice;
  if (condition.kind === 'truth') return condition.value ? then : otherwise;
  const not: TypedExpression = { kind: 'not', of: condition, type: yesOrNo, span: condition.span };
  if (kindOf(choice.type) !== 'yes or no' || choice.type.kind === 'optional') return choice;
  if (otherwise.kind === 'truth') return otherwise.value ? logicalOf('or', [not, then], span) : logicalOf('and', [condition, then], span);
  if (then.kind === 'truth') return then.value ? logicalOf('or', [condition, otherwise], span) : logicalOf('and', [not, otherwise], span);
  return choice;
}

/** The type of what is either `a` or `b`; nothing when the two can not stand for one another. */
export function commonType(a: FeelType, b: FeelType): FeelType | undefined {
  if (a.kind === 'nothing') return optionalOf(b);
  if (b.kind === 'nothing') return optionalOf(a);
  if (a.kind === 'optional' || b.kind === 'optional') {
    const type = commonType(presentType(a), presentType(b));
    return type === undefined ? undefined : optionalOf(type);
  }
  if (a.kind === 'named' && b.kind === 'named') return a.type === b.type ? a : undefined;
  if (kindOf(a) === 'list' || kindOf(a) === 'mixed' || kindOf(b) === 'mixed' || kindOf(a) === 'record') return commonComposed(a, b);
  if (kindOf(a) !== kindOf(b)) return undefined;
  if (kindOf(a) === 'number') return widerNumber(a, b);
  if (kindOf(a) === 'time' || kindOf(a) === 'date and time') return commonClock(a, b);
  return a.kind === 'named' ? b : a;
}
