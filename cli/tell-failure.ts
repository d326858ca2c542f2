import process from 'node:process';
import { Sentence, sentenceOf } from './sentence.ts';

/**
 * Says why a command could not be done: a sentence on standard error, and a document for a program that asked for one. Returns the exit code. Only for
 * commands that have printed no document yet.
 */
export function tellFailure(error: unknown): number {
  const sentence = sentenceOf(error);
  process.stderr.write(`${sentence}\n`);
  if (wantsDocument(process.argv)) process.stdout.write(`${JSON.stringify({ failures: [sentence] }, undefined, 2)}\n`);
  return error instanceof Sentence ? error.exitCode : 1;
}

function wantsDocument(words: readonly string[]): boolean {
  return words.some((word, index) => word === '--json' || word === '--format=json' || (word === 'json' && words[index - 1] === '--format'));
}
