import { lineOf } from '../diagnostics/span.ts';
import type { CheckedScenario, TypedExample, TypedOutcome, TypedPassing, TypedRows, TypedValue } from '../check/checked-model.ts';
import type { Named } from '../resolve/model.ts';
import { fileSlug } from '../resolve/slug.ts';
import { type Code, code, importedType, importedValue, joined, plain, stringLiteral } from './code.ts';
import { exampleCode, valueMember } from './example-code.ts';
import type { FilePlan, TestsView } from './file-plan.ts';
import { importLines } from './imports.ts';
import { arrayLiteral, call, memberName, objectLiteral, WIDTH } from './layout.ts';
import type { Planning, Referring } from './planning.ts';

/** Test files: one for each sticky that has scenarios, and one for the whole system. */
export function planTests(planning: Planning): readonly FilePlan[] {
  const { model, refer } = planning;
  const { application } = planning.names;
  const events = importedType(application.event, './app.ts');
  const commands = importedType(application.command, './app.ts');
  const requests = importedType(application.request, './app.ts');
  const file = (sticky: Named, path: string, scenarios: readonly CheckedScenario[], harness: Code, setting: Setting): readonly FilePlan[] =>
    scenarios.length === 0 ? [] : [testFile(`tests/${path}.test.ts`, sticky, scenarios, harness, setting, refer)];
  return [
    ...model.aggregates.flatMap(({ aggregate, scenarios }) =>
      file(aggregate, fileSlug(aggregate.name), scenarios, harnessCode('aggregateScenario', [events, commands], [refer.aggregate(aggregate)]), 'aggregate')),
    ...model.policies.flatMap(({ policy, scenarios }) =>
      file(policy, fileSlug(policy.name), scenarios, harnessCode('policyScenario', [events, code`${commands} | ${requests}`], [refer.policy(policy)]), 'policy')),
    ...model.readModels.flatMap(({ readModel, scenarios }) =>
      file(readModel, fileSlug(readModel.name), scenarios, harnessCode('readModelScenario', [refer.row(readModel), events], [refer.readModel(readModel)]), 'read model')),
    ...file(model.model, 'whole-system', model.scenarios, harnessCode('systemScenario', [code`${events} | ${commands} | ${requests}`], []), 'system'),
  ];
}

type Setting = 'aggregate' | 'policy' | 'read model' | 'system';

function harnessCode(harness: string, generics: readonly Code[], subject: readonly Code[]): Code {
  const application = code`${importedValue('createApplication', './app.ts')}()`;
  const name = importedValue(harness, 'stormwright/testing');
  const args = [application, ...subject, plain('source')];
  const flat = code`${name}<${joined(generics, ', ')}>(${joined(args, ', ')});`;
  const head = 'const scenario = (source: string) =>';
  if (head.length + flat.text.length < WIDTH) return code`${head} ${flat}`;
  return code`${head}\n  ${call(code`${name}<${joined(generics, ', ')}>`, args, 3, 2)};`;
}

function testFile(path: string, subject: Named, scenarios: readonly CheckedScenario[], harness: Code, setting: Setting, refer: Referring): FilePlan {
  const planned = scenarios.map((scenario) => ({ scenario, steps: stepsOf(scenario, setting, refer) }));
  const pieces = [harness, ...planned.flatMap((each) => each.steps), importedValue('describe', 'vitest'), importedValue('test', 'vitest')];
  const view: TestsView = {
    source: subject.span.source.path,
    imports: importLines(pieces, path),
    harness: harness.text,
    subject: stringLiteral(subject.name),
    scenarios: planned.map(({ scenario: { scenario }, steps }) => ({
      name: stringLiteral(scenario.name),
      source: stringLiteral(lineOf(scenario.span)),
      steps: steps.map((step) => step.text),
    })),
  };
  return { template: 'tests', path, view };
}

function stepsOf({ given, when, then, by, at }: CheckedScenario, setting: Setting, refer: Referring): readonly Code[] {
  return [
    ...(at === undefined ? [] : [plain(`.at(${stringLiteral(at)})`)]),
    ...(by === undefined ? [] : [plain(by.id === by.actor ? `.by(${stringLiteral(by.actor)})` : `.by(${stringLiteral(by.actor)}, ${stringLiteral(by.id)})`)]),
    ...givenSteps(given, refer),
    ...(when === undefined ? [] : [whenStep(when, refer)]),
    outcomeStep(then, setting, refer),
  ];
}

/** `.given(a, b)`, and where time passes `.timePasses({ hours: 2 })` before the next. */
function givenSteps(given: CheckedScenario['given'], refer: Referring): readonly Code[] {
  const steps: Code[] = [];
  let together: TypedExample[] = [];
  const told = (): readonly Code[] => (together.length === 0 ? [] : [step('given', together.map((example) => (column: number, indent: number) => exampleCode(example, refer, column, indent)))]);
  for (const each of given) {
    if (each.kind === 'example') together.push(each);
    else {
      steps.push(...told(), plain(`.timePasses(${durationLiteral(each.seconds)})`));
      together = [];
    }
  }
  return [...steps, ...told()];
}

function whenStep(when: TypedExample | TypedPassing, refer: Referring): Code {
  if (when.kind === 'example') return step('when', [(column, indent) => exampleCode(when, refer, column, indent)]);
  return plain(`.whenTimePasses(${durationLiteral(when.seconds)})`);
}

/** `{ days: 30 }`, in the largest unit that it is whole in. */
function durationLiteral(seconds: number): string {
  if (seconds % 86_400 === 0) return `{ days: ${seconds / 86_400} }`;
  return seconds % 3600 === 0 ? `{ hours: ${seconds / 3600} }` : `{ minutes: ${seconds / 60} }`;
}

/** `.given(a, b)`, on one line when it fits. `print` prints a piece behind a number of columns, on a line indented by a number. */
function step(name: string, print: readonly ((column: number, indent: number) => Code)[]): Code {
  const [first, ...others] = print;
  if (first !== undefined && others.length === 0) return code`.${name}(${first(8 + name.length, 6)})`;
  const inner = ' '.repeat(8);
  return code`.${name}(\n${joined(print.map((each) => code`${inner}${each(8, 8)},`), '\n')}\n${' '.repeat(6)})`;
}

function outcomeStep(then: TypedOutcome, setting: Setting, refer: Referring): Code {
  switch (then.kind) {
    case 'nothing':
      return plain('.thenNothing()');
    case 'refused':
      return plain(`.thenRefused(${stringLiteral(then.refusal)})`);
    case 'happens':
      if (setting === 'system') return systemStep(then.messages.map((example) => exampleCode(example, refer, 10, 10)), then.rows, refer);
      if (setting === 'read model') return step('then', then.rows.flatMap((rows) => rows.rows).map((row) => (column: number, indent: number) => rowCode(row, refer, column, indent)));
      return step('then', then.messages.map((example) => (column: number, indent: number) => exampleCode(example, refer, column, indent)));
  }
}

/** `.then({ messages: […], rows: { 'Account overview': […] } })` */
function systemStep(messages: readonly Code[], rows: readonly TypedRows[], refer: Referring): Code {
  const tables = rows.map(({ readModel, rows: expected }) => code`${memberName(readModel.name)}: ${arrayLiteral(expected.map((row) => rowCode(row, refer, 12, 12)), 12 + readModel.name.length, 10)}`);
  const members = [
    ...(messages.length === 0 ? [] : [code`messages: ${arrayLiteral(messages, 22, 8)}`]),
    ...(tables.length === 0 ? [] : [code`rows: ${objectLiteral(tables, 18, 8)}`]),
  ];
  return code`.then(${objectLiteral(members, 12, 6)})`;
}

function rowCode(row: readonly TypedValue[], refer: Referring, column: number, indent: number): Code {
  return objectLiteral(row.map((value) => valueMember(value, refer, indent + 2)), column, indent);
}
