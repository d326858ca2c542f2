import { diagnose } from '../diagnostics/diagnostic.ts';
import { followingLine, possibleIndents, previousLine, reindented, withoutLine, withoutValue, type Line } from './lines.ts';
import type { RepairedText } from './repaired-text.ts';
import type { Found } from './yaml-mistakes.ts';

/** What is wrong with the value on one line, going by how it begins; `undefined` when it looks like any other. */
export function valueMistake(file: RepairedText, line: Line): Found | undefined {
  const { value, valueStart } = line;
  const span = file.span(valueStart, valueStart + value.length);
  const edits = [withoutValue(file.text, line)];
  const key = line.text.slice(line.column).split(/:\s/)[0] ?? '';
  const brace = /^(\S.*?)\s+([{[].*)$/.exec(line.text.slice(line.column).trimEnd());
  if (brace !== null && /[{[]/.test(key) && !/^["'{[]/.test(key)) {
    const start = line.start + line.column;
    return { diagnostics: [diagnose('colon-missing-before-brace', file.span(start, start + (brace[1] ?? '').length), { name: brace[1] ?? '', rest: brace[2] ?? '' })], edits: [withoutLine(line)] };
  }
  if (/^[>|][-+0-9]*(?![-+0-9\s])|^[>|][-+0-9]*[ \t]+[^\s#]/.test(value)) {
    return { diagnostics: [diagnose('bad-block-text', span, { sign: value.slice(0, /^>=/.test(value) ? 2 : 1) })], edits };
  }
  if (/^[@`%,]/.test(value)) return { diagnostics: [diagnose('bad-start-of-text', span, { character: value[0] ?? '' })], edits };
  if (/^\*\S/.test(value)) return { diagnostics: [diagnose('no-aliases', span, { written: value })], edits };
  if (/^\?(\s|$)/.test(value)) return { diagnostics: [diagnose('no-question-mark-keys', span, {})], edits };
  if (line.key !== undefined && /^-(\s|$)/.test(value)) return { diagnostics: [diagnose('stray-dash', span, {})], edits };
  if (line.key !== undefined && !/^["'{[]/.test(value) && /\S:(\s|$)/.test(value)) return { diagnostics: [diagnose('colon-inside-text', span, { text: value })], edits };
  return undefined;
}

/** A line without a colon where names have one. */
export function colonMistake(file: RepairedText, line: Line): Found {
  const { text } = file;
  const content = line.text.slice(line.column).trimEnd();
  const start = line.start + line.column;
  const span = file.span(start, start + content.length);
  const tight = /^([^\s:"'][^:"']*):(?=\S)/.exec(content);
  if (tight !== null) {
    const end = start + (tight[1] ?? '').length + 1;
    return { diagnostics: [diagnose('space-missing-after-colon', file.span(start, start + content.length), { name: tight[1] ?? '' })], edits: [{ start: end, end, text: ' ' }] };
  }
  const header = blockHeaderAbove(text, line);
  if (header !== undefined) return { diagnostics: [diagnose('block-text-indentation', span, {}, [{ span: file.span(header.valueStart, header.end), sentence: 'The text belongs to this line.' }])], edits: [{ start, end: line.end, text: '' }] };
  const next = followingLine(text, line);
  const hasChildren = next !== undefined && next.indent > line.indent && next.indent >= line.column;
  if (hasChildren) return { diagnostics: [diagnose('colon-missing-after-name', span, { name: content })], edits: [{ start: start + content.length, end: start + content.length, text: ':' }] };
  return { diagnostics: [diagnose('colon-missing', span, { written: content })], edits: [withoutLine(line)] };
}

/** The line whose `>` or `|` announced the text that this line seems to be a part of. */
function blockHeaderAbove(text: string, line: Line): Line | undefined {
  for (let at = previousLine(text, line); at !== undefined; at = previousLine(text, at)) {
    if (/^[>|][-+0-9]*$/.test(at.value) && at.key !== undefined && at.indent <= line.indent) return at;
    if (at.indent < line.indent || at.key !== undefined) return undefined;
  }
  return undefined;
}

/** A line that stands at none of the indentations of the blocks around it. */
export function indentationMistake(file: RepairedText, line: Line): Found {
  const { text } = file;
  const content = line.text.trimEnd();
  const span = file.span(line.start + line.indent, line.start + content.length);
  const header = line.key === undefined ? blockHeaderAbove(text, line) : undefined;
  if (header !== undefined) return { diagnostics: [diagnose('block-text-indentation', span, {}, [{ span: file.span(header.valueStart, header.end), sentence: 'The text belongs to this line.' }])], edits: [{ start: line.start + line.indent, end: line.end, text: '' }] };
  const before = previousLine(text, line);
  const listAbove = siblingWithDash(text, line);
  if (listAbove && line.column === line.indent) {
    const column = before !== undefined && before.column > line.indent ? before.column : line.indent + 2;
    return { diagnostics: [diagnose('list-item-without-dash', span, {})], edits: reindented(text, line, column) };
  }
  const possible = possibleIndents(text, line).filter((indent) => indent !== line.indent);
  const expected = neighbours(possible, line.indent);
  const target = [...expected].sort((a, b) => Math.abs(a - line.indent) - Math.abs(b - line.indent) || b - a)[0];
  const edits = target === undefined ? [withoutLine(line)] : reindented(text, line, target);
  return { diagnostics: [diagnose('bad-indentation', span, { expected })], edits };
}

/** Whether the lines at this line's own indentation above it begin with a dash. */
function siblingWithDash(text: string, line: Line): boolean {
  for (let at = previousLine(text, line); at !== undefined && at.indent >= line.indent; at = previousLine(text, at)) {
    if (at.indent === line.indent) return at.column > at.indent;
  }
  return false;
}

function neighbours(indents: readonly number[], indent: number): readonly number[] {
  const below = indents.findLast((each) => each < indent);
  const above = indents.find((each) => each > indent);
  return [below, above].filter((each) => each !== undefined);
}

/** A dash among lines that are names with colons. */
export function dashMistake(file: RepairedText, line: Line): Found {
  const { text } = file;
  const dashes = possibleDashes(text, line);
  const span = file.span(line.start + line.indent, line.start + line.text.trimEnd().length);
  if (dashes !== undefined && dashes !== line.indent) return { diagnostics: [diagnose('bad-indentation', span, { expected: [dashes] })], edits: reindented(text, line, dashes) };
  return { diagnostics: [diagnose('dash-among-names', span, {})], edits: [{ start: line.start + line.indent, end: line.end, text: '' }, ...deeperLines(text, line)] };
}

function possibleDashes(text: string, line: Line): number | undefined {
  for (let at = previousLine(text, line); at !== undefined; at = previousLine(text, at)) {
    if (at.column > at.indent) return at.indent;
    if (at.indent <= line.indent) return undefined;
  }
  return undefined;
}

function deeperLines(text: string, line: Line): Found['edits'] {
  const edits: { start: number; end: number; text: string }[] = [];
  for (let at = followingLine(text, line); at !== undefined && at.indent > line.indent; at = followingLine(text, at)) edits.push({ start: at.start + at.indent, end: at.end, text: '' });
  return edits;
}
