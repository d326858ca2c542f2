import { Temporal } from 'temporal-polyfill';
import { diagnose, type Report } from '../diagnostics/diagnostic.ts';
import type { Span } from '../diagnostics/span.ts';
import { nearestOf } from '../diagnostics/nearest-name.ts';
import type { Aggregate, Command, Event, Example, ExampleRow, ExampleRows, Model, Named, Policy, ReadModel, Scenario, TimePasses } from '../resolve/model.ts';
import { isBeginning, isEnding, isUnsure } from './check-aggregate.ts';
import type { CheckedScenario, TypedExample, TypedOutcome, TypedPassing, TypedRows } from './checked-model.ts';
import { limitSentences } from './example-values.ts';
import { typeExample, typeValues } from './example-messages.ts';
import { lifecycleRefusal } from './refusals.ts';

/** Where a scenario stands: what it is an example of. */
export type Setting = Aggregate | Policy | ReadModel | Model;

/** Types a scenario's values, and sees to it that what it tells could have happened. */
export function checkScenario(scenario: Scenario, setting: Setting, model: Model, report: Report): CheckedScenario {
  const refused = isRefusedByLimit(scenario);
  const given = scenario.given.map((step) => typeStep(step, false, report));
  const when = scenario.when === undefined ? undefined : typeStep(scenario.when, refused, report);
  reportUntimely(when === undefined ? given : [...given, when], scenario.when === undefined ? scenario.given : [...scenario.given, scenario.when], report);
  const at = scenario.at === undefined ? undefined : momentOf(scenario.at, model.timeZone, report);
  return {
    scenario,
    given,
    then: typeOutcome(scenario, setting, model, report),
    ...(when === undefined ? {} : { when }),
    ...(scenario.by === undefined ? {} : { by: { actor: scenario.by.actor.to.name, id: scenario.by.id } }),
    ...(at === undefined ? {} : { at }),
  };
}

/** Only then may what happens now be beyond a limit: limits are judged before everything else. */
function isRefusedByLimit({ when, then }: Scenario): boolean {
  return then.kind === 'refused' && when?.kind === 'example' && when.message.fields.flatMap(limitSentences).includes(then.refusal);
}

/** What is given, or happens now. */
function typeStep(step: Example | TimePasses, refused: boolean, report: Report): TypedExample | TypedPassing {
  if (step.kind === 'time passes') return { kind: 'time passes', seconds: step.delay.seconds };
  return typeExample(step, { complete: true, limitsMayBreak: refused && step.message.kind === 'command' }, report);
}

/** What happens in a scenario, where something happens rather than that time passes. */
function messageOf({ when }: Scenario): Example['message'] | undefined {
  return when?.kind === 'example' ? when.message : undefined;
}

/** A date is its midnight, and a time without a zone is one of the model's zone. In UTC; `undefined` where it was reported. */
function momentOf({ text, span }: NonNullable<Scenario['at']>, timeZone: string, report: Report): string | undefined {
  try {
    if (/Z$|[+-][0-9]{2}:?[0-9]{2}$/.test(text) && text.includes('T')) return Temporal.Instant.from(text).toString();
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(timeZone).toInstant().toString();
  } catch {
    report(diagnose('not-a-moment', span, { written: text }));
    return undefined;
  }
}

/** Events that can not have happened in this order: before a beginning, after an end, or beginning twice. */
function reportUntimely(steps: readonly (TypedExample | TypedPassing)[], written: readonly (Example | TimePasses)[], report: Report): void {
  const endedBy = new Map<string, string | undefined>();
  const typed = steps.filter((step) => step.kind === 'example');
  const examples = written.filter((step) => step.kind === 'example');
  // Where it is not known which instance an event is about, nothing is known of the order either.
  const unknown = new Set(typed.flatMap((example) => (example.message.kind === 'event' && identityOf(example) === undefined ? [example.message.aggregate] : [])));
  typed.forEach((told, index) => {
    const { message } = told;
    const example = examples[index];
    const identity = identityOf(told);
    if (message.kind !== 'event' || example === undefined || identity === undefined) return;
    if (unknown.has(message.aggregate) || isUnsure([message.aggregate])) return;
    const instance = `${message.aggregate.name}/${identity.text}`;
    reportUntimelyEvent(message, example, endedBy.has(instance), endedBy.get(instance), report);
    endedBy.set(instance, isEnding(message) ? message.name : endedBy.get(instance));
  });
}

/** The example's identity, where it could be read. */
function identityOf({ message, values }: TypedExample): { readonly text: string } | undefined {
  const identity = values.find((value) => value.field === message.fields[0])?.value;
  return identity?.kind === 'literal' ? identity : undefined;
}

function reportUntimelyEvent(event: Event, { span }: Example, begun: boolean, ended: string | undefined, report: Report): void {
  const { aggregate } = event;
  if (aggregate.begins.length === 0) return;
  if (!begun && !isBeginning(event)) {
    const begins = aggregate.begins.map((begin) => `"${begin.to.name}"`).join(' or ');
    report(diagnose('example-before-beginning', span, { event: event.name, aggregate: aggregate.name, begins }));
  } else if (ended !== undefined) {
    report(diagnose('example-after-end', span, { event: event.name, aggregate: aggregate.name, ended }));
  } else if (begun && isBeginning(event)) {
    report(diagnose('example-begins-twice', span, { event: event.name, aggregate: aggregate.name }));
  }
}

function typeOutcome(scenario: Scenario, setting: Setting, model: Model, report: Report): TypedOutcome {
  const { then } = scenario;
  switch (then.kind) {
    case 'nothing':
      return { kind: 'nothing' };
    case 'refused': {
      const known = refusalsOf(messageOf(scenario), setting, model);
      if (!known.includes(then.refusal) && !isUnsure(refusers(messageOf(scenario), setting, model))) reportUnknownRefusal(scenario, then, known, report);
      return { kind: 'refused', refusal: then.refusal };
    }
    case 'happens':
      return {
        kind: 'happens',
        messages: then.messages.map((example) => typeExample(example, { complete: false, limitsMayBreak: false }, report)),
        rows: then.rows.map((rows) => typeRows(rows, setting, report)),
      };
  }
}

function reportUnknownRefusal(scenario: Scenario, { refusal, span }: { readonly refusal: string; readonly span: Span }, known: readonly string[], report: Report): void {
  const message = messageOf(scenario);
  const who = message?.kind === 'command' ? `"${message.name}" is never refused` : 'Nothing is refused';
  report(diagnose('unknown-refusal', span, { who, refusal, ...nearestOf(refusal, known), known }));
}

/** Rows at the top are found by key; a read model's own scenario lists them all. */
function typeRows({ readModel, rows }: ExampleRows, setting: Setting, report: Report): TypedRows {
  const keyless = rows.length > 1 && setting.kind !== 'read model';
  for (const row of keyless ? rows : []) {
    const missing = readModel.key.filter(({ to }) => !row.values.some((value) => value.field === to)).map(({ to }) => `"${to.name}"`);
    if (missing.length > 0) report(diagnose('row-not-named', row.span, { readModel: readModel.name, fields: missing.join(', ') }));
  }
  askForTwins(readModel, rows, report);
  return { readModel, rows: rows.map((row) => typeValues(row.values, false, report)) };
}

/** Two rows of one key can not both be there. Where a row does not name its key, nobody knows. */
function askForTwins({ name, key }: ReadModel, rows: ExampleRows['rows'], report: Report): void {
  const seen = new Map<string, ExampleRow>();
  for (const row of rows) {
    const parts = key.map(({ to }) => row.values.find((value) => value.field === to)?.data);
    const texts = parts.flatMap((data) => (data?.kind === 'scalar' ? [data.text] : []));
    if (texts.length < key.length || key.length === 0) continue;
    const id = JSON.stringify(texts);
    const first = seen.get(id);
    if (first === undefined) seen.set(id, row);
    else report(diagnose('row-twice', row.span, { readModel: name, key: key.map(({ to }, index) => `${to.name} ${texts[index] ?? ''}`).join(', ') }, [{ span: first.span, sentence: 'It stands here for the first time.' }]));
  }
}

/** The stickies whose mistakes may hide a refusal. */
function refusers(when: Example['message'] | undefined, setting: Setting, model: Model): readonly Named[] {
  if (when?.kind === 'command') return [when, when.aggregate];
  const aggregates = setting.kind === 'aggregate' ? [setting] : model.aggregates;
  return aggregates.flatMap((aggregate) => [aggregate, ...aggregate.commands]);
}

/** Every name that the command of a scenario can be refused by. */
function refusalsOf(when: Example['message'] | undefined, setting: Setting, model: Model): readonly string[] {
  if (when?.kind === 'command') return refusalsOfCommand(when);
  const commands = setting.kind === 'aggregate' ? setting.commands : model.aggregates.flatMap((aggregate) => aggregate.commands);
  return [...new Set(commands.flatMap(refusalsOfCommand))];
}

function refusalsOfCommand(command: Command): readonly string[] {
  const { aggregate } = command;
  const limits = [...command.fields, ...command.then.flatMap((emission) => emission.event.fields), ...aggregate.state].flatMap(limitSentences);
  const beginning = command.then.some((emission) => isBeginning(emission.event));
  const lifecycle = [...(aggregate.ends.length === 0 ? [] : [lifecycleRefusal(aggregate, 'ended')]), lifecycleRefusal(aggregate, beginning ? 'exists' : 'missing')];
  return [...new Set([...lifecycle, ...command.rules.map((rule) => rule.otherwise.name), ...aggregate.invariants.map((rule) => rule.otherwise.name), ...limits])];
}
