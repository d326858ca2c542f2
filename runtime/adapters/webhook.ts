import type { ClientRequest, IncomingMessage } from 'node:http';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Webhook as Signer } from 'standardwebhooks';
import { CLOUD_EVENT_TYPE } from '../message/cloud-event.ts';
import { DeliveryDelayed, DeliveryRefused } from '../reaction/delivery-errors.ts';
import type { Delivery } from '../reaction/external-system.ts';
import { isPublic, lookUpPublic, privateAddress } from './public-address.ts';

/** Where requests go, and how. */
export interface WebhookOptions {
  /** `https://partner.example/hooks`. Whoever it belongs to is trusted with what the requests say. */
  readonly url: string;
  /**
   * What each request is signed with, so that the receiver knows it is ours: `whsec_` and at least 24 bytes in base64, as `openssl rand -base64 32` makes
   * them. Several while one takes the place of another: a request has a signature by each.
   */
  readonly secrets: readonly string[];
  /** How long an answer may take in all; 10,000 unless given. */
  readonly timeoutInMilliseconds?: number;
  /** Lets it reach this machine and its network, and speak HTTP without TLS: where the receiver is next door. */
  readonly allowPrivateAddresses?: boolean;
}

/** Hands requests on to somebody else's HTTP endpoint. */
export interface Webhook {
  /**
   * Resolves when the receiver has answered with 2xx. Rejects with `DeliveryRefused` when it will never take this request, with `DeliveryDelayed` when it
   * says when to come again, and with any other error when it is worth another try.
   */
  send(delivery: Pick<Delivery, 'idempotencyKey' | 'cloudEvent'>): Promise<void>;
}

/**
 * Sends each request as a CloudEvent in JSON, under an `Idempotency-Key` that is the same for every attempt. Follows no redirect, and does not look at what
 * the receiver says but for its status and `Retry-After`. Throws a sentence when the options can not be right; no sentence repeats a secret.
 *
 * Source: CloudEvents 1.0, HTTP binding, structured mode; signatures are those of Standard Webhooks 1.0, for which receivers have libraries.
 */
export function createWebhook({ url, secrets, timeoutInMilliseconds = 10_000, allowPrivateAddresses = false }: WebhookOptions): Webhook {
  const to = endpoint(url, allowPrivateAddresses);
  const signers = signersOf(secrets);
  return {
    send: async ({ idempotencyKey, cloudEvent }) => {
      const body = JSON.stringify(cloudEvent);
      const headers = { 'Content-Type': `${CLOUD_EVENT_TYPE}; charset=utf-8`, 'Content-Length': Buffer.byteLength(body), 'Idempotency-Key': idempotencyKey, 'User-Agent': 'Stormwright', ...signed(signers, idempotencyKey, body) };
      judge(to, await post(to, { headers, body, timeoutInMilliseconds, allowPrivateAddresses }));
    },
  };
}

function endpoint(url: string, allowPrivateAddresses: boolean): URL {
  if (!URL.canParse(url)) throw new RangeError("A webhook's address must be a URL, like https://partner.example/hooks.");
  const to = new URL(url);
  if (to.protocol !== 'https:' && !(to.protocol === 'http:' && allowPrivateAddresses)) throw new RangeError(`A webhook's address must begin with https://, and not with ${to.protocol}//.`);
  if (to.username !== '' || to.password !== '') throw new RangeError(`The webhook's address at ${to.host} must not have a name or a password in it: requests are signed instead.`);
  const literal = to.hostname.replace(/^\[|\]$/g, '');
  // Nobody looks up what is an address already.
  if (!allowPrivateAddresses && isIP(literal) !== 0 && !isPublic(literal)) throw new RangeError(privateAddress(to.hostname).message);
  return to;
}

const SHORTEST_SECRET_IN_BYTES = 24;

function signersOf(secrets: readonly string[]): readonly Signer[] {
  if (secrets.length === 0) throw new RangeError('A webhook needs a secret to sign with.');
  return secrets.map((secret) => {
    const bytes = /^(?:whsec_)?(?<base64>[A-Za-z0-9+/]+={0,2})$/.exec(secret)?.groups?.['base64'];
    if (bytes === undefined || Buffer.from(bytes, 'base64').length < SHORTEST_SECRET_IN_BYTES) {
      throw new RangeError(`A webhook's secret must be at least ${SHORTEST_SECRET_IN_BYTES} random bytes in base64; \`openssl rand -base64 32\` makes one.`);
    }
    return new Signer(secret);
  });
}

function signed(signers: readonly Signer[], id: string, body: string): { readonly [header: string]: string } {
  const now = new Date();
  return { 'Webhook-Id': id, 'Webhook-Timestamp': String(Math.floor(now.getTime() / 1000)), 'Webhook-Signature': signers.map((signer) => signer.sign(id, now, body)).join(' ') };
}

interface Posted {
  readonly headers: { readonly [header: string]: string | number };
  readonly body: string;
  readonly timeoutInMilliseconds: number;
  readonly allowPrivateAddresses: boolean;
}

interface Answered {
  readonly status: number;
  readonly retryAfter: string | undefined;
}

function post(to: URL, { headers, body, timeoutInMilliseconds, allowPrivateAddresses }: Posted): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const make = to.protocol === 'https:' ? requestHttps : requestHttp;
    // A connection of its own: what is looked up, and judged, is what is connected to.
    const request: ClientRequest = make(to, { method: 'POST', headers, agent: false, ...(allowPrivateAddresses ? {} : { lookup: lookUpPublic }) });
    const tooLate = new Error(`${to.host} did not answer within ${timeoutInMilliseconds / 1000} seconds.`);
    const timer = setTimeout(() => request.destroy(tooLate), timeoutInMilliseconds);
    request.on('close', () => clearTimeout(timer));
    request.on('error', (error) => reject(error === tooLate ? error : new Error(`${to.host} can not be reached: ${error.message}`, { cause: error })));
    request.on('response', (response: IncomingMessage) => {
      resolve({ status: response.statusCode ?? 0, retryAfter: response.headers['retry-after'] });
      listenPolitely(response);
    });
    request.end(body);
  });
}

const LONGEST_ANSWER_IN_BYTES = 65_536;

/** What else it says is of no interest. It is let finish, unless that takes too much. */
function listenPolitely(response: IncomingMessage): void {
  let bytes = 0;
  response.on('data', (part: Buffer) => {
    bytes += part.length;
    if (bytes > LONGEST_ANSWER_IN_BYTES) response.destroy();
  });
  response.on('error', () => undefined);
}

/** What the receiver says of the request itself, and would say again. Anything else may be mended on its side: it is down, was moved, or does not know our secret yet. */
const FOR_EVER = [400, 410, 413, 415, 422];

function judge({ host }: URL, { status, retryAfter }: Answered): void {
  if (status >= 200 && status < 300) return;
  if (FOR_EVER.includes(status)) throw new DeliveryRefused(`${host} answered ${status}: it will not take this request.`);
  const milliseconds = retryAfter === undefined ? undefined : pauseIn(retryAfter);
  if (milliseconds !== undefined) throw new DeliveryDelayed(`${host} answered ${status}, and wants to be asked again later.`, milliseconds);
  throw new Error(status >= 300 && status < 400 ? `${host} answered ${status}: redirects are not followed.` : `${host} answered ${status}.`);
}

/** Seconds, or a date. Source: RFC 9110, 10.2.3. */
function pauseIn(retryAfter: string): number | undefined {
  if (/^[0-9]{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const until = Date.parse(retryAfter);
  return Number.isNaN(until) ? undefined : Math.max(0, until - Date.now());
}
