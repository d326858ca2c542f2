/** How long each phase took, over all models of a run. */
export interface Timings {
  measure<T>(phase: string, work: () => T): T;
  /** Milliseconds by phase, in the order they first ran. */
  readonly phases: ReadonlyMap<string, number>;
}

export function createTimings(): Timings {
  const phases = new Map<string, number>();
  return {
    phases,
    measure: (phase, work) => {
      const start = performance.now();
      try {
        return work();
      } finally {
        phases.set(phase, (phases.get(phase) ?? 0) + performance.now() - start);
      }
    },
  };
}
