import { LOG_LEVELS, type LogLevel } from './log.ts';
import { Sentence } from './sentence.ts';

/** Where an application's data are to be kept. */
export type DatabaseChoice = { readonly kind: 'embedded' } | { readonly kind: 'memory' } | { readonly kind: 'postgres'; readonly url: string };

export interface Settings {
  /** 0 for any that is free. */
  readonly port: number;
  readonly database: DatabaseChoice;
  /** Nothing where it is left to what stderr is. */
  readonly logLevel: LogLevel | undefined;
}

const WRONG_ENVIRONMENT = 2;

export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  return { port: readPort(environment['PORT']), database: readDatabase(environment['DATABASE_URL']), logLevel: readLogLevel(environment['LOG_LEVEL']) };
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

function readDatabase(url: string | undefined): DatabaseChoice {
  if (url === undefined || url === '') return { kind: 'embedded' };
  if (url === 'memory:') return { kind: 'memory' };
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return { kind: 'postgres', url };
  // Not repeated: there may be a password in it.
  throw new Sentence('DATABASE_URL must be like postgres://user:password@host:5432/database, or memory: for nothing kept. Without it, an embedded PostgreSQL keeps its files in .storm/.', WRONG_ENVIRONMENT);
}
