import type { Span } from '../diagnostics/span.ts';

/** A length of time, as a policy waits. */
export interface Delay {
  /** More than 0. */
  readonly seconds: number;
  /** As written: `30 days`. */
  readonly text: string;
  readonly span: Span;
}

/** When the clock strikes, in the model's time zone. `text` is as written. */
export type Schedule = { readonly text: string; readonly span: Span } & (
  /** `every: 15 minutes`, `every: hour`; divides a day, counted from midnight UTC. */
  | { readonly kind: 'interval'; readonly minutes: number }
  /** `every: day at 02:00` */
  | { readonly kind: 'daily'; readonly hour: number; readonly minute: number }
  /** `every: Monday at 09:00`; 1 is Monday. */
  | { readonly kind: 'weekly'; readonly weekday: number; readonly hour: number; readonly minute: number }
  /** `every: month on 1 at 02:00`; from 1 to 28. */
  | { readonly kind: 'monthly'; readonly day: number; readonly hour: number; readonly minute: number }
);
