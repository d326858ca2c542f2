import type { Codec } from './codec.ts';

/**
 * A function that the model declares and a developer wrote, held to what the model says it gives: what is no value of that type, or breaks one of
 * its limits, must not get into an event. Throws a sentence that names the function then. What it throws by itself goes through as it is.
 */
export function declaredFunction<Given extends readonly unknown[], Result>(name: string, gives: Codec<Result>, written: (...given: Given) => Result): (...given: Given) => Result {
  return (...given) => {
    const result = written(...given);
    const broken = misfit(gives, result);
    if (broken !== undefined) throw new Error(`The function "${name}" gave something that the model does not allow: ${broken}.`);
    return result;
  };
}

function misfit<Result>(gives: Codec<Result>, result: Result): string | undefined {
  try {
    gives.decode(gives.encode(result));
  } catch {
    return `it must be ${gives.description}`;
  }
  return gives.brokenLimit(result, 'the result');
}
