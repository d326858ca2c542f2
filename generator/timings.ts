/** How long each phase took, over all models of a run. */
export interface Timings {
  measure<T>(phase: string, work: () => T): T;
  /** Milliseconds by phase, in the order they first ran. */
  readonly phases: ReadonlyMap<string, number>;
}

/** `show` is given what each phase made, for whoever wants to look at it. */
export function createTimings(show: (phase: string, value: unknown) => void = () => undefined): Timings {
  const phases = new Map<string, number>();
  return {
    phases,
    measure: (phase, work) => {
      const start = performance.now();
      const made = work();
      phases.set(phase, (phases.get(phase) ?? 0) + performance.now() - start);
      show(phase, made);
      return made;
    },
  };
}
