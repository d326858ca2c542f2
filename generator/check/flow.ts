import type { Span } from '../diagnostics/span.ts';
import type { SketchSticky } from '../resolve/sketch.ts';

/** A model as what leads to what, without fields and rules: all that is asked of one from the level `process` on. */
export interface Flow {
  readonly stickies: readonly FlowSticky[];
  /** Each thing a policy does, in the order written. */
  readonly reactions: readonly FlowReaction[];
  readonly sendings: readonly FlowSending[];
  readonly outcomes: readonly FlowOutcome[];
  /** Who sends a command. */
  readonly senders: readonly FlowLink[];
  /** Who views a read model. */
  readonly viewers: readonly FlowLink[];
  /** Which policy looks up, or acts for, which read model. */
  readonly lookUps: readonly FlowLink[];
  /** Which event a read model is fed by. */
  readonly feeds: readonly FlowLink[];
}

export interface FlowSticky {
  readonly kind: SketchSticky['kind'] | 'reported event';
  readonly name: string;
  /** The aggregate, or the external system, that it belongs to; nothing for a loose one, of which nothing is asked. */
  readonly of?: string;
  /** Of the name. */
  readonly span: Span;
  /** A mistake was reported that may hide what leads to it, or what it leads to. */
  readonly unsure: boolean;
}

/** By the names of stickies. */
export interface FlowLink {
  readonly from: string;
  readonly to: string;
}

/** What a policy does when something happens. */
export interface FlowReaction {
  readonly policy: string;
  /** None for a policy of the clock. */
  readonly events: readonly string[];
  /** It has an `if`, or something may call it off. */
  readonly guarded: boolean;
  /** `30 days` */
  readonly after?: string;
  /** Of what sets it off. */
  readonly span: Span;
}

/** A reaction sends something. */
export interface FlowSending {
  readonly reaction: FlowReaction;
  /** A command or a request. */
  readonly target: string;
  /** Sent only because something else was refused. */
  readonly refused: boolean;
  readonly guarded: boolean;
  readonly span: Span;
}

/** A command leads to an event. */
export interface FlowOutcome {
  readonly command: string;
  readonly event: string;
  readonly guarded: boolean;
  readonly span: Span;
}

/** Items by what they belong to, in their order. */
export function grouped<Key, T>(items: readonly T[], keysOf: (item: T) => readonly Key[]): ReadonlyMap<Key, readonly T[]> {
  const groups = new Map<Key, T[]>();
  for (const item of items) {
    for (const key of keysOf(item)) {
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [item]);
      else group.push(item);
    }
  }
  return groups;
}
