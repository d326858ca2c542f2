import { createPublicKey, createSecretKey, type KeyObject } from 'node:crypto';
import { createRemoteJWKSet, customFetch, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify, type JWTVerifyOptions } from 'jose';
import { storableText } from '../store/storable.ts';

/** Whose tokens are taken: signed with one key, or with one of those that an identity provider publishes. */
export interface TokenOptions {
  /**
   * A shared secret of at least 32 bytes (HS256), or a public key as PEM or JWK (RS256 and its like, ES256 and its like,
   * EdDSA). Exactly one of `key` and `jwksUrl`.
   */
  readonly key?: string;
  /** Where the provider's keys are: `https://id.example.org/.well-known/jwks.json`. */
  readonly jwksUrl?: string;
  /** What `iss` has to be. */
  readonly issuer: string;
  /** What `aud` has to name. */
  readonly audience: string;
}

/** What a valid token says. */
export interface Token {
  readonly id: string;
  readonly actors: readonly string[];
  readonly systems: readonly string[];
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** What is known of a token that was shown. */
export type TokenReading =
  | { readonly kind: 'valid'; readonly token: Token }
  /** `reason` is for whoever sent it. */
  | { readonly kind: 'not valid'; readonly reason: string }
  /** The keys can not be had just now: nothing is known of the token. */
  | { readonly kind: 'unknown'; readonly error: unknown };

/** Reads one token. Never rejects. */
export type ReadToken = (token: string) => Promise<TokenReading>;

/** Clocks of two machines are never quite the same. */
const CLOCK_TOLERANCE_IN_SECONDS = 5;

const LONGEST_ID = 200;

/**
 * Reads tokens as `options` say. Throws a RangeError, which never repeats a key, when no token could be read so.
 *
 * Source: RFC 7519 and RFC 8725: the algorithms follow from the key, never from the token.
 */
export function tokenReader(options: TokenOptions): ReadToken {
  const { key, algorithms } = keyOf(options);
  const rules: JWTVerifyOptions = { issuer: options.issuer, audience: options.audience, algorithms: [...algorithms], requiredClaims: ['sub', 'exp'], clockTolerance: CLOCK_TOLERANCE_IN_SECONDS };
  return async (token) => {
    try {
      const { payload } = await jwtVerify(token, key, rules);
      return readClaims(payload);
    } catch (error) {
      const reason = reasonOf(error);
      return reason === undefined ? { kind: 'unknown', error } : { kind: 'not valid', reason };
    }
  };
}

interface KeyAndAlgorithms {
  readonly key: KeyObject | JWTVerifyGetKey;
  readonly algorithms: readonly string[];
}

const RSA = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'];
const CURVES: { readonly [curve: string]: string } = { prime256v1: 'ES256', secp384r1: 'ES384', secp521r1: 'ES512' };
const PUBLIC = [...RSA, ...Object.values(CURVES), 'EdDSA'];

function keyOf({ key, jwksUrl }: TokenOptions): KeyAndAlgorithms {
  if ((key === undefined) === (jwksUrl === undefined)) throw new RangeError('Tokens need one of both: a key, or the URL of a key set.');
  if (jwksUrl !== undefined) return { key: publishedKeys(jwksUrl), algorithms: PUBLIC };
  // Where a variable has to stand on one line.
  const text = (key ?? '').trim().replaceAll('\\n', '\n');
  if (/^-----BEGIN [A-Z ]*PRIVATE KEY|^\{.*"d"\s*:/s.test(text)) throw new RangeError('The key for tokens is a private key: whoever only reads tokens needs its public half.');
  return /^(?:-----BEGIN|\{)/.test(text) ? publicKey(text) : sharedSecret(key ?? '');
}

function sharedSecret(text: string): KeyAndAlgorithms {
  const bytes = Buffer.from(text, 'utf8');
  if (bytes.length < 32) throw new RangeError(`The key for tokens is a shared secret of ${bytes.length} bytes, and must have at least 32; a public key begins with -----BEGIN PUBLIC KEY----- or is a JWK.`);
  return { key: createSecretKey(bytes), algorithms: ['HS256'] };
}

function publicKey(text: string): KeyAndAlgorithms {
  const key = parsedKey(text);
  const algorithms = algorithmsOf(key);
  if (algorithms.length === 0) throw new RangeError(`The key for tokens is of a kind that signs no tokens: ${key.asymmetricKeyType ?? 'unknown'}.`);
  return { key, algorithms };
}

/** What the parser says may repeat the key. */
function parsedKey(text: string): KeyObject {
  try {
    return text.startsWith('{') ? createPublicKey({ key: JSON.parse(text), format: 'jwk' }) : createPublicKey(text);
  } catch {
    throw new RangeError('The key for tokens can not be read: it must be a public key as PEM or JWK, or a shared secret.');
  }
}

function algorithmsOf({ asymmetricKeyType: type, asymmetricKeyDetails: details }: KeyObject): readonly string[] {
  if (type === 'rsa') return (details?.modulusLength ?? 0) >= 2048 ? RSA : [];
  if (type === 'ec') return [CURVES[details?.namedCurve ?? '']].filter((algorithm) => algorithm !== undefined);
  return type === 'ed25519' ? ['EdDSA'] : [];
}

const PAUSE_IN_MILLISECONDS = 5000;

/** A provider that does not answer is left alone for a moment: whoever floods us with tokens does not flood it. */
function publishedKeys(url: string): JWTVerifyGetKey {
  const address = URL.canParse(url) ? new URL(url) : undefined;
  const isHere = address?.protocol === 'http:' && /^(?:localhost|127\.0\.0\.1|\[::1\])$/.test(address.hostname);
  if (address === undefined || !(address.protocol === 'https:' || isHere)) throw new RangeError('The URL of the key set for tokens must begin with https://.');
  let notBefore = 0;
  return createRemoteJWKSet(address, {
    [customFetch]: async (resource, request) => {
      if (Date.now() < notBefore) throw new Error('The key set could not be had a moment ago.');
      notBefore = Date.now() + PAUSE_IN_MILLISECONDS;
      const answer = await fetch(resource, request);
      if (answer.ok) notBefore = 0;
      return answer;
    },
  });
}

/** Nothing of what the token holds is repeated. */
function reasonOf(error: unknown): string | undefined {
  if (error instanceof errors.JWTExpired) return 'The token has expired.';
  if (error instanceof errors.JWTClaimValidationFailed) return claimReason(error.claim, error.reason);
  if (error instanceof errors.JWSSignatureVerificationFailed || error instanceof errors.JWKSNoMatchingKey || error instanceof errors.JWKSMultipleMatchingKeys) return 'The token is not signed with a key of the issuer.';
  if (error instanceof errors.JOSEAlgNotAllowed || error instanceof errors.JOSENotSupported) return 'The token is signed in a way that is not taken here.';
  if (error instanceof errors.JWSInvalid || error instanceof errors.JWTInvalid) return 'The token is not a JSON Web Token.';
  // A header that names a key of another kind.
  return error instanceof TypeError && !('cause' in error) ? 'The token is signed in a way that is not taken here.' : undefined;
}

function claimReason(claim: string, reason: string): string {
  if (claim === 'nbf') return 'The token is not valid yet.';
  if (reason === 'missing') return `The token lacks the claim "${claim}".`;
  if (claim === 'iss') return 'The token was issued by somebody else.';
  return claim === 'aud' ? 'The token is for another audience.' : `The claim "${claim}" of the token is not as it must be.`;
}

function readClaims({ sub, exp, actors = [], systems = [] }: JWTPayload): TokenReading {
  if (typeof sub !== 'string' || !isStorableId(sub)) return { kind: 'not valid', reason: `The claim "sub" must be a text of 1 to ${LONGEST_ID} characters that can be stored.` };
  if (!isNames(actors)) return { kind: 'not valid', reason: 'The claim "actors" must be a list of names of actors.' };
  if (!isNames(systems)) return { kind: 'not valid', reason: 'The claim "systems" must be a list of names of external systems.' };
  return { kind: 'valid', token: { id: sub, actors, systems, until: (exp ?? 0) * 1000 } };
}

function isNames(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === 'string');
}

function isStorableId(id: string): boolean {
  if (id === '' || id.length > LONGEST_ID) return false;
  try {
    storableText('sub', id);
    return true;
  } catch (error) {
    if (error instanceof RangeError) return false;
    throw error;
  }
}
