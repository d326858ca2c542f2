import process from 'node:process';
import { watchNpm } from './npm-watch.ts';

/** Somebody's wish that the program stop. */
export interface StopSignal {
  readonly requested: Promise<void>;
  isRequested(): boolean;
  forget(): void;
}

/**
 * One Ctrl+C often arrives twice: from the terminal, and once more from npm, which passes on what it got itself. A
 * second one that comes later is meant.
 */
const SAME_KEYSTROKE_IN_MILLISECONDS = 400;

/** The first signal, or the end of the npm that started us, asks to stop; the second signal exits at once. */
export function listenForStop(): StopSignal {
  let requestedAt: number | undefined;
  let resolve = (): void => {};
  const requested = new Promise<void>((resolved) => (resolve = resolved));
  const onSignal = (signal: NodeJS.Signals): void => {
    const now = performance.now();
    if (requestedAt !== undefined && now - requestedAt > SAME_KEYSTROKE_IN_MILLISECONDS) process.exit(signal === 'SIGINT' ? 130 : 143);
    request();
  };
  const request = (): void => {
    requestedAt ??= performance.now();
    resolve();
  };
  const unwatch = watchNpm(request);
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  return {
    requested,
    isRequested: () => requestedAt !== undefined,
    forget: () => {
      unwatch();
      process.off('SIGINT', onSignal);
      process.off('SIGTERM', onSignal);
    },
  };
}
