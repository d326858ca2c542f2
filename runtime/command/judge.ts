import type { AggregateDefinition, CommandContext, Lifecycle } from '../aggregate/decider.ts';
import type { Message } from '../message/message.ts';

export type Judgement =
  | { readonly kind: 'accepted'; readonly events: readonly Message[] }
  /** By the name of the lifecycle's or the model's refusal, or by the sentence of a limit. */
  | { readonly kind: 'refused'; readonly refusal: string };

/**
 * Judges a command whose shape is right. The first answer counts: limits of its fields, lifecycle and rules
 * (`decide`), limits of every new event, then limits and invariants of the state they lead to.
 *
 * Several events of one command are stored together or not at all, and nobody decides on what lies between them. So
 * only the state after the last one is judged: a command may pass through a state that may not stay.
 */
export function judge(aggregate: AggregateDefinition, command: Message, instance: Lifecycle<unknown>, context: CommandContext): Judgement {
  const limit = aggregate.commands[command.type]?.data.brokenLimit(command.data, command.type);
  if (limit !== undefined) return { kind: 'refused', refusal: limit };
  const decision = aggregate.decide(command, instance, context);
  if (decision.kind === 'refused' || decision.events.length === 0) return decision;
  const broken = brokenByEvents(aggregate, decision.events) ?? brokenByState(aggregate, fold(aggregate, instance, decision.events, context));
  return broken === undefined ? decision : { kind: 'refused', refusal: broken };
}

function brokenByEvents(aggregate: AggregateDefinition, events: readonly Message[]): string | undefined {
  for (const event of events) {
    const broken = aggregate.events[event.type]?.data.brokenLimit(event.data, event.type);
    if (broken !== undefined) return broken;
  }
  return undefined;
}

function brokenByState(aggregate: AggregateDefinition, instance: Lifecycle<unknown>): string | undefined {
  if (instance.stage === 'not begun') return undefined;
  return aggregate.state.brokenLimit(instance.state, aggregate.name) ?? aggregate.invariants?.(instance.state);
}

function fold(aggregate: AggregateDefinition, instance: Lifecycle<unknown>, events: readonly Message[], context: CommandContext): Lifecycle<unknown> {
  return events.reduce((before, event) => aggregate.evolve(before, event, context.now), instance);
}
