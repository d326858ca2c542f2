/** When the log was first seen to end where. Nobody need ask the store for it. */
export interface HeadTimes {
  /** The log ends at `position` now. */
  note(position: bigint, now: number): void;
  /** Since when there has been something behind `position`, as far as this process knows; undefined where there is nothing. */
  since(position: bigint): number | undefined;
}

/** However fast the log grows: when there are too many, every other one is forgotten. */
const MOST_KEPT = 1000;

interface Seen {
  readonly position: bigint;
  readonly at: number;
}

export function headTimes(): HeadTimes {
  let seen: Seen[] = [];
  return {
    note: (position, now) => {
      if (seen.length === MOST_KEPT) seen = seen.filter((_, index) => index % 2 === 0);
      seen.push({ position, at: now });
    },
    since: (position) => seen.find((each) => each.position > position)?.at,
  };
}
