import { assertNever } from '../message/assert-never.ts';
import { alignInAnyOrder, alignInOrder, type Pairing } from './alignment.ts';
import type { Json } from '../message/json.ts';
import { differencesIn, type Entry } from './entry.ts';
import { asMentioned, entryInWords, jsonInWords, placeInWords } from './in-words.ts';
import type { ValueDifference } from './value-difference.ts';

/** What is different, in sentences, and line by line: `- expected`, `+ what happened`. */
export interface Difference {
  readonly sentences: readonly string[];
  readonly lines: readonly string[];
}

/** How entries of one kind are talked about. */
export interface Wording {
  /** What a differing value belongs to. */
  subject(actual: Entry): string;
  missing(entry: Entry): string;
  unexpected(entry: Entry): string;
  readonly otherOrder: string;
}

const nameOf = ({ name }: Entry): string => name;

export const eventWording: Wording = {
  subject: nameOf,
  missing: ({ name }) => `${name} did not happen.`,
  unexpected: ({ name }) => `${name} happened, which the scenario does not say.`,
  otherOrder: 'Everything happened, but in another order.',
};

export const sentWording: Wording = {
  subject: nameOf,
  missing: ({ name }) => `${name} was not sent.`,
  unexpected: ({ name }) => `${name} was sent, which the scenario does not say.`,
  otherOrder: 'Everything was sent, but in another order.',
};

/** The whole list, in order; nothing when all is as expected. */
export function differenceInOrder(expected: readonly Entry[], actual: readonly Entry[], wording: Wording): Difference | undefined {
  const pairings = alignInOrder(expected, actual);
  if (pairings.every(isAsExpected)) return undefined;
  const onlyTheOrder = alignInAnyOrder(expected, actual).every(isAsExpected);
  return { sentences: onlyTheOrder ? [wording.otherOrder] : pairings.flatMap((pairing) => sentenceOf(pairing, wording)), lines: pairings.flatMap(linesOf) };
}

/** The whole list, in any order. */
export function differenceInAnyOrder(expected: readonly Entry[], actual: readonly Entry[], wording: Wording): Difference | undefined {
  const pairings = alignInAnyOrder(expected, actual);
  return pairings.every(isAsExpected) ? undefined : { sentences: pairings.flatMap((pairing) => sentenceOf(pairing, wording)), lines: pairings.flatMap(linesOf) };
}

/** Each expected entry is looked for; what else happened is shown and does not matter. */
export function differenceAmong(expected: readonly Entry[], actual: readonly Entry[], wording: (entry: Entry) => Wording): Difference | undefined {
  const pairings = alignInAnyOrder(expected, actual);
  const missed = pairings.filter((pairing) => pairing.kind === 'missing' || pairing.kind === 'different');
  if (missed.length === 0) return undefined;
  return { sentences: missed.flatMap((pairing) => sentenceOf(pairing, wording(pairing.expected))), lines: pairings.flatMap(linesOf) };
}

const isAsExpected = ({ kind }: Pairing): boolean => kind === 'as expected';

function sentenceOf(pairing: Pairing, wording: Wording): readonly string[] {
  switch (pairing.kind) {
    case 'as expected':
      return [];
    case 'different':
      return [valuesDiffer(wording.subject(pairing.actual), pairing.expected, pairing.actual)];
    case 'missing':
      return [wording.missing(pairing.expected)];
    case 'unexpected':
      return [wording.unexpected(pairing.actual)];
    default:
      return assertNever(pairing);
  }
}

/** `Money deposited has balance 50.00, and the scenario says 51.00.` */
export function valuesDiffer(subject: string, expected: Entry, actual: Entry): string {
  const differences = differencesIn(expected, actual);
  const happened = differences.map((each) => hasInWords(actual, each));
  const wanted = differences.map((each) => (isOtherLength(each) ? countInWords(each.expected) : jsonInWords(each.codec, each.expected)));
  return `${subject} has ${happened.join(' and ')}, and the scenario says ${wanted.join(' and ')}.`;
}

/** `balance 50.00`, `3 items in lines`. The lists themselves stand below. */
function hasInWords(actual: Entry, difference: ValueDifference): string {
  const place = placeInWords(actual, difference.path);
  return isOtherLength(difference) ? `${countInWords(difference.actual)} in ${place}` : `${place} ${jsonInWords(difference.codec, difference.actual)}`;
}

const isOtherLength = ({ expected, actual }: ValueDifference): boolean => Array.isArray(expected) && Array.isArray(actual);

function countInWords(list: Json): string {
  const { length } = Array.isArray(list) ? list : [];
  return `${length} ${length === 1 ? 'item' : 'items'}`;
}

export function linesOf(pairing: Pairing): readonly string[] {
  switch (pairing.kind) {
    case 'as expected':
      return [`  ${entryInWords(asMentioned(pairing.expected, pairing.actual))}`];
    case 'different':
      return [`- ${entryInWords(pairing.expected)}`, `+ ${entryInWords(asMentioned(pairing.expected, pairing.actual))}`];
    case 'missing':
      return [`- ${entryInWords(pairing.expected)}`];
    case 'unexpected':
      return [`+ ${entryInWords(pairing.actual)}`];
    default:
      return assertNever(pairing);
  }
}
