import type { Condition, Piece } from './condition.ts';
import { numbersFit } from './numbers.ts';

/** Beyond so many ways in which a condition may come to hold, nothing is claimed. */
const MOST_WAYS = 256;

/**
 * Whether there are values for which all of `conditions` hold. False only where it is certain that there are none: what is
 * not understood, or would take too long, may hold.
 */
export function canHold(conditions: readonly Condition[]): boolean {
  return hasWay(conditions, [], { left: MOST_WAYS });
}

interface Budget {
  left: number;
}

/** Pieces are gathered first; of those that leave a choice one way after the other is tried. */
function hasWay(conditions: readonly Condition[], pieces: readonly Piece[], budget: Budget): boolean {
  const gathered = [...pieces];
  const choices: Extract<Condition, { kind: 'or' }>[] = [];
  if (!gather(conditions, gathered, choices)) return false;
  const [choice, ...others] = choices;
  if (choice === undefined || choices.length > 1) {
    // What contradicts itself already need not be tried in all its ways.
    budget.left -= 1;
    if (!piecesFit(gathered)) return false;
  }
  if (choice === undefined || budget.left < 0) return true;
  return choice.parts.some((part) => hasWay([part, ...others], gathered, budget));
}

/** False where something is certain not to hold. */
function gather(conditions: readonly Condition[], pieces: Piece[], choices: Extract<Condition, { kind: 'or' }>[]): boolean {
  for (const condition of conditions) {
    if (condition.kind === 'and') {
      if (!gather(condition.parts, pieces, choices)) return false;
    } else if (condition.kind === 'or') choices.push(condition);
    else if (condition.kind !== 'certain') pieces.push(condition);
    else if (!condition.holds) return false;
  }
  return true;
}

function piecesFit(pieces: readonly Piece[]): boolean {
  return opensFit(pieces) && valuesFit(pieces) && numbersFit(pieces.filter((piece) => piece.kind === 'number'));
}

function opensFit(pieces: readonly Piece[]): boolean {
  const known = new Map<string, boolean>();
  for (const piece of pieces) {
    if (piece.kind !== 'open') continue;
    if ((known.get(piece.key) ?? piece.is) !== piece.is) return false;
    known.set(piece.key, piece.is);
  }
  return true;
}

interface Value {
  /** The literals it may be; any where nothing is known. */
  among: ReadonlySet<string> | undefined;
  readonly not: Set<string>;
}

/** A value is one of those it may be, is one literal at most, and none that it is not; so is what is the same as it. */
function valuesFit(pieces: readonly Piece[]): boolean {
  const standFor = samenessOf(pieces);
  const values = new Map<string, Value>();
  const of = (key: string): Value => {
    const known = values.get(standFor(key)) ?? { among: undefined, not: new Set<string>() };
    values.set(standFor(key), known);
    return known;
  };
  for (const piece of pieces) {
    if (piece.kind !== 'value' && piece.kind !== 'among') continue;
    const value = of(piece.key);
    if (piece.kind === 'value' && !piece.is) value.not.add(piece.literal);
    else {
      const literals = piece.kind === 'value' ? [piece.literal] : piece.literals;
      value.among = new Set(literals.filter((literal) => value.among?.has(literal) ?? true));
    }
  }
  const differ = pieces.every((piece) => piece.kind !== 'same' || piece.is || (standFor(piece.left) !== standFor(piece.right) && !haveOneLiteral(of(piece.left), of(piece.right))));
  return differ && [...values.values()].every(({ among, not }) => among === undefined || [...among].some((literal) => !not.has(literal)));
}

/** Of things that are the same, one stands for all. */
function samenessOf(pieces: readonly Piece[]): (key: string) => string {
  const next = new Map<string, string>();
  const standFor = (key: string): string => {
    let last = key;
    for (let other = next.get(last); other !== undefined; other = next.get(last)) last = other;
    return last;
  };
  for (const piece of pieces) {
    if (piece.kind !== 'same' || !piece.is) continue;
    const [one, other] = [standFor(piece.left), standFor(piece.right)];
    if (one !== other) next.set(one, other);
  }
  return standFor;
}

/** Whether both can be nothing but the same literal. */
function haveOneLiteral(one: Value, other: Value): boolean {
  const left = [...(one.among ?? [])].filter((literal) => !one.not.has(literal));
  const right = [...(other.among ?? [])].filter((literal) => !other.not.has(literal));
  return left.length === 1 && right.length === 1 && left[0] === right[0];
}
