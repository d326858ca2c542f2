import { type JWTPayload, SignJWT } from 'jose';

export const SECRET = 'a secret of more than thirty-two bytes, for tests';
export const ISSUER = 'https://id.example.org';
export const AUDIENCE = 'bank';
export const tokens = { key: SECRET, issuer: ISSUER, audience: AUDIENCE };

export const bytes = (secret: string): Uint8Array => new TextEncoder().encode(secret);

export interface Written {
  readonly claims?: JWTPayload;
  readonly key?: Parameters<SignJWT['sign']>[0];
  readonly alg?: string;
  readonly kid?: string;
  /** Claims that are left out. */
  readonly without?: readonly string[];
}

export async function tokenOf({ claims = {}, key = bytes(SECRET), alg = 'HS256', kid, without = [] }: Written = {}): Promise<string> {
  const now = Math.floor(Date.now() / 1000);
  const all: JWTPayload = { sub: 'Ada', iss: ISSUER, aud: AUDIENCE, exp: now + 60, actors: ['Account owner'], ...claims };
  const kept = Object.fromEntries(Object.entries(all).filter(([name]) => !without.includes(name)));
  return new SignJWT(kept).setProtectedHeader({ alg, ...(kid === undefined ? {} : { kid }) }).sign(key);
}

export const bearer = async (written: Written = {}): Promise<{ readonly authorization: string }> => ({ authorization: `Bearer ${await tokenOf(written)}` });
export const owner = (sub: string): Promise<{ readonly authorization: string }> => bearer({ claims: { sub } });
export const clerk = (): Promise<{ readonly authorization: string }> => bearer({ claims: { sub: 'Carl', actors: ['Bank clerk'] } });
