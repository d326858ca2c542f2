import { createHash } from 'node:crypto';
import { wordsOf } from './identifier.ts';

/** A name in a URL: its words in small letters with dashes between them. `Deposit money`: `deposit-money`. */
export function urlSlug(name: string): string {
  return wordsOf(name).join('-').toLowerCase();
}

/** A sticky's file, without `.ts`. */
export function fileSlug(name: string): string {
  return urlSlug(name);
}

/** Schemas that PostgreSQL keeps for itself, and those of the logs: `storm_bank`. */
const TAKEN = /^(?:pg_.*|public|information_schema|storm(?:_.*)?)$/;

/** A model's name where PostgreSQL wants a short one: small letters, digits and underscores, never two models alike. */
export function databaseSlug(modelName: string): string {
  const plain = wordsOf(modelName).join('_').toLowerCase();
  if (/^[a-z][a-z0-9_]{0,39}$/.test(plain) && !TAKEN.test(plain)) return plain;
  const kept = plain.replaceAll(/[^a-z0-9_]/g, '').slice(0, 24);
  return ['model', ...(kept === '' ? [] : [kept]), createHash('sha256').update(plain).digest('hex').slice(0, 10)].join('_');
}

/** What the server answers by itself, so that no read model and no aggregate can be called like it. */
export const reservedPaths = ['asyncapi.json', 'commands', 'health', 'openapi.json', 'requests.json', 'external-systems'] as const;

/** What stands in the generated folder besides a file for each sticky, and names that Windows keeps for itself. */
export const reservedFiles = ['types', 'app', 'adapters', 'functions', 'index', 'tests', 'con', 'prn', 'aux', 'nul', 'com1', 'com2', 'com3', 'com4', 'lpt1', 'lpt2', 'lpt3'] as const;
