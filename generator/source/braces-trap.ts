import { isPair, isScalar, type Pair, type Scalar } from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { RepairedText } from './repaired-text.ts';

/**
 * What YAML reads without a word between braces and nobody means: `{ fee: min(a, b) }` is two entries to it, and
 * `{value}` a name without a value.
 */
export function bracesTrap(items: readonly Pair[], file: RepairedText): Diagnostic | undefined {
  const torn = items.find((pair) => isTorn(pair.value) || isTorn(pair.key));
  if (torn !== undefined) return expressionFrom(isTorn(torn.value) ? torn.value : torn.key, file);
  const bare = items.find((pair) => pair.value === null && isScalar(pair.key) && !hasColon(pair));
  if (bare === undefined || !isScalar(bare.key)) return undefined;
  const name = bare.key.source ?? '';
  const [start, end] = bare.key.range ?? [0, 0];
  const tight = /^([^\s:]+):\S/.exec(name);
  if (tight !== null) return diagnose('space-missing-after-colon', file.span(start, end), { name: tight[1] ?? '' });
  return diagnose('no-value-in-braces', file.span(start, end), { name });
}

/** The same in a list in brackets: `[min(a, b)]`. */
export function listTrap(items: readonly unknown[], file: RepairedText): Diagnostic | undefined {
  const torn = items.find((item) => isTorn(isPair(item) ? item.value : item));
  return torn === undefined ? undefined : expressionFrom(isPair(torn) ? torn.value : torn, file);
}

function hasColon(pair: Pair): boolean {
  return pair.srcToken?.sep?.some((token) => token.type === 'map-value-ind') === true;
}

/** A piece that opens more round brackets than it closes was cut off at a comma. */
function isTorn(node: unknown): node is Scalar {
  if (!isScalar(node) || node.type !== 'PLAIN') return false;
  const text = (node.source ?? '').replaceAll(/"[^"]*"/g, '');
  return text.split('(').length > text.split(')').length;
}

function expressionFrom(node: unknown, file: RepairedText): Diagnostic {
  const [start] = isScalar(node) ? (node.range ?? [0]) : [0];
  const end = closingBracket(file.text, start);
  return diagnose('expression-in-braces', file.span(start, end), { written: file.text.slice(start, end) });
}

/** Behind the round bracket that closes the first one from `start` on, or at the end of the line. */
function closingBracket(text: string, start: number): number {
  let depth = 0;
  let at = start;
  for (; at < text.length && text[at] !== '\n'; at += 1) {
    if (text[at] === '(') depth += 1;
    if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return at;
}
