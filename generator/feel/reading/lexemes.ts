import { type KnownNames, nameAt } from '../known-names.ts';
import { typeAt } from './type-lexeme.ts';

/** A piece of an expression's text, from offset `from` to `to`. */
export interface Lexeme {
  readonly kind: 'name' | 'word' | 'function' | 'number' | 'text' | 'type' | 'open text' | 'other text' | 'sign' | 'space' | 'comment';
  readonly text: string;
  readonly from: number;
  readonly to: number;
}

const SPACE = /\s+/uy;
const COMMENT = /\/\/[^\n\r]*|\/\*[\s\S]*?(?:\*\/|$)/uy;
const NUMBER = /[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?|\.[0-9]+(?:[eE][+-]?[0-9]+)?/uy;
const TEXT = /"(?:[^"\\]|\\.)*"/suy;
const OPEN_TEXT = /"[^"]*$/uy;
/** Text in quotes that FEEL does not know, as other languages and word processors have them. */
const OTHER_TEXT = /'[^']*'|[“„][^“”"]*[”“"]|[‘‚][^‘’]*[’‘]|«[^»]*»/uy;
const WORD = /[\p{L}_][\p{L}\p{M}\p{N}_]*/uy;
/** Functions with a word in their name that means something by itself. Longer than any field they begin like, they go before it. */
const FUNCTION = /(?:date\s+and\s+time|years\s+and\s+months\s+duration)(?=\s*\()/uy;
const SIGN = /===|!==|\*\*|<=|>=|!=|==|=>|=<|=!|<>|&&|\|\||\.\.|:=|\+=|-=|[\s\S]/uy;

const PATTERNS: readonly (readonly [Lexeme['kind'], RegExp])[] = [
  ['space', SPACE], ['comment', COMMENT], ['number', NUMBER], ['text', TEXT], ['open text', OPEN_TEXT], ['other text', OTHER_TEXT], ['word', WORD], ['sign', SIGN],
];

/** `text` cut into pieces; together they are all of it. Known names come before anything else they might be. */
export function lexemesOf(text: string, names: KnownNames): readonly Lexeme[] {
  const lexemes: Lexeme[] = [];
  for (let from = 0; from < text.length; ) {
    const lexeme = typeBehind(lexemes, text, from) ?? lexemeAt(text, from, names);
    lexemes.push(lexeme);
    from = lexeme.to;
  }
  return lexemes;
}

/** Behind `instance of` stands a type. */
function typeBehind(before: readonly Lexeme[], text: string, from: number): Lexeme | undefined {
  if (before.at(-1)?.kind !== 'space' || before.at(-2)?.text !== 'of' || before.at(-4)?.text !== 'instance') return undefined;
  const to = typeAt(text, from);
  return to === undefined ? undefined : { kind: 'type', text: text.slice(from, to), from, to };
}

function lexemeAt(text: string, from: number, names: KnownNames): Lexeme {
  const longest = matchAt('function', FUNCTION, text, from);
  if (longest !== undefined) return longest;
  const named = nameAt(text, from, names);
  if (named !== undefined) return { kind: 'name', text: text.slice(from, named), from, to: named };
  for (const [kind, pattern] of PATTERNS) {
    const found = matchAt(kind, pattern, text, from);
    if (found !== undefined) return found;
  }
  return { kind: 'sign', text: text.slice(from, from + 1), from, to: from + 1 };
}

function matchAt(kind: Lexeme['kind'], pattern: RegExp, text: string, from: number): Lexeme | undefined {
  pattern.lastIndex = from;
  const found = pattern.exec(text)?.[0];
  return found === undefined ? undefined : { kind, text: found, from, to: from + found.length };
}

/** Without spaces and comments. */
export function significant(lexemes: readonly Lexeme[]): readonly Lexeme[] {
  return lexemes.filter((lexeme) => lexeme.kind !== 'space' && lexeme.kind !== 'comment');
}
