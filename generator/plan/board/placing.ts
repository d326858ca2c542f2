import type { SketchArrow } from '../../resolve/sketch.ts';
import { NOTE_WIDTH, type Note } from './note.ts';
import type { Band, Row } from './rows.ts';

/** A note at its place; lengths are in pixels from the board's upper left corner. */
export interface PlacedNote {
  readonly note: Note;
  readonly x: number;
  readonly y: number;
}

export interface PlacedArrow {
  readonly from: PlacedNote;
  readonly to: PlacedNote;
  readonly kind: SketchArrow['kind'];
  readonly guarded: boolean;
}

export interface PlacedBand {
  readonly band: Band;
  readonly y: number;
  readonly height: number;
}

/** Everything where it belongs. */
export interface Placing {
  readonly bands: readonly PlacedBand[];
  readonly notes: readonly PlacedNote[];
  readonly arrows: readonly PlacedArrow[];
  readonly width: number;
  readonly height: number;
}

export const MARGIN = 24;
const BAND_TITLE = 40;
const BAND_GAP = 22;
const ROW_GAP = 18;
const NOTE_GAP = 10;
const COLUMN = NOTE_WIDTH + 46;
/** The first column is that of actors. */
const FIRST_COLUMN = 1;

/** Bands below each other from `top`, each with its rows below each other. */
export function place(bands: readonly Band[], top: number): Placing {
  const hand = { notes: [] as PlacedNote[], arrows: [] as PlacedArrow[] };
  const placed: PlacedBand[] = [];
  let y = top;
  for (const band of bands) {
    let bottom = y + BAND_TITLE;
    for (const row of band.rows) bottom += placeRow(row, columnAt(FIRST_COLUMN), bottom, hand) + ROW_GAP;
    placed.push({ band, y, height: bottom - y });
    y = bottom + BAND_GAP;
  }
  const right = Math.max(columnAt(5), ...hand.notes.map(({ x, note }) => x + note.width));
  return { bands: placed, ...hand, width: right + 2 * MARGIN, height: y - BAND_GAP + MARGIN };
}

interface Hand {
  readonly notes: PlacedNote[];
  readonly arrows: PlacedArrow[];
}

function columnAt(index: number): number {
  return MARGIN * 1.5 + index * COLUMN;
}

/** How high it is with everything that follows. */
function heightOf({ note, before, after, beside = [] }: Row): number {
  return Math.max(note.height, ...beside.map((each) => each.height), stackedHeight(before.map((each) => each.height)), stackedHeight(after.map(({ row }) => heightOf(row))));
}

function stackedHeight(heights: readonly number[]): number {
  return heights.reduce((sum, height) => sum + height + NOTE_GAP, heights.length === 0 ? 0 : -NOTE_GAP);
}

/** Puts a row at `x`, its upper edge at `y`. Returns its height. */
function placeRow(row: Row, x: number, y: number, hand: Hand): number {
  const height = heightOf(row);
  const own = placeNote(row.note, x, y, hand);
  row.beside?.forEach((note, index) => placeNote(note, x + (index + 1) * COLUMN, y, hand));
  let upper = y;
  for (const note of row.before) {
    const placed = placeNote(note, x - COLUMN, upper, hand);
    hand.arrows.push({ from: placed, to: own, kind: 'sends', guarded: false });
    upper += note.height + NOTE_GAP;
  }
  let next = y;
  for (const { row: following, arrow } of row.after) {
    const index = hand.notes.length;
    next += placeRow(following, x + COLUMN, next, hand) + NOTE_GAP;
    const to = hand.notes[index];
    if (to !== undefined) hand.arrows.push({ from: own, to, kind: arrow.kind, guarded: arrow.guarded });
  }
  return height;
}

function placeNote(note: Note, x: number, y: number, { notes }: Hand): PlacedNote {
  const placed: PlacedNote = { note, x, y };
  notes.push(placed);
  return placed;
}
