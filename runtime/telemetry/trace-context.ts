import { type Context, context, isSpanContextValid, ROOT_CONTEXT, trace } from '@opentelemetry/api';
import type { Metadata } from '../message/message.ts';

/** Where in a trace something happens. Whoever has no tracer gets, and hands on, one that means nothing. */
export type TraceContext = Context;

/** Version 00, which is the only one that is written here. Source: https://www.w3.org/TR/trace-context/ */
const TRACEPARENT = /^00-([0-9a-f]{32})-([0-9a-f]{16})-([0-9a-f]{2})$/;

export function traceHere(): TraceContext {
  return context.active();
}

/** The span that is open here, as W3C Trace Context writes it; nothing where nobody traces. */
export function traceparentHere(): string | undefined {
  const span = trace.getActiveSpan()?.spanContext();
  if (span === undefined || !isSpanContextValid(span)) return undefined;
  return `00-${span.traceId}-${span.spanId}-${span.traceFlags.toString(16).padStart(2, '0')}`;
}

/** Metadata of what is made here: traced by the span that is open, or, where this process does not trace, like what led to it. */
export function tracedHere(metadata: Metadata): Metadata {
  const traceparent = traceparentHere();
  return traceparent === undefined ? metadata : { ...metadata, traceparent };
}

/** By which the log of the server finds the trace; nothing where nobody traces. */
export function traceIdIn(where: TraceContext): string | undefined {
  const span = trace.getSpanContext(where);
  return span === undefined || !isSpanContextValid(span) ? undefined : span.traceId;
}

/** Where what was kept with a `traceparent` was traced; nowhere, without one that can be read. */
export function traceOf(traceparent: string | undefined): TraceContext {
  const [, traceId, spanId, flags] = TRACEPARENT.exec(traceparent ?? '') ?? [];
  if (traceId === undefined || spanId === undefined || flags === undefined) return ROOT_CONTEXT;
  const span = { traceId, spanId, traceFlags: Number.parseInt(flags, 16), isRemote: true };
  return isSpanContextValid(span) ? trace.setSpanContext(ROOT_CONTEXT, span) : ROOT_CONTEXT;
}

/** Whether somebody keeps the spans of this trace. */
export function isSampled(traceparent: string | undefined): boolean {
  return traceparent !== undefined && (Number.parseInt(traceparent.slice(-2), 16) & 1) === 1;
}
