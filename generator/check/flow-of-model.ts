import type { Model, Named, Policy, ReactionBody } from '../resolve/model.ts';
import type { Flow, FlowReaction, FlowSending, FlowSticky } from './flow.ts';

/** What leads to what in a model whose names are resolved. */
export function flowOfModel(model: Model): Flow {
  const commands = model.aggregates.flatMap((aggregate) => aggregate.commands);
  const sendings = model.policies.flatMap(sendingsOf);
  return {
    stickies: stickiesOf(model),
    reactions: [...new Set(sendings.map(({ reaction }) => reaction))],
    sendings,
    outcomes: commands.flatMap((command) => command.then.map((emission) => ({ command: command.name, event: emission.event.name, guarded: emission.if !== undefined, span: emission.span }))),
    senders: commands.flatMap((command) => command.by.map((link) => ({ from: link.to.name, to: command.name }))),
    viewers: model.actors.flatMap((actor) => actor.views.map((view) => ({ from: actor.name, to: view.name }))),
    lookUps: model.policies.flatMap((policy) => bodiesOf(policy).flatMap((body) => body.lookUps.map((lookUp) => ({ from: policy.name, to: lookUp.readModel.name })))
      .concat(policy.clock?.forEach === undefined ? [] : [{ from: policy.name, to: policy.clock.forEach.to.name }])),
    feeds: model.readModels.flatMap((readModel) => readModel.entries.map((entry) => ({ from: entry.event.name, to: readModel.name }))),
  };
}

/** Whatever a policy does, whether something or the clock sets it off. */
export function bodiesOf(policy: Policy): readonly ReactionBody[] {
  return [...policy.reactions, ...(policy.clock === undefined ? [] : [policy.clock])];
}

function stickiesOf(model: Model): readonly FlowSticky[] {
  const broken = model.incomplete === true;
  const sticky = (kind: FlowSticky['kind'], { name, span }: Named, hidden: readonly Named[], of?: string): FlowSticky => ({ kind, name, span, unsure: hidden.some((each) => each.incomplete === true), ...(of === undefined ? {} : { of }) });
  const { policies } = model;
  return [
    ...model.actors.map((actor) => sticky('actor', actor, [model])),
    ...model.aggregates.flatMap((aggregate) => [
      sticky('aggregate', aggregate, [aggregate]),
      ...aggregate.commands.map((command) => sticky('command', command, [model, command, ...policies], aggregate.name)),
      ...aggregate.events.map((event) => sticky('event', event, [aggregate, ...aggregate.commands], aggregate.name)),
    ]),
    ...policies.map((policy) => ({ ...sticky('policy', policy, [policy]), unsure: broken })),
    ...model.readModels.map((readModel) => sticky('read model', readModel, [model, ...policies])),
    ...model.externalSystems.flatMap((system) => [
      sticky('external system', system, [system]),
      ...system.does.map((request) => sticky('request', request, [model, ...policies], system.name)),
      ...system.reports.map((event) => sticky('reported event', event, [model, ...policies], system.name)),
    ]),
  ];
}

function sendingsOf(policy: Policy): readonly FlowSending[] {
  const ofBody = (body: ReactionBody, reaction: FlowReaction): readonly FlowSending[] =>
    [...body.then.map((send) => ({ send, refused: false })), ...body.ifRefused.map((send) => ({ send, refused: true }))]
      .map(({ send, refused }) => ({ reaction, target: send.target.name, refused, guarded: send.if !== undefined, span: send.span }));
  const reactions = policy.reactions.flatMap((each) => {
    // What something may call off does not go on for ever of itself.
    const guarded = each.if !== undefined || each.unless.length > 0;
    return ofBody(each, { policy: policy.name, events: each.events.map((link) => link.to.name), guarded, span: each.span, ...(each.after === undefined ? {} : { after: each.after.text }) });
  });
  const { clock } = policy;
  return clock === undefined ? reactions : [...reactions, ...ofBody(clock, { policy: policy.name, events: [], guarded: clock.if !== undefined, span: clock.span })];
}
