import { context, type Context, metrics, propagation, type TextMapPropagator, trace } from '@opentelemetry/api';
import { AsyncLocalStorageContextManager } from '@opentelemetry/context-async-hooks';
import { AggregationTemporality, InMemoryMetricExporter, MeterProvider, PeriodicExportingMetricReader } from '@opentelemetry/sdk-metrics';
import { BasicTracerProvider, InMemorySpanExporter, type ReadableSpan, type Sampler, SimpleSpanProcessor } from '@opentelemetry/sdk-trace-base';
import { traceOf } from '../../runtime/telemetry/trace-context.ts';

/** What was told so far. */
export interface Told {
  spans(): readonly ReadableSpan[];
  /** By the name of the metric: its points, each as its attributes and its value. A histogram's value is how often something was recorded. */
  metrics(): Promise<ReadonlyMap<string, readonly Point[]>>;
}

export interface Point {
  readonly unit: string;
  readonly attributes: { readonly [name: string]: unknown };
  readonly value: unknown;
}

/** Does `work` while an SDK is registered that keeps everything in memory, as a user's would send it away. Nothing of it is left afterwards. */
export async function withSdk<T>(work: (told: Told) => Promise<T>, options: { readonly sampler?: Sampler } = {}): Promise<T> {
  const exporter = new InMemorySpanExporter();
  const tracing = new BasicTracerProvider({ spanProcessors: [new SimpleSpanProcessor(exporter)], ...options });
  const measured = new InMemoryMetricExporter(AggregationTemporality.CUMULATIVE);
  const metering = new MeterProvider({ readers: [new PeriodicExportingMetricReader({ exporter: measured, exportIntervalMillis: 3_600_000 })] });
  context.setGlobalContextManager(new AsyncLocalStorageContextManager().enable());
  propagation.setGlobalPropagator(traceContextPropagator);
  trace.setGlobalTracerProvider(tracing);
  metrics.setGlobalMeterProvider(metering);
  try {
    return await work({
      spans: () => exporter.getFinishedSpans(),
      metrics: async () => {
        await metering.forceFlush();
        return pointsOf(measured);
      },
    });
  } finally {
    for (const api of [trace, metrics, propagation, context]) api.disable();
    await Promise.all([tracing.shutdown(), metering.shutdown()]);
  }
}

/** As an SDK brings one with it. */
const traceContextPropagator: TextMapPropagator = {
  inject: () => {},
  extract: (within: Context, carrier, getter) => {
    const header = getter.get(carrier, 'traceparent');
    const found = trace.getSpanContext(traceOf(String(header)));
    return found === undefined ? within : trace.setSpanContext(within, found);
  },
  fields: () => ['traceparent'],
};

function pointsOf(exporter: InMemoryMetricExporter): ReadonlyMap<string, readonly Point[]> {
  const latest = exporter.getMetrics().at(-1)?.scopeMetrics.flatMap((scope) => scope.metrics) ?? [];
  return new Map(latest.map(({ descriptor, dataPoints }) => [descriptor.name, dataPoints.map(({ attributes, value }) => ({ unit: descriptor.unit, attributes, value: typeof value === 'number' ? value : value.count }))]));
}

/** The spans within `parent`, a line each, indented, in the order of their names. */
export function drawn(spans: readonly ReadableSpan[], parent: string | undefined, depth = 0): string {
  return spans
    .filter(({ parentSpanContext }) => parentSpanContext?.spanId === parent)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1))
    .map((span) => `${'  '.repeat(depth)}${span.name}\n${drawn(spans, span.spanContext().spanId, depth + 1)}`)
    .join('');
}

/** As an event would keep it. */
export function traceparentOf(span: ReadableSpan | undefined): string {
  const { traceId = '', spanId = '' } = span?.spanContext() ?? {};
  return `00-${traceId}-${spanId}-01`;
}
