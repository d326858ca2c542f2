import { diagnose, type Diagnostic, type Report } from '../diagnostics/diagnostic.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { RawModel, RawName } from '../schema/raw-model.ts';
import { reportRepeats } from './fields.ts';
import { stickyIdentifier } from './identifier.ts';
import type { HotSpot, Model, ReadModel } from './model.ts';
import type { Sketch } from './sketch.ts';
import { checkName } from './name-rules.ts';
import { reportTakenPlaces } from './places.ts';
import { resolveAggregate, resolveAggregateFields } from './resolve-aggregate.ts';
import { resolveFunctions } from './resolve-functions.ts';
import { resolvePolicy, resolveSystemFields } from './resolve-policy.ts';
import { resolveReadModel, resolveReadModelFields } from './resolve-read-model.ts';
import { resolveScenarios } from './resolve-scenario.ts';
import { checkSketchNames } from './resolve-sketch.ts';
import { resolveTypes } from './resolve-types.ts';
import { sketchOf } from './sketch-of.ts';
import { createShells, type Shells } from './shells.ts';
import { declareNames, find, isLost, reportUnknown, withWrongDeclarations, type Resolving } from './world.ts';

export interface ResolvedNames {
  /**
   * What is understandable, also when there are mistakes: things that something is missing from say so with
   * `incomplete`. `undefined` only where there is no model at all.
   */
  readonly model: Model | undefined;
  /** What is drawn of it, whatever its level; below a design it is all there is. */
  readonly sketch: Sketch | undefined;
  readonly diagnostics: readonly Diagnostic[];
  /** Whether a field or look-up of this name was written but not understood: that an expression does not know it is no further mistake. */
  isUnsure(name: string): boolean;
}

/**
 * Turns names into links, in a closed world: what is not declared does not exist. Types of expressions, values of
 * examples and whether a refusal exists are left to the checks.
 */
export function resolveNames(raw: RawModel | undefined): ResolvedNames {
  if (raw === undefined) return { model: undefined, sketch: undefined, diagnostics: [], isUnsure: () => false };
  const diagnostics: Diagnostic[] = [];
  const report: Report = (diagnostic) => diagnostics.push(diagnostic);
  const resolving: Resolving = { world: declareNames(raw, report), report };
  if (raw.level !== 'design') return resolveSketch(raw, resolving, diagnostics);
  for (const { name } of [...raw.looseCommands, ...raw.looseEvents]) report(diagnose('loose-in-design', name.span, { name: name.text }));
  const types = resolveTypes(raw.types, resolving);
  const functions = resolveFunctions(raw.functions, resolving);
  const shells = createShells(raw, resolving.world);
  resolveAllFields(shells, resolving);
  linkAll(shells, resolving);
  if (raw.name !== undefined) checkName(raw.name, 80, report);
  const name = raw.name?.text ?? 'Model';
  const model: Model = {
    kind: 'model',
    name,
    identifier: stickyIdentifier(name),
    ...(raw.about === undefined ? {} : { about: raw.about }),
    span: raw.name?.span ?? raw.span,
    ...(raw.incomplete || diagnostics.length > 0 ? { incomplete: true } : {}),
    timeZone: timeZoneOf(raw.timeZone, report),
    types,
    functions,
    actors: shells.actors.map(({ draft }) => draft),
    aggregates: shells.aggregates.map(({ draft }) => draft),
    policies: shells.policies.map(({ draft }) => draft),
    readModels: shells.readModels.map(({ draft }) => draft),
    externalSystems: shells.externalSystems.map(({ draft }) => draft),
    scenarios: resolveScenarios(raw.scenarios, { kind: 'top' }, shells, resolving),
    hotSpots: raw.hotSpots.map((hotSpot) => resolveHotSpot(hotSpot, resolving)),
    accepted: raw.accepted.map(({ code, on, because, span }) => ({ code: code.text, codeSpan: code.span, on: on.text, onSpan: on.span, because, span })),
  };
  reportTakenPlaces(model, report);
  return { model, sketch: sketchOf(raw), diagnostics: withWrongDeclarations(diagnostics, resolving.world), isUnsure: (name) => isUnsure(name, shells, raw) || isBrokenInRecord(name, raw, resolving) };
}

function resolveSketch(raw: RawModel, resolving: Resolving, diagnostics: readonly Diagnostic[]): ResolvedNames {
  if (raw.name !== undefined) checkName(raw.name, 80, resolving.report);
  checkSketchNames(raw, resolving);
  for (const hotSpot of raw.hotSpots) resolveHotSpot(hotSpot, resolving);
  return { model: undefined, sketch: sketchOf(raw), diagnostics: withWrongDeclarations(diagnostics, resolving.world), isUnsure: () => false };
}

function isUnsure(name: string, shells: Shells, raw: RawModel): boolean {
  const owners = [...shells.owners.values()];
  const lookUps = raw.policies.flatMap((policy) => policy.reactions.flatMap((reaction) => reaction.lookUps));
  const dropped = lookUps.some((lookUp) => lookUp.name.text === name && !shells.readModels.some(({ draft }) => draft.name === lookUp.readModel.text));
  const lost = [...raw.lost, ...owners.flatMap((owner) => owner.lost)];
  return dropped || owners.some((owner) => owner.broken.has(name)) || lost.some((text) => text.includes(name));
}

/** A field of a record whose type was not understood. */
function isBrokenInRecord(name: string, raw: RawModel, { world }: Resolving): boolean {
  return raw.types.some((each) => {
    const type = world.things.type.get(each.name.text);
    return type?.kind === 'record type' && type.incomplete === true && each.with?.fields.some((field) => field.name.text === name) === true && !type.fields.some((field) => field.name === name);
  });
}

function resolveAllFields(shells: Shells, resolving: Resolving): void {
  for (const shell of shells.aggregates) resolveAggregateFields(shell, shells, resolving);
  for (const shell of shells.readModels) resolveReadModelFields(shell, shells, resolving);
  for (const shell of shells.externalSystems) resolveSystemFields(shell, shells, resolving);
}

function linkAll(shells: Shells, resolving: Resolving): void {
  for (const { raw: actor, draft } of shells.actors) {
    reportRepeats(actor.views, resolving);
    draft.views = actor.views.flatMap((name): readonly ReadModel[] => {
      const view = find(resolving, name, ['read model'], '`views`');
      return view === undefined ? [] : [view];
    });
  }
  for (const shell of shells.aggregates) resolveAggregate(shell, shells, resolving);
  for (const shell of shells.policies) resolvePolicy(shell, shells, resolving);
  for (const shell of shells.readModels) resolveReadModel(shell, resolving);
  for (const { raw: each, draft } of shells.aggregates) draft.scenarios = resolveScenarios(each.scenarios, { kind: 'aggregate', aggregate: draft }, shells, resolving);
  for (const { raw: each, draft } of shells.policies) draft.scenarios = resolveScenarios(each.scenarios, { kind: 'policy' }, shells, resolving);
  for (const { raw: each, draft } of shells.readModels) draft.scenarios = resolveScenarios(each.scenarios, { kind: 'read model', readModel: draft }, shells, resolving);
}

function resolveHotSpot(raw: RawModel['hotSpots'][number], resolving: Resolving): HotSpot {
  const { question, about, on, span } = raw;
  const { world } = resolving;
  if (on !== undefined) world.used.add(on.text);
  if (on !== undefined && !isLost(on, world.lost) && !world.declared.has(on.text)) {
    const { nearest, certain } = nearestOf(on.text, world.declared.keys());
    reportUnknown(diagnose('unknown-name', on.span, { name: on.text, wanted: 'sticky note', nearest, certain, known: [] }), on.text, nearest, resolving);
  }
  return { question, ...(about === undefined ? {} : { about }), ...(on === undefined ? {} : { on: on.text }), span };
}

/** UTC when left out. */
function timeZoneOf(name: RawName | undefined, report: Report): string {
  if (name === undefined || name.text === 'UTC') return 'UTC';
  const known = Intl.supportedValuesOf('timeZone');
  const same = known.find((zone) => zone === name.text);
  if (same !== undefined) return same;
  try {
    // Zones that have been renamed are still zones.
    new Intl.DateTimeFormat('en', { timeZone: name.text });
    return name.text;
  } catch {
    report(diagnose('unknown-time-zone', name.span, { name: name.text, ...nearestOf(name.text, known) }));
    return 'UTC';
  }
}
