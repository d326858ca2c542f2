import { type KnownNames, oneSpaced, withNames } from '../known-names.ts';
import { type Lexeme, lexemesOf, significant } from './lexemes.ts';
import { textValue } from './text-value.ts';

/**
 * The names that an expression brings in by itself: what goes through a list (`for order line in …`), entries of contexts,
 * parameters of functions. They are known everywhere in it, as far as reading goes; whether one can stand at a place
 * is asked when it is typed.
 */
export function withDeclared(text: string, names: KnownNames): KnownNames {
  const written = significant(lexemesOf(text, names));
  const declared = written.flatMap((lexeme, index) => declaredAt(text, written, index, lexeme));
  return declared.length === 0 ? names : withNames(names, declared);
}

function declaredAt(text: string, written: readonly Lexeme[], index: number, lexeme: Lexeme): readonly string[] {
  if (lexeme.kind === 'word' && (lexeme.text === 'for' || lexeme.text === 'some' || lexeme.text === 'every')) return nameBefore(text, written, index + 1, ['in']);
  if (lexeme.text === '{') return [...nameBefore(text, written, index + 1, [':']), ...keyInQuotes(written, index + 1)];
  if (lexeme.text === '(' && written[index - 1]?.text === 'function') return nameBefore(text, written, index + 1, [',', ')', ':']);
  if (lexeme.text === ',') return [...nameBefore(text, written, index + 1, ['in', ':', ',', ')']), ...keyInQuotes(written, index + 1)];
  return [];
}

const MOST_WORDS = 12;

/** Words that an expression begins with, and no name. */
const BEGINNINGS: ReadonlySet<string> = new Set(['for', 'some', 'every', 'function']);

/** The words from `index` on, where one of `ends` stands behind them. One plain word needs not be known to be read. */
function nameBefore(text: string, written: readonly Lexeme[], index: number, ends: readonly string[]): readonly string[] {
  const row = written.slice(index, index + MOST_WORDS);
  const length = row.findIndex((lexeme) => !isPartOfName(lexeme) || ends.includes(lexeme.text));
  const [first] = row;
  const last = row[length - 1];
  const end = row[length];
  // `f(a, for line in lines return …)` declares `line`, and no name that begins with `for`.
  if (first?.kind === 'word' && BEGINNINGS.has(first.text)) return [];
  if (first === undefined || last === undefined || end === undefined || !ends.includes(end.text) || first.kind === 'number') return [];
  const name = oneSpaced(text.slice(first.from, last.to));
  return /^[A-Za-z_]\w*$/.test(name) && first.kind === 'word' ? [] : [name];
}

function isPartOfName({ kind, text }: Lexeme): boolean {
  return kind === 'name' || (kind === 'word' && !['in', 'return', 'satisfies', 'and', 'or', 'if', 'then', 'else'].includes(text)) || kind === 'number';
}

function keyInQuotes(written: readonly Lexeme[], index: number): readonly string[] {
  const [key, colon] = [written[index], written[index + 1]];
  return key?.kind === 'text' && colon?.text === ':' && /^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(textValue(key.text)) ? [oneSpaced(textValue(key.text))] : [];
}
