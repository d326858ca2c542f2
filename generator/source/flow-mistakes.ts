import { diagnose } from '../diagnostics/diagnostic.ts';
import { lineAt, nextLine, type Line } from './lines.ts';
import { BROKEN } from './repaired-text.ts';
import { quoteNotClosed } from './quote-mistakes.ts';
import type { Found } from './yaml-mistakes.ts';
import type { RepairedText } from './repaired-text.ts';

const CLOSING: Readonly<Record<string, string>> = { '{': '}', '[': ']' };

interface Bracket {
  readonly sign: string;
  readonly at: number;
}

/**
 * Looks for what is wrong with brackets and braces from `start` on, where the outermost one opens: not closed, closed
 * by another one, or holding an expression that has brackets of its own.
 */
export function bracketMistake(file: RepairedText, start: number): Found {
  const { text } = file;
  const open: Bracket[] = [];
  const first = lineAt(text, start);
  const whole = goesOnBehindBracket(text, start, first);
  if (whole !== undefined) return { diagnostics: [diagnose('bad-start-of-text', file.span(start, start + whole.length), { character: text[start] ?? '[' })], edits: [{ start, end: start + whole.length, text: BROKEN }] };
  for (let at = start; at < text.length; at += 1) {
    const sign = text[at] ?? '';
    if (sign === '\n' && endsHere(text, at, first)) return notClosed(file, open.at(-1) ?? { sign: text[start] ?? '{', at: start }, start);
    if ((sign === '"' || sign === "'") && startsText(text, at)) {
      const close = skipQuoted(text, at, sign);
      if (close === at) return quoteNotClosedInBrackets(file, at, start);
      at = close;
    }
    if (sign === '{' || sign === '[') {
      if (!startsText(text, at)) return expression(file, open, at, start);
      open.push({ sign, at });
    } else if (sign === '}' || sign === ']') {
      const last = open.pop();
      if (last === undefined) break;
      const close = CLOSING[last.sign] ?? '}';
      if (close !== sign) return { diagnostics: [diagnose('bracket-mismatch', file.span(at, at + 1), { open: last.sign, close, found: sign }, [{ span: file.span(last.at, last.at + 1), sentence: `"${last.sign}" stands here.` }])], edits: [broken(text, start, at + 1)] };
      if (open.length === 0) return inside(file, start, at + 1);
    } else if (sign === '#' && /\s/.test(text[at - 1] ?? ' ')) at = Math.max(at, lineAt(text, at).end - 1);
  }
  return notClosed(file, open.at(-1) ?? { sign: text[start] ?? '{', at: start }, start);
}

/** `["a", "b"][1] = "a"`: an expression that begins with a list or a context. As a whole, where it ends on its line. */
function goesOnBehindBracket(text: string, start: number, { end }: Line): string | undefined {
  const value = text.slice(start, end).replace(/\s+#.*$/, '').trimEnd();
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at] ?? '';
    if (sign === '"' || sign === "'") at = skipQuoted(value, at, sign);
    else if (sign === '[' || sign === '{') depth += 1;
    else if ((sign === ']' || sign === '}') && (depth -= 1) === 0) return /^\s*(?:$|[,}\]])/.test(value.slice(at + 1)) ? undefined : value;
  }
  return undefined;
}

/** Whether what was opened on `first` can not go on below: the next line stands no deeper, or begins a name of its own. */
function endsHere(text: string, at: number, first: Line): boolean {
  let next: Line | undefined = lineAt(text, at + 1);
  while (next?.empty === true) next = nextLine(text, next);
  if (next === undefined) return true;
  return next.indent <= first.indent && !/^[}\]]/.test(next.text.trim());
}

/** A bracket or quote opens something only behind a sign that ends what was before; elsewhere it is a part of a text. */
function startsText(text: string, at: number): boolean {
  return /[[{,:\s-]$/.test(text.slice(Math.max(0, at - 1), at)) && /(?:^|[[{,]|:\s|:|-\s|\n)\s*$/.test(text.slice(Math.max(0, at - 80), at));
}

function skipQuoted(text: string, at: number, quote: string): number {
  for (let end = at + 1; end < text.length && text[end] !== '\n'; end += 1) {
    if (quote === '"' && text[end] === '\\') end += 1;
    else if (text[end] === quote) return end;
  }
  return at;
}

export function quoteNotClosedInBrackets(file: RepairedText, at: number, start: number): Found {
  const found = quoteNotClosed(file, at);
  return { diagnostics: found.diagnostics, edits: [{ start, end: lineAt(file.text, at).end, text: BROKEN }] };
}

function broken(text: string, start: number, end: number): Found['edits'][number] {
  const line = lineAt(text, end);
  const rest = text.slice(end, line.end);
  return { start, end: /^[\s})\],]*$/.test(rest) ? Math.max(end, line.end) : end, text: BROKEN };
}

function notClosed(file: RepairedText, bracket: Bracket, start: number): Found {
  const line = lineAt(file.text, bracket.at);
  const end = line.start + line.text.trimEnd().length;
  const close = CLOSING[bracket.sign] ?? '}';
  return { diagnostics: [diagnose('bracket-not-closed', file.span(bracket.at, Math.max(end, bracket.at + 1)), { open: bracket.sign, close })], edits: [{ start, end: Math.max(end, start + 1), text: BROKEN }] };
}

/** `items[open]` or `"a" + b` between braces. */
function expression(file: RepairedText, open: readonly Bracket[], at: number, start: number): Found {
  const { text } = file;
  const from = Math.max(open.at(-1)?.at ?? start, text.lastIndexOf(': ', at) + 1, text.lastIndexOf(',', at), text.lastIndexOf('\n', at)) + 1;
  const line = lineAt(text, at);
  const tail = /^[^,}\n]*/.exec(text.slice(at))?.[0].trimEnd().length ?? 1;
  const written = text.slice(from, at + tail).trim();
  const begin = text.indexOf(written, from);
  return { diagnostics: [diagnose('expression-in-braces', file.span(begin, begin + written.length), { written })], edits: [{ start, end: Math.max(line.end, start + 1), text: BROKEN }] };
}

/** The brackets themselves are right: something between them is not. */
function inside(file: RepairedText, start: number, end: number): Found {
  const { text } = file;
  const content = text.slice(start, end);
  const edits = [broken(text, start, end)];
  const comma = /,\s*,|[[{]\s*,/.exec(content);
  if (comma !== null) {
    const at = start + comma.index + comma[0].length - 1;
    return { diagnostics: [diagnose('comma-too-many', file.span(at, at + 1), {})], edits };
  }
  const quoted = /["']\s*([^\s,:}\]"'][^,}\]]*)/.exec(content.replace(/^[[{]\s*/, (blank) => ' '.repeat(blank.length)));
  const twoColons = /:\s+([^\s,:{}[\]][^,:{}[\]]*?)\s*:(?=\s)/.exec(content);
  if (twoColons !== null) {
    const [, between = ''] = twoColons;
    const at = start + twoColons.index + twoColons[0].indexOf(between);
    const name = lastName(text, between);
    const comma = { start: at + between.slice(0, -name.length).trimEnd().length, end: at + between.length - name.length, text: ', ' };
    return { diagnostics: [diagnose('comma-missing', file.span(at, at + between.length), { name })], edits: name === between ? edits : [comma] };
  }
  if (quoted !== null) {
    const at = start + quoted.index;
    const from = Math.max(text.lastIndexOf(': ', at) + 2, text.lastIndexOf(',', at) + 1, start + 1);
    const written = text.slice(from, start + quoted.index + quoted[0].length).trim();
    const begin = text.indexOf(written, from);
    return { diagnostics: [diagnose('expression-in-braces', file.span(begin, begin + written.length), { written })], edits };
  }
  return { diagnostics: [diagnose('not-understood', file.span(start, end), {})], edits };
}

/** `ends` of `date and time ends`: the longest name that has a colon elsewhere, or the last word. */
function lastName(text: string, written: string): string {
  const words = written.split(/\s+/);
  const ends = words.map((_, index) => words.slice(index).join(' ')).filter((end) => written.endsWith(end));
  return ends.slice(1).find((end) => isName(text, end)) ?? ends.at(-1) ?? written;
}

function isName(text: string, words: string): boolean {
  for (let at = text.indexOf(`${words}:`); at !== -1; at = text.indexOf(`${words}:`, at + 1)) if (/(?:^|[{,\n-])[ ]*$/.test(text.slice(Math.max(0, at - 40), at))) return true;
  return false;
}

/** A closing bracket with nothing open before it. */
export function closedTooOften(file: RepairedText, at: number): Found {
  const close = file.text[at] ?? '}';
  const open = close === '}' ? '{' : '[';
  return { diagnostics: [diagnose('bracket-not-opened', file.span(at, at + 1), { close, open })], edits: [{ start: at, end: at + 1, text: ' ' }] };
}

