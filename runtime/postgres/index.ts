export { type EmbeddedPostgres, startEmbeddedPostgres } from './embedded.ts';
export { type Migrated } from './migrate.ts';
export { createPostgresStore, migratePostgresStore, type PostgresStoreOptions, type StoreUse } from './postgres-store.ts';
