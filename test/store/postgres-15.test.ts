import { afterAll, beforeAll } from 'vitest';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { storeContract } from 'stormwright/testing/store-contract';
import { freshSchema } from '../postgres/test-store.ts';
import { type Cluster, startCluster } from '../support/cluster.ts';
import { describeOnPostgres15 } from '../support/on-postgres-15.ts';

await describeOnPostgres15('The contract of stores on PostgreSQL 15', (programs) => {
  let cluster: Cluster;
  beforeAll(async () => {
    cluster = await startCluster(programs);
  });
  afterAll(() => cluster.remove());

  storeContract('the store on PostgreSQL 15', async () => createPostgresStore({ url: cluster.url, schema: freshSchema(), connections: 12 }));
});
