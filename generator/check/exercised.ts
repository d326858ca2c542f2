import type { Data, ExampleValue, Scenario } from '../resolve/model.ts';
import type { UnmarkedModel } from './checked-model.ts';
import { type Flow, type FlowReaction, grouped } from './flow.ts';

/** What the scenarios of a model show, by the names of stickies. What only may happen on the way counts as shown. */
export interface Exercised {
  readonly commands: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
  /** `command: refusal` */
  readonly refusals: ReadonlySet<string>;
}

export function refusalKey(command: string, refusal: string): string {
  return JSON.stringify([command, refusal]);
}

/** A look at the scenarios as they are written; nothing is run. */
export function exercised({ model }: UnmarkedModel, flow: Flow): Exercised {
  const shown = { commands: new Set<string>(), events: new Set<string>(), policies: new Set<string>(), refusals: new Set<string>() };
  for (const { scenarios } of model.aggregates) for (const scenario of scenarios) noteOfAggregate(scenario, shown);
  for (const { name, scenarios } of model.policies) if (scenarios.some(({ then }) => then.kind === 'happens' && then.messages.length > 0)) shown.policies.add(name);
  const reach = reachOf(model.scenarios, flow);
  for (const part of ['commands', 'events', 'policies'] as const) for (const name of reach[part]) shown[part].add(name);
  for (const scenario of model.scenarios) noteRefusal(scenario, shown);
  // A refusal on the way is shown where its name comes out at the end: a policy that answers it may pass the name on.
  const texts = new Set(model.scenarios.flatMap(({ then }) => (then.kind === 'happens' ? textsOf(then) : [])));
  for (const { commands } of model.aggregates) {
    for (const command of commands.filter(({ name }) => reach.commands.has(name))) {
      for (const { otherwise } of command.rules) if (texts.has(otherwise.name)) shown.refusals.add(refusalKey(command.name, otherwise.name));
    }
  }
  return shown;
}

type Shown = { readonly [part in keyof Exercised]: Set<string> };

function noteOfAggregate(scenario: Scenario, shown: Shown): void {
  const { when, then } = scenario;
  if (when?.kind === 'example') shown.commands.add(when.message.name);
  noteRefusal(scenario, shown);
  if (then.kind === 'happens') for (const { message } of then.messages) shown.events.add(message.name);
}

function noteRefusal({ when, then }: Scenario, shown: Shown): void {
  if (then.kind === 'refused' && when?.kind === 'example') shown.refusals.add(refusalKey(when.message.name, then.refusal));
}

function textsOf({ messages, rows }: Extract<Scenario['then'], { kind: 'happens' }>): readonly string[] {
  const values: readonly ExampleValue[] = [...messages.flatMap((message) => message.values), ...rows.flatMap((each) => each.rows.flatMap((row) => row.values))];
  return values.flatMap(({ data }) => textsIn(data));
}

function textsIn(data: Data): readonly string[] {
  switch (data.kind) {
    case 'scalar':
      return [data.text];
    case 'list':
      return data.items.flatMap(textsIn);
    case 'map':
      return data.entries.flatMap((entry) => textsIn(entry.data));
  }
}

interface Reach {
  readonly commands: ReadonlySet<string>;
  readonly events: ReadonlySet<string>;
  readonly policies: ReadonlySet<string>;
}

/** All that may follow in scenarios of the whole system, at once or when time passes. */
function reachOf(scenarios: readonly Scenario[], flow: Flow): Reach {
  const outcomes = grouped(flow.outcomes, ({ command }) => [command]);
  const reactions = grouped(flow.reactions, ({ events }) => events);
  const sendings = grouped(flow.sendings, ({ reaction }) => [reaction]);
  const passing = scenarios.filter(({ when }) => when?.kind === 'time passes');
  const reach = { commands: new Set<string>(), events: new Set<string>(), policies: new Set<string>() };
  const gone = new Set<FlowReaction>();
  const open: (FlowReaction | string)[] = scenarios.flatMap(({ when }) => (when?.kind === 'example' ? [when.message.name] : []));
  // Nothing that was put off is done where no time passes.
  const isDone = ({ after }: FlowReaction): boolean => after === undefined || passing.length > 0;
  open.push(...passing.flatMap(({ given }) => given.flatMap((step) => (step.kind === 'example' ? (reactions.get(step.message.name) ?? []) : []).filter(({ after }) => after !== undefined))));
  if (passing.length > 0) open.push(...flow.reactions.filter(({ events }) => events.length === 0));
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (typeof next !== 'string') {
      if (!gone.has(next)) open.push(...(sendings.get(next) ?? []).map(({ target }) => target));
      gone.add(next);
      reach.policies.add(next.policy);
    } else if (outcomes.has(next) && !reach.commands.has(next)) {
      reach.commands.add(next);
      for (const { event } of outcomes.get(next) ?? []) {
        reach.events.add(event);
        open.push(event);
      }
    } else if (!outcomes.has(next)) open.push(...(reactions.get(next) ?? []).filter((reaction) => isDone(reaction) && !gone.has(reaction)));
  }
  return reach;
}
