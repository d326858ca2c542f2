import { type Program, programOf } from './pattern-program.ts';

/**
 * Patterns are matched by threads that go through the text side by side, as Ken Thompson described in 1968: the time is
 * the text's length times the pattern's, whatever the text. The engine of the language tries one way after the other and
 * can be kept busy for hours by a text made for that.
 */
export function matches(text: string, pattern: RegExp): boolean {
  const searched = searchedText(text);
  return found(programOf(pattern), searched, 0) !== undefined;
}

/** `text` with every match replaced. In `replacement`, `$1` is what the first group took, `$0` the whole match, `\$` and `\\` the signs themselves. */
export function replaced(text: string, pattern: RegExp, replacement: string): string {
  const searched = searchedText(text);
  const program = programOf(pattern);
  const pieces: string[] = [];
  let rest = 0;
  for (const match of matchesIn(program, searched)) {
    pieces.push(slice(searched, rest, match.from), filledIn(replacement, program, searched, match));
    rest = match.to;
  }
  return pieces.join('') + slice(searched, rest, searched.characters.length);
}

/** What stands between the matches of `pattern`. */
export function splitText(text: string, pattern: RegExp): readonly string[] {
  const searched = searchedText(text);
  const pieces: string[] = [];
  let rest = 0;
  for (const match of matchesIn(programOf(pattern), searched)) {
    pieces.push(slice(searched, rest, match.from));
    rest = match.to;
  }
  return [...pieces, slice(searched, rest, searched.characters.length)];
}

interface Searched {
  readonly characters: readonly string[];
  /** How many steps all searches in this text may still take. */
  budget: number;
}

interface Match {
  readonly from: number;
  readonly to: number;
  readonly slots: readonly (number | undefined)[];
}

/** A search for every match may begin anew behind each; this keeps even that within about a second. */
const MOST_STEPS = 5_000_000;

function searchedText(text: string): Searched {
  return { characters: [...text], budget: MOST_STEPS };
}

function slice({ characters }: Searched, from: number, to: number): string {
  return characters.slice(from, to).join('');
}

function filledIn(replacement: string, { groups }: Program, searched: Searched, { slots }: Match): string {
  return replacement.replaceAll(/\\([\\$])|\$([0-9]+)/g, (_, sign: string | undefined, digits = '') => {
    if (sign !== undefined) return sign;
    // `$12` is group 12 where there are so many, else group 1 and the digit 2.
    let taken = digits.length;
    while (taken > 1 && Number(digits.slice(0, taken)) > groups) taken -= 1;
    const number = Number(digits.slice(0, taken));
    const [from, to] = [slots[number * 2], slots[number * 2 + 1]];
    return (from === undefined || to === undefined ? '' : slice(searched, from, to)) + digits.slice(taken);
  });
}

/** From left to right, none within another. The generator takes no pattern here that is content with nothing. */
function* matchesIn(program: Program, searched: Searched): Generator<Match> {
  for (let from = 0; from <= searched.characters.length; ) {
    const match = found(program, searched, from);
    if (match === undefined) return;
    yield match;
    from = Math.max(match.to, match.from + 1);
  }
}

/** Where a thread stands in the program, and where in the text its groups began and ended. */
interface Thread {
  readonly at: number;
  readonly slots: readonly (number | undefined)[];
}

/** The first match from `from` on. Of several that begin there, the one that a reader who tries from left to right finds first. */
function found(program: Program, searched: Searched, from: number): Match | undefined {
  const { steps } = program;
  let threads: readonly Thread[] = [];
  let best: Match | undefined;
  for (let position = from; position <= searched.characters.length; position += 1) {
    const standing = standingAt(program, searched, position, best === undefined ? [...threads, { at: 0, slots: [] }] : threads);
    if (standing.length === 0 && best !== undefined) break;
    const next: Thread[] = [];
    for (const thread of standing) {
      const step = steps[thread.at];
      if (step?.kind === 'done') {
        best = { from: thread.slots[0] ?? position, to: position, slots: thread.slots };
        break;
      }
      const character = searched.characters[position];
      if (step?.kind === 'take' && character !== undefined && step.takes(character)) next.push({ at: thread.at + 1, slots: thread.slots });
    }
    threads = next;
  }
  return best;
}

/** Every thread, moved on as far as it comes without taking a character; of two at one place, only the first counts. */
function standingAt(program: Program, searched: Searched, position: number, threads: readonly Thread[]): readonly Thread[] {
  const seen = new Set<number>();
  const standing: Thread[] = [];
  // A stack, the first to be looked at on top.
  const waiting = [...threads].reverse();
  for (let thread = waiting.pop(); thread !== undefined; thread = waiting.pop()) {
    if (seen.has(thread.at)) continue;
    seen.add(thread.at);
    searched.budget -= 1;
    if (searched.budget < 0) throw new RangeError('This pattern takes too long for a text of this length.');
    const further = moved(thread, program, searched, position);
    if (further === undefined) standing.push(thread);
    else waiting.push(...[...further].reverse());
  }
  return standing;
}

/** Where `thread` comes to without taking a character; `undefined` where it wants one, or is done. */
function moved({ at, slots }: Thread, program: Program, { characters }: Searched, position: number): readonly Thread[] | undefined {
  const step = program.steps[at];
  switch (step?.kind) {
    case 'fork':
      return [{ at: step.first, slots }, { at: step.second, slots }];
    case 'go on':
      return [{ at: step.to, slots }];
    case 'note':
      return [{ at: at + 1, slots: Object.assign([...slots], { [step.slot]: position }) }];
    case 'at start':
      return isStart(program, characters, position) ? [{ at: at + 1, slots }] : [];
    case 'at end':
      return position === characters.length || (program.lines && characters[position] === '\n') ? [{ at: at + 1, slots }] : [];
    default:
      return undefined;
  }
}

/** Behind the last line break of a text no further line begins. */
function isStart({ lines }: Program, characters: readonly string[], position: number): boolean {
  return position === 0 || (lines && characters[position - 1] === '\n' && position < characters.length);
}
