import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { Aggregate, Command } from '../../resolve/model.ts';
import { type Exercised, exercised, refusalKey } from '../exercised.ts';
import { ruleOfWholeModel } from './rule.ts';

/** What no scenario shows: commands, the rules they are refused by, the events they lead to, policies. */
export const unshownRule = ruleOfWholeModel(['command-never-tried', 'rule-never-shown', 'event-never-shown', 'policy-never-shown'], ({ content, flow }, report) => {
  const shown = exercised(content, flow);
  const { model } = content;
  for (const aggregate of model.aggregates) askAggregate(aggregate, shown, report);
  for (const policy of model.policies) {
    if (!shown.policies.has(policy.name)) report(diagnose('policy-never-shown', policy.span, { policy: policy.name }, [], [policy.name]));
  }
});

function askAggregate({ name, commands, events }: Aggregate, shown: Exercised, report: Report): void {
  for (const command of commands) {
    if (shown.commands.has(command.name)) askRules(command, shown, report);
    else report(diagnose('command-never-tried', command.span, { command: command.name, ...couldShow(command, shown) }, [], [command.name, name]));
  }
  const tried = new Set(commands.filter((command) => shown.commands.has(command.name)).flatMap(({ then }) => then.map(({ event }) => event)));
  for (const event of events) {
    if (tried.has(event) && !shown.events.has(event.name)) report(diagnose('event-never-shown', event.span, { event: event.name }, [], [event.name, name]));
  }
}

/** Of two rules with one name, one refusal shows both. */
function askRules({ name, rules, aggregate }: Command, shown: Exercised, report: Report): void {
  const asked = new Set<string>();
  for (const { otherwise } of rules) {
    if (asked.has(otherwise.name) || shown.refusals.has(refusalKey(name, otherwise.name))) continue;
    asked.add(otherwise.name);
    report(diagnose('rule-never-shown', otherwise.span, { command: name, refusal: otherwise.name }, [], [otherwise.name, name, aggregate.name]));
  }
}

/** What a scenario with this command would show besides. */
function couldShow({ then, rules }: Command, shown: Exercised): { readonly events: readonly string[]; readonly refusals: readonly string[] } {
  return {
    events: [...new Set(then.map(({ event }) => event.name).filter((event) => !shown.events.has(event)))],
    refusals: [...new Set(rules.map(({ otherwise }) => otherwise.name))],
  };
}
