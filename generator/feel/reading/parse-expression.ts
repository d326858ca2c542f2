import { parser } from '@bpmn-io/lezer-feel';
import type { Tree } from '@lezer/common';
import { type Diagnostic, diagnose } from '../../diagnostics/diagnostic.ts';
import type { Expression } from '../../resolve/model.ts';
import { bracketTooDeep } from './brackets.ts';
import { withDeclared } from './declared-names.ts';
import { type KnownNames, wordsOf } from '../known-names.ts';
import { remembered } from '../../memo/remembered.ts';
import { lexemesOf, significant } from './lexemes.ts';
import { readSyntax } from './read-syntax.ts';
import { readableText } from './readable-text.ts';
import { signMistakes } from './sign-mistakes.ts';
import { syntaxMistakes } from './syntax-mistakes.ts';
import type { Syntax } from '../syntax.ts';

/** Far beyond what anybody can read, and well below what would exhaust a stack. */
const MOST_LEXEMES = 2000;
const MOST_DEPTH = 100;
const MOST_TREE_DEPTH = 600;

export interface ParsedExpression {
  /** Absent when there is nothing that could be read. */
  readonly syntax: Syntax | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Some expressions stand in many places, and nearly all of them are the same as when the model was read before. */
const MOST_REMEMBERED = 20_000;
/** Those with which nothing was wrong. Their places are counted from their own beginning. */
const readBefore = remembered<{ readonly parsed: ParsedExpression | undefined }>(MOST_REMEMBERED);

/** Reads an expression in which `names` are known. Every mistake of writing is reported; what they leave is read. */
export function parseExpression(expression: Expression, known: KnownNames): ParsedExpression {
  let parsed: ParsedExpression | undefined;
  const before = readBefore.of(`${expression.text}\n${wordsOf(known)}`, () => {
    parsed = parse(expression, known);
    return { parsed: parsed.diagnostics.length === 0 ? parsed : undefined };
  });
  return before.parsed ?? parsed ?? parse(expression, known);
}

function parse(expression: Expression, known: KnownNames): ParsedExpression {
  const names = withDeclared(expression.text, known);
  const lexemes = lexemesOf(expression.text, names);
  const written = significant(lexemes);
  const tooDeep = bracketTooDeep(written, MOST_DEPTH);
  if (tooDeep !== undefined) return tooMuch(diagnose('expression-too-deep', expression.spanOf(tooDeep.from, tooDeep.to), { most: MOST_DEPTH }));
  const tooLate = written[MOST_LEXEMES];
  if (tooLate !== undefined) return tooMuch(diagnose('expression-too-long', expression.spanOf(tooLate.from, tooLate.to), { most: MOST_LEXEMES }));
  const signs = signMistakes(expression, lexemes);
  const readable = readableText(lexemes, signs.replacements);
  const tree = parser.parse(readable.text);
  const syntax = syntaxMistakes(expression, written, tree, readable);
  // What a wrong sign led the parser to is not worth a second sentence.
  const diagnostics = [...signs.diagnostics, ...syntax.filter((mistake) => !signs.diagnostics.some((sign) => touches(sign, mistake)))];
  if (written.length === 0) return { syntax: undefined, diagnostics };
  if (depthOf(tree) > MOST_TREE_DEPTH) return tooMuch(diagnose('expression-too-deep', expression.span, { most: MOST_DEPTH }));
  return { syntax: readSyntax(tree.topNode, { written: expression.text, readable }), diagnostics };
}

function tooMuch(diagnostic: Diagnostic): ParsedExpression {
  return { syntax: undefined, diagnostics: [diagnostic] };
}

function touches(a: Diagnostic, b: Diagnostic): boolean {
  return a.span.start <= b.span.end && b.span.start <= a.span.end;
}

/** Without recursion: a hostile text makes a deep tree. */
function depthOf(tree: Tree): number {
  let [depth, deepest] = [0, 0];
  tree.iterate({
    enter: () => {
      depth += 1;
      deepest = Math.max(deepest, depth);
    },
    leave: () => {
      depth -= 1;
    },
  });
  return deepest;
}
