import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { projectPackage } from '../../cli/init/project-package.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const page = textOf('docs', 'production.md');
const [dockerfile, compose, unit] = ['Dockerfile', 'compose.yaml', 'stormwright.service'].map((file) => textOf('docs', 'deploy', file));

/** What the command line reads, by its own help and its code. */
const known = [...new Set([...textOf('cli', 'settings.ts').matchAll(/environment\['([A-Z_]+)'\]/g), ...textOf('cli', 'settings.ts').matchAll(/'(AUTH_[A-Z_]+)'/g), ...textOf('cli', 'database-choice.ts').matchAll(/\{ ([A-Z_]+): url \}/g)].map(([, name]) => name))].sort();
const start = ['node', 'node_modules/stormwright/cli/main.mjs', 'start', '--built'];

interface Service {
  readonly command?: readonly string[];
  readonly environment?: { readonly [name: string]: string };
}

describe('What is said about production', () => {
  test('names every variable that the command line reads, and no other', () => {
    const named = [...page.slice(page.indexOf('## Settings'), page.indexOf('What adapters need')).matchAll(/^\|([^|]*)\|/gm)].flatMap(([, cell = '']) => [...cell.matchAll(/`([A-Z_]+)`/g)].map(([, name]) => name));
    expect([...new Set(named)].sort()).toEqual(known);
    expect(known.length).toBeGreaterThan(8);
  });

  test('links to what is there', () => {
    const links = [...page.matchAll(/\]\((?!#|http)([^)#]+)\)/g)].map(([, path = '']) => path);
    expect(links.length).toBeGreaterThan(8);
    expect(links.filter((path) => !existsSync(join(root, 'docs', path)))).toEqual([]);
  });

  test('has an image that builds with the scripts of a project and starts what was built, as nobody in particular', () => {
    const { scripts }: { readonly scripts: { readonly [name: string]: string } } = JSON.parse(projectPackage('library', '1.0.0'));
    for (const [, script = ''] of (dockerfile ?? '').matchAll(/npm run (\S+)/g)) expect(scripts).toHaveProperty(script);
    expect(JSON.parse(/^CMD (\[.*\])$/m.exec(dockerfile ?? '')?.[1] ?? '')).toEqual(start);
    expect(dockerfile).toMatch(/^USER node$/m);
    expect(dockerfile).toMatch(/^STOPSIGNAL SIGTERM$/m);
    expect(JSON.parse(/^HEALTHCHECK .*CMD (\[.*\])$/m.exec(dockerfile ?? '')?.[1] ?? '')).toHaveLength(3);
  });

  test('has a compose file whose services are given what they read, and no password', () => {
    const { services }: { readonly services: { readonly [name: string]: Service } } = parse(compose ?? '');
    for (const { environment = {} } of [services['application'], services['migrate']].map((each) => each ?? {})) expect(Object.keys(environment).filter((name) => !known.includes(name))).toEqual([]);
    expect(services['migrate']?.command).toEqual(['node', 'node_modules/stormwright/cli/main.mjs', 'store', 'migrate']);
    for (const [secret] of (compose ?? '').matchAll(/(?:PASSWORD|AUTH_KEY): \S+/g)) expect(secret).toMatch(/: \$\{[A-Z_]+:\?\}$/);
  });

  test('has a unit that starts the same, and has no rights', () => {
    expect(unit).toContain(`ExecStart=/usr/bin/${start.join(' ')}\n`);
    for (const line of ['NoNewPrivileges=yes', 'ProtectSystem=strict', 'DynamicUser=yes', 'CapabilityBoundingSet=']) expect(unit?.split('\n')).toContain(line);
    expect(unit?.split('\n').filter((line) => !/^(?:#.*|\[\w+\]|[A-Za-z]+=.*|)$/.test(line))).toEqual([]);
  });
});
