import { diagnose } from '../../diagnostics/diagnostic.ts';
import { fieldsRead } from '../../feel/typed-expression.ts';
import type { Field } from '../../resolve/model.ts';
import type { CheckedAggregate } from '../checked-model.ts';
import { expressionsOfCommand } from '../view.ts';
import { ruleOfWholeModel } from './rule.ts';

/** State that is remembered for nothing: no rule, value or invariant of its aggregate reads it. The identity is exempt. */
export const unreadStateRule = ruleOfWholeModel(['state-never-read'], ({ content }, report) => {
  for (const checked of content.aggregates) {
    const read = stateRead(checked);
    const { aggregate } = checked;
    for (const field of aggregate.state) {
      if (field !== aggregate.identity && !read.has(field)) report(diagnose('state-never-read', field.span, { field: field.name, aggregate: aggregate.name }, [], [field.name, aggregate.name]));
    }
  }
});

/** A field that only says what it is itself next, like a count that nobody asks for, is not read. */
function stateRead({ commands, events, invariants }: CheckedAggregate): ReadonlySet<Field> {
  const judged = [...commands.flatMap(expressionsOfCommand), ...invariants.map(({ condition }) => condition)].flatMap(fieldsRead);
  const setting = events.flatMap(({ state }) => state.flatMap(({ field, source }) => (source.kind === 'expression' ? fieldsRead(source.expression).filter((read) => read.field !== field) : [])));
  return new Set([...judged, ...setting].filter(({ role }) => role.kind === 'state').map(({ field }) => field));
}
