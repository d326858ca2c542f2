import { type Attributes, SpanKind } from '@opentelemetry/api';
import type { Metadata } from '../message/message.ts';
import { instruments } from './instruments.ts';
import { errorType, inSpan, isTracing, openSpan, type SpanTold, tellingFailure } from './spans.ts';
import { isSampled, traceOf } from './trace-context.ts';

/** A read model or a policy at an event, or an attempt at a request. */
export interface Consumed {
  /** Of the read model, the policy, the external system. */
  readonly consumer: string;
  /** UUID. */
  readonly id: string;
  readonly traceparent: string | undefined;
  readonly attributes?: Attributes;
}

/** Does what follows from a message, in the trace that the message belongs to, whatever process it came from. */
export function consuming<T>(consumed: Consumed, work: () => Promise<T>): Promise<T> {
  return inSpan(told(consumed), work);
}

/** Finds out what follows from a message, which is told only when it fails: that nothing follows yet is found out again and again. */
export function judging<T>(consumed: Consumed, work: () => Promise<T>): Promise<T> {
  return tellingFailure(told(consumed), work);
}

/** An attempt to hand something to an external system. */
export function delivering<T>(consumed: Consumed, work: () => Promise<T>): Promise<T> {
  return inSpan(told(consumed, 'send'), async () => {
    let outcome = 'failed';
    try {
      const result = await work();
      outcome = 'delivered';
      return result;
    } finally {
      instruments().requestAttempts.add(1, { 'stormwright.external_system': consumed.consumer, 'stormwright.outcome': outcome });
    }
  });
}

/** A read model or a policy failed, and will be tried again or parked. */
export function countFailure(subscription: string, error: unknown): void {
  // What is wrapped says more than the wrapping.
  const origin = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  instruments().handlerFailures.add(1, { 'stormwright.subscription': subscription, 'error.type': errorType(origin) });
}

/**
 * Tells of messages that were handled together since `startedAt`, each in its own trace. Of the thousands in a batch, only those whose trace
 * somebody keeps; without an SDK, none is looked at.
 */
export function tellConsumed(consumer: string, startedAt: number, messages: Iterable<{ readonly id: string; readonly metadata: Metadata }>): void {
  if (!isTracing()) return;
  for (const { id, metadata: { traceparent } } of messages) {
    if (isSampled(traceparent)) openSpan({ ...told({ consumer, id, traceparent }), startedAt })?.end();
  }
}

function told({ consumer, id, traceparent, attributes }: Consumed, operation: 'process' | 'send' = 'process'): SpanTold {
  return {
    name: `${operation} ${consumer}`,
    kind: operation === 'send' ? SpanKind.CLIENT : SpanKind.CONSUMER,
    within: traceOf(traceparent),
    attributes: {
      'messaging.system': 'stormwright',
      'messaging.operation.name': operation,
      'messaging.operation.type': operation,
      [operation === 'send' ? 'messaging.destination.name' : 'messaging.consumer.group.name']: consumer,
      'messaging.message.id': id,
      ...attributes,
    },
  };
}
