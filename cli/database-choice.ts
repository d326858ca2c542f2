import { Sentence } from './sentence.ts';

/** Where an application's data are to be kept. */
export type DatabaseChoice = { readonly kind: 'embedded' } | { readonly kind: 'memory' } | { readonly kind: 'postgres'; readonly url: string };

/** What a shell is told when the environment is wrong. */
export const WRONG_ENVIRONMENT = 2;

export function readDatabase({ DATABASE_URL: url }: NodeJS.ProcessEnv): DatabaseChoice {
  if (url === undefined || url === '') return { kind: 'embedded' };
  if (url === 'memory:') return { kind: 'memory' };
  if (/^postgres(?:ql)?:\/\//.test(url) && URL.canParse(url)) return { kind: 'postgres', url };
  // Not repeated: there may be a password in it.
  throw new Sentence('DATABASE_URL must be like postgres://user:password@host:5432/database, or memory: for nothing kept. Without it, an embedded PostgreSQL keeps its files in .storm/.', WRONG_ENVIRONMENT);
}
