import { BROKEN, type Edit } from './repaired-text.ts';

/** A line of a file taken apart: `  - key: value`. Offsets are into the whole text. */
export interface Line {
  readonly start: number;
  /** Behind the last character, without the line break. */
  readonly end: number;
  readonly text: string;
  /** How many blanks it begins with. */
  readonly indent: number;
  /** How many blanks and dashes stand before its first word. */
  readonly column: number;
  readonly empty: boolean;
  /** What stands before the first colon that ends a name; `undefined` where there is none. */
  readonly key: string | undefined;
  /** Where the value begins: behind the key's colon, or the first word where there is no key. */
  readonly valueStart: number;
  readonly value: string;
}

export function lineAt(text: string, offset: number): Line {
  const start = text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1;
  const from = text[offset] === '\n' && offset === start - 1 ? offset : start;
  const newline = text.indexOf('\n', Math.max(from, offset));
  const end = newline === -1 ? text.length : newline;
  return lineFrom(text, from, text[end - 1] === '\r' && end > from ? end - 1 : end);
}

function lineFrom(text: string, start: number, end: number): Line {
  const line = text.slice(start, end);
  const indent = /^ */.exec(line)?.[0].length ?? 0;
  const column = /^[ ]*(?:-[ ]+)*/.exec(line)?.[0].length ?? 0;
  const content = line.slice(column);
  const key = /^("(?:\\.|[^"\\])*"|'(?:''|[^'])*'|[^"'#{}[\]&*!|>%@`,\s][^\n]*?)\s*:(?=\s|$)/.exec(content)?.[1];
  const colon = key === undefined ? 0 : content.indexOf(':', key.length) + 1;
  const behind = content.slice(colon);
  const valueStart = start + column + colon + (behind.length - behind.trimStart().length);
  return { start, end, text: line, indent, column, empty: content.trim() === '' || content.trimStart().startsWith('#'), key, valueStart, value: text.slice(Math.min(valueStart, end), end).trimEnd() };
}

export function nextLine(text: string, line: Line): Line | undefined {
  const newline = text.indexOf('\n', line.end);
  return newline === -1 || newline + 1 >= text.length ? undefined : lineAt(text, newline + 1);
}

/** The line before it that says something. */
export function previousLine(text: string, line: Line): Line | undefined {
  let at = line;
  while (at.start > 0) {
    at = lineAt(text, at.start - 1);
    if (!at.empty) return at;
  }
  return undefined;
}

/** Whether a line, were it indented so far, is one of the text that a `>` or `|` above it announces. */
export function isInBlockText(text: string, line: Line, indent = line.indent): boolean {
  let least = indent;
  for (let at = previousLine(text, line); at !== undefined; at = previousLine(text, at)) {
    if (at.indent < least && at.key !== undefined && /^[>|][-+0-9]*(?:\s+#.*)?$/.test(at.value)) return true;
    least = Math.min(least, at.indent);
    if (least === 0) return false;
  }
  return false;
}

/** The line after it that says something. */
export function followingLine(text: string, line: Line): Line | undefined {
  let at = nextLine(text, line);
  while (at?.empty === true) at = nextLine(text, at);
  return at;
}

/** Puts a mark in place of a line's value, and of the lines below that go on with it. */
export function withoutValue(text: string, line: Line): Edit {
  return { start: Math.min(line.valueStart, line.end), end: endOfContinuation(text, line), text: line.key === undefined ? BROKEN : ` ${BROKEN}` };
}

/** Lines that are indented further, up to the first that looks like a part of the model again. */
function endOfContinuation(text: string, line: Line): number {
  let last = line;
  for (let next = nextLine(text, line); next !== undefined; next = nextLine(text, next)) {
    if (!next.empty && (next.indent <= line.column || next.key !== undefined || next.column > next.indent)) break;
    if (!next.empty) last = next;
  }
  return last.end;
}

/** Takes a whole line out, so that the lines around it can be read; a mark stays where a list or a map needs one. */
export function withoutLine(line: Line): Edit {
  const dashes = line.text.slice(line.indent, line.column);
  return { start: line.start + line.indent, end: line.end, text: dashes === '' ? `${BROKEN}: ${BROKEN}` : `${dashes}${BROKEN}` };
}

/** Moves a line, and those below that stand at least as deep, to another indentation. */
export function reindented(text: string, line: Line, indent: number): readonly Edit[] {
  const edits: Edit[] = [];
  const by = indent - line.indent;
  for (let at: Line | undefined = line; at !== undefined; at = nextLine(text, at)) {
    if (!at.empty && at.indent < line.indent) break;
    if (!at.empty) edits.push({ start: at.start, end: at.start + at.indent, text: ' '.repeat(Math.max(0, at.indent + by)) });
  }
  return edits;
}

/** The indentations that a line at this place could have: of the blocks around it. */
export function possibleIndents(text: string, line: Line): readonly number[] {
  const indents = new Set<number>();
  let smallest = Number.POSITIVE_INFINITY;
  for (let at = previousLine(text, line); at !== undefined && smallest > 0; at = previousLine(text, at)) {
    if (at.column < smallest || at.indent < smallest) {
      if (at.column < smallest) indents.add(at.column);
      if (at.indent < smallest) indents.add(at.indent);
      smallest = Math.min(smallest, at.indent);
    }
  }
  return [...indents].sort((a, b) => a - b);
}
