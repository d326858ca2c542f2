import { type Attributes, context, SpanKind, trace } from '@opentelemetry/api';
import { instruments, isMeasuring } from './instruments.ts';
import { errorType, isTracing, markFailed, openSpan } from './spans.ts';
import { type TraceContext, traceHere } from './trace-context.ts';

/**
 * Tells of one append to the log, in the trace of each command whose events are in it. `system` is the database as OpenTelemetry calls it, where
 * it is one; `within` is where those commands are traced.
 */
export function tellingAppend<T>(system: string | undefined, within: readonly TraceContext[], work: () => Promise<T>): Promise<T> {
  return isTracing() || isMeasuring() ? told(system, within, work) : work();
}

async function told<T>(system: string | undefined, within: readonly TraceContext[], work: () => Promise<T>): Promise<T> {
  const begun = performance.now();
  const database: Attributes = system === undefined ? {} : { 'db.system.name': system, 'db.collection.name': 'events', 'db.operation.name': 'append' };
  const kind = system === undefined ? SpanKind.INTERNAL : SpanKind.CLIENT;
  const spans = within.map((each) => openSpan({ name: 'append events', kind, attributes: database, within: each })).filter((span) => span !== undefined);
  const [first] = spans;
  let failure: Attributes = {};
  try {
    return await (first === undefined ? work() : context.with(trace.setSpan(within[0] ?? traceHere(), first), work));
  } catch (error) {
    failure = { 'error.type': errorType(error) };
    for (const span of spans) markFailed(span, error);
    throw error;
  } finally {
    for (const span of spans) span.end();
    instruments().appendDuration.record((performance.now() - begun) / 1000, { ...database, ...failure });
  }
}
