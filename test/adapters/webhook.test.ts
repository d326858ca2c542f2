import type { ServerResponse } from 'node:http';
import { CloudEvent, HTTP } from 'cloudevents';
import { Webhook as Verifier } from 'standardwebhooks';
import { DeliveryDelayed, DeliveryRefused } from 'stormwright';
import { afterEach, describe, expect, test } from 'vitest';
import { createApplication } from '../../generated/bank/app.ts';
import { createWebhook, type WebhookOptions } from '../../runtime/adapters/webhook.ts';
import { createMemoryStore } from '../../runtime/memory/memory-store.ts';
import { requestDispatcher } from '../../runtime/reaction/request-dispatcher.ts';
import { request } from '../fixtures/kept-requests.ts';
import { type Receiver, receiver } from './receiver.ts';

const SECRET = `whsec_${Buffer.alloc(32, 'old').toString('base64')}`;
const NEWER = `whsec_${Buffer.alloc(32, 'new').toString('base64')}`;
const delivery = { idempotencyKey: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', cloudEvent: { specversion: '1.0', id: '6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11', source: '/Bank/Email', type: 'Send thank-you email', data: { note: 'grüß dich' } } };

let partner: Receiver | undefined;
afterEach(() => partner?.close());

async function answering(answer: (response: ServerResponse, nth: number) => void): Promise<Receiver> {
  partner = await receiver(answer);
  return partner;
}

const status = (code: number, headers: Record<string, string> = {}) => (response: ServerResponse) => void response.writeHead(code, headers).end('whatever');
const webhook = (url: string, options: Partial<WebhookOptions> = {}) => createWebhook({ url, secrets: [SECRET], allowPrivateAddresses: true, ...options });
const failureOf = (url: string, options: Partial<WebhookOptions> = {}): Promise<unknown> => webhook(url, options).send(delivery).then(() => 'none', (error: unknown) => error);

describe('The webhook adapter', () => {
  test('posts a CloudEvent that its SDK reads, under the key of the request', async () => {
    const { url, received } = await answering(status(204));
    await webhook(url).send(delivery);
    const [first] = received;
    expect([first?.method, first?.url, first?.headers['idempotency-key'], first?.headers['content-type']]).toEqual(['POST', '/hooks?from=bank', delivery.idempotencyKey, 'application/cloudevents+json; charset=utf-8']);
    const event = HTTP.toEvent({ headers: first?.headers ?? {}, body: first?.body });
    expect(event instanceof CloudEvent && [event.validate(), event.id, event.type, event.data]).toEqual([true, delivery.idempotencyKey, 'Send thank-you email', { note: 'grüß dich' }]);
  });

  test('signs it so that the library of Standard Webhooks knows it is ours, by every secret there is', async () => {
    const { url, received } = await answering(status(200));
    await webhook(url, { secrets: [SECRET, NEWER] }).send(delivery);
    const { body = '', headers = {} } = received[0] ?? {};
    const names = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
    const signed = Object.fromEntries(names.map((name) => [name, String(headers[name])]));
    for (const secret of [SECRET, NEWER]) expect(new Verifier(secret).verify(body, signed)).toEqual(delivery.cloudEvent);
    expect(() => new Verifier(SECRET).verify(body.replace('dich', 'mich'), signed)).toThrow('No matching signature');
    expect(() => new Verifier(`whsec_${Buffer.alloc(32, 'other').toString('base64')}`).verify(body, signed)).toThrow('No matching signature');
  });

  test.each([400, 410, 413, 415, 422])('is told by %i that it will never be taken', async (code) => {
    const { url } = await answering(status(code));
    const failure = await failureOf(url);
    expect(failure).toBeInstanceOf(DeliveryRefused);
    expect(String(failure)).toMatch(new RegExp(`127\\.0\\.0\\.1:\\d+ answered ${code}: it will not take this request\\.$`));
  });

  test.each([301, 307, 401, 403, 404, 408, 429, 500, 503])('is told by %i to try again', async (code) => {
    const { url, received } = await answering(status(code, { Location: 'http://127.0.0.1:1/elsewhere' }));
    const failure = await failureOf(url);
    expect(failure).toBeInstanceOf(Error);
    expect(failure).not.toBeInstanceOf(DeliveryRefused);
    expect(String(failure)).toContain(`answered ${code}`);
    expect(received).toHaveLength(1);
  });

  test('hears when to come again, in seconds or by a date', async () => {
    const { url } = await answering((response, nth) => void response.writeHead(503, { 'Retry-After': nth === 1 ? '120' : new Date(Date.now() + 3_600_000).toUTCString() }).end());
    const [first, second] = [await failureOf(url), await failureOf(url)];
    expect(first instanceof DeliveryDelayed && first.forMilliseconds).toBe(120_000);
    expect(second instanceof DeliveryDelayed && second.forMilliseconds > 3_500_000).toBe(true);
  });

  test('does not wait for ever, neither for an answer nor for its end', async () => {
    const { url } = await answering((response, nth) => (nth === 1 ? undefined : void response.writeHead(200).write('a')));
    expect(String(await failureOf(url, { timeoutInMilliseconds: 100 }))).toMatch(/127\.0\.0\.1:\d+ did not answer within 0\.1 seconds\.$/);
    expect(await failureOf(url, { timeoutInMilliseconds: 500 })).toBe('none');
  });

  test('says where nobody is', async () => {
    const { url, close } = await answering(status(200));
    await close();
    partner = undefined;
    expect(String(await failureOf(url))).toMatch(/^Error: 127\.0\.0\.1:\d+ can not be reached: connect ECONNREFUSED/);
  });

  test('reaches nobody on this machine or its network, by number or by name, unless it is let', async () => {
    const { url, received } = await answering(status(200));
    const closed = { secrets: [SECRET] };
    for (const host of ['127.0.0.1', '0x7f.1', '2130706433', '[::1]', '[::ffff:127.0.0.1]', '169.254.169.254', '10.0.0.1']) {
      expect(() => createWebhook({ ...closed, url: `https://${host}/` })).toThrow('is an address of this machine or of its own network, and those are not asked.');
    }
    const failure = await createWebhook({ ...closed, url: `https://localhost:${new URL(url).port}/` }).send(delivery).catch((error: unknown) => error);
    expect(String(failure)).toMatch(/localhost:\d+ can not be reached: localhost is an address of this machine/);
    expect(received).toHaveLength(0);
  });

  test.each<[string, string, Partial<WebhookOptions>]>([
    ['an address that is none', "A webhook's address must be a URL, like https://partner.example/hooks.", { url: 'partner' }],
    ['an address that is not encrypted', "A webhook's address must begin with https://, and not with http://.", { url: 'http://partner.example' }],
    ['an address of another kind', "A webhook's address must begin with https://, and not with file://.", { url: 'file:///etc/passwd', allowPrivateAddresses: true }],
    ['a password in an address', "The webhook's address at partner.example must not have a name or a password in it: requests are signed instead.", { url: 'https://me:hush@partner.example' }],
    ['no secret', 'A webhook needs a secret to sign with.', { secrets: [] }],
    ['a short secret', "A webhook's secret must be at least 24 random bytes in base64; `openssl rand -base64 32` makes one.", { secrets: ['aHVzaA=='] }],
    ['a secret that is not base64', "A webhook's secret must be at least 24 random bytes in base64; `openssl rand -base64 32` makes one.", { secrets: ['correct horse battery staple, and more of it'] }],
  ])('refuses %s when it is set up, without repeating a secret', (_name, sentence, options) => {
    expect(() => createWebhook({ url: 'https://partner.example', secrets: [SECRET], ...options })).toThrow(new RangeError(sentence));
  });

  test('hands on what the dispatcher has, and parks at once what will never be taken', async () => {
    const { url, received } = await answering((response, nth) => void response.writeHead(nth === 1 ? 503 : nth === 2 ? 200 : 422).end());
    const hook = webhook(url);
    const store = createMemoryStore();
    const dispatcher = requestDispatcher(createApplication({ email: { sendThankYouEmail: (_, each) => hook.send(each) } }), { ...store, requests: { ...store.requests, markFailed: (id, error, wait) => store.requests.markFailed(id, error, wait === null ? null : 0) } });
    await store.requests.keepRequest(request(1));
    for (let n = 0; n < 2; n += 1) await dispatcher.deliverDue();
    await store.requests.keepRequest(request(2));
    await dispatcher.deliverDue();
    expect(received.map(({ headers }) => headers['webhook-id'])).toEqual([request(1).id, request(1).id, request(2).id]);
    expect(JSON.parse(received[1]?.body ?? '')).toMatchObject({ source: '/Bank/Email', type: 'Send thank-you email', id: request(1).id, time: '2026-11-23T12:00:00Z', policy: 'Thank the depositor', data: { accountNumber: 'NL000001', amount: '1.00' } });
    expect((await store.requests.listRequests(5)).map(({ state, attempts }) => [state, attempts])).toEqual([['parked', 1], ['delivered', 2]]);
  });
});
