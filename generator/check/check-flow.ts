import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import { lineOf } from '../diagnostics/span.ts';
import { isUnsure } from './check-aggregate.ts';
import type { AnyEvent, Command, Event, Model, Policy, PolicyReaction } from '../resolve/model.ts';

/** Stickies that nothing leads to. */
export function checkReachable(model: Model, report: Report): void {
  const sends = model.policies.flatMap((policy) => [...policy.reactions, ...(policy.clock === undefined ? [] : [policy.clock])]).flatMap((reaction) => [...reaction.then, ...reaction.ifRefused]);
  for (const command of model.aggregates.flatMap((aggregate) => aggregate.commands)) {
    if (command.by.length === 0 && !isUnsure([model, command, ...model.policies]) && !sends.some((send) => send.target === command)) report(diagnose('command-without-sender', command.span, { command: command.name }));
  }
  for (const event of model.aggregates.flatMap((aggregate) => aggregate.events)) {
    if (!isUnsure([event.aggregate, ...event.aggregate.commands]) && !event.aggregate.commands.some((command) => command.then.some((emission) => emission.event === event))) report(diagnose('event-never-happens', event.span, { event: event.name }));
  }
}

/** One way from an event over a policy's command to the next event. */
interface Step {
  readonly policy: Policy;
  readonly reaction: PolicyReaction;
  readonly command: Command;
  /** Sent only because something else was refused. */
  readonly refused: boolean;
  readonly event: Event;
}

/** Policies that call each other round and round without any `if` on the way: the chain would never end. */
export function checkLoops(model: Model, report: Report): void {
  const steps = new Map<AnyEvent, Step[]>();
  for (const policy of model.policies) {
    for (const reaction of policy.reactions) for (const link of reaction.events) steps.set(link.to, [...(steps.get(link.to) ?? []), ...certainSteps(policy, reaction)]);
  }
  const reported = new Set<AnyEvent>();
  for (const start of steps.keys()) {
    if (reported.has(start)) continue;
    const loop = shortestLoop(start, steps);
    const last = loop?.at(-1);
    if (loop === undefined || last === undefined) continue;
    for (const step of loop) reported.add(step.event);
    const first = loop[0];
    report(diagnose('endless-loop', first?.reaction.then[0]?.span ?? last.reaction.span, { steps: describe(start, loop) }, loop.map((step) => ({ span: step.reaction.span, sentence: `"${step.policy.name}" reacts here` }))));
  }
}

/** What a reaction leads to, or its answer to a refusal, without an `if` on it, on the sending or on the event. */
function certainSteps(policy: Policy, reaction: PolicyReaction): readonly Step[] {
  if (reaction.if !== undefined) return [];
  const sends = [...reaction.then.map((send) => ({ send, refused: false })), ...reaction.ifRefused.map((send) => ({ send, refused: true }))];
  return sends.flatMap(({ send, refused }) => {
    const { target } = send;
    if (target.kind !== 'command' || send.if !== undefined) return [];
    return target.then.filter((emission) => emission.if === undefined).map((emission) => ({ policy, reaction, command: target, refused, event: emission.event }));
  });
}

function shortestLoop(start: AnyEvent, steps: ReadonlyMap<AnyEvent, readonly Step[]>): readonly Step[] | undefined {
  const queue: { readonly event: AnyEvent; readonly path: readonly Step[] }[] = [{ event: start, path: [] }];
  const seen = new Set<AnyEvent>();
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    for (const step of steps.get(next.event) ?? []) {
      const path = [...next.path, step];
      if (step.event === start) return path;
      if (!seen.has(step.event)) queue.push({ event: step.event, path });
      seen.add(step.event);
    }
  }
  return undefined;
}

function describe(start: AnyEvent, loop: readonly Step[]): string {
  const parts = loop.map((step) => `"${step.policy.name}" (${lineOf(step.reaction.span)}) ${step.refused ? 'answers a refusal with' : 'sends'} "${step.command.name}", which leads to "${step.event.name}"`);
  return `on "${start.name}", ${parts.join('; then ')}`;
}
