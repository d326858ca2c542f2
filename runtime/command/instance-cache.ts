import type { Temporal } from 'temporal-polyfill';
import type { Lifecycle } from '../aggregate/decider.ts';

/** An instance as it was after the event with this revision; 0 before the first. */
export interface LoadedInstance {
  readonly revision: number;
  readonly instance: Lifecycle<unknown>;
  /** The event with this revision; nothing before the first. */
  readonly last: LastEvent | undefined;
  /** The revision of the newest snapshot of it that this process knows of; 0 without one. */
  readonly snapshotAt: number;
}

export interface LastEvent {
  readonly id: string;
  readonly occurredAt: Temporal.Instant;
}

/** The instances used last, by stream. What it holds may be behind the store, never ahead of it or beside it. */
export interface InstanceCache {
  get(stream: string): LoadedInstance | undefined;
  set(stream: string, loaded: LoadedInstance): void;
  evict(stream: string): void;
}

export function instanceCache(size: number): InstanceCache {
  const instances = new Map<string, LoadedInstance>();
  const touch = (stream: string, loaded: LoadedInstance): void => {
    instances.delete(stream);
    instances.set(stream, loaded);
  };
  return {
    get: (stream) => {
      const loaded = instances.get(stream);
      if (loaded !== undefined) touch(stream, loaded);
      return loaded;
    },
    set: (stream, loaded) => {
      touch(stream, loaded);
      if (instances.size <= size) return;
      // A Map keeps the order of insertion, so its first key is the one that was used longest ago.
      const [oldest] = instances.keys();
      if (oldest !== undefined) instances.delete(oldest);
    },
    evict: (stream) => {
      instances.delete(stream);
    },
  };
}
