import { type Flow, grouped } from './flow.ts';

/**
 * All that may follow from commands and events, by name: events, and what policies send. What was put off counts as well;
 * `withClock` also what the clock sets off.
 */
export function whatFollows(from: readonly string[], flow: Flow, withClock: boolean): ReadonlySet<string> {
  const outcomes = grouped(flow.outcomes, ({ command }) => [command]);
  const sendings = grouped(flow.sendings, ({ reaction }) => reaction.events);
  const follows = new Set<string>();
  const open = [...from];
  const add = (name: string): void => {
    if (follows.has(name)) return;
    follows.add(name);
    open.push(name);
  };
  if (withClock) for (const { reaction, target } of flow.sendings) if (reaction.events.length === 0) add(target);
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    for (const { event } of outcomes.get(name) ?? []) add(event);
    for (const { target } of sendings.get(name) ?? []) add(target);
  }
  return follows;
}
