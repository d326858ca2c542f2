import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { TypedExpression } from '../../feel/typed-expression.ts';
import type { Expression } from '../../resolve/model.ts';
import type { CheckedAggregate, CheckedPolicy, CheckedReadModel } from '../checked-model.ts';
import { type Reasons, reasonsAgainst } from '../solver/reasons.ts';
import { bodiesOfPolicy, type View } from '../view.ts';
import { givenBy, inWords, type Origin, placesOf } from './contradictions.ts';
import { ruleOfParts } from './rule.ts';

/** An `if` that never holds, or always, where it stands. */
export const decidedConditionRule = ruleOfParts(['condition-never-holds', 'condition-always-holds'], (view, report) => {
  for (const aggregate of view.content.aggregates) askCommands(aggregate, view, report);
  for (const policy of view.content.policies) askPolicy(policy, view, report);
  for (const readModel of view.content.readModels) askReadModel(readModel, view, report);
});

/** What was accepted has kept all rules of the command, and the state all its invariants. */
function askCommands({ invariants, commands }: CheckedAggregate, view: View, report: Report): void {
  for (const { command, begins, rules, emissions } of commands) {
    const known = [...(begins ? [] : invariants), ...rules];
    emissions.forEach(({ event, condition }, index) => {
      const written = command.then.length === emissions.length ? command.then[index]?.if : undefined;
      if (condition === undefined || written === undefined) return;
      ask({ written, condition, consequence: `"${command.name}" never leads to "${event.name}" here`, about: [event.name, command.name] }, { known, limits: true }, view, report);
    });
  }
}

/** Events may have been stored before there were limits, so that only what is asked itself is known. */
function askPolicy(policy: CheckedPolicy, view: View, report: Report): void {
  const { name } = policy.policy;
  for (const body of bodiesOfPolicy(policy)) {
    if (body.condition !== undefined) askOf(body.reaction.if, body.condition, `"${name}" does nothing`);
    for (const { send, condition } of [...body.sends, ...body.ifRefused]) if (condition !== undefined) askOf(send.if, condition, `"${name}" never sends "${send.target.name}" here`);
  }

  function askOf(written: Expression | undefined, condition: TypedExpression, consequence: string): void {
    if (written !== undefined) ask({ written, condition, consequence, about: [name] }, { known: [], limits: false }, view, report);
  }
}

function askReadModel({ readModel, entries }: CheckedReadModel, view: View, report: Report): void {
  for (const { entry, condition, where } of entries) {
    for (const [key, written, typed] of [['if', entry.if, condition], ['where', entry.where, where]] as const) {
      if (written === undefined || typed === undefined) continue;
      ask({ written, condition: typed, consequence: `"${entry.event.name}" does nothing to "${readModel.name}"`, about: [readModel.name], key }, { known: [], limits: false }, view, report);
    }
  }
}

interface Asked {
  readonly written: Expression;
  readonly condition: TypedExpression;
  /** When it never holds. */
  readonly consequence: string;
  readonly about: readonly string[];
  readonly key?: 'if' | 'where';
}

function ask({ written, condition, consequence, about, key = 'if' }: Asked, { known, limits }: { readonly known: readonly Origin[]; readonly limits: boolean }, view: View, report: Report): void {
  if (view.saidWithin(written.span)) return;
  const reasons = (holds: boolean): Reasons<Origin> | undefined => reasonsAgainst(condition, holds, givenBy(known), limits ? 'all' : 'by nobody');
  const never = reasons(true);
  if (never !== undefined) {
    report(diagnose('condition-never-holds', written.span, { key, consequence, ...inWords(written, never) }, placesOf(never), about));
    return;
  }
  const always = reasons(false);
  if (always !== undefined) report(diagnose('condition-always-holds', written.span, { key, ...inWords(written, always) }, placesOf(always), about));
}
