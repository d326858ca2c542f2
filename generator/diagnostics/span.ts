/** One model file's text, kept for excerpts and for lines and columns. */
export interface SourceText {
  /** As the user would type it: relative to where the command was started when it is below that. */
  readonly path: string;
  readonly text: string;
}

/** A piece of a model file: offsets into its text, `end` behind the last character. */
export interface Span {
  readonly source: SourceText;
  readonly start: number;
  readonly end: number;
}

/** Line and column, both from 1; columns count characters as an editor does (UTF-16 code units). */
export interface Position {
  readonly line: number;
  readonly column: number;
}

const lineStartsOf = new WeakMap<SourceText, readonly number[]>();

function lineStarts(source: SourceText): readonly number[] {
  const known = lineStartsOf.get(source);
  if (known !== undefined) return known;
  const starts = [0];
  for (let at = source.text.indexOf('\n'); at !== -1; at = source.text.indexOf('\n', at + 1)) starts.push(at + 1);
  lineStartsOf.set(source, starts);
  return starts;
}

export function positionAt(source: SourceText, offset: number): Position {
  const starts = lineStarts(source);
  let [low, high] = [0, starts.length - 1];
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle - 1;
  }
  return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
}

/** `model/bank.yaml:12` */
export function lineOf(span: Span): string {
  return `${span.source.path}:${positionAt(span.source, span.start).line}`;
}

/** The text of one line, from 1, without its line break. */
export function textOfLine(source: SourceText, line: number): string {
  const starts = lineStarts(source);
  return source.text.slice(starts[line - 1] ?? 0, starts[line] ?? source.text.length).replace(/\r?\n$/, '');
}
