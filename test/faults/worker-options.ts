/** What a worker process is told, as the one argument of its command line, in JSON. */
export interface WorkerOptions {
  readonly url: string;
  readonly schema: string;
  readonly seed: number;
  /** How many commands are under way at a time; 0 for a worker that only follows. */
  readonly callers: number;
  readonly leaseInMilliseconds: number;
  readonly pollInMilliseconds: number;
  readonly batchSize: number;
  readonly connections: number;
  /** How wrong the application's clock is, in milliseconds, and how far it jumps back and forth every now and then. */
  readonly clockJumps?: number;
}

/** What a worker says, a line of JSON each, only after it is so. */
export type WorkerLine =
  | { readonly kind: 'ready' }
  /** A command was accepted; `send` has resolved. Positions are text. */
  | { readonly kind: 'acknowledged'; readonly commandId: string; readonly events: readonly { readonly id: string; readonly stream: string; readonly revision: number; readonly position: string }[] }
  | { readonly kind: 'refused'; readonly commandId: string }
  /** An adapter was asked; it is about to answer. */
  | { readonly kind: 'delivered'; readonly request: string }
  /** It could not be asked, and is tried again under the same id. */
  | { readonly kind: 'failed'; readonly error: string }
  | { readonly kind: 'stopped' };
