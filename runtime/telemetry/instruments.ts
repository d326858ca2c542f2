import { type Attributes, createNoopMeter, type Counter, type Histogram, type Meter, type MeterProvider, metrics, type ObservableGauge, type ObservableResult } from '@opentelemetry/api';

/** Everything that is measured. `docs/operations.md` says what each means and when to worry; a test holds the two together. */
export interface Instruments {
  readonly httpDuration: Histogram;
  readonly commandDuration: Histogram;
  readonly appendDuration: Histogram;
  readonly appendConflicts: Counter;
  readonly cacheLookups: Counter;
  readonly handlerFailures: Counter;
  readonly requestAttempts: Counter;
  readonly lagInPositions: ObservableGauge;
  readonly lagInSeconds: ObservableGauge;
  readonly parked: ObservableGauge;
  readonly requests: ObservableGauge;
  readonly connections: ObservableGauge;
  readonly connectionsWaitedFor: ObservableGauge;
}

/** In seconds, as the semantic conventions of HTTP and of databases advise. */
const HTTP_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.075, 0.1, 0.25, 0.5, 0.75, 1, 2.5, 5, 7.5, 10];
const DATABASE_BUCKETS = [0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10];

interface Made {
  readonly provider: MeterProvider;
  readonly instruments: Instruments;
  /** Whether what they are told goes anywhere. */
  readonly heard: boolean;
}

let made: Made | undefined;

/** Of the provider that is registered now; where none is, they do nothing. */
export function instruments(): Instruments {
  return upToDate().instruments;
}

/** Where nobody does, whoever is in a hurry need not look at the clock. */
export function isMeasuring(): boolean {
  return upToDate().heard;
}

function upToDate(): Made {
  const provider = metrics.getMeterProvider();
  if (made?.provider === provider) return made;
  const meter = provider.getMeter('stormwright');
  made = { provider, instruments: instrumentsOf(meter), heard: meter !== createNoopMeter() };
  return made;
}

function instrumentsOf(meter: Meter): Instruments {
  return {
    httpDuration: meter.createHistogram('http.server.request.duration', { unit: 's', description: 'From a request to the end of its answer.', advice: { explicitBucketBoundaries: HTTP_BUCKETS } }),
    commandDuration: meter.createHistogram('stormwright.command.duration', { unit: 's', description: 'From a command to what became of it.', advice: { explicitBucketBoundaries: DATABASE_BUCKETS } }),
    appendDuration: meter.createHistogram('db.client.operation.duration', { unit: 's', description: 'Of an append to the log, with the time it waits for its turn.', advice: { explicitBucketBoundaries: DATABASE_BUCKETS } }),
    appendConflicts: meter.createCounter('stormwright.append.conflicts', { unit: '{conflict}', description: 'Appends that lost against another process, and were decided again.' }),
    cacheLookups: meter.createCounter('stormwright.instance_cache.lookups', { unit: '{lookup}', description: 'Instances that a command needed, and whether they were in memory.' }),
    handlerFailures: meter.createCounter('stormwright.subscription.failures', { unit: '{failure}', description: 'What read models and policies failed at, before it was tried again or parked.' }),
    requestAttempts: meter.createCounter('stormwright.request.attempts', { unit: '{attempt}', description: 'Attempts at requests to external systems.' }),
    lagInPositions: meter.createObservableGauge('stormwright.subscription.lag', { unit: '{position}', description: 'How far a subscription is behind the end of the log.' }),
    lagInSeconds: meter.createObservableGauge('stormwright.subscription.lag.duration', { unit: 's', description: 'For how long there has been something that a subscription has not followed.' }),
    parked: meter.createObservableGauge('stormwright.subscription.parked', { unit: '{event}', description: 'Events that are parked, and those that wait behind them.' }),
    requests: meter.createObservableGauge('stormwright.requests', { unit: '{request}', description: 'Requests to external systems that are not delivered.' }),
    connections: meter.createObservableGauge('db.client.connection.count', { unit: '{connection}', description: 'Connections to the database.' }),
    connectionsWaitedFor: meter.createObservableGauge('db.client.connection.pending_requests', { unit: '{request}', description: 'Statements that wait for a connection.' }),
  };
}

type GaugeName = { readonly [Name in keyof Instruments]: Instruments[Name] extends ObservableGauge ? Name : never }[keyof Instruments];

/** A value, and what it is of. */
export interface Observation {
  readonly value: number;
  readonly of: Attributes;
}

/** Has `look` asked whenever somebody collects, until what is returned is called. What it rejects with is not told: another collection asks again. */
export function observe(name: GaugeName, look: () => Iterable<Observation> | Promise<Iterable<Observation>>): () => void {
  const gauge = instruments()[name];
  const tell = async (result: ObservableResult): Promise<void> => {
    try {
      for (const { value, of } of await look()) result.observe(value, of);
    } catch {
      // A store that can not be reached shows elsewhere.
    }
  };
  gauge.addCallback(tell);
  return () => gauge.removeCallback(tell);
}
