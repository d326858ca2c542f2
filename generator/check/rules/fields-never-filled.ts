import { diagnose, type Report } from '../../diagnostics/diagnostic.ts';
import type { Field } from '../../resolve/model.ts';
import type { CheckedAggregate, CheckedReadModel, FieldValue } from '../checked-model.ts';
import { grouped } from '../flow.ts';
import { ruleOfWholeModel } from './rule.ts';

/** Optional fields that nobody ever fills: of events, of the state, of rows. Required ones are errors where they are missing. */
export const fieldNeverFilledRule = ruleOfWholeModel(['field-never-filled'], ({ content }, report) => {
  for (const aggregate of content.aggregates) {
    askEvents(aggregate, report);
    askState(aggregate, report);
  }
  for (const readModel of content.readModels) askRows(readModel, report);
});

/** What stays as it was, or is left out, comes from nowhere. */
function filledBy(values: readonly FieldValue[]): readonly Field[] {
  return values.filter(({ source }) => source.kind !== 'nothing' && source.kind !== 'kept' && !(source.kind === 'expression' && source.expression.kind === 'nothing')).map(({ field }) => field);
}

function askEvents({ aggregate, commands, events }: CheckedAggregate, report: Report): void {
  const emissions = commands.flatMap((command) => command.emissions);
  const filled = new Set([...emissions.flatMap(({ values }) => filledBy(values)), ...events.flatMap(({ earlier }) => earlier.flatMap(({ becomes }) => filledBy(becomes)))]);
  const sendersOf = new Map([...grouped(commands, (command) => command.emissions.map(({ event }) => event))].map(([event, from]) => [event, from.map(({ command }) => command.name)]));
  for (const { event } of events.filter(({ event: each }) => sendersOf.has(each))) {
    for (const field of event.fields.filter((each) => !filled.has(each))) {
      const from = quoted(sendersOf.get(event) ?? []);
      report(diagnose('field-never-filled', field.span, { field: field.name, of: event.name, from, how: `\`${event.name}: { ${field.name}: … }\`` }, [], [field.name, event.name, aggregate.name]));
    }
  }
}

function askState({ aggregate, events }: CheckedAggregate, report: Report): void {
  const filled = new Set(events.flatMap(({ state }) => filledBy(state)));
  for (const field of aggregate.state) {
    if (field === aggregate.identity || filled.has(field) || events.length === 0) continue;
    report(diagnose('field-never-filled', field.span, { field: field.name, of: aggregate.name, from: 'any of its events', how: `\`sets: { ${field.name}: … }\`` }, [], [field.name, aggregate.name]));
  }
}

function askRows({ readModel, startsAs, entries }: CheckedReadModel, report: Report): void {
  const filled = new Set([...filledBy(startsAs), ...entries.flatMap(({ key, row }) => [...filledBy(key), ...filledBy(row)])]);
  const from = quoted(entries.filter(({ entry }) => !entry.removes).map(({ entry }) => entry.event.name));
  for (const field of readModel.fields) {
    if (filled.has(field) || from === '') continue;
    report(diagnose('field-never-filled', field.span, { field: field.name, of: readModel.name, from, how: `\`sets: { ${field.name}: … }\`` }, [], [field.name, readModel.name]));
  }
}

function quoted(names: readonly string[]): string {
  const [last = '', ...others] = [...new Set(names)].map((name) => `"${name}"`).reverse();
  return others.length === 0 ? last : `${others.reverse().join(', ')} or ${last}`;
}
