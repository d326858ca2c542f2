import { generateKeyPairSync } from 'node:crypto';
import { createServer } from 'node:http';
import { exportJWK } from 'jose';
import { describe, expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { AUDIENCE, bearer, bytes, ISSUER, tokens } from './signed.ts';

const [rsa, strangers] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('rsa', { modulusLength: 2048 })];
const publicPem = rsa.publicKey.export({ type: 'spki', format: 'pem' }).toString();

describe('A secret', () => {
  test.each(['ends with a line\n', 'has \\n within it', ' begins with a space'])('is taken as it is, also one that %j', async (end) => {
    const key = `${'x'.repeat(32)}${end}`;
    await using open = await openServer(undefined, { tokens: { ...tokens, key } });
    expect((await open.get('/account-overview', await bearer({ key: bytes(key) }))).statusCode).toBe(200);
  });
});

describe('A public key', () => {
  test('is taken as PEM, on one line or several, and as JWK; and nothing is signed with it', async () => {
    for (const key of [publicPem, publicPem.replaceAll('\n', '\\n'), JSON.stringify(await exportJWK(rsa.publicKey))]) {
      await using open = await openServer(undefined, { tokens: { ...tokens, key } });
      expect((await open.get('/account-overview', await bearer({ alg: 'PS256', key: rsa.privateKey }))).statusCode).toBe(200);
      expect((await open.get('/account-overview', await bearer({ alg: 'RS256', key: strangers.privateKey }))).statusCode).toBe(401);
      // The public key is known to everybody: as a secret it proves nothing.
      expect((await open.get('/account-overview', await bearer({ key: bytes(publicPem) }))).statusCode).toBe(401);
    }
  });

  test.each([
    ['a short secret', 'short', /^The key for tokens is a shared secret of 5 bytes, and must have at least 32/],
    ['a private key', rsa.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), /^The key for tokens is a private key/],
    ['no key', '-----BEGIN PUBLIC KEY-----\nnonsense\n-----END PUBLIC KEY-----', /^The key for tokens can not be read/],
    ['a weak key', generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' }).toString(), /^The key for tokens is of a kind that signs no tokens/],
    ['a key that signs nothing', generateKeyPairSync('x25519').publicKey.export({ type: 'spki', format: 'pem' }).toString(), /^The key for tokens is of a kind that signs no tokens/],
  ])('that is %s is refused at once', async (_name, key, sentence) => {
    await expect(openServer(undefined, { tokens: { ...tokens, key } })).rejects.toThrow(sentence);
  });
});

/** An identity provider that publishes its keys, and can be told not to. */
async function provider(): Promise<{ url: string; asked: () => number; answer(status: number): void; [Symbol.asyncDispose](): Promise<void> }> {
  let [asked, status] = [0, 200];
  const keys = { keys: [{ ...(await exportJWK(rsa.publicKey)), kid: 'one', use: 'sig', alg: 'RS256' }] };
  const server = createServer((_, response) => {
    asked += 1;
    response.writeHead(status, { 'content-type': 'application/json' }).end(status === 200 ? JSON.stringify(keys) : '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}/jwks.json`,
    asked: () => asked,
    answer: (wanted) => void (status = wanted),
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      await new Promise((closed) => server.close(closed));
    },
  };
}

describe('Keys that an identity provider publishes', () => {
  const signed = (kid = 'one'): Promise<{ readonly authorization: string }> => bearer({ alg: 'RS256', key: rsa.privateKey, kid });

  test('are fetched once, and not again for every key that nobody knows', async () => {
    await using id = await provider();
    await using open = await openServer(undefined, { tokens: { jwksUrl: id.url, issuer: ISSUER, audience: AUDIENCE } });
    for (let times = 0; times < 3; times += 1) expect((await open.get('/account-overview', await signed())).statusCode).toBe(200);
    for (let times = 0; times < 5; times += 1) expect((await open.get('/account-overview', await signed(`unknown ${times}`))).statusCode).toBe(401);
    expect(id.asked()).toBe(1);
    // A shared secret is none of them.
    expect((await open.get('/account-overview', await bearer())).statusCode).toBe(401);
  });

  test('that can not be had make nobody a stranger: it is said that they can not be judged, and the provider is left alone for a while', async () => {
    await using id = await provider();
    id.answer(500);
    await using open = await openServer(undefined, { tokens: { jwksUrl: id.url, issuer: ISSUER, audience: AUDIENCE } });
    for (let times = 0; times < 5; times += 1) {
      const answer = await open.get('/account-overview', await signed());
      expect([answer.statusCode, answer.json().detail, answer.headers['retry-after']]).toEqual([503, 'Tokens can not be judged just now: the keys of their issuer can not be had.', '1']);
    }
    expect(id.asked()).toBe(1);
  });

  test.each(['http://id.example.org/jwks.json', 'file:///etc/passwd', 'nowhere'])('are not fetched from %s', async (jwksUrl) => {
    await expect(openServer(undefined, { tokens: { jwksUrl, issuer: ISSUER, audience: AUDIENCE } })).rejects.toThrow('The URL of the key set for tokens must begin with https://.');
  });
});
