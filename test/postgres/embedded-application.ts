import process from 'node:process';
import { startEmbeddedPostgres } from '../../runtime/postgres/embedded.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { append, feedOf } from '../../runtime/testing/store-contract-samples.ts';

/**
 * A small application to be killed: starts the embedded PostgreSQL in the folder it is given, says what it found there,
 * and then writes events one by one, each acknowledged with a line, until somebody ends it.
 */
const [folder = ''] = process.argv.slice(2);
try {
  const postgres = await startEmbeddedPostgres({ folder });
  const store = await createPostgresStore({ url: postgres.url });
  console.log(`found ${(await feedOf(store.events)).length}`);
  const ending = { asked: false };
  process.on('SIGTERM', () => (ending.asked = true));
  for (let written = 1; !ending.asked; written += 1) {
    await append(store.events, 'Bank account/A', 'any');
    console.log(`wrote ${written}`);
  }
  await store.close();
  await postgres.stop();
  console.log('stopped');
} catch (error) {
  console.log(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
