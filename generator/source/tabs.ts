import { diagnose } from '../diagnostics/diagnostic.ts';
import type { SourceText } from '../diagnostics/span.ts';
import type { Look } from './first-look.ts';
import { followingLine, type Line, lineAt, possibleIndents, previousLine } from './lines.ts';

/** Lines one below the other that are indented with tabs: one mistake. */
interface TabbedLines {
  readonly lines: { readonly start: number; readonly indent: string }[];
  behind: number;
}

/** Finds lines that are indented with tabs, and reads them at the indentation that the lines around them leave for them. */
export function indentingTabs(source: SourceText): Look {
  const groups: TabbedLines[] = [];
  for (const match of source.text.matchAll(/^([ ]*\t[ \t]*)(?=\S)[^\n]*\n?/gmu)) {
    const line = { start: match.index, indent: match[1] ?? '' };
    const last = groups.at(-1);
    const behind = match.index + match[0].length;
    if (last?.behind === match.index) {
      last.lines.push(line);
      last.behind = behind;
    } else groups.push({ lines: [line], behind });
  }
  const mended = groups.map((group) => ({ group, edits: withSpaces(source.text, group) }));
  return {
    diagnostics: mended.map(({ group: { lines: [first, ...others] }, edits }) => {
      const start = first?.start ?? 0;
      const mending = edits.map((edit) => ({ span: { source, start: edit.start, end: edit.end }, text: edit.text }));
      return diagnose('tab-in-indentation', { source, start, end: start + (first?.indent.length ?? 0) }, { lines: 1 + others.length, mending });
    }),
    edits: mended.flatMap(({ edits }) => edits),
  };
}

function withSpaces(text: string, group: TabbedLines): Look['edits'] {
  const base = meantIndent(text, group);
  const least = width(group.lines[0]?.indent ?? '');
  return group.lines.map(({ start, indent }) => ({ start, end: start + indent.length, text: ' '.repeat(Math.max(0, base + width(indent) - least)) }));
}

/** A tab counts as two blanks where several lines differ in how many they have. */
function width(indent: string): number {
  return indent.replaceAll('\t', '  ').length;
}

/** As editors show tabs, the likeliest first. */
const TAB_WIDTHS = [2, 4];

/** Where the first of the lines was meant to stand: as deep as what can hold the lines below, or go on from the one above. */
function meantIndent(text: string, { lines, behind }: TabbedLines): number {
  const first = lines[0];
  if (first === undefined) return 0;
  const line = lineAt(text, first.start);
  const before = previousLine(text, line);
  const below = followingLine(text, lineAt(text, behind - 1));
  const dash = line.text.trimStart().startsWith('-');
  if (lines.length === 1 && opensBelow(line) && below !== undefined) {
    if (before !== undefined && opensBelow(before) && below.indent >= before.column + 4) return before.column + 2;
    return possibleIndents(text, line).findLast((indent) => indent < below.indent) ?? Math.max(0, below.indent - 2);
  }
  if (before === undefined) return 0;
  if (!opensBelow(before)) {
    const beside = dash ? before.indent : before.column;
    const indents = [beside, ...(below === undefined ? [] : [below.indent])];
    return TAB_WIDTHS.map((blanks) => (lines[0]?.indent ?? '').replaceAll('\t', ' '.repeat(blanks)).length).find((indent) => indents.includes(indent)) ?? beside;
  }
  const asBelow = lines.length === 1 && !dash && below !== undefined && below.indent > before.column ? below.indent : 0;
  return Math.max(before.column + 2, asBelow);
}

function opensBelow(line: Line): boolean {
  return /:\s*(?:#.*)?$/.test(line.text);
}
