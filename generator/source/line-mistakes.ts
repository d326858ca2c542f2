import { diagnose } from '../diagnostics/diagnostic.ts';
import type { TextEdit } from '../diagnostics/fix.ts';
import { followingLine, possibleIndents, previousLine, reindented, withoutLine, withoutValue, type Line } from './lines.ts';
import { languageWords } from './language-words.ts';
import type { RepairedText } from './repaired-text.ts';
import type { Found } from './yaml-mistakes.ts';

/** Words of the language behind which no text stands: what does is names, each with what belongs to it. */
const NAMES_BELOW: ReadonlySet<string> = new Set(['given', 'when', 'then', 'with', 'sets', 'state', 'from', 'whenever', 'looks up', 'key', 'starts as', 'becomes', 'if refused', 'does', 'reports', 'commands', 'events', 'types', 'functions', 'actors', 'aggregates', 'policies', 'read models', 'external systems', 'scenarios']);

/** What is wrong with the value on one line, going by how it begins; `undefined` when it looks like any other. */
export function valueMistake(file: RepairedText, line: Line): Found | undefined {
  const { value, valueStart } = line;
  const span = file.span(valueStart, valueStart + value.length);
  const edits = [withoutValue(file.text, line)];
  if (/^[>|][-+0-9]*(?![-+0-9\s])|^[>|][-+0-9]*[ \t]+[^\s#]/.test(value)) {
    return { diagnostics: [diagnose('bad-block-text', span, { sign: value.slice(0, /^>=/.test(value) ? 2 : 1) })], edits };
  }
  if (/^[@`%,]/.test(value)) return { diagnostics: [diagnose('bad-start-of-text', span, { character: value[0] ?? '' })], edits };
  if (/^\*\S/.test(value)) return { diagnostics: [diagnose('no-aliases', span, { written: value })], edits };
  if (/^&\S/.test(value)) return { diagnostics: [diagnose('no-anchors', span, { written: value })], edits };
  if (/^\?(\s|$)/.test(value)) return { diagnostics: [diagnose('no-question-mark-keys', span, {})], edits };
  if (line.key !== undefined && /^-(\s|$)/.test(value)) return { diagnostics: [diagnose('stray-dash', span, {})], edits };
  if (line.key !== undefined && value.endsWith('}') && value.split('}').length - value.split('{').length === 1) {
    // `- account number: NL000002, balance: 30.00 }` wants it before its first name.
    const start = firstName(value)?.includes(',') === false ? valueStart : line.start + line.column;
    const written = file.text.slice(start, valueStart + value.length);
    return { diagnostics: [diagnose('opening-brace-missing', file.span(start, start + written.length), { written })], edits: [{ start, end: start, text: '{ ' }] };
  }
  if (line.key !== undefined && NAMES_BELOW.has(line.key) && firstName(value) !== undefined) return twoNames(file, line, line.key);
  if (line.key !== undefined && !/^["'{[]/.test(value) && /\S *:(\s|$)/.test(value)) return { diagnostics: [diagnose('colon-inside-text', span, { text: value })], edits };
  return undefined;
}

/** `Stage built` of `Stage built: { capacity: 50 }`. */
function firstName(value: string): string | undefined {
  return /^([\p{L}\p{N}][^{}[\]"':]*):\s/u.exec(value)?.[1];
}

/** `given: Stage built: { capacity: 50 }`: in braces, or an item of the list that goes on below. */
function twoNames(file: RepairedText, line: Line, key: string): Found {
  const { value, valueStart } = line;
  const end = valueStart + value.length;
  const next = followingLine(file.text, line);
  const item = next !== undefined && next.indent > line.indent && next.text.startsWith('- ', next.indent);
  const colon = line.start + line.text.indexOf(':', line.column) + 1;
  const edit = item ? { start: colon, end: valueStart, text: `\n${' '.repeat(next.indent)}- ` } : { start: valueStart, end, text: inBraces(value) };
  const mending = [{ span: file.span(edit.start, edit.end), text: edit.text }];
  return { diagnostics: [diagnose('two-names-on-a-line', file.span(valueStart, end), { key, name: firstName(value) ?? value, instead: item ? `- ${value}` : `${key}: ${edit.text}`, item, mending })], edits: [edit] };
}

/** `Pay: amount: 5` is `{ Pay: { amount: 5 } }`. */
function inBraces(value: string): string {
  const name = firstName(value);
  const rest = name === undefined ? '' : value.slice(name.length + 1).trim();
  return firstName(rest) === undefined ? `{ ${value} }` : `{ ${name ?? ''}: ${inBraces(rest)} }`;
}

/** `Money deposited { amount: 1 }`: the name, and what stands in braces behind it; `undefined` for anything else. */
export function nameBeforeBrace(content: string): { readonly name: string; readonly rest: string } | undefined {
  const beforeColon = content.split(/:\s/)[0] ?? '';
  const [, name, rest] = /^([\p{L}\p{N}](?:[^:]*?\S)?)\s+([{[].*)$/su.exec(content) ?? [];
  return name === undefined || rest === undefined || !/[{[]/.test(beforeColon) ? undefined : { name, rest };
}

/** `start` is where the name stands. */
export function braceMistake(file: RepairedText, start: number, { name, rest }: { readonly name: string; readonly rest: string }): Found {
  const end = start + name.length;
  return { diagnostics: [diagnose('colon-missing-before-brace', file.span(start, end), { name, rest })], edits: [{ start: end, end, text: ':' }] };
}

/** A line without a colon where names have one. */
export function colonMistake(file: RepairedText, line: Line): Found {
  const { text } = file;
  const content = line.text.slice(line.column).trimEnd();
  const start = line.start + line.column;
  const span = file.span(start, start + content.length);
  const missingAfter = (name: string): Found => {
    // `owner = text`
    const sign = /^\s*[=;,](?=\s|$)/.exec(content.slice(name.length))?.[0] ?? '';
    const place = { start: start + name.length, end: start + name.length + sign.length };
    return { diagnostics: [diagnose('colon-missing-after-name', span, { name, ...(sign === '' ? {} : { instead: { span: file.span(place.start, place.end), text: ':' } }) })], edits: [{ ...place, text: ':' }] };
  };
  const tight = /^([^\s:"'][^:"']*):(?=\S)/.exec(content)?.[1];
  if (tight !== undefined) return { diagnostics: [diagnose('space-missing-after-colon', span, { name: tight })], edits: [{ start: start + tight.length + 1, end: start + tight.length + 1, text: ' ' }] };
  if (/^[{[]/.test(content) && line.column === line.indent) {
    const above = previousLine(text, line);
    if (above !== undefined && above.column > above.indent && above.column === line.indent) return { diagnostics: [diagnose('list-item-without-dash', span, { mending: [{ span: file.span(line.start + above.indent, line.start + above.column), text: '- ' }] })], edits: [{ start: line.start + above.indent, end: line.start + above.column, text: '- ' }] };
  }
  const known = knownName(text, content);
  const next = followingLine(text, line);
  if (next !== undefined && next.indent > line.column) return missingAfter(/^ [>|][-+0-9]*$/.test(content.slice(known?.length ?? 0)) ? (known ?? content) : content);
  if (known !== undefined) return missingAfter(known);
  const header = blockHeaderAbove(text, line);
  if (header !== undefined) return blockTextMistake(file, line, header);
  return { diagnostics: [diagnose('colon-missing', span, { written: content })], edits: [withoutLine(line)] };
}

/** The longest name that a line begins with, of the language's own words and of those that have a colon elsewhere. */
function knownName(text: string, content: string): string | undefined {
  const written = [...text.matchAll(/(?:^[ ]*(?:- +)*|[{,][ ]*)([^\s:#{}[\],"'-][^:#{}[\],"'\n]*):(?=\s)/gm)].map((match) => match[1]?.trimEnd() ?? '');
  return [...languageWords, ...written].reduce<string | undefined>((longest, name) => (content === name || (content.startsWith(name) && /^(?: |[=;,](?:\s|$))/.test(content.slice(name.length)))) && name.length > (longest?.length ?? 0) ? name : longest, undefined);
}

function blockTextMistake(file: RepairedText, line: Line, header: Line): Found {
  const start = line.start + line.indent;
  const span = file.span(start, line.start + line.text.trimEnd().length);
  const related = [{ span: file.span(header.valueStart, header.valueStart + 1), sentence: 'The text belongs to this line.' }];
  return { diagnostics: [diagnose('block-text-indentation', span, {}, related)], edits: [{ start, end: line.end, text: '' }] };
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
  if (header !== undefined) return blockTextMistake(file, line, header);
  const before = previousLine(text, line);
  const listAbove = siblingWithDash(text, line);
  if (listAbove && line.column === line.indent) {
    const column = before !== undefined && before.column > line.indent ? before.column : line.indent + 2;
    const mending = column === line.indent + 2 ? [{ span: { ...span, end: span.start }, text: '- ' }] : [];
    return { diagnostics: [diagnose('list-item-without-dash', span, { mending })], edits: reindented(text, line, column) };
  }
  const possible = possibleIndents(text, line).filter((indent) => indent !== line.indent);
  const expected = neighbours(possible, line.indent);
  const target = [...expected].sort((a, b) => Math.abs(a - line.indent) - Math.abs(b - line.indent) || b - a)[0];
  if (target === undefined) return { diagnostics: [diagnose('bad-indentation', span, { expected })], edits: [withoutLine(line)] };
  const edits = reindented(text, line, target);
  return { diagnostics: [diagnose('bad-indentation', span, { expected, ...(expected.length === 1 ? { mending: mendingOf(file, edits) } : {}) })], edits };
}

function mendingOf(file: RepairedText, edits: Found['edits']): readonly TextEdit[] {
  return edits.map(({ start, end, text }) => ({ span: file.span(start, end), text }));
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
  if (dashes !== undefined && dashes !== line.indent) return { diagnostics: [diagnose('bad-indentation', span, { expected: [dashes], mending: mendingOf(file, reindented(text, line, dashes)) })], edits: reindented(text, line, dashes) };
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
