import type { Sketch, SketchArrow, SketchSticky } from '../../resolve/sketch.ts';
import { type Note, noteOf } from './note.ts';

/** A note, and what follows from it to its right. */
export interface Row {
  readonly note: Note;
  /** Left of the first note of a row: who begins it. */
  readonly before: readonly Note[];
  readonly after: readonly Next[];
  /** Notes that only follow in time, without an arrow. */
  readonly beside?: readonly Note[];
}

export interface Next {
  readonly row: Row;
  readonly arrow: SketchArrow;
}

/** A part of the wall with a name of its own. */
export interface Band {
  readonly title: string;
  /** Of an aggregate. */
  readonly about: string | undefined;
  readonly rows: readonly Row[];
}

/** What goes on to the right of a note, from top to bottom; everything else that is connected stands in a band of its own. */
const GOES_ON: readonly SketchArrow['kind'][] = ['feeds', 'leads to', 'sets off', 'sends', 'when refused'];

/**
 * The wall in bands, each a list of rows that are read from left to right: who, which command, what happens, which policy
 * reacts, what it sends. Every note stands once with all that follows from it, and wherever else it is needed once more
 * without.
 */
export function bandsOf(sketch: Sketch): readonly Band[] {
  const wall = wallOf(sketch);
  const aggregates = sketch.stickies.filter(({ kind }) => kind === 'aggregate');
  const systems = sketch.stickies.filter(({ kind }) => kind === 'external system');
  const bands = [
    ...aggregates.map((each) => ({ title: each.name, about: each.about, rows: rowsOf(membersOf(each, sketch), wall) })),
    ...systems.map((each) => ({ title: each.name, about: each.about, rows: rowsOf(membersOf(each, sketch), wall) })),
    { title: 'Not in an aggregate yet', about: undefined, rows: looseRows(sketch, wall) },
    { title: 'Policies', about: undefined, rows: rowsOf(sketch.stickies.filter(({ kind }) => kind === 'policy'), wall) },
    { title: 'Read models', about: undefined, rows: viewsOf(sketch, wall) },
    { title: 'Actors', about: undefined, rows: rowsOf(sketch.stickies.filter(({ kind, name }) => kind === 'actor' && !sketch.arrows.some((arrow) => arrow.from === name || arrow.to === name)), wall) },
  ];
  return bands.filter(({ rows }) => rows.length > 0);
}

interface Wall {
  readonly byName: ReadonlyMap<string, SketchSticky>;
  readonly from: ReadonlyMap<string, readonly SketchArrow[]>;
  readonly to: ReadonlyMap<string, readonly SketchArrow[]>;
  /** What stands on the wall with all that follows from it. */
  readonly drawn: Set<string>;
}

function wallOf({ stickies, arrows }: Sketch): Wall {
  return { byName: new Map(stickies.map((each) => [each.name, each])), from: groupBy(arrows, ({ from }) => from), to: groupBy(arrows, ({ to }) => to), drawn: new Set() };
}

function groupBy(arrows: readonly SketchArrow[], keyOf: (arrow: SketchArrow) => string): ReadonlyMap<string, readonly SketchArrow[]> {
  const groups = new Map<string, SketchArrow[]>();
  for (const arrow of arrows) {
    const group = groups.get(keyOf(arrow));
    if (group === undefined) groups.set(keyOf(arrow), [arrow]);
    else group.push(arrow);
  }
  return groups;
}

const NOTES_IN_A_LINE = 5;

/** Loose notes from which something follows have a row of their own; the others stand in lines, in the order written. */
function looseRows({ stickies }: Sketch, wall: Wall): readonly Row[] {
  const loose = stickies.filter(({ kind, of }) => of === undefined && (kind === 'command' || kind === 'event'));
  const alone = loose.filter(({ name }) => !wall.from.has(name) && !wall.to.has(name));
  const lines = Array.from({ length: Math.ceil(alone.length / NOTES_IN_A_LINE) }, (_, line) => alone.slice(line * NOTES_IN_A_LINE, (line + 1) * NOTES_IN_A_LINE).map((each) => noteOf(each)));
  return [...lines.flatMap(([note, ...beside]) => (note === undefined ? [] : [{ note, before: [], after: [], beside }])), ...rowsOf(loose.filter((each) => !alone.includes(each)), wall)];
}

/** Commands first, so that what they lead to stands behind them. */
function membersOf(owner: SketchSticky, { stickies }: Sketch): readonly SketchSticky[] {
  const members = stickies.filter(({ of }) => of === owner.name);
  return [...members.filter(({ kind }) => kind === 'command'), ...members.filter(({ kind }) => kind !== 'command')];
}

function rowsOf(stickies: readonly SketchSticky[], wall: Wall): readonly Row[] {
  return stickies.flatMap((sticky) => (wall.drawn.has(sticky.name) ? [] : [rowOf(sticky, wall, true)]));
}

/** `event` is what a policy reacts to here: what it sends because of others stands behind those. */
function rowOf(sticky: SketchSticky, wall: Wall, first: boolean, event?: string): Row {
  const seen = wall.drawn.has(sticky.name);
  const again = sticky.kind === 'policy' ? false : seen || (!first && (sticky.kind === 'command' || sticky.kind === 'request' || sticky.kind === 'read model'));
  if (again) return { note: noteOf(sticky, true), before: [], after: [] };
  wall.drawn.add(sticky.name);
  const arrows = (wall.from.get(sticky.name) ?? []).filter(({ on }) => on === undefined || event === undefined || on === event);
  const after = GOES_ON.flatMap((kind) => onceEach(arrows.filter((arrow) => arrow.kind === kind))).flatMap((arrow): readonly Next[] => {
    const target = wall.byName.get(arrow.to);
    return target === undefined ? [] : [{ row: rowOf(target, wall, false, sticky.name), arrow }];
  });
  return { note: noteOf(sticky, seen), before: first ? beginnersOf(sticky, wall) : [], after };
}

/** Of several arrows to one note, the first; it is guarded only where all of them are. */
function onceEach(arrows: readonly SketchArrow[]): readonly SketchArrow[] {
  const firsts = arrows.filter((arrow, index) => arrows.findIndex(({ to }) => to === arrow.to) === index);
  return firsts.map((first) => ({ ...first, guarded: arrows.every((arrow) => arrow.to !== first.to || arrow.guarded) }));
}

/** The actors who send a command. */
function beginnersOf(sticky: SketchSticky, wall: Wall): readonly Note[] {
  const arrows = (wall.to.get(sticky.name) ?? []).filter(({ from }) => wall.byName.get(from)?.kind === 'actor');
  return unique(arrows.map(({ from }) => from)).flatMap((name) => {
    const actor = wall.byName.get(name);
    return actor === undefined ? [] : [noteOf(actor, true)];
  });
}

/** Read models, and to the right who looks at them. */
function viewsOf({ stickies }: Sketch, wall: Wall): readonly Row[] {
  return stickies.filter(({ kind }) => kind === 'read model').map((sticky): Row => {
    const readers = (wall.from.get(sticky.name) ?? []).filter(({ kind }) => kind === 'is viewed by' || kind === 'is looked up by');
    const after = readers.flatMap((arrow): readonly Next[] => {
      const reader = wall.byName.get(arrow.to);
      return reader === undefined ? [] : [{ row: { note: noteOf(reader, true), before: [], after: [] }, arrow }];
    });
    return { note: noteOf(sticky), before: [], after };
  });
}

function unique(names: readonly string[]): readonly string[] {
  return [...new Set(names)];
}
