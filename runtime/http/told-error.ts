import type { JsonObject } from '../message/json.ts';
import { FunctionMisfit } from '../message/declared-function.ts';
import { StoreUnavailable } from '../store/store-unavailable.ts';
import { HandlerFailure } from '../subscription/handler-failure.ts';
import { errorType } from '../telemetry/spans.ts';

/**
 * What the log says of an error: what kind it is, at which event, and where in the code. Its own words may quote what it failed at, fields of a
 * command or the row of a database, so they are told only where they are about the way to the store, or about a developer's program. The store keeps them with what has failed.
 */
export function toldError(error: unknown): JsonObject {
  if (!(error instanceof Error)) return { type: typeof error };
  const origin = error instanceof HandlerFailure && error.cause instanceof Error ? error.cause : error;
  return {
    type: errorType(origin),
    ...(error instanceof HandlerFailure ? { event: error.event.type, position: error.event.position.toString() } : {}),
    ...(mayBeTold(origin) ? { message: origin.message } : {}),
    stack: framesOf(origin),
  };
}

const mayBeTold = (error: Error): boolean => error instanceof StoreUnavailable || error instanceof FunctionMisfit;

/** Without the message that stands before them, which may be of several lines. */
function framesOf({ stack = '' }: Error): readonly string[] {
  return stack.split('\n').flatMap((line) => /^\s+at (.+)$/.exec(line)?.[1] ?? []);
}
