import type { SketchSticky } from '../../resolve/sketch.ts';

/** A sticky note on the board: how large it is, and its name in lines. Lengths are in pixels. */
export interface Note {
  readonly sticky: SketchSticky;
  /** It stands somewhere else already: drawn with a broken line. */
  readonly again: boolean;
  readonly width: number;
  readonly height: number;
  readonly lines: readonly string[];
}

export const NOTE_WIDTH = 160;
const LINE_HEIGHT = 17;
const PADDING = 10;
/** Above the name stands what it is. */
const KIND_HEIGHT = 17;
/** Of an average letter at the size that names have. */
const LETTER_WIDTH = 8.2;
const MOST_LINES = 5;

/** The colours of the paper: those that event storming has always had. */
export const COLOURS: { readonly [kind in SketchSticky['kind']]: string } = {
  actor: '#fff3a6',
  command: '#9cc9f5',
  aggregate: '#f7e463',
  event: '#f9a65a',
  policy: '#cba6e8',
  'read model': '#b3dda0',
  'external system': '#f4b6c8',
  request: '#f4b6c8',
};

export function noteOf(sticky: SketchSticky, again = false): Note {
  const lines = wrapped(sticky.name, Math.floor((NOTE_WIDTH - 2 * PADDING) / LETTER_WIDTH));
  return { sticky, again, width: NOTE_WIDTH, height: KIND_HEIGHT + lines.length * LINE_HEIGHT + PADDING, lines };
}

/** Where the baseline of each line of a note is, from the note's corner. */
export function baselineOf(line: number): number {
  return KIND_HEIGHT + LINE_HEIGHT * (line + 1) - 3;
}

/** Words as they fit; a word longer than a line is broken, and a name longer than a note ends in `…`. */
export function wrapped(text: string, room: number): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ').flatMap((each) => pieces(each, room))) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (widthOf(longer) <= room) line = longer;
    else {
      lines.push(line);
      line = word;
    }
  }
  const whole = [...lines, line];
  return whole.length <= MOST_LINES ? whole : [...whole.slice(0, MOST_LINES - 1), `${whole[MOST_LINES - 1] ?? ''}…`];
}

function pieces(word: string, room: number): readonly string[] {
  if (widthOf(word) <= room) return [word];
  const found: string[] = [];
  let piece = '';
  for (const letter of word) {
    if (widthOf(piece + letter) > room) {
      found.push(piece);
      piece = '';
    }
    piece += letter;
  }
  return [...found, piece];
}

/** In average letters: those of East Asian scripts take two. */
function widthOf(text: string): number {
  if (/^[\x20-\x7e]*$/.test(text)) return text.length;
  let width = 0;
  for (const letter of text) width += /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u.test(letter) ? 2 : 1;
  return width;
}
