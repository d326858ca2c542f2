import type { Difference } from './difference.ts';

/** A scenario that did not come out as the model says. Test runners know it by its name. */
class ScenarioFailure extends Error {
  override readonly name = 'AssertionError';
}

/** Where in the test a scenario was judged: what a runner should show instead of the harness. */
export type CallSite = () => string;

/** Called inside `method`, before anything is awaited: leaves `method` and what it calls out of the stack. */
export function callSite(method: (...args: never[]) => unknown): CallSite {
  const here = new Error();
  Error.captureStackTrace(here, method);
  return () => (here.stack ?? '').split('\n').slice(1).join('\n');
}

/** A scenario as the model tells it, line by line. */
export interface Told {
  readonly source: string;
  readonly given: readonly string[];
  readonly when: string | undefined;
  readonly then: readonly string[];
}

export interface WentWrong extends Difference {
  /** What broke underneath, when something did. */
  readonly cause?: unknown;
}

/**
 * The model's place and what is wrong in one plain sentence, the scenario in the model's words, and the difference:
 * what a domain expert needs to decide whether the example or the rule is right.
 */
export function scenarioFailure(site: CallSite, told: Told, { sentences, lines, cause }: WentWrong): Error {
  const difference = lines.length === 0 ? [] : ['', '  - expected, + what happened', '', ...lines.map((line) => `  ${line}`)];
  const message = [`${told.source}: ${summed(sentences)}`, '', ...scenarioLines(told), ...difference, ''].join('\n');
  const failure = new ScenarioFailure(message, cause === undefined ? undefined : { cause });
  failure.stack = `AssertionError: ${message}\n${site()}`;
  return failure;
}

const MOST_SENTENCES = 3;

function summed(sentences: readonly string[]): string {
  const more = sentences.length - MOST_SENTENCES;
  return [...sentences.slice(0, MOST_SENTENCES), ...(more > 0 ? [`And ${more} more below.`] : [])].join(' ');
}

function scenarioLines({ given, when, then }: Told): readonly string[] {
  return [...step('given', given), ...step('when', when === undefined ? [] : [when]), ...step('then', then)];
}

function step(name: string, lines: readonly string[]): readonly string[] {
  return lines.map((line, index) => `  ${(index === 0 ? name : '').padEnd(6)} ${line}`);
}
