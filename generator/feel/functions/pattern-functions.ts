import { diagnose } from '../../diagnostics/diagnostic.ts';
import type { Facts } from '../facts.ts';
import type { Syntax } from '../syntax.ts';
import type { CallSyntax } from '../typing/type-call.ts';
import type { PatternCall, TypedExpression } from '../typed-expression.ts';
import { text, yesOrNo } from '../types.ts';
import { broken, isBroken, spanOf, type Typing, writtenOf } from '../typing/typing.ts';
import { ecmaScriptPattern, matchesNothing, type Pattern } from './xpath-pattern.ts';
import { textArgument } from './arguments.ts';

/**
 * `matches`, `replace` and `split`. A pattern, its flags and what is put in stand in quotes, so that whether they are
 * sound is known before anything runs, and no stranger's text is ever taken for a pattern.
 */
export function typePatternFunction(call: CallSyntax, name: PatternCall['name'], typing: Typing, facts: Facts): TypedExpression {
  const span = spanOf(call, typing);
  const [input, written, third, fourth] = call.args;
  if (input === undefined || written === undefined) return broken(span);
  const of = textArgument(input, typing, facts, name);
  const pattern = readPattern(written, name === 'replace' ? fourth : third, name, typing);
  const replacement = name === 'replace' && third !== undefined ? readReplacement(third, typing) : '';
  if (isBroken(of) || pattern === undefined || replacement === undefined) return broken(span);
  if (name !== 'matches' && matchesNothing(pattern)) {
    typing.report(diagnose('pattern-of-nothing', spanOf(written, typing), { written: writtenOf(written, typing), name }));
    return broken(span);
  }
  const type = name === 'matches' ? yesOrNo : name === 'replace' ? text : ({ kind: 'list', of: text, atLeast: piecesOf(of, pattern) } as const);
  return { kind: 'pattern call', name, of, pattern: { source: pattern.source, flags: pattern.flags }, replacement, type, span };
}

/** There is always one; of a short text that is written down it is known how many there are, whatever the pattern is. */
function piecesOf(of: TypedExpression, { source, flags }: Pattern): number {
  if (of.kind !== 'text' || of.value.length > 12) return 1;
  return [...of.value.matchAll(new RegExp(source, `${flags}g`))].length + 1;
}

function readPattern(written: Syntax, flags: Syntax | undefined, name: string, typing: Typing): Pattern | undefined {
  const source = literalText(written, `The pattern of \`${name}\``, typing);
  const signs = flags === undefined || flags.kind === 'nothing' ? '' : literalText(flags, `The flags of \`${name}\``, typing);
  if (source === undefined || signs === undefined) return undefined;
  const pattern = ecmaScriptPattern(source, signs);
  if ('source' in pattern) return pattern;
  const span = spanOf(written, typing);
  typing.report(pattern.kind === 'broken' ? diagnose('pattern-unreadable', span, { reason: pattern.reason }) : diagnose('pattern-not-supported', span, { reason: pattern.reason }));
  return undefined;
}

/** `$1`, `$0`, `\$` and `\\` mean something; a `$` or `\` alone means nothing in XPath. */
function readReplacement(syntax: Syntax, typing: Typing): string | undefined {
  const replacement = literalText(syntax, 'What `replace` puts in', typing);
  if (replacement === undefined || /^(?:[^\\$]|\\[\\$]|\$[0-9])*$/u.test(replacement)) return replacement;
  typing.report(diagnose('replacement-unreadable', spanOf(syntax, typing), { written: writtenOf(syntax, typing) }));
  return undefined;
}

function literalText(syntax: Syntax, what: string, typing: Typing): string | undefined {
  if (syntax.kind === 'text') return syntax.value;
  if (syntax.kind !== 'broken') typing.report(diagnose('literal-text-wanted', spanOf(syntax, typing), { what, written: writtenOf(syntax, typing) }));
  return undefined;
}
