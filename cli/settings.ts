import { isIP } from 'node:net';
import type { ServerOptions } from '../runtime/http/index.ts';
import { type TokenOptions, tokenReader } from '../runtime/http/tokens.ts';
import { type DatabaseChoice, readDatabase, WRONG_ENVIRONMENT } from './database-choice.ts';
import { LOG_LEVELS, type LogLevel } from './log.ts';
import { Sentence } from './sentence.ts';

/** How and where an application is to be served. */
export interface Settings {
  /** An address of this machine. */
  readonly host: string;
  /** 0 for any that is free. */
  readonly port: number;
  readonly database: DatabaseChoice;
  /** Nothing where it is left to what stderr is. */
  readonly logLevel: LogLevel | undefined;
  readonly server: Pick<ServerOptions, 'hosts' | 'rateLimit' | 'tokens' | 'trustedProxies'>;
}

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const tokens = readTokens(environment);
  const perMinute = readRate(environment['RATE_LIMIT'], tokens === undefined ? 0 : 1000);
  const [hosts, trustedProxies] = [wordsIn(environment['HOSTS']), readProxies(environment['TRUSTED_PROXIES'])];
  return {
    host: readHost(environment['HOST'], tokens),
    port: readPort(environment['PORT']),
    database: readDatabase(environment),
    logLevel: readLogLevel(environment['LOG_LEVEL']),
    server: {
      ...(tokens === undefined ? {} : { tokens }),
      ...(perMinute === 0 ? {} : { rateLimit: { perMinute } }),
      ...(hosts.length === 0 ? {} : { hosts }),
      ...(trustedProxies.length === 0 ? {} : { trustedProxies }),
    },
  };
}

const AUTH = ['AUTH_KEY', 'AUTH_JWKS_URL', 'AUTH_ISSUER', 'AUTH_AUDIENCE'] as const;

/** All of it or nothing: half a lock is none. What is wrong is said without repeating a key. */
function readTokens(environment: NodeJS.ProcessEnv): TokenOptions | undefined {
  const [key, jwksUrl, issuer, audience] = AUTH.map((name) => given(environment[name]));
  if (key === undefined && jwksUrl === undefined && issuer === undefined && audience === undefined) return undefined;
  if (issuer === undefined || audience === undefined || (key === undefined) === (jwksUrl === undefined)) {
    throw new Sentence('Tokens need three of these in the environment: AUTH_ISSUER and AUTH_AUDIENCE, and either AUTH_KEY or AUTH_JWKS_URL.', WRONG_ENVIRONMENT);
  }
  const tokens = { issuer, audience, ...(key === undefined ? {} : { key }), ...(jwksUrl === undefined ? {} : { jwksUrl }) };
  try {
    tokenReader(tokens);
    return tokens;
  } catch (error) {
    if (error instanceof RangeError) throw new Sentence(`${key === undefined ? 'AUTH_JWKS_URL' : 'AUTH_KEY'} can not be used. ${error.message}`, WRONG_ENVIRONMENT);
    throw error;
  }
}

function readHost(text: string | undefined, tokens: TokenOptions | undefined): string {
  const host = given(text) ?? '127.0.0.1';
  if (tokens !== undefined || ['127.0.0.1', '::1', 'localhost'].includes(host)) return host;
  throw new Sentence(`HOST is ${JSON.stringify(host)}: without tokens everybody may act as anybody, so the server listens on this machine only. Set AUTH_ISSUER, AUTH_AUDIENCE and AUTH_KEY or AUTH_JWKS_URL, or leave HOST out.`, WRONG_ENVIRONMENT);
}

function readRate(text: string | undefined, otherwise: number): number {
  const wanted = given(text);
  if (wanted === undefined) return otherwise;
  if (/^[0-9]{1,7}$/.test(wanted)) return Number(wanted);
  throw new Sentence(`RATE_LIMIT is ${JSON.stringify(wanted)}: it must be how many requests one caller may make in a minute, like 1000, or 0 for no limit.`, WRONG_ENVIRONMENT);
}

function readProxies(text: string | undefined): readonly string[] {
  const proxies = wordsIn(text);
  const wrong = proxies.find((proxy) => !isAddresses(proxy));
  if (wrong === undefined) return proxies;
  throw new Sentence(`TRUSTED_PROXIES has ${JSON.stringify(wrong)} in it: it must be addresses of the proxies before this server, like 10.0.0.7 or 10.0.0.0/8.`, WRONG_ENVIRONMENT);
}

function isAddresses(text: string): boolean {
  const [, address = '', bits] = /^([^/]+)(?:\/([0-9]{1,3}))?$/.exec(text) ?? [];
  const version = isIP(address);
  return version !== 0 && (bits === undefined || Number(bits) <= (version === 4 ? 32 : 128));
}

function wordsIn(text: string | undefined): readonly string[] {
  return (text ?? '').split(/[\s,]+/).filter((word) => word !== '');
}

function given(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : text.trim();
}

function readPort(text: string | undefined): number {
  if (text === undefined || text === '') return 3000;
  const port = /^[0-9]{1,5}$/.test(text) ? Number(text) : Number.NaN;
  if (port <= 65_535) return port;
  throw new Sentence(`PORT is ${JSON.stringify(text)}: it must be a whole number from 0 (any that is free) to 65535.`, WRONG_ENVIRONMENT);
}

function readLogLevel(text: string | undefined): LogLevel | undefined {
  if (text === undefined || text === '') return undefined;
  const level = LOG_LEVELS.find((each) => each === text.toLowerCase());
  if (level !== undefined) return level;
  throw new Sentence(`LOG_LEVEL is ${JSON.stringify(text)}: it must be one of ${LOG_LEVELS.join(', ')}.`, WRONG_ENVIRONMENT);
}
