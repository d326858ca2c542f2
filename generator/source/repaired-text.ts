import type { SourceText, Span } from '../diagnostics/span.ts';

/** Stands in a repaired text where something that could not be read was taken out. */
export const BROKEN = '\uE000';

/** A change that lets the rest of a file be read when one place of it can not. */
export interface Edit {
  /** In the file as the author wrote it. */
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A file's text after edits, and the way back to what the author wrote. */
export interface RepairedText {
  readonly source: SourceText;
  readonly text: string;
  readonly edits: readonly Edit[];
  /** The piece of the author's file that characters `start` to `end` of `text` came from. */
  span(start: number, end: number): Span;
  /** The author's characters of a span. */
  slice(span: Span): string;
}

export function repaired(source: SourceText, edits: readonly Edit[]): RepairedText {
  const ordered = [...edits].sort((a, b) => a.start - b.start || a.end - b.end);
  let text = '';
  let read = 0;
  for (const edit of ordered) {
    if (edit.start < read) continue;
    text += source.text.slice(read, edit.start) + edit.text;
    read = edit.end;
  }
  text += source.text.slice(read);
  const placed = placedEdits(ordered);
  const back = (offset: number, atEnd: boolean): number => originalOffset(placed, offset, atEnd);
  return {
    source,
    text,
    edits: ordered,
    span: (start, end) => {
      const from = Math.min(back(start, false), source.text.length);
      return { source, start: from, end: Math.max(from, Math.min(end > start ? back(end, true) : from, source.text.length)) };
    },
    slice: (span) => source.text.slice(span.start, span.end),
  };
}

/** `edits` with those of `more`, which stand in the repaired text; where two touch one place the later one counts. */
export function withEdits(file: RepairedText, more: readonly Edit[]): readonly Edit[] {
  let edits = file.edits;
  for (const edit of more) {
    const { start, end } = file.span(edit.start, edit.end);
    const overlapping = edits.filter((each) => each.start < end && start < each.end);
    const from = Math.min(start, ...overlapping.map((each) => each.start));
    const to = Math.max(end, ...overlapping.map((each) => each.end));
    edits = [...edits.filter((each) => !overlapping.includes(each) && !(each.start === from && each.end === to)), { start: from, end: to, text: edit.text }];
  }
  return edits;
}

/** An edit, and where its text stands in the repaired one. */
interface PlacedEdit extends Edit {
  readonly begin: number;
}

function placedEdits(ordered: readonly Edit[]): readonly PlacedEdit[] {
  const placed: PlacedEdit[] = [];
  let [shift, read] = [0, 0];
  for (const edit of ordered) {
    if (edit.start < read) continue;
    placed.push({ ...edit, begin: edit.start + shift });
    shift += edit.text.length - (edit.end - edit.start);
    read = edit.end;
  }
  return placed;
}

/** Offsets inside an edit belong to its beginning, or as the end of a piece to its end. */
function originalOffset(edits: readonly PlacedEdit[], offset: number, atEnd: boolean): number {
  if (edits.length === 0) return offset;
  let [low, high] = [0, edits.length];
  // The first edit that does not end before the offset.
  while (low < high) {
    const middle = (low + high) >> 1;
    const edit = edits[middle];
    if (edit !== undefined && edit.begin + edit.text.length < offset) low = middle + 1;
    else high = middle;
  }
  for (let at = low; ; at += 1) {
    const [edit, before] = [edits[at], edits[at - 1]];
    const shift = before === undefined ? 0 : before.begin + before.text.length - before.end;
    if (edit === undefined || offset < edit.begin || (offset === edit.begin && (atEnd || edit.end > edit.start))) return offset - shift;
    if (offset < edit.begin + edit.text.length) return atEnd ? edit.end : edit.start;
    if (offset === edit.begin + edit.text.length && atEnd) return edit.end;
  }
}
