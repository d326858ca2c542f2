import { defineConfig } from 'vitest/config';

export default defineConfig({
  // `stormwright` is its own sources here, as for the compiler. Everything else is what Node takes: what packages keep for
  // bundlers, under the condition "module", it can not always load.
  ssr: { resolve: { conditions: ['stormwright-source', 'node'] } },
  test: {
    // What golden models become is run as well: a generated test that is wrong fails here.
    include: ['test/**/*.test.ts', 'generated/**/*.test.ts'],
    exclude: ['node_modules/**', 'test/scratch/**'],
    // Hundreds of small generated files share one module registry: isolating each costs ten times the run.
    isolate: false,
    // One PostgreSQL for the whole run, started when a test first asks for it.
    globalSetup: ['./test/global-postgres.ts'],
    testTimeout: 30_000,
    hookTimeout: 60_000,
    reporters: ['default', './test/closing-line.ts'],
  },
});
