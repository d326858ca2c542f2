import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Decimal } from 'decimal.js';
import { Temporal } from 'temporal-polyfill';
import { compile } from '../../generator/compile.ts';
import { type Diagnostic } from '../../generator/diagnostics/diagnostic.ts';
import { positionAt } from '../../generator/diagnostics/span.ts';
import { createTimings } from '../../generator/timings.ts';
import type { AggregateDefinition } from '../../runtime/index.ts';
import type { Answer, Case } from './cases.ts';
import { commandOf, eventOf, type ModelOfCases, modelOfCases } from './model-of-cases.ts';

/** What became of a case: the standard's answer, another, or a sentence that says why not. */
export interface Outcome {
  readonly case: Case;
  readonly outcome: 'right' | 'refused' | 'wrong';
  /** What was answered instead, or the code and sentence of the refusal. */
  readonly because: string;
}

/** Generated code lies inside the project, where the name `stormwright` means its own runtime. */
const scratch = join(import.meta.dirname, '..', 'scratch', 'conformance');

/** Through the whole compiler, in one model: what is refused is taken out, and the rest compiled and run. */
export async function runCases(cases: readonly Case[], name: string): Promise<readonly Outcome[]> {
  const refusals = new Map<Case, string>();
  const crashes = new Map<Case, string>();
  for (;;) {
    const left = cases.filter((each) => !refusals.has(each) && !crashes.has(each));
    if (left.length === 0) return cases.map((each) => outcomeOf(each, refusals.get(each), crashes.get(each)));
    const { files, errors, crash } = compiled(left);
    if (crash !== undefined) {
      const found = crashesIn(left);
      if (found.length === 0) throw new Error(`The compiler fails, and with no case by itself: ${crash}`);
      for (const [each, because] of found) crashes.set(each, because);
      continue;
    }
    for (const [each, because] of errors) refusals.set(each, because);
    if (errors.size > 0) continue;
    const answers = await answersOf(left, files.get('questionnaire.ts') ?? '', name);
    const answered = new Map(left.map((each, index) => [each, answers[index]]));
    return cases.map((each) => outcomeOf(each, refusals.get(each), crashes.get(each) ?? answered.get(each)));
  }
}

/** The cases that bring the compiler down, found by halves. */
function crashesIn(cases: readonly Case[]): readonly (readonly [Case, string])[] {
  const { crash } = compiled(cases);
  const [only] = cases;
  if (crash === undefined || only === undefined) return [];
  if (cases.length === 1) return [[only, `the compiler failed: ${crash}`]];
  const middle = Math.ceil(cases.length / 2);
  return [...crashesIn(cases.slice(0, middle)), ...crashesIn(cases.slice(middle))];
}

function outcomeOf(each: Case, refusal: string | undefined, answer: Answer | string | undefined): Outcome {
  if (refusal !== undefined) return { case: each, outcome: 'refused', because: refusal };
  const right = answer !== undefined && typeof answer !== 'string' && same(answer, each.answer);
  return { case: each, outcome: right ? 'right' : 'wrong', because: typeof answer === 'string' ? answer : inWords(answer) };
}

interface Compiled {
  readonly files: ReadonlyMap<string, string>;
  readonly errors: ReadonlyMap<Case, string>;
  readonly crash?: string;
}

function compiled(cases: readonly Case[]): Compiled {
  const model = modelOfCases(cases);
  try {
    return compiledModel(model);
  } catch (error) {
    return { files: new Map(), errors: new Map(), crash: String(error) };
  }
}

function compiledModel(model: ModelOfCases): Compiled {
  const { files, diagnostics } = compile({ path: 'conformance.yaml', text: model.text }, 'conformance', createTimings());
  const errors = new Map<Case, string>();
  for (const diagnostic of diagnostics.filter(({ severity }) => severity === 'error')) {
    const owner = model.caseAt(lineOf(diagnostic));
    if (owner === undefined) throw new Error(`The model of the cases is wrong: ${diagnostic.sentence}`);
    if (!errors.has(owner)) errors.set(owner, `${diagnostic.code}: ${diagnostic.sentence}`);
  }
  return { files: new Map((files ?? []).map((file) => [file.path, file.text])), errors };
}

function lineOf({ span }: Diagnostic): number {
  return positionAt(span.source, span.start).line;
}

let runs = 0;

async function answersOf(cases: readonly Case[], aggregate: string, name: string): Promise<readonly (Answer | string)[]> {
  mkdirSync(scratch, { recursive: true });
  runs += 1;
  const path = join(scratch, `${name}-${process.pid}-${runs}.ts`);
  writeFileSync(path, aggregate);
  const module: unknown = await import(pathToFileURL(path).href);
  rmSync(path);
  const { questionnaire } = module as { readonly questionnaire: AggregateDefinition };
  return cases.map((each, index) => answerTo(each, index, questionnaire));
}

const now = Temporal.Instant.from('2026-01-03T12:00:00Z');

/** As the command handler would: input is decoded, the event written out. What it says then is the sentence of a failure. */
function answerTo(each: Case, index: number, questionnaire: AggregateDefinition): Answer | string {
  const [command, event] = [questionnaire.commands[commandOf(index)], questionnaire.events[eventOf(index)]];
  if (command === undefined || event === undefined) return 'neither command nor event';
  try {
    const given = Object.fromEntries(each.inputs.map(({ name, value }) => [identifierOf(name), value]));
    const data = command.data.decode({ theQuestion: 'f52a3a45-54b9-4fc2-9d6f-6ea7a3e2b1c0', ...given });
    const decision = questionnaire.decide({ type: commandOf(index), data }, questionnaire.initialState, { now, today: Temporal.PlainDate.from('2026-01-03'), actor: '', actorId: 'Asker' });
    if (decision.kind === 'refused') return `refused: ${decision.refusal}`;
    const [answered] = decision.events;
    const json = answered === undefined ? null : event.data.encode(answered.data);
    return asAnswer(json !== null && typeof json === 'object' && 'result' in json ? json.result : undefined, each.answer.type);
  } catch (error) {
    return `thrown: ${String(error)}`;
  }
}

function identifierOf(name: string): string {
  return name.split(' ').map((word, index) => (index === 0 ? word : word.slice(0, 1).toUpperCase() + word.slice(1))).join('');
}

function asAnswer(json: unknown, wanted: Answer['type']): Answer | string {
  if (json === null) return { type: 'null' };
  if (typeof json === 'boolean') return { type: 'truth', truth: json };
  if (typeof json === 'string') return wanted === 'number' ? { type: 'number', digits: json } : { type: 'text', text: json };
  return `neither text, number nor yes or no: ${JSON.stringify(json)}`;
}

function same(a: Answer, b: Answer): boolean {
  if (a.type === 'number' && b.type === 'number') return new Decimal(a.digits).eq(b.digits);
  return JSON.stringify(a) === JSON.stringify(b);
}

export function inWords(answer: Answer | undefined): string {
  switch (answer?.type) {
    case 'number':
      return answer.digits;
    case 'text':
      return JSON.stringify(answer.text);
    case 'truth':
      return String(answer.truth);
    case 'null':
      return 'null';
    case undefined:
      return 'nothing';
  }
}
