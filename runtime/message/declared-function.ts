import type { Codec } from './codec.ts';
import { freezeWhatIsGiven } from './freeze-given.ts';
import { programJson } from './program-value.ts';

/** A function that a developer wrote gave what the model does not allow. Its words name types and limits, and repeat no value. */
export class FunctionMisfit extends Error {
  override readonly name = 'FunctionMisfit';

  constructor(called: string, what: string) {
    super(`The function "${called}" gave something that the model does not allow: ${what}.`);
  }
}

/**
 * A function that the model declares and a developer wrote, held to what the model says it gives: what is no value of that type, or breaks one of
 * its limits, must not get into an event. Throws `FunctionMisfit` then, and `TypeError` at once where `written` is none. What it throws by itself goes through as it is.
 *
 * It may change nothing of what it is given: lists and records are frozen first, for they may belong to a state that is kept.
 */
export function declaredFunction<Given extends readonly unknown[], Result>(name: string, gives: Codec<Result>, written: (...given: Given) => Result): (...given: Given) => Result {
  // Also where nobody asked TypeScript.
  if (typeof written !== 'function') throw new TypeError(`What is written for the function "${name}" is no function.`);
  return (...given) => {
    given.forEach(freezeWhatIsGiven);
    const value = written(...given);
    if (isPromise(value)) {
      // Nobody waits for it, and a promise that fails unheard ends the program.
      value.then(undefined, () => undefined);
      throw new FunctionMisfit(name, 'it must give its result at once, and not a promise of it');
    }
    const result = gives.decode(programJson(gives, value, (misfit) => new FunctionMisfit(name, misfit)));
    const broken = gives.brokenLimit(result, 'the result');
    if (broken !== undefined) throw new FunctionMisfit(name, broken);
    return result;
  };
}

function isPromise(value: unknown): value is PromiseLike<unknown> {
  return typeof value === 'object' && value !== null && 'then' in value && typeof value.then === 'function';
}
