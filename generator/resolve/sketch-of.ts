import type { RawBody, RawCommand, RawEntry, RawModel, RawName, RawPolicy, RawSticky } from '../schema/raw-model.ts';
import type { Acceptance } from './acceptance.ts';
import type { Sketch, SketchArrow, SketchSticky } from './sketch.ts';

/** What a model says about stickies and what leads to what, whatever its level. Names are taken as they are written. */
export function sketchOf(raw: RawModel): Sketch {
  return {
    name: raw.name?.text ?? 'Model',
    ...(raw.about === undefined ? {} : { about: raw.about }),
    level: raw.level,
    stickies: stickiesOf(raw),
    arrows: arrowsOf(raw),
    hotSpots: raw.hotSpots.map(({ question, about, on, span }) => ({ question, ...(about === undefined ? {} : { about }), ...(on === undefined ? {} : { on: on.text }), span })),
    accepted: acceptancesOf(raw),
  };
}

export function acceptancesOf(raw: RawModel): readonly Acceptance[] {
  return raw.accepted.map(({ code, on, because, span }) => ({ code: code.text, codeSpan: code.span, on: on.text, onSpan: on.span, because, span }));
}

function stickiesOf(raw: RawModel): readonly SketchSticky[] {
  const of = (kind: SketchSticky['kind'], stickies: readonly RawSticky[], owner?: RawSticky): readonly SketchSticky[] =>
    stickies.map(({ name, about }) => ({ kind, name: name.text, ...(about === undefined ? {} : { about }), ...(owner === undefined ? {} : { of: owner.name.text }), span: name.span }));
  return [
    ...of('actor', raw.actors),
    ...of('command', raw.looseCommands),
    ...of('event', raw.looseEvents),
    ...raw.aggregates.flatMap((each) => [...of('aggregate', [each]), ...of('command', each.commands, each), ...of('event', each.events, each)]),
    ...of('policy', raw.policies),
    // What a read model answers says more of it than anything else.
    ...of('read model', raw.readModels.map((each) => (each.question === undefined ? each : { ...each, about: each.question }))),
    ...raw.externalSystems.flatMap((each) => [...of('external system', [each]), ...of('request', each.does, each), ...of('event', each.reports, each)]),
  ];
}

function arrowsOf(raw: RawModel): readonly SketchArrow[] {
  return [
    ...[raw.looseCommands, ...raw.aggregates.map(({ commands }) => commands)].flatMap(commandArrows),
    ...raw.policies.flatMap(policyArrows),
    ...raw.readModels.flatMap((each) => each.from.map((entry) => arrow('feeds', entry.event, each.name, entry.if !== undefined))),
    ...raw.actors.flatMap((each) => each.views.map((view) => arrow('is viewed by', view, each.name, false))),
  ];
}

function arrow(kind: SketchArrow['kind'], from: RawName, to: RawName, guarded: boolean, on?: RawName): SketchArrow {
  return { kind, from: from.text, to: to.text, guarded, ...(on === undefined ? {} : { on: on.text }), span: kind === 'feeds' || kind === 'is viewed by' ? from.span : to.span };
}

function commandArrows(commands: readonly RawCommand[]): readonly SketchArrow[] {
  return commands.flatMap((command) => [
    ...command.by.map((actor) => ({ ...arrow('sends', actor, command.name, false), span: actor.span })),
    ...command.then.map((entry) => arrow('leads to', command.name, entry.name, entry.if !== undefined)),
  ]);
}

function policyArrows(policy: RawPolicy): readonly SketchArrow[] {
  const onEvents = policy.reactions.flatMap((reaction) => reaction.events.flatMap((event) => [{ ...arrow('sets off', event, policy.name, reaction.if !== undefined), span: event.span }, ...bodyArrows(policy, reaction, event)]));
  const { clock } = policy;
  const onClock = clock === undefined ? [] : [...bodyArrows(policy, clock), ...(clock.forEach === undefined ? [] : [{ ...arrow('is looked up by', clock.forEach, policy.name, false), span: clock.forEach.span }])];
  return [...onEvents, ...onClock];
}

function bodyArrows({ name }: RawPolicy, body: RawBody, on?: RawName): readonly SketchArrow[] {
  const sends = (kind: 'sends' | 'when refused', entries: readonly RawEntry[]): readonly SketchArrow[] => entries.map((entry) => arrow(kind, name, entry.name, entry.if !== undefined || body.if !== undefined, on));
  return [...sends('sends', body.then), ...sends('when refused', body.ifRefused), ...body.lookUps.map(({ readModel }) => ({ ...arrow('is looked up by', readModel, name, false), span: readModel.span }))];
}
