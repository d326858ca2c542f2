import { type Attributes, context, propagation, SpanKind, SpanStatusCode, trace } from '@opentelemetry/api';
import { instruments, isMeasuring } from './instruments.ts';
import { isTracing, openSpan } from './spans.ts';
import { type TraceContext, traceIdIn } from './trace-context.ts';

/** A request at the door. */
export interface HttpRequestTold {
  readonly method: string;
  /** `http` or `https`. */
  readonly scheme: string;
  /** As it was declared, `/account-overview/:accountNumber`: what stands in a URL is often somebody's. Nothing where no route is meant. */
  readonly route: string | undefined;
  readonly headers: { readonly [name: string]: string | readonly string[] | undefined };
}

export interface HttpAnswerTold {
  readonly status: number;
  /** Whether the answer was sent to its end. */
  readonly whole: boolean;
  /** Whether it stays open while there is something to tell: how long that is says nothing of the server. */
  readonly stream: boolean;
}

/** A request that is being answered. */
export interface HttpRequestTelling {
  /** Nothing where nobody traces. */
  readonly traceId: string | undefined;
  /** Does `work` in the request's trace. */
  during(work: () => void): void;
  /** Once. How many seconds it took. */
  end(answer: HttpAnswerTold): number;
}

/** Those the semantic conventions know. */
const METHODS = ['CONNECT', 'DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT', 'TRACE'];

/**
 * Goes on with the caller's trace, where the user's own propagator finds one in the headers, else begins one. Source: the semantic conventions of
 * HTTP servers, but for `url.path` and what else repeats the URL: it names accounts and people.
 */
export function tellHttpRequest(request: HttpRequestTold): HttpRequestTelling {
  const begun = performance.now();
  const seconds = (): number => (performance.now() - begun) / 1000;
  const caller = propagation.extract(context.active(), request.headers);
  if (isTracing() || isMeasuring()) return telling(request, caller, seconds);
  return { traceId: traceIdIn(caller), during: (work) => context.with(caller, work), end: seconds };
}

function telling({ method, scheme, route }: HttpRequestTold, caller: TraceContext, secondsSoFar: () => number): HttpRequestTelling {
  const known = METHODS.includes(method) ? method : '_OTHER';
  const attributes: Attributes = { 'http.request.method': known, 'url.scheme': scheme, ...(route === undefined ? {} : { 'http.route': route }) };
  const span = openSpan({ name: route === undefined ? known : `${known} ${route}`, kind: SpanKind.SERVER, attributes, within: caller });
  const here = span === undefined ? caller : trace.setSpan(caller, span);
  return {
    traceId: traceIdIn(here),
    during: (work) => context.with(here, work),
    end: ({ status, whole, stream }) => {
      const seconds = secondsSoFar();
      const error = status >= 500 ? String(status) : whole || stream ? undefined : 'aborted';
      const answered = { 'http.response.status_code': status, ...(error === undefined ? {} : { 'error.type': error }) };
      span?.setAttributes(answered);
      if (error !== undefined) span?.setStatus({ code: SpanStatusCode.ERROR });
      span?.end();
      if (!stream) instruments().httpDuration.record(seconds, { ...attributes, ...answered });
      return seconds;
    },
  };
}
