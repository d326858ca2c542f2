import { join } from 'node:path';
import type { ApplicationDefinition } from '../runtime/reaction/application.ts';
import type { Store } from '../runtime/store/store.ts';
import { Sentence, sentenceOf } from './sentence.ts';
import type { DatabaseChoice } from './database-choice.ts';

/** A store and everything it stands on. */
export interface OpenStore {
  readonly store: Store;
  /** A sentence that says where it keeps things. */
  readonly place: string;
  close(): Promise<void>;
}

export async function openStore(definition: ApplicationDefinition, model: string, choice: DatabaseChoice): Promise<OpenStore> {
  switch (choice.kind) {
    case 'memory':
      return openMemory();
    case 'postgres':
      return openPostgres(definition, choice.url);
    case 'embedded':
      return openEmbedded(definition, model);
  }
}

async function openMemory(): Promise<OpenStore> {
  const { createMemoryStore } = await import('../runtime/memory/memory-store.ts');
  const store = createMemoryStore();
  return { store, place: 'Its data are kept in memory, and are gone when it stops.', close: () => store.close() };
}

async function openPostgres(definition: ApplicationDefinition, url: string): Promise<OpenStore> {
  const { host, pathname } = new URL(url);
  try {
    const store = await storeOn(url, definition);
    return { store, place: `Its data are kept by the PostgreSQL at ${host}${pathname}, which DATABASE_URL names.`, close: () => store.close() };
  } catch (error) {
    throw new Sentence(`The PostgreSQL at ${host}${pathname}, which DATABASE_URL names, cannot be used: ${sentenceOf(error)}.`);
  }
}

/** A model has a folder of its own, so that two can be served at the same time. */
export function folderOf(model: string): string {
  return join('.storm', model);
}

async function openEmbedded(definition: ApplicationDefinition, model: string): Promise<OpenStore> {
  const { startEmbeddedPostgres } = await import('../runtime/postgres/embedded.ts');
  const folder = folderOf(model);
  const postgres = await startEmbeddedPostgres({ folder });
  try {
    const store = await storeOn(postgres.url, definition);
    const close = async (): Promise<void> => {
      await store.close();
      await postgres.stop();
    };
    return { store, place: `Its data are kept in ${folder} by a PostgreSQL of its own; DATABASE_URL takes another one, or memory: for nothing kept.`, close };
  } catch (error) {
    await postgres.stop();
    throw error;
  }
}

async function storeOn(url: string, { slug }: ApplicationDefinition): Promise<Store> {
  const { createPostgresStore } = await import('../runtime/postgres/postgres-store.ts');
  return createPostgresStore({ url, ...schemasOf(slug) });
}

/** Several models may share a database: each has its own log and its own tables. */
export function schemasOf(slug: string): { readonly schema: string; readonly readModelSchema: string } {
  return { schema: `storm_${slug}`, readModelSchema: tablesOf(slug) };
}

/** PostgreSQL keeps some names for itself. */
function tablesOf(slug: string): string {
  return /^(?:pg_|storm_)/.test(slug) || slug === 'public' || slug === 'information_schema' ? `model_${slug}` : slug;
}
