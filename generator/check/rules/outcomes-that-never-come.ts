import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { Command, Example, Scenario } from '../../resolve/model.ts';
import { isUnsure } from '../check-aggregate.ts';
import type { CheckedAggregate, CheckedPolicy } from '../checked-model.ts';
import type { Flow } from '../flow.ts';
import { whatFollows } from '../what-follows.ts';
import { lifeBefore } from './examples-out-of-life.ts';
import { ruleOfParts } from './rule.ts';
import { scenariosOf } from './scenarios.ts';

/** What a scenario says comes of it, and never can; and what always comes, and is not said. */
export const outcomeThatNeverComesRule = ruleOfParts(['outcome-never-comes', 'outcome-comes-later', 'outcome-left-out', 'nothing-to-refuse', 'given-of-another-aggregate'], ({ content, flow }, report) => {
  for (const { checked, of } of scenariosOf(content)) {
    const { scenario } = checked;
    if (typeof of !== 'string' && 'aggregate' in of) askGiven(scenario, of, report);
    // That it is refused is said where the lifecycle is asked.
    if (lifeBefore(checked)?.refusal !== undefined) continue;
    if (scenario.then.kind === 'refused' && !isOfCommand(scenario)) report(diagnose('nothing-to-refuse', scenario.then.span, { place: placeOf(of) }));
    else if (of === 'system') askSystem(scenario, flow, report);
    else if (of !== 'read model' && 'aggregate' in of) askAggregate(scenario, of, report);
    else if (of !== 'read model') askPolicy(scenario, of, report);
  }
});

function isOfCommand({ when }: Scenario): boolean {
  return when?.kind === 'example' && when.message.kind === 'command';
}

function placeOf(of: CheckedAggregate | CheckedPolicy | 'read model' | 'system'): 'policy' | 'read model' | 'system' {
  return typeof of === 'string' ? of : 'policy';
}

function askGiven({ given }: Scenario, { aggregate }: CheckedAggregate, report: Report): void {
  for (const step of given) {
    if (step.kind !== 'example' || (step.message.kind === 'event' && step.message.aggregate === aggregate)) continue;
    report(diagnose('given-of-another-aggregate', step.span, { event: step.message.name, aggregate: aggregate.name }));
  }
}

/** The whole list of events, each from one entry under the command's `then`. */
function askAggregate({ when, then }: Scenario, { aggregate }: CheckedAggregate, report: Report): void {
  const command = when?.kind === 'example' && when.message.kind === 'command' ? when.message : undefined;
  if (command === undefined || then.kind === 'refused' || isUnsure([aggregate, command])) return;
  const told = then.kind === 'happens' ? then.messages : [];
  const never = beyond(told, command.then.map(({ event }) => event.name));
  for (const example of never) {
    report(diagnose('outcome-never-comes', example.span, { sentence: neverLeads(command, example.message.name), comes: quoted(command.then.map(({ event }) => event.name)) }));
  }
  const always = command.then.filter((each) => each.if === undefined).map(({ event }) => event.name);
  if (never.length === 0) reportLeftOut(`"${command.name}" always leads to it when it is accepted`, always, told, then, report);
}

function neverLeads({ name, then }: Command, event: string): string {
  return then.some((each) => each.event.name === event) ? `"${name}" leads to "${event}" only once` : `"${name}" never leads to "${event}"`;
}

/** The whole list of what this policy sends, by what happens now or by what is due meanwhile. */
function askPolicy({ when, then }: Scenario, { policy }: CheckedPolicy, report: Report): void {
  if (when === undefined || then.kind === 'refused' || isUnsure([policy])) return;
  const told = then.kind === 'happens' ? then.messages : [];
  const bodies = when.kind === 'time passes'
    ? [...policy.reactions.filter(({ after }) => after !== undefined), ...(policy.clock === undefined ? [] : [policy.clock])]
    : policy.reactions.filter(({ events, after }) => after === undefined && events.some(({ to }) => to === when.message));
  const sends = bodies.flatMap((body) => body.then.map((send) => ({ name: send.target.name, always: send.if === undefined && body.if === undefined && body.lookUps.length === 0 })));
  const names = sends.map(({ name }) => name);
  // While time passes a policy may act many times.
  const never = when.kind === 'time passes' ? told.filter(({ message }) => !names.includes(message.name)) : beyond(told, names);
  for (const { message, span } of never) {
    const later = when.kind === 'time passes' ? undefined : policy.reactions.find(({ after, events, then: sent }) => after !== undefined && events.some(({ to }) => to === when.message) && sent.some(({ target }) => target === message));
    if (when.kind !== 'time passes' && later?.after !== undefined) {
      report(diagnose('outcome-comes-later', span, { policy: policy.name, message: message.name, event: when.message.name, after: later.after.text }));
      continue;
    }
    const sentence = `"${policy.name}" ${names.includes(message.name) ? `sends "${message.name}" only once` : `never sends "${message.name}"`} ${when.kind === 'time passes' ? 'because time passes' : `when "${when.message.name}" happens`}`;
    report(diagnose('outcome-never-comes', span, { sentence, comes: quoted(names) }));
  }
  if (when.kind === 'example' && never.length === 0) reportLeftOut(`"${policy.name}" always sends it when "${when.message.name}" happens`, sends.filter(({ always }) => always).map(({ name }) => name), told, then, report);
}

/** Each is looked for in all that follows, at once or as time passes. */
function askSystem({ given, when, then }: Scenario, flow: Flow, report: Report): void {
  if (when === undefined || then.kind !== 'happens') return;
  const follows = whatFollows(when.kind === 'example' ? [when.message.name] : given.flatMap((step) => (step.kind === 'example' ? [step.message.name] : [])), flow, when.kind === 'time passes');
  const cause = when.kind === 'example' ? `"${when.message.name}"` : 'what is given';
  for (const { message, span } of then.messages) {
    if (!follows.has(message.name)) report(diagnose('outcome-never-comes', span, { sentence: `Nothing that follows from ${cause} leads to "${message.name}"`, comes: quoted([...follows]) }));
  }
}

/** Those of the examples that are more than there are of their name. */
function beyond(told: readonly Example[], names: readonly string[]): readonly Example[] {
  const left = [...names];
  return told.filter(({ message }) => {
    const index = left.indexOf(message.name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
}

function reportLeftOut(why: string, always: readonly string[], told: readonly Example[], { kind, span }: Scenario['then'], report: Report): void {
  // An empty list was reported.
  if (kind === 'happens' && told.length === 0) return;
  const left = told.map(({ message }) => message.name);
  const missing = always.filter((name) => {
    const index = left.indexOf(name);
    if (index >= 0) left.splice(index, 1);
    return index < 0;
  });
  if (missing.length > 0) report(diagnose('outcome-left-out', span, { why, missing: quoted(missing) }));
}

function quoted(names: readonly string[]): string {
  return [...new Set(names)].slice(0, MOST_NAMES).map((name) => `"${name}"`).join(', ');
}

const MOST_NAMES = 8;
