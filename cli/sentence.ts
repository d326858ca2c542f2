/** Something the user can put right. It is printed without a stack, and decides the exit code. */
export class Sentence extends Error {
  override readonly name = 'Sentence';
  readonly exitCode: number;

  /** 2 for what is wrong with the command line or the environment, 1 for the rest. */
  constructor(message: string, exitCode: 1 | 2 = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** What to tell of an error: its own words, or those of the first error in it (Node gathers failed connections that way). */
export function sentenceOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.message !== '') return error.message;
  if (error instanceof AggregateError && error.errors.length > 0) return sentenceOf(error.errors[0]);
  return 'code' in error ? String(error.code) : error.name;
}
