import { CST, type YAMLError } from 'yaml';
import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { bracketMistake, closedTooOften, quoteNotClosedInBrackets } from './flow-mistakes.ts';
import { braceMistake, colonMistake, dashMistake, indentationMistake, nameBeforeBrace, valueMistake } from './line-mistakes.ts';
import { followingLine, withoutLine, withoutValue, type Line } from './lines.ts';
import { quoteNotClosed, textAfterQuote } from './quote-mistakes.ts';
import type { Edit, RepairedText } from './repaired-text.ts';
import { tagMistake } from './tag-mistake.ts';

/** One mistake in our own words, and how to go on reading behind it. */
export interface Found {
  readonly diagnostics: readonly Diagnostic[];
  readonly edits: readonly Edit[];
}

/**
 * What the YAML library stumbled over, said so that it helps. The library's own places and words are only a hint: it
 * often stumbles behind the mistake, so the line is looked at again.
 */
export function mistakeBehind(error: YAMLError, line: Line, file: RepairedText, tokens: readonly CST.Token[]): Found {
  const [at] = error.pos;
  const brace = nameBeforeBrace(line.text.slice(line.column).trimEnd());
  if (brace !== undefined) return braceMistake(file, line.start + line.column, brace);
  // What stands behind a tag is read as the tagged value, and what does not fit there is its consequence.
  if (line.value.startsWith('!') && at > line.valueStart) return { diagnostics: [tagMistake(file, line.valueStart)], edits: [withoutValue(file.text, line)] };
  const quote = quotedBefore(file, tokens, at);
  if (error.code === 'BAD_DQ_ESCAPE') return badEscape(file, at, error.pos[1]);
  if (error.code === 'TAG_RESOLVE_FAILED') return { diagnostics: [tagMistake(file, at)], edits: [] };
  if (error.message.startsWith('Missing closing')) {
    const around = quote === undefined ? undefined : flowAround(tokens, quote.offset);
    return around === undefined ? quoteNotClosed(file, quote?.offset ?? at) : quoteNotClosedInBrackets(file, quote?.offset ?? at, around.start.offset);
  }
  if (/at node end|Unexpected scalar token$/.test(error.message) && quote !== undefined && !insideFlow(tokens, at)) return afterQuote(file, quote, at);
  if (/Unexpected flow-(map|seq)-end token/.test(error.message)) return closedTooOften(file, at);
  const bracket = outermostBracket(tokens, at, error);
  if (bracket !== undefined) return bracketMistake(file, bracket);
  return valueMistake(file, line) ?? blockMistake(error, file, line);
}

function blockMistake(error: YAMLError, file: RepairedText, line: Line): Found {
  const { text } = file;
  const [at, end] = error.pos;
  switch (error.code) {
    case 'BAD_INDENT':
      return indentationMistake(file, line);
    case 'BLOCK_AS_IMPLICIT_KEY': {
      if (error.message.includes('block sequence')) return dashMistake(file, line);
      const next = followingLine(text, line);
      return next === undefined || next.indent <= line.indent ? generic(file, line, at, end) : valueGoesOn(file, line, next);
    }
    case 'MULTILINE_IMPLICIT_KEY':
    case 'MISSING_CHAR':
      return line.column > line.indent && line.key === undefined && text[at] === '-' ? dashMistake(file, line) : line.key === undefined ? colonMistake(file, line) : indentationMistake(file, line);
    default:
      return generic(file, line, at, end);
  }
}

/** `b: 1` and below it, deeper, `c: 2`: either the second line stands too deep, or the first has no value of its own. */
function valueGoesOn(file: RepairedText, line: Line, next: Line): Found {
  return next.key === undefined ? colonMistake(file, next) : indentationMistake(file, next);
}

function generic(file: RepairedText, line: Line, at: number, end: number): Found {
  const stop = Math.max(at + 1, Math.min(end, line.start + line.text.trimEnd().length));
  return { diagnostics: [diagnose('not-understood', file.span(at, stop), {})], edits: [withoutLine(line)] };
}

function badEscape(file: RepairedText, at: number, end: number): Found {
  const written = file.text.slice(at, Math.max(end, at + 2));
  return { diagnostics: [diagnose('bad-escape', file.span(at, at + written.length), { written })], edits: [{ start: at, end: at, text: '\\' }] };
}

/** A quote opened on an earlier line was never closed there; one on this line was closed too early. */
function afterQuote(file: RepairedText, quote: CST.FlowScalar, at: number): Found {
  const runsOn = /\n[^\n]*:\s/.test(quote.source);
  return runsOn ? quoteNotClosed(file, quote.offset) : textAfterQuote(file, quote.offset, at);
}

type AnyToken = CST.Token | null | undefined;

/** The quoted text that ends at `at`, or with only blanks between. */
function quotedBefore(file: RepairedText, tokens: readonly CST.Token[], at: number): CST.FlowScalar | undefined {
  let found: CST.FlowScalar | undefined;
  walk(tokens, (token) => {
    if (token.type !== 'single-quoted-scalar' && token.type !== 'double-quoted-scalar') return;
    const end = token.offset + token.source.length;
    if (end <= at && /^[ \t]*$/.test(file.text.slice(end, at))) found = token;
  });
  return found;
}

function insideFlow(tokens: readonly CST.Token[], at: number): boolean {
  return flowAround(tokens, at) !== undefined;
}

/** Where the outermost bracket opens that `at` stands in, or that ends right before it without being closed. */
function outermostBracket(tokens: readonly CST.Token[], at: number, error: YAMLError): number | undefined {
  const around = flowAround(tokens, at);
  if (around !== undefined) return around.start.offset;
  if (!/flow|Flow|Missing , |Block collections/.test(error.message)) return undefined;
  let last: CST.FlowCollection | undefined;
  walk(tokens, (token) => {
    if (token.type === 'flow-collection' && token.start.offset <= at && (last === undefined || token.start.offset > endOf(last))) last = token;
  });
  return last?.start.offset;
}

function flowAround(tokens: readonly CST.Token[], at: number): CST.FlowCollection | undefined {
  let outermost: CST.FlowCollection | undefined;
  walk(tokens, (token) => {
    if (outermost === undefined && token.type === 'flow-collection' && token.start.offset <= at && at < endOf(token)) outermost = token;
  });
  return outermost;
}

function endOf(token: CST.FlowCollection): number {
  return CST.stringify(token).length + token.offset;
}

/** Visits every token, outer ones first, without recursion: a hostile file is nested deeper than the stack. */
export function walk(tokens: readonly CST.Token[], visit: (token: CST.Token, depth: number) => void): void {
  const open: { readonly token: AnyToken; readonly depth: number }[] = tokens.map((token) => ({ token, depth: 0 })).reverse();
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    const { token, depth } = next;
    if (token === null || token === undefined) continue;
    visit(token, depth);
    const inner: AnyToken[] = [];
    if ('items' in token) for (const item of token.items) inner.push(item.key, item.value);
    if (token.type === 'document') inner.push(token.value);
    for (const each of inner.reverse()) open.push({ token: each, depth: depth + 1 });
  }
}
