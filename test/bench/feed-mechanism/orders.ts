/** What a writing process is told, and what it says when it has done so. */
export interface Order {
  readonly url: string;
  readonly schema: string;
  readonly writers: number;
  readonly milliseconds: number;
}

export interface Done {
  readonly appended: number;
  /** Milliseconds since 1970 between which these were appended. */
  readonly from: number;
  readonly to: number;
}

/** An event carries when it was sent: milliseconds since 1970. */
export interface Sent {
  readonly at: number;
}

/** With parts of milliseconds, and the same in all processes of a machine. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
