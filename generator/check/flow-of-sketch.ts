import type { Sketch, SketchArrow } from '../resolve/sketch.ts';
import type { Flow, FlowReaction } from './flow.ts';

/** What leads to what in a model that is not at the level `design` yet. */
export function flowOfSketch({ stickies, arrows }: Sketch): Flow {
  const kinds = new Map(stickies.map((sticky) => [sticky.name, sticky.kind]));
  const systems = new Set(stickies.filter(({ kind }) => kind === 'external system').map(({ name }) => name));
  const all = (kind: SketchArrow['kind'], fromKind?: string): readonly SketchArrow[] => arrows.filter((arrow) => arrow.kind === kind && (fromKind === undefined || kinds.get(arrow.from) === fromKind));
  const reactions = reactionsOf(arrows);
  const sent = [...all('sends', 'policy'), ...all('when refused')];
  return {
    stickies: stickies.map(({ kind, name, of, span }) => ({ kind: kind === 'event' && of !== undefined && systems.has(of) ? 'reported event' : kind, name, span, unsure: false, ...(of === undefined ? {} : { of }) })),
    reactions: [...reactions.values()],
    sendings: sent.flatMap((arrow) => {
      const reaction = reactions.get(keyOf(arrow.from, arrow.on));
      return reaction === undefined ? [] : [{ reaction, target: arrow.to, refused: arrow.kind === 'when refused', guarded: arrow.guarded, span: arrow.span }];
    }),
    outcomes: all('leads to').map(({ from, to, guarded, span }) => ({ command: from, event: to, guarded, span })),
    senders: all('sends', 'actor').map(({ from, to }) => ({ from, to })),
    viewers: all('is viewed by').map(({ from, to }) => (kinds.get(from) === 'actor' ? { from, to } : { from: to, to: from })),
    lookUps: all('is looked up by').map(({ from, to }) => (kinds.get(from) === 'policy' ? { from, to } : { from: to, to: from })),
    feeds: all('feeds').map(({ from, to }) => ({ from, to })),
  };
}

function keyOf(policy: string, event: string | undefined): string {
  return JSON.stringify([policy, event ?? null]);
}

/** One for each event that a policy reacts to, and one for what it does by the clock. */
function reactionsOf(arrows: readonly SketchArrow[]): ReadonlyMap<string, FlowReaction> {
  const reactions = new Map<string, FlowReaction>();
  for (const { kind, from, to, guarded, on, span } of arrows) {
    if (kind === 'sets off') reactions.set(keyOf(to, from), { policy: to, events: [from], guarded, span });
    else if ((kind === 'sends' || kind === 'when refused') && on === undefined && !reactions.has(keyOf(from, undefined))) reactions.set(keyOf(from, undefined), { policy: from, events: [], guarded: false, span });
  }
  return reactions;
}
