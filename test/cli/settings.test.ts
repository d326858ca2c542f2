import { generateKeyPairSync } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { readSettings } from '../../cli/settings.ts';

const SECRET = 'correct horse battery staple, and a cow';
const tokens = { AUTH_KEY: SECRET, AUTH_ISSUER: 'https://id.example.org', AUTH_AUDIENCE: 'bank' };
const { AUTH_KEY: _, ...halves } = tokens;
const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
const pem = publicKey.export({ type: 'spki', format: 'pem' }).toString();

function sentenceOf(environment: NodeJS.ProcessEnv): unknown {
  try {
    readSettings(environment);
    return undefined;
  } catch (error) {
    return error;
  }
}

describe('The environment', () => {
  test('says nothing, and the server is for this machine alone', () => {
    expect(readSettings({})).toEqual({ host: '127.0.0.1', port: 3000, database: { kind: 'embedded' }, logLevel: undefined, server: {} });
    expect(readSettings({ AUTH_KEY: '', HOST: ' ', RATE_LIMIT: '', HOSTS: '' })).toEqual(readSettings({}));
  });

  test('says whose tokens are taken, and then it may listen anywhere', () => {
    expect(readSettings({ ...tokens, HOST: '0.0.0.0' })).toMatchObject({ host: '0.0.0.0', server: { tokens: { key: SECRET, issuer: 'https://id.example.org', audience: 'bank' }, rateLimit: { perMinute: 1000 } } });
    expect(readSettings({ ...halves, AUTH_JWKS_URL: 'https://id.example.org/keys' }).server.tokens).toEqual({ jwksUrl: 'https://id.example.org/keys', issuer: 'https://id.example.org', audience: 'bank' });
    expect(readSettings({ ...tokens, AUTH_KEY: pem }).server.tokens?.key).toContain('PUBLIC KEY');
  });

  test('says how often, under which names and behind whom', () => {
    const { server } = readSettings({ RATE_LIMIT: '60', HOSTS: 'bank.example.org, bank.example.com', TRUSTED_PROXIES: '10.0.0.0/8 ::1' });
    expect(server).toEqual({ rateLimit: { perMinute: 60 }, hosts: ['bank.example.org', 'bank.example.com'], trustedProxies: ['10.0.0.0/8', '::1'] });
    expect(readSettings({ ...tokens, RATE_LIMIT: '0' }).server.rateLimit).toBeUndefined();
  });

  const incomplete = 'Tokens need three of these in the environment: AUTH_ISSUER and AUTH_AUDIENCE, and either AUTH_KEY or AUTH_JWKS_URL.';

  test.each<[string, NodeJS.ProcessEnv, string | RegExp]>([
    ['a key alone', { AUTH_KEY: SECRET }, incomplete],
    ['no key', halves, incomplete],
    ['a key and the address of a key set', { ...tokens, AUTH_JWKS_URL: 'https://id.example.org/keys' }, incomplete],
    ['a short key', { ...tokens, AUTH_KEY: SECRET.slice(0, 31) }, /^AUTH_KEY can not be used\. The key for tokens is a shared secret of 31 bytes, and must have at least 32/],
    ['a private key', { ...tokens, AUTH_KEY: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }, /^AUTH_KEY can not be used\. The key for tokens is a private key/],
    ['a private key as JWK', { ...tokens, AUTH_KEY: JSON.stringify(privateKey.export({ format: 'jwk' })) }, /^AUTH_KEY can not be used\. The key for tokens is a private key/],
    ['half a key', { ...tokens, AUTH_KEY: pem.slice(0, 60) }, /^AUTH_KEY can not be used\. The key for tokens can not be read/],
    ['keys anybody could change on the way', { ...halves, AUTH_JWKS_URL: 'http://id.example.org/keys' }, 'AUTH_JWKS_URL can not be used. The URL of the key set for tokens must begin with https://.'],
    ['another address and no tokens', { HOST: '0.0.0.0' }, /^HOST is "0\.0\.0\.0": without tokens everybody may act as anybody, so the server listens on this machine only\./],
    ['a rate that is none', { RATE_LIMIT: 'often' }, /^RATE_LIMIT is "often": it must be how many requests one caller may make in a minute/],
    ['a proxy that has no address', { TRUSTED_PROXIES: '10.0.0.1 proxy' }, /^TRUSTED_PROXIES has "proxy" in it/],
    ['a proxy with too many bits', { TRUSTED_PROXIES: '10.0.0.1/33' }, /^TRUSTED_PROXIES has "10\.0\.0\.1\/33" in it/],
  ])('is refused in a sentence, without the secret, where it says %s', (_name, environment, sentence) => {
    const error = sentenceOf(environment);
    expect(error).toMatchObject({ exitCode: 2, message: typeof sentence === 'string' ? sentence : expect.stringMatching(sentence) });
    const key = environment['AUTH_KEY'] ?? SECRET;
    expect(String(error)).not.toContain(key.slice(-30, -5));
  });
});
