import type { Diagnostic } from './diagnostic.ts';
import { positionAt, textOfLine, type Span } from './span.ts';

/** Longer lines are shown in part, around what is wrong. */
const WIDEST_LINE = 120;
/** Of a mistake over several lines, as many are shown. */
const MOST_LINES = 3;

/** Nobody reads more at once; the first ones mended, the others are mostly gone. */
const MOST_SHOWN = 100;

/** How the parts of a printed mistake look: each gets its text and gives it back, coloured where colours are wanted. */
export interface Paint {
  readonly place: (text: string) => string;
  readonly error: (text: string) => string;
  readonly warning: (text: string) => string;
  readonly mark: (text: string) => string;
  readonly quiet: (text: string) => string;
}

const same = (text: string): string => text;
const PLAIN: Paint = { place: same, error: same, warning: same, mark: same, quiet: same };

/**
 * In the order of the files and of the places in them, each once, with an empty line between. Beyond a hundred, errors
 * go before warnings, and a sentence says how many more there are.
 */
export function formatDiagnostics(diagnostics: readonly Diagnostic[], paint: Paint = PLAIN): string {
  const sorted = sortedDiagnostics(diagnostics);
  const shown = sorted.length <= MOST_SHOWN ? sorted : [...sorted.filter(({ severity }) => severity === 'error'), ...sorted.filter(({ severity }) => severity === 'warning')].slice(0, MOST_SHOWN);
  const more = sorted.length - shown.length;
  const rest = more === 0 ? [] : [`There ${more === 1 ? 'is 1 more mistake, which is' : `are ${more} more mistakes, which are`} not shown. Mend these first: the others may go with them.`];
  return [...shown.map((each) => painted(each, paint)), ...rest].join('\n\n');
}

/**
 * `<path>:<line>:<column>: error <code>: <sentence>`, then the line with the wrong part underlined, then other places
 * that belong to it, then what would be right. Without a line break at the end.
 */
export function formatDiagnostic(diagnostic: Diagnostic): string {
  return painted(diagnostic, PLAIN);
}

function painted(diagnostic: Diagnostic, paint: Paint): string {
  const { code, severity, span, sentence, help, related } = diagnostic;
  return [
    `${paint.place(`${placeOf(span)}:`)} ${paint[severity](severity)} ${paint.quiet(`${code}:`)} ${visible(sentence)}`,
    ...excerpt(span, '^', paint),
    ...related.flatMap((other) => [`  ${placeOf(other.span)}: ${visible(other.sentence)}`, ...excerpt(other.span, '-', paint)]),
    // A piece of model to be written stands on lines of its own.
    ...(help === undefined ? [] : help.trimEnd().split('\n').map((line) => `  ${visible(line)}`.trimEnd())),
  ].join('\n');
}

/** By file, in the order the files first appear, then by place; the same mistake at the same place only once. */
export function sortedDiagnostics(diagnostics: readonly Diagnostic[]): readonly Diagnostic[] {
  const files = [...new Set(diagnostics.map(({ span }) => span.source.path))];
  const seen = new Set<string>();
  return [...diagnostics]
    .sort((a, b) => files.indexOf(a.span.source.path) - files.indexOf(b.span.source.path) || a.span.start - b.span.start || a.span.end - b.span.end)
    .filter((each) => {
      const key = `${each.span.source.path}\n${each.span.start}\n${each.span.end}\n${each.code}\n${each.sentence}`;
      return !seen.has(key) && seen.add(key);
    });
}

function placeOf(span: Span): string {
  const { line, column } = positionAt(span.source, span.start);
  return `${span.source.path}:${line}:${column}`;
}

function excerpt(span: Span, mark: string, paint: Paint): readonly string[] {
  if (span.source.text === '') return [];
  const first = positionAt(span.source, span.start);
  const last = positionAt(span.source, Math.max(span.start, span.end));
  const lastLine = last.column === 1 && last.line > first.line ? last.line - 1 : last.line;
  const shown = Math.min(lastLine, first.line + MOST_LINES - 1);
  const gutter = String(shown).length;
  const lines: string[] = [];
  for (let line = first.line; line <= shown; line += 1) {
    const text = textOfLine(span.source, line);
    const from = line === first.line ? first.column - 1 : text.length - text.trimStart().length;
    const to = line === last.line ? last.column - 1 : text.trimEnd().length;
    lines.push(...markedLine(text, from, to, String(line).padStart(gutter), mark, paint));
  }
  return lastLine > shown ? [...lines, `${' '.repeat(gutter + 2)} | …`] : lines;
}

/** A line and, below it, marks under the characters `from` to `to`; a tab is shown as one blank. */
function markedLine(text: string, from: number, to: number, number: string, mark: string, paint: Paint): readonly string[] {
  const { shown, start, end } = cut(text.replaceAll('\t', ' '), from, Math.max(to, from + 1));
  const blank = ' '.repeat(number.length + 2);
  const marks = mark.repeat(Math.max(1, widthOf(shown.slice(start, end))));
  return [`${paint.quiet(`  ${number} |`)} ${visible(shown)}`.trimEnd(), `${paint.quiet(`${blank} |`)} ${' '.repeat(widthOf(shown.slice(0, start)))}${paint.mark(marks)}`];
}

/** What a name has in it must not move the cursor, turn the line around or colour the screen. Two joiners belong to letters. */
function visible(text: string): string {
  return text.replaceAll(/(?![\u200c\u200d])[\p{Cc}\p{Cf}\u2028\u2029]/gu, '·');
}

/** The part of a long line around the characters `from` to `to`, and where these are in it. */
function cut(text: string, from: number, to: number): { readonly shown: string; readonly start: number; readonly end: number } {
  if (text.length <= WIDEST_LINE) return { shown: text, start: from, end: Math.max(from + 1, Math.min(to, text.length)) };
  const left = Math.max(0, Math.min(from - 40, text.length - WIDEST_LINE));
  const right = Math.min(text.length, left + WIDEST_LINE);
  const before = left > 0 ? '…' : '';
  const shown = `${before}${text.slice(left, right)}${right < text.length ? '…' : ''}`;
  const start = from - left + before.length;
  return { shown, start, end: Math.max(start + 1, Math.min(to - left + before.length, shown.length)) };
}

/** Columns on a screen: letters of East Asian scripts take two, combining marks none. */
function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    if (/[\p{Mn}\p{Me}\u200c\u200d]/u.test(character)) continue;
    width += /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\u{1f300}-\u{1faff}]|[\u{20000}-\u{3fffd}]/u.test(character) ? 2 : 1;
  }
  return Math.max(width, text === '' ? 0 : 1);
}
