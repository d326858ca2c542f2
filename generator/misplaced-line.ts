import { diagnose, type Diagnostic } from './diagnostics/diagnostic.ts';
import { positionAt, type SourceText } from './diagnostics/span.ts';
import { isInBlockText, type Line, lineAt } from './source/lines.ts';
import type { Edit } from './source/repaired-text.ts';

/** Beyond these, reading the file again and again would take longer than the better message is worth. In characters. */
const LONGEST_FILE = 60_000;
const MOST_READING = 2_500_000;
const MOST_PLACES = 3;
const MOST_SECTIONS = 40;
const LINES_ABOVE = 6;
/** As many mistakes at once come of a whole section that is read as a part of another. */
const MANY = 3;

const SECTION = /^ *(?:types|actors|aggregates|policies|read models|external systems|commands|events|state):[ \t]*(?:#.*)?$/gm;

/** What a line at a wrong depth brings about, in itself or in the lines around it. */
const STRUCTURAL: readonly string[] = [
  'unknown-key', 'wrong-kind', 'wrong-item', 'missing-key', 'missing-one-of-keys', 'only-one', 'keys-exclude-each-other', 'key-twice', 'keys-twice', 'name-missing-above', 'bad-indentation',
  'list-item-without-dash', 'dash-among-names', 'colon-missing', 'colon-missing-after-name', 'misplaced-entry', 'block-text-indentation', 'not-understood', 'nothing-after-if', 'outcome-empty',
];

/** What the first line of a list brings about that has lost its dash. */
const AROUND_A_LOST_DASH: readonly string[] = ['wrong-kind', 'dash-among-names', 'list-item-without-dash'];

export interface MisplacedLine {
  readonly edits: readonly Edit[];
  readonly diagnostic: Diagnostic;
}

/**
 * The one line that stands too deep or not deep enough, when moving it makes every mistake go: then it was the mistake,
 * and the others were only its consequences. `mistakesWith` reads the file as it would be after some edits.
 */
export function misplacedLine(source: SourceText, found: readonly Diagnostic[], mistakesWith: (edits: readonly Edit[]) => number): MisplacedLine | undefined {
  const structural = found.filter(({ code }) => STRUCTURAL.includes(code));
  if ((structural.length === 0 && found.length < MANY) || source.text.length > LONGEST_FILE) return undefined;
  // A word that is nearly one of the language was misspelt: moved to where any name may stand, it would be a name.
  if (found.length === 1 && found.every(({ code, fixes }) => code === 'unknown-key' && fixes !== undefined)) return undefined;
  const { text } = source;
  const wantsDash = structural.some(({ code }) => AROUND_A_LOST_DASH.includes(code));
  let left = MOST_READING;
  for (const at of suspects(source, structural)) {
    const line = lineAt(text, at);
    if (line.empty) continue;
    const span = { source, start: line.start + line.indent, end: line.start + line.text.trimEnd().length };
    for (const { edits, indent } of [...moves(line), ...(wantsDash ? dashes(line) : [])]) {
      // As a part of somebody's prose it would make no mistakes any more, and nothing else either.
      if (indent !== undefined && indent > line.indent && isInBlockText(text, line, indent)) continue;
      left -= text.length;
      if (left < 0) return undefined;
      if (mistakesWith(edits) > 0) continue;
      const mending = edits.map(({ start, end, text: blanks }) => ({ span: { source, start, end }, text: blanks }));
      if (indent === undefined) return { edits, diagnostic: diagnose('list-item-without-dash', span, { mending }) };
      return { edits, diagnostic: diagnose('bad-indentation', span, { expected: [indent], mending }) };
    }
  }
  return undefined;
}

/** What may have been meant: edits, and the indentation they give the line where that is all they do. */
interface Attempt {
  readonly edits: readonly Edit[];
  readonly indent: number | undefined;
}

/** A heading was perhaps never indented at all. */
function moves({ start, indent: now, text }: Line): readonly Attempt[] {
  const further = text.search(SECTION) === -1 ? [] : [now + 4, now - 4];
  return [now + 2, now - 2, ...further].filter((each) => each >= 0).map((indent) => ({ edits: [{ start, end: start + now, text: ' '.repeat(indent) }], indent }));
}

/** A dash that was overwritten with blanks, or deleted. */
function dashes({ start, indent, key, column }: Line): readonly Attempt[] {
  if (key === undefined || column > indent) return [];
  const at = start + indent;
  const places = indent < 2 ? [at] : [at - 2, at];
  return places.map((from) => ({ edits: [{ start: from, end: at, text: '- ' }], indent: undefined }));
}

/** Where the lines begin at the first mistakes, just above and below them, and where sections do. */
function suspects(source: SourceText, structural: readonly Diagnostic[]): readonly number[] {
  const starts = [0, ...[...source.text.matchAll(/\n/g)].map((newline) => newline.index + 1)];
  const lines = structural.map(({ span }) => positionAt(source, span.start).line).sort((a, b) => a - b);
  const numbers = [...new Set(lines)].slice(0, MOST_PLACES).flatMap((line) => [line, line - 1, line + 1, line + 2, ...Array.from({ length: LINES_ABOVE - 1 }, (_, index) => line - 2 - index)]);
  const sections = [...source.text.matchAll(SECTION)].map((section) => section.index);
  return [...new Set([...numbers.flatMap((number) => starts[number - 1] ?? []), ...sections.slice(0, MOST_SECTIONS)])];
}
