import { diagnose, type Diagnostic } from '../diagnostics/diagnostic.ts';
import { type Entry, entryOf, type MapNode, type ScalarNode } from '../source/node.ts';
import { modelSchema } from './json-schema.ts';

/** A kind of sticky: what it is called in the schema, the key it stands under, and who has that key. */
interface Kind {
  readonly definition: string;
  readonly under: string;
  readonly of: 'model' | 'aggregate';
  /** Where other kinds have the rest of its keys too: those of which it must have one to be recognised. */
  readonly told?: readonly string[];
}

const KINDS: readonly Kind[] = [
  { definition: 'command', under: 'commands', of: 'aggregate' },
  { definition: 'event', under: 'events', of: 'aggregate' },
  { definition: 'scenario', under: 'scenarios', of: 'aggregate', told: ['when', 'given'] },
  { definition: 'type', under: 'types', of: 'model' },
  { definition: 'function', under: 'functions', of: 'model', told: ['gives'] },
  { definition: 'actor', under: 'actors', of: 'model', told: ['views'] },
  { definition: 'aggregate', under: 'aggregates', of: 'model' },
  { definition: 'policy', under: 'policies', of: 'model', told: ['whenever', 'every'] },
  { definition: 'read model', under: 'read models', of: 'model' },
  { definition: 'external system', under: 'external systems', of: 'model' },
  { definition: 'scenario', under: 'scenarios', of: 'model', told: ['when', 'given'] },
];

interface Move {
  readonly entry: Entry;
  readonly from: Kind;
  readonly to: Kind;
  readonly home: Home;
  /** Whether anything stands there yet. */
  readonly headed: boolean;
}

/** The aggregate that it belongs to, or the whole model, which needs no name. */
interface Home {
  readonly map: MapNode;
  readonly name: ScalarNode | undefined;
}

/**
 * A command among the scenarios, an event among the commands: said once for all that stand together, and the document
 * as it was meant, so that nothing else is wrong with what stands in the wrong place.
 */
export function inTheirPlaces(root: MapNode): { readonly root: MapNode; readonly diagnostics: readonly Diagnostic[] } {
  const aggregates = mapUnder(root, 'aggregates')?.entries ?? [];
  const model: Home = { map: root, name: undefined };
  const homes = aggregates.flatMap(({ key, value }): readonly Home[] => (value.kind === 'map' ? [{ map: value, name: key }] : []));
  const only = homes.length === 1 ? homes[0] : undefined;
  const moves = [...misplacedIn(model, 'model', model, only), ...homes.flatMap((home) => misplacedIn(home, 'aggregate', model, home))];
  if (moves.length === 0) return { root, diagnostics: [] };
  const together = grouped(moves, ({ from, to, home }) => `${from.under} ${to.under} ${home.name?.span.start}`);
  return { root: moved(root, moves), diagnostics: [...together.values()].flatMap(sentence) };
}

function misplacedIn({ map }: Home, of: Kind['of'], model: Home, aggregate: Home | undefined): readonly Move[] {
  return KINDS.filter((kind) => kind.of === of).flatMap((from) => {
    let lost: Kind | undefined;
    return (mapUnder(map, from.under)?.entries ?? []).flatMap((entry): readonly Move[] => {
      const to = meantKind(entry, from) ?? (lost !== undefined && fits(keysIn(entry), lost, false) ? lost : undefined);
      const home = to?.of === 'model' ? model : aggregate;
      if (to === undefined || home === undefined) return [];
      const there = mapUnder(home.map, to.under);
      // Where nobody wrote the heading, it is most likely lost, and what follows stood under it too.
      if (there === undefined) lost = to;
      return there !== undefined && entryOf(there, entry.key.text) !== undefined ? [] : [{ entry, from, to, home, headed: there !== undefined }];
    });
  });
}

function sentence(moves: readonly Move[]): readonly Diagnostic[] {
  const [first] = moves;
  if (first === undefined) return [];
  const { entry, from, to, home, headed } = first;
  const names = moves.map((move) => move.entry.key.text);
  return [diagnose('misplaced-entry', entry.key.span, { names, among: from.under, thing: calledOf(to), keys: toldKeys(entry, from), under: to.under, of: home.name?.text, headed })];
}

/** The one kind that has all the keys of `entry`, where the kind among which it stands has not. */
function meantKind(entry: Entry, kind: Kind): Kind | undefined {
  const { value } = entry;
  if (value.kind !== 'map' || value.holes.length > 0 || value.entries.length === 0) return undefined;
  const keys = keysIn(entry);
  if (fits(keys, kind, false) || isCutShort(keys, kind)) return undefined;
  const fitting = KINDS.filter((each) => each.definition !== kind.definition && fits(keys, each, true));
  const near = fitting.find(({ of }) => of === kind.of) ?? fitting[0];
  return fitting.every(({ definition }) => definition === near?.definition) ? near : undefined;
}

/** `when` of a policy, which says `whenever`: a slip where it stands, and no entry of another kind. */
function isCutShort(keys: readonly string[], { definition }: Kind): boolean {
  const allowed = keysOf(definition);
  return keys.filter((key) => !allowed.includes(key)).every((key) => allowed.some((other) => other.startsWith(key)));
}

function fits(keys: readonly string[], { definition, told }: Kind, mustTell: boolean): boolean {
  const allowed = keysOf(definition);
  return keys.every((key) => allowed.includes(key)) && (!mustTell || told === undefined || keys.some((key) => told.includes(key)));
}

function keysIn({ value }: Entry): readonly string[] {
  return value.kind === 'map' ? value.entries.map(({ key }) => key.text) : [];
}

function keysOf(definition: string): readonly string[] {
  return Object.keys(modelSchema().$defs?.[definition]?.properties ?? {});
}

function calledOf({ definition }: Kind): string {
  return modelSchema().$defs?.[definition]?.['x-called'] ?? definition;
}

/** The keys that give it away. */
function toldKeys(entry: Entry, { definition }: Kind): readonly string[] {
  const allowed = keysOf(definition);
  return keysIn(entry).filter((key) => !allowed.includes(key));
}

function mapUnder(owner: MapNode, key: string): MapNode | undefined {
  const value = entryOf(owner, key)?.value;
  return value?.kind === 'map' ? value : undefined;
}

function moved(root: MapNode, moves: readonly Move[]): MapNode {
  const gone = new Set(moves.map(({ entry }) => entry));
  const isHeading = (of: Kind['of'], key: string): boolean => KINDS.some((each) => each.of === of && each.under === key);
  const rebuilt = (owner: MapNode, of: Kind['of']): MapNode => {
    const mine = moves.filter(({ home }) => home.map === owner);
    const entries = owner.entries.map(({ key, value }): Entry => {
      if (value.kind !== 'map' || !isHeading(of, key.text)) return { key, value };
      const kept = value.entries.filter((entry) => !gone.has(entry)).map((entry) => (key.text === 'aggregates' && of === 'model' && entry.value.kind === 'map' ? { ...entry, value: rebuilt(entry.value, 'aggregate') } : entry));
      return { key, value: { ...value, entries: [...kept, ...mine.filter(({ to }) => to.under === key.text).map(({ entry }) => entry)] } };
    });
    const homeless = grouped(mine.filter(({ to }) => !entries.some(({ key }) => key.text === to.under)), ({ to }) => to.under);
    return { ...owner, entries: [...entries, ...[...homeless].flatMap(([under, each]) => heading(under, each.map(({ entry }) => entry)))] };
  };
  return rebuilt(root, 'model');
}

/** One that nobody wrote, above what should stand under it. */
function heading(under: string, entries: readonly Entry[]): readonly Entry[] {
  return entries.slice(0, 1).map(({ key }) => ({ key: { ...key, text: under }, value: { kind: 'map', entries, holes: [], span: key.span } }));
}

function grouped(moves: readonly Move[], keyOf: (move: Move) => string): ReadonlyMap<string, readonly Move[]> {
  const groups = new Map<string, Move[]>();
  for (const move of moves) {
    const key = keyOf(move);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [move]);
    else group.push(move);
  }
  return groups;
}
