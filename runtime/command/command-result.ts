import type { Actor, Message, Recorded } from '../message/message.ts';

/** How a command is sent: who sends it, why, and under which id. */
export interface SendOptions {
  /**
   * The command's id. Sent again under the same id, it gives its first result again; any other
   * command under it is `id used before`, unless a policy sends it, whose ids say where in a reaction they belong. A random
   * one unless given.
   */
  readonly commandId?: string;
  readonly correlationId?: string;
  /** The event that led to it; the command's own id unless given. */
  readonly causationId?: string;
  readonly actor?: Actor | null;
  /** The policy that sends it. */
  readonly policy?: string;
  /** Where what led to it was traced, see `Metadata`; the span that is open here comes before it. */
  readonly traceparent?: string;
  /** The revision its sender last saw: any other is a conflict, and nothing is tried again. */
  readonly expectedRevision?: number;
  /** Whether somebody answers a refusal (a policy's `if refused`, a caller). Those nobody answers are kept for operators. */
  readonly refusalAnswered?: boolean;
}

/** What became of a command. Only bugs and broken infrastructure throw. */
export type CommandResult =
  | {
      readonly kind: 'accepted';
      /** The instance's identity, as text. */
      readonly id: string;
      readonly stream: string;
      /** Of the instance after the command. */
      readonly revision: number;
      /** Of the last event, or of the end of the log when nothing happened. */
      readonly position: bigint;
      readonly events: readonly Recorded<Message>[];
    }
  /** By lifecycle, a limit, a rule or an invariant; `refusal` is its name in the model. */
  | { readonly kind: 'refused'; readonly refusal: string }
  /** The instance is not at `expectedRevision`. */
  | { readonly kind: 'conflict'; readonly expected: number; readonly actual: number }
  /** Nothing happened: another command, or this one with other data, had this id. */
  | { readonly kind: 'id used before' }
  /** Others changed the instance each time it was tried. */
  | { readonly kind: 'retries exhausted'; readonly attempts: number };
