import { type Attributes, context, type Link, ProxyTracerProvider, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { type TraceContext, traceHere } from './trace-context.ts';

/** What a span is called, and what it says. Never anything of a message but its name and its id. */
export interface SpanTold {
  readonly name: string;
  /** `INTERNAL` unless given. */
  readonly kind?: SpanKind;
  readonly attributes: Attributes;
  /** What it is a part of; whatever is open here unless given. */
  readonly within?: TraceContext;
  /** Milliseconds since 1970; now unless given. */
  readonly startedAt?: number;
  readonly links?: readonly Link[];
}

const SCOPE = 'stormwright';

/** Nothing where no SDK was registered: then nothing is made, neither. Asked each time, because one may be registered, or replaced, at any time. */
function tracerHere(): Tracer | undefined {
  const provider = trace.getTracerProvider();
  return provider instanceof ProxyTracerProvider ? provider.getDelegateTracer(SCOPE) : provider.getTracer(SCOPE);
}

export function isTracing(): boolean {
  return tracerHere() !== undefined;
}

/** A span that its owner ends. */
export function openSpan({ name, kind = SpanKind.INTERNAL, attributes, within = traceHere(), startedAt, links = [] }: SpanTold): Span | undefined {
  return tracerHere()?.startSpan(name, { kind, attributes, links: [...links], ...(startedAt === undefined ? {} : { startTime: startedAt }) }, within);
}

/** Does `work` with a span open around it. What is done in there, and what it leaves for others to do, is part of it. */
export async function inSpan<T>(told: SpanTold, work: (span: Span | undefined) => Promise<T>): Promise<T> {
  const span = openSpan(told);
  if (span === undefined) return work(undefined);
  try {
    return await context.with(trace.setSpan(told.within ?? traceHere(), span), () => work(span));
  } catch (error) {
    markFailed(span, error);
    throw error;
  } finally {
    span.end();
  }
}

/** Does `work`; a span tells of it only when it fails. */
export async function tellingFailure<T>(told: SpanTold, work: () => Promise<T>): Promise<T> {
  const startedAt = Date.now();
  try {
    return await work();
  } catch (error) {
    const span = openSpan({ startedAt, ...told });
    if (span !== undefined) markFailed(span, error);
    span?.end();
    throw error;
  }
}

/** What an error says may repeat what it failed at, values and all; so only its kind is told, and the log has the sentence. */
export function markFailed(span: Span, error: unknown): void {
  span.setStatus({ code: SpanStatusCode.ERROR });
  span.setAttribute('error.type', errorType(error));
}

/** A few words for any number of failures: the code that a driver or Node gives, else the class. What looks like neither is not repeated. */
export function errorType(error: unknown): string {
  if (!(error instanceof Error)) return '_OTHER';
  const code = 'code' in error ? String(error.code) : '';
  return [code, error.name].find((each) => /^[A-Za-z0-9_]{1,60}$/.test(each)) ?? '_OTHER';
}
