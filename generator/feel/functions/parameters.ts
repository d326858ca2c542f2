/** `before(1, 2)`, `before(1, [2..3])`, `before([1..2], 3)`, `before([1..2], [3..4])`. */
const BETWEEN_ALL = [['point1', 'point2'], ['point', 'range'], ['range', 'point'], ['range1', 'range2']] as const;

/**
 * Every function of FEEL: the names of its arguments, once for each way it can be called, as the
 * standard gives them, for arguments may be given by name. A `?` stands behind what may be left out, `…` behind the last
 * one where any number may follow.
 */
export const PARAMETERS: { readonly [name: string]: readonly (readonly string[])[] } = {
  not: [['negand']],
  'is defined': [['value']],
  '@': [['from']],
  date: [['from'], ['year', 'month', 'day']],
  time: [['from'], ['hour', 'minute', 'second', 'offset?']],
  'date and time': [['from'], ['date', 'time'], ['date', 'timezone']],
  duration: [['from']],
  'years and months duration': [['from', 'to']],
  'day of year': [['date']],
  'day of week': [['date']],
  'month of year': [['date']],
  'week of year': [['date']],
  now: [[]],
  today: [[]],
  is: [['value1', 'value2']],
  range: [['from']],
  before: BETWEEN_ALL,
  after: BETWEEN_ALL,
  meets: [['range1', 'range2']],
  'met by': [['range1', 'range2']],
  overlaps: [['range1', 'range2']],
  'overlaps before': [['range1', 'range2']],
  'overlaps after': [['range1', 'range2']],
  finishes: [['point', 'range'], ['range1', 'range2']],
  'finished by': [['range', 'point'], ['range1', 'range2']],
  includes: [['range', 'point'], ['range1', 'range2']],
  during: [['point', 'range'], ['range1', 'range2']],
  starts: [['point', 'range'], ['range1', 'range2']],
  'started by': [['range', 'point'], ['range1', 'range2']],
  coincides: [['point1', 'point2'], ['range1', 'range2']],

  string: [['from']],
  number: [['from'], ['from', 'grouping separator', 'decimal separator']],

  'string length': [['string']],
  'upper case': [['string']],
  'lower case': [['string']],
  substring: [['string', 'start position', 'length?']],
  'substring before': [['string', 'match']],
  'substring after': [['string', 'match']],
  contains: [['string', 'match']],
  'starts with': [['string', 'match']],
  'ends with': [['string', 'match']],
  matches: [['input', 'pattern', 'flags?']],
  replace: [['input', 'pattern', 'replacement', 'flags?']],
  split: [['string', 'delimiter']],
  'string join': [['list', 'delimiter?']],

  decimal: [['n', 'scale']],
  floor: [['n', 'scale?']],
  ceiling: [['n', 'scale?']],
  'round up': [['n', 'scale']],
  'round down': [['n', 'scale']],
  'round half up': [['n', 'scale']],
  'round half down': [['n', 'scale']],
  abs: [['n'], ['number']],
  modulo: [['dividend', 'divisor']],
  sqrt: [['number']],
  log: [['number']],
  exp: [['number']],
  odd: [['number']],
  even: [['number']],

  min: [['list'], ['c…']],
  max: [['list'], ['c…']],
  sum: [['list'], ['n…']],
  mean: [['list'], ['n…']],
  median: [['list'], ['n…']],
  product: [['list'], ['n…']],
  stddev: [['list'], ['n…']],
  mode: [['list'], ['n…']],
  all: [['list'], ['b…']],
  any: [['list'], ['b…']],
  count: [['list']],
  'list contains': [['list', 'element']],
  sublist: [['list', 'start position', 'length?']],
  append: [['list', 'item…']],
  concatenate: [['list…']],
  'insert before': [['list', 'position', 'newItem']],
  remove: [['list', 'position']],
  reverse: [['list']],
  'index of': [['list', 'match']],
  union: [['list…']],
  'distinct values': [['list']],
  flatten: [['list']],
  sort: [['list', 'precedes']],
  'list replace': [['list', 'position', 'newItem'], ['list', 'match', 'newItem']],

  'get value': [['m', 'key'], ['context', 'key'], ['context', 'keys']],
  'get entries': [['m'], ['context']],
  context: [['entries']],
  'context put': [['context', 'key', 'value'], ['context', 'keys', 'value']],
  'context merge': [['contexts']],
};

/** Whether there is a way of calling the function with so many arguments. */
export function takes(name: string, count: number): boolean {
  const ways = Object.hasOwn(PARAMETERS, name) ? (PARAMETERS[name] ?? []) : [];
  return ways.some((names) => count >= names.filter((each) => !each.endsWith('?')).length && (names.some((each) => each.endsWith('…')) ? count <= MOST_ARGUMENTS : count <= names.length));
}

/** How many arguments a function takes: at least, at most. */
export function arityOf(name: string): readonly [least: number, most: number] | undefined {
  const ways = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
  if (ways === undefined) return undefined;
  const least = Math.min(...ways.map((names) => names.filter((each) => !each.endsWith('?')).length));
  const most = Math.max(...ways.map((names) => (names.some((each) => each.endsWith('…')) ? MOST_ARGUMENTS : names.length)));
  return [least, most];
}

const MOST_ARGUMENTS = 1000;

/** The places of arguments that are given by name: which of `given` stands at each place; nothing where no way of calling has those names. */
export function placesOf(name: string, given: readonly string[]): readonly (number | undefined)[] | undefined {
  const ways = Object.hasOwn(PARAMETERS, name) ? (PARAMETERS[name] ?? []) : [];
  for (const names of ways) {
    const plain = names.map(bare);
    const complete = names.every((each) => each.endsWith('?') || given.includes(bare(each)));
    if (complete && new Set(given).size === given.length && given.every((each) => plain.includes(each))) return plain.map((each) => (given.includes(each) ? given.indexOf(each) : undefined));
  }
  return undefined;
}

/** How the arguments of a function are called, for a sentence. */
export function argumentNames(name: string): readonly string[] {
  const ways = Object.hasOwn(PARAMETERS, name) ? (PARAMETERS[name] ?? []) : [];
  return [...new Set(ways.flat().map(bare))];
}

function bare(parameter: string): string {
  return parameter.replace(/[?…]$/u, '');
}

/** Whether FEEL has a function of this name. */
export function isStandardFunction(name: string): boolean {
  return Object.hasOwn(PARAMETERS, name);
}
