import { instruments, isMeasuring } from './instruments.ts';
import { inSpan, isTracing } from './spans.ts';

/** A command on its way, by the names in the model. */
export interface CommandTold {
  readonly command: string;
  readonly aggregate: string;
}

/** Tells of a command, and what became of it: `accepted`, `refused`, …, or `failed` where `work` rejects. Why it was refused may repeat what was sent, and is left out. */
export function tellingCommand<Result extends { readonly kind: string }>({ command, aggregate }: CommandTold, work: () => Promise<Result>): Promise<Result> {
  if (!isTracing() && !isMeasuring()) return work();
  const begun = performance.now();
  const names = { 'stormwright.command': command, 'stormwright.aggregate': aggregate };
  return inSpan({ name: `command ${command}`, attributes: names }, async (span) => {
    let outcome = 'failed';
    try {
      const result = await work();
      outcome = result.kind;
      return result;
    } finally {
      span?.setAttribute('stormwright.outcome', outcome);
      instruments().commandDuration.record((performance.now() - begun) / 1000, { ...names, 'stormwright.outcome': outcome });
    }
  });
}

/** An instance that a command needed was in memory, or not. */
export function countLookup(aggregate: string, hit: boolean): void {
  if (isMeasuring()) instruments().cacheLookups.add(1, { 'stormwright.aggregate': aggregate, 'stormwright.cache.hit': hit });
}

/** An append lost against another process. */
export function countConflict(aggregate: string): void {
  instruments().appendConflicts.add(1, { 'stormwright.aggregate': aggregate });
}
