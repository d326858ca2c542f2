import { flowOfSketch } from '../../check/flow-of-sketch.ts';
import { guardedLoops, type Loop } from '../../check/loops.ts';
import type { HotSpot } from '../../resolve/model.ts';
import type { Sketch } from '../../resolve/sketch.ts';
import { baselineOf, COLOURS, wrapped } from './note.ts';
import { MARGIN, place, type PlacedArrow, type PlacedNote, type Placing } from './placing.ts';
import { bandsOf } from './rows.ts';

/** Finished strings and lengths for the template of the board. Text is escaped for XML. */
export interface BoardView {
  readonly width: number;
  readonly height: number;
  readonly title: string;
  readonly about: readonly { readonly text: string; readonly y: number }[];
  readonly bands: readonly { readonly title: string; readonly tip: string | undefined; readonly y: number; readonly titleY: number; readonly height: number; readonly width: number }[];
  readonly arrows: readonly { readonly path: string; readonly look: string }[];
  readonly notes: readonly NoteView[];
  readonly hotSpots: readonly { readonly number: number; readonly lines: readonly { readonly text: string; readonly y: number }[]; readonly height: number; readonly centre: number; readonly numberY: number }[];
  readonly hotSpotsY: number;
  /** Loops that something ends, each told in lines. */
  readonly loops: readonly { readonly lines: readonly { readonly text: string; readonly y: number }[] }[];
  readonly loopsY: number;
}

interface NoteView {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly colour: string;
  readonly look: string;
  readonly kind: string;
  readonly tip: string;
  readonly lines: readonly { readonly text: string; readonly y: number }[];
  /** The numbers of the hot spots that hang on it. */
  readonly spots: readonly { readonly number: number; readonly x: number }[];
}

/** More than these on one wall, and nobody looks at them. */
const MOST_LOOPS = 20;
const TOP = 64;
const LINE = 19;

/** The wall as a picture: every sticky, what leads to what, and the open questions. */
export function planBoard(sketch: Sketch): BoardView {
  const about = sketch.about === undefined ? [] : wrapped(oneLine(sketch.about), 120).map((text, index) => ({ text: escaped(text), y: TOP + index * LINE }));
  const placing = place(bandsOf(sketch), TOP + about.length * LINE + 8);
  const hotSpots = hotSpotsBelow(sketch.hotSpots, placing.height + 30);
  const loopsTop = placing.height + (hotSpots.length === 0 ? 0 : 46 + hotSpots.reduce((sum, each) => sum + each.height + 10, 0));
  const guarded = guardedLoops(flowOfSketch(sketch)).slice(0, MOST_LOOPS);
  const loops = loopsBelow(guarded, loopsTop + 30);
  const round = new Set(guarded.flatMap(({ steps }) => steps.map(({ reaction, sending }) => `${reaction.policy}\n${sending.target}`)));
  return {
    width: placing.width,
    height: loopsTop + (loops.length === 0 ? 0 : 46 + loops.reduce((sum, { lines }) => sum + lines.length * LINE + 6, 0)),
    title: escaped(sketch.name),
    about,
    bands: placing.bands.map(({ band, y, height }) => ({ title: escaped(band.title), tip: band.about === undefined ? undefined : escaped(oneLine(band.about)), y, titleY: y + 26, height, width: placing.width - 2 * MARGIN })),
    arrows: placing.arrows.map((arrow) => arrowView(arrow, round.has(`${arrow.from.note.sticky.name}\n${arrow.to.note.sticky.name}`))),
    notes: notesOf(placing, sketch.hotSpots),
    hotSpots,
    hotSpotsY: placing.height + 18,
    loops,
    loopsY: loopsTop + 18,
  };
}

function notesOf({ notes }: Placing, hotSpots: readonly HotSpot[]): readonly NoteView[] {
  return notes.map(({ note, x, y }) => {
    const { sticky, again, width, height, lines } = note;
    const numbers = again ? [] : hotSpots.flatMap(({ on }, index) => (on === sticky.name ? [index + 1] : []));
    return {
      x, y, width, height,
      colour: COLOURS[sticky.kind],
      look: again ? 'note again' : 'note',
      kind: sticky.kind,
      tip: escaped(sticky.about === undefined ? sticky.name : `${sticky.name}: ${oneLine(sticky.about)}`),
      lines: lines.map((text, index) => ({ text: escaped(text), y: baselineOf(index) })),
      spots: numbers.map((number, index) => ({ number, x: width - 4 - index * 20 })),
    };
  });
}

/** From the right edge of one note to the left edge of the other, in a gentle bow. */
function arrowView({ from, to, kind, guarded }: PlacedArrow, isInLoop: boolean): { readonly path: string; readonly look: string } {
  const [x1, y1] = [from.x + from.note.width, middleOf(from)];
  const [x2, y2] = [to.x - 5, middleOf(to)];
  const bend = (x2 - x1) / 2;
  const look = kind === 'when refused' ? 'arrow refused' : kind === 'feeds' ? 'arrow feeds' : guarded ? 'arrow guarded' : 'arrow';
  return { path: `M${x1} ${y1}C${x1 + bend} ${y1} ${x2 - bend} ${y2} ${x2} ${y2}`, look: isInLoop ? `${look} round` : look };
}

function middleOf({ y }: PlacedNote): number {
  return y + 20;
}

function hotSpotsBelow(hotSpots: readonly HotSpot[], top: number): BoardView['hotSpots'] {
  let y = top + 12;
  return hotSpots.map(({ question, about, on }, index) => {
    const text = `${question}${on === undefined ? '' : ` (${on})`}${about === undefined ? '' : ` ${about}`}`;
    const lines = wrapped(oneLine(text), 120).map((line, number) => ({ text: escaped(line), y: y + 16 + number * LINE }));
    const spot = { number: index + 1, lines, height: lines.length * LINE + 6, centre: y + 11, numberY: y + 15 };
    y += spot.height + 10;
    return spot;
  });
}

/** `Money deposited → CEO bonus → Deposit money → Money deposited` */
function loopsBelow(loops: readonly Loop[], top: number): BoardView['loops'] {
  let y = top + 12;
  return loops.map(({ steps }) => {
    const names = [...steps.flatMap(({ event, reaction, sending }) => [event, reaction.policy, sending.target]), ...steps.slice(0, 1).map(({ event }) => event)];
    const lines = wrapped(oneLine(names.join(' → ')), 120).map((line, number) => ({ text: escaped(line), y: y + 16 + number * LINE }));
    y += lines.length * LINE + 6;
    return { lines };
  });
}

function oneLine(text: string): string {
  return text.trim().replaceAll(/\s+/gu, ' ');
}

/** For the text of an element and for an attribute; what XML does not allow at all is left out. */
function escaped(text: string): string {
  return text.replaceAll(/[\p{Cc}\uFFFE\uFFFF]/gu, ' ').replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}
