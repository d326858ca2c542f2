import { dirname, join, relative } from 'node:path';
import { Project } from 'ts-morph';
import { describe, expect, test } from 'vitest';

/**
 * The house's two tables: which room may import which. A room may always import its own files. What stands in neither
 * list is forbidden.
 */
const GENERATOR: { readonly [room: string]: readonly string[] } = {
  diagnostics: [],
  memo: [],
  source: ['diagnostics', 'memo', 'yaml', 'node:fs', 'node:path'],
  schema: ['diagnostics', 'memo', 'source', 'node:fs'],
  resolve: ['diagnostics', 'schema', 'node:crypto'],
  feel: ['diagnostics', 'memo', 'resolve', '@bpmn-io/lezer-feel', '@lezer/common', 'decimal.js', 'temporal-polyfill'],
  check: ['diagnostics', 'memo', 'resolve', 'feel', 'decimal.js', 'temporal-polyfill'],
  plan: ['check', 'resolve', 'feel', 'diagnostics', 'memo', 'decimal.js'],
  emit: ['plan', 'handlebars', 'node:fs'],
  output: ['emit', 'esbuild', 'node:fs', 'node:path', 'node:crypto'],
};

const RUNTIME_ORDER = ['message', 'telemetry', 'aggregate', 'store', 'command', 'memory', 'postgres', 'subscription', 'reaction', 'adapters', 'http', 'testing'];
/** Besides the rooms above them. */
const RUNTIME_EXTRA: { readonly [room: string]: readonly string[] } = {
  message: ['decimal.js', 'temporal-polyfill'],
  telemetry: ['@opentelemetry/api'],
  postgres: ['pg'],
  adapters: ['ipaddr.js', 'nodemailer', 'standardwebhooks'],
  http: ['fastify', '@fastify/rate-limit', 'ipaddr.js', 'jose'],
  testing: ['vitest', 'fast-check'],
};

const root = join(import.meta.dirname, '..', '..');
const project = new Project({ compilerOptions: { allowJs: false }, skipAddingFilesFromTsConfig: true, skipFileDependencyResolution: true });
project.addSourceFilesAtPaths([join(root, 'generator/**/*.ts'), join(root, 'runtime/**/*.ts'), join(root, 'cli/**/*.ts'), join(root, 'generated/**/*.ts'), join(root, 'adapters/**/*.ts'), join(root, 'functions/**/*.ts')]);

/** `generator/check/check.ts` → `{ wing: 'generator', room: 'check' }`; a file directly in a wing has no room. */
function placeOf(path: string): { readonly wing: string; readonly room: string } {
  const [wing = '', ...rest] = relative(root, path).split('/');
  return { wing, room: rest.length > 1 ? (rest[0] ?? '') : '' };
}

/** `file: what it imports` for every import that the table does not allow. */
function forbidden(wing: string, allows: (room: string, target: Target) => boolean): readonly string[] {
  return project
    .getSourceFiles()
    .filter((file) => placeOf(file.getFilePath()).wing === wing)
    .flatMap((file) => {
      const { room } = placeOf(file.getFilePath());
      return importsOf(file.getFilePath())
        .filter((target) => !(target.wing === wing && target.room === room) && !allows(room, target))
        .map((target) => `${relative(root, file.getFilePath())}: ${target.specifier}`);
    });
}

interface Target {
  readonly specifier: string;
  /** Of a file of ours; a package's name otherwise. */
  readonly wing: string;
  readonly room: string;
}

function importsOf(path: string): readonly Target[] {
  const file = project.getSourceFileOrThrow(path);
  const specifiers = [...file.getImportDeclarations(), ...file.getExportDeclarations()].map((each) => each.getModuleSpecifierValue()).filter((each) => each !== undefined);
  return specifiers.map((specifier) => {
    if (specifier.startsWith('.')) return { specifier, ...placeOf(join(dirname(path), specifier)) };
    const parts = specifier.split('/');
    return { specifier, wing: specifier.startsWith('@') ? parts.slice(0, 2).join('/') : (parts[0] ?? ''), room: '' };
  });
}

describe('Every room imports only what its table allows', () => {
  test('in the generator', () => {
    const found = forbidden('generator', (room, target) => {
      if (room === '') return target.wing === 'generator' || target.wing === 'node:fs' || target.wing === 'node:path';
      const allowed = GENERATOR[room] ?? [];
      return target.wing === 'generator' ? allowed.includes(target.room) : allowed.includes(target.wing);
    });
    expect(found).toEqual([]);
  });

  test('in the runtime', () => {
    const found = forbidden('runtime', (room, target) => {
      if (room === '') return target.wing === 'runtime' || ['decimal.js', 'temporal-polyfill'].includes(target.wing);
      if (target.wing.startsWith('node:')) return true;
      if (target.wing !== 'runtime') return (RUNTIME_EXTRA[room] ?? []).includes(target.wing) || target.wing === 'temporal-polyfill' || target.wing === 'decimal.js';
      const above = RUNTIME_ORDER.slice(0, RUNTIME_ORDER.indexOf(room));
      const concrete = target.room === 'memory' || target.room === 'postgres';
      return above.includes(target.room) && (!concrete || room === 'http' || room === 'testing');
    });
    expect(found).toEqual([]);
  });

  test('in what is generated: only stormwright by name, vitest in tests, files of the same model, and in one place what developers wrote', () => {
    const found = forbidden('generated', (room, target) => ['stormwright', 'vitest', 'adapters', 'functions'].includes(target.wing) || (target.wing === 'generated' && target.room === room));
    expect(found).toEqual([]);
    const touching = project.getSourceFiles().map((file) => file.getFilePath()).filter((path) => placeOf(path).wing === 'generated' && importsOf(path).some(({ wing }) => wing === 'adapters' || wing === 'functions'));
    expect(touching.map((path) => relative(root, path))).toEqual(['generated/bank/adapters.ts', 'generated/parcels/functions.ts']);
  });

  test('in what developers write: only stormwright by name, and what is generated', () => {
    for (const wing of ['adapters', 'functions']) expect(forbidden(wing, (_, target) => ['stormwright', 'generated'].includes(target.wing))).toEqual([]);
  });
});
