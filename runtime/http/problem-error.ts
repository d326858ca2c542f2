import type { Problem } from './problem.ts';

/** A problem found where Fastify takes nothing but an error: before a handler is reached. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(problem.detail ?? problem.title);
    this.problem = problem;
  }
}
