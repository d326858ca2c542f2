/** Characters that patterns are about: what two parts of a pattern both take is looked for among them. */
const PROBES: readonly string[] = [...Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)), 'é', 'ß', 'Я', '名'];
const NOTHING: ReadonlySet<string> = new Set();

interface Group {
  /** Of the alternative being read: whether it repeats something, and whether anything in it stands exactly as it is. */
  repeats: boolean;
  fixed: boolean;
  /** How many parts it has, and the characters that each of them takes. */
  parts: number;
  optionals: number;
  common: ReadonlySet<string>;
  /** Whether an alternative was nothing but repetition. */
  loose: boolean;
  /** What the alternatives of one part take, and whether two of them take the same. */
  takes: ReadonlySet<string>;
  overlaps: boolean;
  /** Whether something in it may be left out: many times over, `(a?){30}`, there are as many ways as subsets. */
  leavesOut: boolean;
}

interface Part {
  readonly repeated: boolean;
  readonly optional: boolean;
  readonly takes: ReadonlySet<string>;
}

/**
 * A repeated group of nothing but repetitions, `(a+)+` or `(x*|y+)*`, can be matched in very many ways, and some texts
 * then take for ever; so can one with two alternatives for the same sign, `(a|a)*`. One fixed sign between the
 * repetitions, `( [a-z]+)*`, makes it harmless, unless the repetitions take that sign as well, `([a-z]+.)*`.
 */
export function isSlow(pattern: string): boolean {
  const open: Group[] = [newGroup()];
  const atoms = pattern.matchAll(/(?<class>\[(?:\\.|[^\]\\])*\])|(?<open>\((?:\?:)?)|(?<close>\))|(?<bar>\|)|(?<quantity>[?*+]|\{[0-9,]*\})|(?:\\(?:[pP]\{[^}]*\}|.))|(?:[\s\S])/gu);
  for (const atom of atoms) {
    const group = open.at(-1);
    if (group === undefined) return false;
    const { groups = {}, index } = atom;
    const rest = pattern.slice(index + atom[0].length);
    const how = { repeated: isRepetition(rest), optional: /^(?:\?|\{0,[0-9]?\})/.test(rest) };
    if (groups['open'] !== undefined) open.push(newGroup());
    else if (groups['bar'] !== undefined) endAlternative(group);
    else if (groups['close'] !== undefined) {
      endAlternative(group);
      open.pop();
      if ((group.loose || group.overlaps) && how.repeated) return true;
      if ((group.loose || group.overlaps || group.leavesOut) && isLongRow(rest)) return true;
      const outer = open.at(-1);
      if (outer !== undefined) note(outer, { ...how, repeated: how.repeated || group.loose, takes: group.takes });
    } else if (groups['quantity'] === undefined) note(group, { ...how, takes: takenBy(atom[0]) });
  }
  return false;
}

function newGroup(): Group {
  return { repeats: false, fixed: false, parts: 0, optionals: 0, common: NOTHING, loose: false, takes: NOTHING, overlaps: false, leavesOut: false };
}

function takenBy(atom: string): ReadonlySet<string> {
  const pattern = new RegExp(`^(?:${atom})$`, 'u');
  return new Set(PROBES.filter((character) => pattern.test(character)));
}

/** A part that may be left out separates nothing. */
function note(group: Group, { repeated, optional, takes }: Part): void {
  if (repeated) group.repeats = true;
  else if (!optional) group.fixed = true;
  if (!optional) group.common = group.parts === 0 ? takes : new Set([...group.common].filter((character) => takes.has(character)));
  if (optional) group.optionals += 1;
  else group.parts += 1;
}

function endAlternative(group: Group): void {
  if (group.parts === 0 && group.optionals > 0) group.leavesOut = true;
  if (group.repeats && (!group.fixed || group.common.size > 0)) group.loose = true;
  if (group.parts === 1) {
    if ([...group.common].some((character) => group.takes.has(character))) group.overlaps = true;
    group.takes = new Set([...group.takes, ...group.common]);
  }
  group.repeats = false;
  group.fixed = false;
  group.parts = 0;
  group.optionals = 0;
  group.common = NOTHING;
}

function isRepetition(rest: string): boolean {
  return /^(?:[*+]|\{[0-9]+,(?:[0-9]{2,})?\})/.test(rest);
}

/** A group that stands ten times in a row, or more. */
function isLongRow(rest: string): boolean {
  return /^\{[0-9]{2,}[,}]/.test(rest);
}
