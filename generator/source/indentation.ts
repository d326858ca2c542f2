import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import type { TextEdit } from '../diagnostics/fix.ts';
import type { Span } from '../diagnostics/span.ts';
import { colonMistake } from './line-mistakes.ts';
import { languageWords } from './language-words.ts';
import { followingLine, lineAt, nextLine, type Line } from './lines.ts';
import type { Edit, RepairedText } from './repaired-text.ts';

/**
 * Walks through the lines of a model and finds those that stand at none of the indentations they could have. YAML
 * itself often stumbles only later, or reads such a line as the end of the text above it.
 */
export function indentationMistakes(file: RepairedText): { readonly diagnostics: readonly Diagnostic[]; readonly edits: readonly Edit[] } {
  const walk: Walk = { file, levels: [], opening: undefined, previous: undefined, shift: 0, diagnostics: [], edits: [], mending: [] };
  for (let line: Line | undefined = lineAt(file.text, 0); line !== undefined; ) {
    if (line.empty || /^(---|\.\.\.|%)/.test(line.text)) {
      line = nextLine(file.text, line);
      continue;
    }
    const indent = step(walk, line);
    line = behindValue(file.text, line, indent - line.indent);
  }
  return walk;
}

interface Level {
  readonly kind: 'names' | 'list';
  readonly column: number;
  /** How many of the names on it are words of the language; those of the model stand on levels of their own. */
  words: number;
  lines: number;
  readonly first: Line;
  /** Other indentations that lines of it were found at: more lines there are the same mistake. */
  readonly also: Set<number>;
}

interface Walk {
  readonly file: RepairedText;
  readonly levels: Level[];
  /** The column of the line before and its kind, where that line ends with a colon and something may stand below it. */
  opening: { readonly kind: Level['kind']; readonly column: number } | undefined;
  previous: Line | undefined;
  /** By how much the line before was moved: what stands below it may have moved with it. */
  shift: number;
  readonly diagnostics: Diagnostic[];
  readonly edits: Edit[];
  /** What the last mistake's fix changes; lines below that have moved with it are added as they come. */
  mending: TextEdit[];
}

/** Finds the level a line belongs to, and says at which indentation it is read. */
function step(walk: Walk, line: Line): number {
  if (isContinuation(walk, line)) return line.indent;
  if (isBelowNameWithoutColon(walk, line)) return line.indent;
  const fits = fitting(walk, line, line.indent);
  const known = fits ? line.indent : knownMistake(walk, line);
  const indent = known ?? mistaken(walk, line);
  walk.shift = indent - line.indent;
  if (indent !== line.indent) {
    walk.edits.push({ start: line.start, end: line.start + line.indent, text: ' '.repeat(indent) });
    if (known !== undefined) walk.mending.push(moved(walk.file, line, indent));
  }
  enter(walk, line, indent);
  walk.previous = line;
  return indent;
}

/** The line before is an item of a list and no name, and something stands below it as below a name. */
function isBelowNameWithoutColon(walk: Walk, line: Line): boolean {
  const { previous, file } = walk;
  if (previous === undefined || walk.opening !== undefined || previous.key !== undefined || !isDash(previous)) return false;
  if (line.indent < previous.column || (line.key === undefined && !isDash(line)) || /^["'{[]/.test(previous.value)) return false;
  const found = colonMistake(file, previous);
  walk.diagnostics.push(...found.diagnostics);
  walk.edits.push(...found.edits);
  const column = previous.column + walk.shift;
  walk.levels.push({ kind: 'names', column, words: 0, lines: 0, first: previous, also: new Set() });
  walk.opening = line.indent > previous.column ? { kind: 'names', column } : undefined;
  enter(walk, line, line.indent);
  walk.previous = line;
  return true;
}

/** The indentation meant by a line that has the same mistake as one before it. */
function knownMistake(walk: Walk, line: Line): number | undefined {
  const level = walk.levels.findLast((each) => each.also.has(line.indent) && (each.kind === 'list') === isDash(line));
  if (level !== undefined) return level.column;
  const moved = line.indent + walk.shift;
  return walk.shift !== 0 && moved >= 0 && fitting(walk, line, moved) ? moved : undefined;
}

/** Text that goes on from the line above: deeper, and no name of its own. A dash may be a minus there. */
function isContinuation(walk: Walk, line: Line): boolean {
  const top = walk.levels.at(-1);
  if (walk.opening !== undefined || top === undefined || line.indent <= top.column || line.key !== undefined) return false;
  return !isDash(line) || top.kind === 'names';
}

function isDash(line: Line): boolean {
  return line.column > line.indent || /^\s*-$/.test(line.text.trimEnd());
}

/** Words of the language that are common names of fields as well say nothing about where they stand. */
const COMMON = ['at', 'on', 'by', 'is', 'about', 'key', 'level', 'version', 'example', 'question', 'digits', 'single', 'after', 'above', 'below'];

function isWord(line: Line): boolean {
  return line.key !== undefined && languageWords.includes(line.key) && !COMMON.includes(line.key);
}

/** Whether a line may belong to a level, going by its words and by how deep the lines below it stand. */
function isLikely(text: string, level: Level, line: Line): boolean {
  const below = opensBelow(line) ? followingLine(text, line)?.indent : undefined;
  if (below !== undefined && below > line.indent - 2 && level.column >= below) return false;
  return isDash(line) || line.key === undefined || COMMON.includes(line.key) || (level.words * 2 > level.lines) === isWord(line);
}

/** Whether a line could stand at this indentation. */
function fitting(walk: Walk, line: Line, indent: number): boolean {
  const { opening, levels } = walk;
  if (levels.length === 0) return true;
  if (opening !== undefined && (indent > opening.column || (indent === opening.column && isDash(line) && opening.kind === 'names'))) return true;
  return levels.some((level) => level.column === indent && (level.kind === 'list') === isDash(line));
}

/** Reports a line and guesses where it belongs: at the nearest level, that of names of its kind where it can be told. */
function mistaken(walk: Walk, line: Line): number {
  const { file, levels } = walk;
  const possible = levels.filter((level) => (level.kind === 'list') === isDash(line));
  // A dash where there is no list, or a name where there is nothing but a list, is left to what YAML says.
  if (possible.length === 0) return line.indent;
  const expected = neighbours(possible.map((level) => level.column), line.indent);
  const near = possible.filter((level) => expected.includes(level.column));
  const alike = near.filter((level) => isLikely(file.text, level, line));
  const target = nearest(alike.length > 0 ? alike : near, line.indent);
  if (target === undefined) return line.indent;
  target.also.add(line.indent);
  const dashMissing = !isDash(line) && levels.some((level) => level.kind === 'list' && level.column === line.indent);
  const blamed = isOddOneOut(file.text, target, line) ? target.first : line;
  const span = file.span(blamed.start + blamed.indent, blamed.start + blamed.text.trimEnd().length);
  if (blamed !== line && blamed.indent === line.indent && isDash(blamed)) return withoutDash(walk, blamed, span);
  const expectedHere = blamed === line ? (alike.length === 1 ? [target.column] : expected) : [line.indent];
  // Lines below that stand as wrong are added to it while the walk goes on.
  walk.mending = [moved(file, line, target.column)];
  if (dashMissing) walk.diagnostics.push(diagnose('list-item-without-dash', span, { mending: [{ span: { ...span, end: span.start }, text: '- ' }] }));
  else if (blamed === line && expectedHere.length === 1) walk.diagnostics.push(diagnose('bad-indentation', span, { expected: expectedHere, mending: walk.mending }));
  else walk.diagnostics.push(diagnose('bad-indentation', span, { expected: expectedHere }));
  return target.column;
}

/** The first of several names has a dash before it, and none of the others has: the lines below it stand where they belong. */
function withoutDash({ file, levels, edits, diagnostics }: Walk, { start, indent, column }: Line, span: Span): number {
  const dash = { start: start + indent, end: start + column };
  edits.push({ ...dash, text: '' });
  diagnostics.push(diagnose('dash-among-names', span, { mending: [{ span: file.span(dash.start, dash.end), text: '' }] }));
  levels.splice(levels.findLastIndex((level) => level.kind === 'list' && level.column === indent));
  return indent;
}

function moved(file: RepairedText, line: Line, indent: number): TextEdit {
  return { span: file.span(line.start, line.start + line.indent), text: ' '.repeat(indent) };
}

function nearest(levels: readonly Level[], indent: number): Level | undefined {
  const [first, ...rest] = levels;
  return rest.reduce((best, each) => (best === undefined || Math.abs(each.column - indent) <= Math.abs(best.column - indent) ? each : best), first);
}

/** The first line of a level is the one that stands wrong when the others after it agree with each other. */
function isOddOneOut(text: string, level: Level, line: Line): boolean {
  if (followingSibling(text, level.first) !== line.start) return false;
  const sibling = followingSibling(text, line);
  return sibling !== undefined && lineAt(text, sibling).indent === line.indent;
}

/** Where the next line begins that stands about as deep; deeper ones belong to the line itself. */
function followingSibling(text: string, line: Line): number | undefined {
  for (let at = nextLine(text, line); at !== undefined; at = nextLine(text, at)) {
    if (!at.empty && at.indent <= line.indent + 1) return at.indent >= line.indent - 1 ? at.start : undefined;
  }
  return undefined;
}

function neighbours(columns: readonly number[], indent: number): readonly number[] {
  const below = Math.max(...columns.filter((column) => column < indent));
  const above = Math.min(...columns.filter((column) => column > indent));
  return [below, above].filter((column) => Number.isFinite(column));
}

/** Closes the levels that end before this line, and opens those that begin with it. */
function enter(walk: Walk, line: Line, indent: number): void {
  const { levels, opening } = walk;
  const dash = isDash(line);
  while (levels.length > 0 && (levels.at(-1)?.column ?? 0) > indent) levels.pop();
  const last = levels.at(-1);
  if (last?.column === indent && last.kind === 'list' && !dash && levels.at(-2)?.column === indent) levels.pop();
  if (dash) {
    const isNew = !levels.some((level) => level.kind === 'list' && level.column === indent) || (opening !== undefined && indent > opening.column);
    if (isNew) levels.push({ kind: 'list', column: indent, words: 0, lines: 0, first: line, also: new Set() });
  }
  const column = line.column + indent - line.indent;
  const named = line.key !== undefined || !dash;
  if (named && !levels.some((level) => level.kind === 'names' && level.column === column)) levels.push({ kind: 'names', column, words: 0, lines: 0, first: line, also: new Set() });
  const level = levels.find((each) => each.kind === 'names' && each.column === column);
  if (level !== undefined && line.key !== undefined) {
    level.lines += 1;
    if (languageWords.includes(line.key)) level.words += 1;
  }
  walk.opening = opensBelow(line) ? { kind: line.key === undefined && dash ? 'list' : 'names', column: dash && line.key === undefined ? indent : column } : undefined;
}

/** Whether what belongs to a line stands below it. */
function opensBelow(line: Line): boolean {
  return /:$|^-$/.test(line.text.replace(/\s#.*$/, '').trim()) || (line.key === undefined && !isDash(line));
}

/** The line behind a value that may go over several lines: a block of text, a text in quotes, or something in brackets. */
function behindValue(text: string, line: Line, shift: number): Line | undefined {
  const next = nextLine(text, line);
  const value = line.value.replace(/\s#.*$/, '');
  if (/^[>|][-+0-9]*$/.test(value)) {
    const body = skipWhile(text, next, (each) => each.text.trim() === '')?.indent ?? 0;
    return skipWhile(text, next, (each) => (body > line.column && each.indent >= body) || each.text.trim() === '');
  }
  if (!isOpenValue(value)) return next;
  const end = endOfValue(text, line, shift);
  return end === undefined ? next : nextLine(text, lineAt(text, end));
}

function skipWhile(text: string, line: Line | undefined, holds: (line: Line) => boolean): Line | undefined {
  let at = line;
  while (at !== undefined && holds(at)) at = nextLine(text, at);
  return at;
}

function isOpenValue(value: string): boolean {
  return /^["'{[]/.test(value) && closingOffset(value) === undefined;
}

/** Where a quoted or bracketed value ends, if that is before the first line that stands no deeper than its name. */
function endOfValue(text: string, line: Line, shift: number): number | undefined {
  const after = skipWhile(text, nextLine(text, line), (each) => each.empty || each.indent > line.column - Math.max(0, shift) || /^\s*[}\]]/.test(each.text));
  const region = text.slice(line.valueStart, after === undefined ? text.length : after.start);
  const end = closingOffset(region);
  return end === undefined ? undefined : line.valueStart + end;
}

/** Where the quote or bracket that a value begins with is closed. */
function closingOffset(value: string): number | undefined {
  const [first = ''] = value;
  if (first === '"' || first === "'") return closingQuote(value, 0);
  let depth = 0;
  for (let at = 0; at < value.length; at += 1) {
    const sign = value[at] ?? '';
    if ((sign === '"' || sign === "'") && /[[{,:\s]$/.test(value.slice(0, at))) at = closingQuote(value, at) ?? at;
    else if (sign === '{' || sign === '[') depth += 1;
    else if (sign === '}' || sign === ']') {
      depth -= 1;
      if (depth === 0) return at;
    }
  }
  return undefined;
}

function closingQuote(value: string, from: number): number | undefined {
  const quote = value[from];
  for (let at = from + 1; at < value.length; at += 1) {
    if (quote === '"' && value[at] === '\\') at += 1;
    else if (quote === "'" && value[at] === "'" && value[at + 1] === "'") at += 1;
    else if (value[at] === quote) return at;
  }
  return undefined;
}
