import { diagnose } from '../../diagnostics/diagnostic.ts';
import { fieldsRead } from '../../feel/typed-expression.ts';
import type { CheckedCommand } from '../checked-model.ts';
import { expressionsOfCommand } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';

/** What people are asked for and nobody takes notice of: no rule, no condition and no event of the command. The identity is exempt. */
export const unreadCommandFieldRule = ruleOfWholeModel(['field-never-used'], ({ content }, report) => {
  for (const { aggregate, commands } of content.aggregates) {
    for (const checked of commands) {
      const used = fieldsUsed(checked);
      const { command } = checked;
      for (const field of command.fields.slice(1)) {
        if (!used.has(field.name)) report(diagnose('field-never-used', field.span, { field: field.name, command: command.name, events: [...new Set(command.then.map(({ event }) => event.name))] }, [], [field.name, command.name, aggregate.name]));
      }
    }
  }
});

function fieldsUsed(checked: CheckedCommand): ReadonlySet<string> {
  const read = expressionsOfCommand(checked).flatMap(fieldsRead).filter(({ role }) => role.kind === 'command').map(({ field }) => field.name);
  const taken = checked.emissions.flatMap(({ values }) => values.flatMap(({ source }) => (source.kind === 'taken over' && source.owner.kind === 'command' ? [source.field.name] : [])));
  return new Set([...read, ...taken]);
}
