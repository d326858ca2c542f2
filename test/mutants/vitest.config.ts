import { join } from 'node:path';
import { defineConfig } from 'vitest/config';

/** Runs the generated tests of the changed copies that `mutants.test.ts` makes. */
export default defineConfig({
  ssr: { resolve: { conditions: ['stormwright-source', 'node'] } },
  root: join(import.meta.dirname, '..', '..'),
  test: { include: ['test/scratch/mutants/**/*.test.ts'], isolate: false, testTimeout: 30_000 },
});
