import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import { noFacts } from '../feel/typing/type-expression.ts';
import type { Aggregate, Command, EarlierVersion, Emission, Event, Field, Named } from '../resolve/model.ts';
import { typeInWords } from '../resolve/value-type.ts';
import type { CheckedAggregate, CheckedCommand, CheckedEmission, CheckedEvent, CheckedVersion, FieldValue } from './checked-model.ts';
import { checkCondition, checkRules } from './checking.ts';
import { fillFields, writtenOrTakenOver } from './field-values.ts';
import { becomesScope, commandScope, eventSetsScope, stateScope, type Surroundings } from './scopes.ts';
import { isOptional } from './types-fit.ts';

/** Types an aggregate's rules and values, and traces every field of its events and its state to where it comes from. */
export function checkAggregate(aggregate: Aggregate, around: Surroundings, report: Report): Omit<CheckedAggregate, 'scenarios'> {
  reportUnbegun(aggregate, report);
  return {
    aggregate,
    invariants: checkRules(aggregate.invariants, stateScope(aggregate, around), report).rules,
    commands: aggregate.commands.map((command) => checkCommand(command, around, report)),
    events: aggregate.events.map((event) => checkEvent(event, around, report)),
  };
}

function reportUnbegun(aggregate: Aggregate, report: Report): void {
  const reachable = aggregate.commands.some((command) => command.then.some((emission) => isBeginning(emission.event)));
  if (reachable || aggregate.begins.length === 0 || isUnsure([aggregate, ...aggregate.commands])) return;
  const events = aggregate.begins.map((begin) => `"${begin.to.name}"`).join(' or ');
  report(diagnose('nothing-begins', aggregate.begins[0]?.span ?? aggregate.span, { aggregate: aggregate.name, events }));
}

/** Whether a mistake in one of them was reported before, so that what seems to follow from it is left unsaid. */
export function isUnsure(things: readonly Named[]): boolean {
  return things.some((thing) => thing.incomplete === true);
}

export function isBeginning(event: Event): boolean {
  return event.aggregate.begins.some((begin) => begin.to === event);
}

export function isEnding(event: Event): boolean {
  return event.aggregate.ends.some((end) => end.to === event);
}

function checkCommand(command: Command, around: Surroundings, report: Report): CheckedCommand {
  const beginnings = command.then.filter((emission) => isBeginning(emission.event));
  const begins = beginnings.length > 0;
  for (const emission of beginnings) {
    if (emission.if !== undefined) report(diagnose('beginning-with-condition', emission.if.span, { command: command.name, event: emission.event.name }));
  }
  const [first, second] = beginnings;
  if (first !== undefined && second !== undefined) report(diagnose('two-beginnings', second.span, { command: command.name, aggregate: command.aggregate.name }, [{ span: first.span, sentence: 'The first one stands here.' }]));
  const scope = commandScope(command, begins, around);
  const { rules, facts } = checkRules(command.rules, scope, report);
  return { command, begins, rules, emissions: command.then.map((emission) => checkEmission(emission, command)) };

  function checkEmission(emission: Emission, of: Command): CheckedEmission {
    const { condition, facts: known } = checkCondition(emission.if, scope, facts, report);
    const filling = {
      target: emission.event.name,
      span: emission.span,
      assignments: emission.values,
      giver: { role: { kind: 'command' }, fields: of.fields, name: `"${of.name}"` },
      scope,
      facts: known,
      report,
      unsure: isUnsure([of, emission.event]),
    } as const;
    const values = fillFields(emission.event.fields, filling);
    return { event: emission.event, values, ...(condition === undefined ? {} : { condition }) };
  }
}

function checkEvent(event: Event, around: Surroundings, report: Report): CheckedEvent {
  const begins = isBeginning(event);
  const { aggregate } = event;
  const filling = {
    target: aggregate.name,
    span: event.span,
    assignments: event.sets,
    giver: { role: { kind: 'event' }, fields: event.fields, name: `"${event.name}"` },
    scope: eventSetsScope(event, begins, around),
    facts: noFacts,
    report,
    unsure: isUnsure([event, aggregate]),
  } as const;
  const state = aggregate.state.flatMap((field): readonly FieldValue[] => {
    // It never changes, so that an event which says nothing else leaves the state as it is.
    if (field === aggregate.identity && !begins) return [{ field, source: { kind: 'kept', owner: { kind: 'state' }, field } }];
    const source = writtenOrTakenOver(field, filling);
    if (source === 'reported') return [];
    if (source !== undefined && source.kind !== 'nothing') return [{ field, source }];
    if (!begins) return [{ field, source: { kind: 'kept', owner: { kind: 'state' }, field } }];
    if (isOptional(field.type)) return [{ field, source: { kind: 'nothing' } }];
    if (filling.unsure) return [];
    report(
      diagnose('state-without-value', event.span, { field: field.name, event: event.name, type: typeInWords(field.type), aggregate: aggregate.name }, [
        { span: field.span, sentence: `"${field.name}" is declared here` },
      ]),
    );
    return [];
  });
  return { event, begins, ends: isEnding(event), state, earlier: event.earlier.map((version, index) => checkVersion(event, version, event.earlier[index + 1]?.fields ?? event.fields, around, report)) };
}

/** Every field of the next version, from fields of this one. */
function checkVersion(event: Event, version: EarlierVersion, next: readonly Field[], around: Surroundings, report: Report): CheckedVersion {
  const called = `"${event.name}" of version ${version.version}`;
  const becomes = fillFields(next, {
    target: `${event.name} of version ${version.version + 1}`,
    span: version.span,
    assignments: version.becomes,
    giver: { role: { kind: 'event' }, fields: version.fields, name: called },
    scope: becomesScope(event, version, around),
    facts: noFacts,
    report,
    unsure: isUnsure([event]),
  });
  return { version, becomes };
}
