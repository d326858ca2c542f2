import { readFileSync } from 'node:fs';

/** What a project develops with, in the versions that this package was tested with. */
const TOOLS = ['@types/node', 'esbuild', 'fast-check', 'tsx', 'typescript', 'vitest'] as const;

/** The package.json of a new project. What only development needs is left out of production. */
export function projectPackage(name: string, packageSpec: string): string {
  const { devDependencies }: { readonly devDependencies: { readonly [tool: string]: string } } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const content = {
    name,
    version: '0.0.0',
    private: true,
    type: 'module',
    engines: { node: '>=20' },
    scripts: {
      check: 'stormwright check',
      generate: 'stormwright generate',
      watch: 'stormwright watch',
      test: 'stormwright generate && tsc --noEmit && vitest run',
      start: `stormwright start ${name}`,
      build: 'stormwright generate && tsc -p tsconfig.build.json',
      serve: `stormwright start ${name} --built`,
    },
    dependencies: { stormwright: packageSpec },
    devDependencies: Object.fromEntries(TOOLS.map((tool) => [tool, devDependencies[tool] ?? '*'])),
  };
  return `${JSON.stringify(content, undefined, 2)}\n`;
}
