import { diagnose, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Span } from '../diagnostics/span.ts';
import type { RawModel, RawName } from '../schema/raw-model.ts';
import { stickyIdentifier } from './identifier.ts';
import type { Actor, Aggregate, Command, DeclaredFunction, Event, ExternalSystem, NamedType, Policy, ReadModel, ReportedEvent, Request } from './model.ts';
import { checkStickyName } from './name-rules.ts';

/** What each kind of name stands for. */
export interface Things {
  readonly type: NamedType;
  readonly function: DeclaredFunction;
  readonly actor: Actor;
  readonly aggregate: Aggregate;
  readonly command: Command;
  readonly event: Event;
  readonly policy: Policy;
  readonly 'read model': ReadModel;
  readonly 'external system': ExternalSystem;
  readonly request: Request;
  readonly 'reported event': ReportedEvent;
}

export type StickyKind = keyof Things;

/** Every name there is. What is not in here does not exist. */
export interface World {
  readonly things: { readonly [K in StickyKind]: Map<string, Things[K]> };
  /** By name: all that were written, also those that turned out to be broken. */
  readonly declared: ReadonlyMap<string, Declared>;
  /** Text that could not be read: a name that stands in it is not unknown. */
  readonly lost: readonly string[];
  /** Declared names that something points to. */
  readonly used: Set<string>;
  /** What points to a name that is not declared, by that name and the one that was probably meant. */
  readonly missed: Map<string, Missed>;
}

export interface Missed {
  readonly name: string;
  readonly nearest: string;
  readonly diagnostics: Diagnostic[];
}

export interface Declared {
  readonly kind: StickyKind;
  readonly span: Span;
}

/** What all of this phase's parts need. */
export interface Resolving {
  readonly world: World;
  readonly report: Report;
}

/** Collects all names of the wall, and reports those that two things share. */
export function declareNames(raw: RawModel, report: Report): World {
  const declared = new Map<string, Declared>();
  const byIdentifier = new Map<string, { readonly name: string } & Declared>();
  for (const { kind, name } of namesOn(raw)) {
    const fine = checkStickyName(name, report);
    const key = stickyIdentifier(name.text).toLowerCase();
    const other = fine ? byIdentifier.get(key) : undefined;
    if (other !== undefined) reportClash(kind, name, other, report);
    else if (fine) byIdentifier.set(key, { kind, span: name.span, name: name.text });
    if (!declared.has(name.text)) declared.set(name.text, { kind, span: name.span });
  }
  return {
    declared,
    lost: raw.lost,
    used: new Set(),
    missed: new Map(),
    things: { type: new Map(), function: new Map(), actor: new Map(), aggregate: new Map(), command: new Map(), event: new Map(), policy: new Map(), 'read model': new Map(), 'external system': new Map(), request: new Map(), 'reported event': new Map() },
  };
}

function namesOn(raw: RawModel): readonly { readonly kind: StickyKind; readonly name: RawName }[] {
  const of = (kind: StickyKind, stickies: readonly { readonly name: RawName }[]): readonly { kind: StickyKind; name: RawName }[] => stickies.map(({ name }) => ({ kind, name }));
  return [
    ...of('type', raw.types),
    ...of('function', raw.functions),
    ...of('actor', raw.actors),
    ...of('command', raw.looseCommands),
    ...of('event', raw.looseEvents),
    ...raw.aggregates.flatMap((each) => [...of('aggregate', [each]), ...of('command', each.commands), ...of('event', each.events)]),
    ...of('policy', raw.policies),
    ...of('read model', raw.readModels),
    ...raw.externalSystems.flatMap((each) => [...of('external system', [each]), ...of('request', each.does), ...of('reported event', each.reports)]),
  ];
}

function reportClash(kind: StickyKind, name: RawName, other: { readonly name: string } & Declared, report: Report): void {
  const related = [{ span: other.span, sentence: `"${other.name}" is ${withArticle(other.kind)} here.` }];
  report(name.text === other.name
    ? diagnose('name-twice', name.span, { name: name.text, kind: withArticle(kind), otherKind: withArticle(other.kind) }, related)
    : diagnose('names-too-alike', name.span, { name: name.text, other: other.name }, related));
}

/**
 * The thing of that name and one of those kinds. Where there is none it says so, with the nearest of the right kind;
 * where the thing exists but is broken, that was reported and nothing more is said.
 */
export function find<K extends StickyKind>({ world, report }: Resolving, name: RawName, kinds: readonly K[], place: string): Things[K] | undefined {
  for (const kind of kinds) {
    const thing = world.things[kind].get(name.text);
    if (thing === undefined) continue;
    world.used.add(name.text);
    return thing;
  }
  const other = world.declared.get(name.text);
  if (name.text === '') report(diagnose('name-empty', name.span, {}));
  if (name.text === '' || (other !== undefined && kinds.some((kind) => kind === other.kind))) return undefined;
  if (other === undefined && isLost(name, world.lost)) return undefined;
  const known = namesOfKinds(kinds, world);
  const several = namesInOne(name.text, known);
  const { nearest, certain } = several.length > 0 ? { nearest: undefined, certain: false } : nearestOf(name.text, known);
  const wanted = kinds.filter((kind) => kind !== 'reported event' || kinds.length === 1).map(withArticle).join(' or ');
  if (other !== undefined) report(diagnose('wrong-kind-of-name', name.span, { name: name.text, is: withArticle(other.kind), place, wanted, nearest, certain }, [{ span: other.span, sentence: 'It is declared here.' }]));
  else reportUnknown(diagnose('unknown-name', name.span, { name: name.text, wanted: kinds.filter((kind) => kind !== 'reported event' || kinds.length === 1).join(' or '), nearest, certain, several, known: known.length <= 6 ? known : [] }), name.text, nearest, { world, report });
  return undefined;
}

/** Names that stand in one text, with commas or `and` between them, where a list was meant: to take the nearest one would lose the others. */
function namesInOne(text: string, known: readonly string[]): readonly string[] {
  const parts = text.split(/,| and /).map((part) => part.trim());
  return parts.length > 1 && parts.every((part) => known.includes(part)) ? parts : [];
}

/** A wall of so many stickies is no wall: there, a wrong name is not compared with all the others. */
const TOO_MANY_TO_COMPARE = 3000;

export function namesOfKinds(kinds: readonly StickyKind[], { declared }: World): readonly string[] {
  if (declared.size > TOO_MANY_TO_COMPARE) return [];
  return kinds.flatMap((kind) => [...declared].filter(([, each]) => each.kind === kind).map(([text]) => text));
}

/** Remembers it as well, to see in the end whether it is the declaration that has the wrong name. */
export function reportUnknown(diagnostic: Diagnostic, name: string, nearest: string | undefined, { world, report }: Resolving): void {
  report(diagnostic);
  if (nearest === undefined) return;
  const key = `${name}\n${nearest}`;
  const missed = world.missed.get(key) ?? { name, nearest, diagnostics: [] };
  missed.diagnostics.push(diagnostic);
  world.missed.set(key, missed);
}

/**
 * `diagnostics`, where a name is called unknown; but when one spelling stands at several places and the name it is
 * nearest to at none, then that one is the mistake, and it is said once, where it is declared.
 */
export function withWrongDeclarations(diagnostics: readonly Diagnostic[], { declared, used, missed }: World): readonly Diagnostic[] {
  let kept = diagnostics;
  for (const { name, nearest, diagnostics: unknown } of missed.values()) {
    const declaration = declared.get(nearest);
    const [first] = unknown;
    if (declaration === undefined || first === undefined || unknown.length < 2 || used.has(nearest)) continue;
    const related = [{ span: first.span, sentence: `"${name}" stands here${unknown.length > 2 ? ` for the first of ${unknown.length} times` : ', and at one more place'}.` }];
    kept = [...kept.filter((each) => !unknown.includes(each)), diagnose('declared-under-another-name', declaration.span, { name: nearest, kind: declaration.kind, used: name }, related)];
  }
  return kept;
}

/** Whether a name may have been given in text that could not be read. */
export function isLost(name: RawName, lost: readonly string[]): boolean {
  return lost.some((text) => text.includes(name.text));
}

export function withArticle(kind: string): string {
  return `${/^[aeiou]/.test(kind) ? 'an' : 'a'} ${kind}`;
}
