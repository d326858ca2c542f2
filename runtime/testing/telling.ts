import type { Message } from '../message/message.ts';
import { type Vocabulary, vocabularyOf } from '../reaction/vocabulary.ts';
import type { Entry } from './entry.ts';
import { type CallSite, scenarioFailure, type Told, type WentWrong } from './failure.ts';
import { entryInWords } from './in-words.ts';
import type { Setting, TimePassing } from './setting.ts';
import { messageEntry } from './stage.ts';

/** What a scenario expects: shown as it was written, and compared. */
export interface Outcome {
  /** In the model's words. */
  readonly then: readonly string[];
  /** Runs the scenario. Nothing when it came out as expected. */
  judge(): Promise<WentWrong | undefined>;
}

/** Judges a scenario. Rejects with the scenario, told in the model's words, and with what went another way. */
export async function play(site: CallSite, setting: Setting, when: Message | TimePassing | undefined, outcomeOf: (vocabulary: Vocabulary) => Outcome): Promise<void> {
  let told: Told = { source: setting.source, given: [], when: undefined, then: [] };
  const wentWrong = await (async () => {
    const vocabulary = vocabularyOf(setting.application);
    const inWords = (step: Message | TimePassing): string => ('passes' in step ? timeInWords(step) : entryInWords(messageEntry(vocabulary, step)));
    told = { ...told, given: setting.given.map(inWords), when: when === undefined ? undefined : inWords(when) };
    const outcome = outcomeOf(vocabulary);
    told = { ...told, then: outcome.then };
    return outcome.judge();
  })().catch(broken);
  if (wentWrong !== undefined) throw scenarioFailure(site, told, wentWrong);
}

/** `time passes: 30 days` */
function timeInWords({ passes }: TimePassing): string {
  const parts = Object.entries(passes).map(([unit, count]) => `${count} ${count === 1 ? unit.replace(/s$/, '') : unit}`);
  return `time passes: ${parts.join(' ')}`;
}

function broken(error: unknown): WentWrong {
  const reason = error instanceof Error ? error.message : String(error);
  return { sentences: [`It could not be played. ${reason}`], lines: [], cause: error };
}

export const linesOfEntries = (entries: readonly Entry[]): readonly string[] => entries.map(entryInWords);

/**
 * A scenario has a `then` of its own, so whoever awaits one that is not finished has it called with functions. Throws at
 * once, which is what makes that `await` fail.
 */
export function refuseAwait(expected: readonly unknown[]): void {
  if (expected.some((each) => typeof each === 'function')) throw new Error('This scenario does not say what is expected: end it with .then(…), .thenRefused(…) or .thenNothing(), and await that.');
}
