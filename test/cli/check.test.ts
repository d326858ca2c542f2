import { lstatSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { inProject, run } from './run.ts';
import { SARIF } from './sarif-schema.ts';

const SOUND = 'model: Shop\ntime zone: Europe/Amsterdam\n';
const WRONG = 'model: Shop\ntime zone: Europe/Amsterdm\n';
const TWICE = 'model: Shop\nabout: Colours\nabout: Paint\n';

describe('The exit code', () => {
  test.each<[string, readonly string[], string, number]>([
    ['is 0 without mistakes', ['check'], SOUND, 0],
    ['is 1 with errors in a model', ['check'], WRONG, 1],
    ['is 1 with errors in a model, also as a document', ['check', '--format', 'json'], WRONG, 1],
    ['is 2 for an unknown option', ['check', '--fixx'], SOUND, 2],
    ['is 2 for an unknown format', ['check', '--format', 'xml'], SOUND, 2],
    ['is 2 for an unknown command', ['chekc'], SOUND, 2],
    ['is 0 for help', ['check', '--help'], SOUND, 0],
    ['is 1 for a file that is not there', ['check', 'model/other.yaml'], SOUND, 1],
    ['is 0 when everything could be mended', ['check', '--fix'], WRONG, 0],
  ])('%s', (_name, args, model, code) => {
    inProject({ 'model/shop.yaml': model }, (_folder, command) => expect(command(...args)).toMatchObject({ code }));
  });

  test('stands in the help, beside examples', () => {
    inProject({}, (_folder, command) => {
      const { out } = command('check', '--help');
      expect(out).toContain('Exit codes:');
      expect(out).toContain('npx stormwright check --fix');
      expect(out).toContain('docs/diagnostics.md');
    });
  });
});

describe('As JSON', () => {
  test('all that was found, and nothing else on standard output', () => {
    inProject({ 'model/shop.yaml': WRONG }, (_folder, command) => {
      const { out, err } = command('check', '--format', 'json', '--timings');
      expect(err).toContain(' ms');
      expect(JSON.parse(out)).toEqual({
        version: 1,
        errors: 1,
        warnings: 0,
        accepted: [],
        diagnostics: [
          {
            code: 'unknown-time-zone',
            severity: 'error',
            path: 'model/shop.yaml',
            range: { start: { line: 2, column: 12, offset: 23 }, end: { line: 2, column: 27, offset: 38 } },
            sentence: 'There is no time zone called "Europe/Amsterdm". Did you mean "Europe/Amsterdam"?',
            help: 'Time zones are called like Europe/Amsterdam or UTC.',
            related: [],
            fixes: [{ title: 'Write `Europe/Amsterdam` instead of `Europe/Amsterdm`.', edits: [{ path: 'model/shop.yaml', range: { start: { line: 2, column: 12, offset: 23 }, end: { line: 2, column: 27, offset: 38 } }, text: 'Europe/Amsterdam' }] }],
          },
        ],
      });
    });
  });

  test('with the other place', () => {
    inProject({ 'model/shop.yaml': TWICE }, (_folder, command) => {
      const { diagnostics } = JSON.parse(command('check', '--format', 'json').out);
      expect(diagnostics[0].related).toMatchObject([{ path: 'model/shop.yaml', range: { start: { line: 2, column: 1 } } }]);
    });
  });

  test('with what was mended', () => {
    inProject({ 'model/shop.yaml': WRONG }, (_folder, command) => {
      const { out, err } = command('check', '--fix', '--format', 'json');
      expect(JSON.parse(out)).toMatchObject({ errors: 0, diagnostics: [], fixed: [{ code: 'unknown-time-zone', path: 'model/shop.yaml', title: 'Write `Europe/Amsterdam` instead of `Europe/Amsterdm`.' }] });
      expect(err).toContain('model/shop.yaml:2: "Europe/Amsterdm" is now "Europe/Amsterdam".');
    });
  });

  test('of a model without mistakes there is a document as well', () => {
    inProject({ 'model/shop.yaml': SOUND }, (_folder, command) => expect(JSON.parse(command('check', '--format', 'json').out)).toEqual({ version: 1, errors: 0, warnings: 0, diagnostics: [], accepted: [] }));
  });

  test('generate prints the document only, and the rest beside it', () => {
    inProject({ 'model/shop.yaml': SOUND, 'package.json': '{}' }, (_folder, command) => {
      const { out, err, code } = command('generate', '--format', 'json');
      expect(JSON.parse(out)).toMatchObject({ errors: 0 });
      expect(err).toMatch(/written|up to date/);
      expect(code).toBe(0);
    });
  });
});

describe('As SARIF', () => {
  test.each([['with a fix', WRONG], ['with another place', TWICE], ['without mistakes', SOUND], ['without a text', '']])('the document has the shape of SARIF 2.1.0: %s', (_name, model) => {
    inProject({ 'model/ein schöner Laden.yaml': model }, (_folder, command) => {
      const log: unknown = JSON.parse(command('check', '--format', 'sarif').out);
      const validate = new Ajv({ allErrors: true }).compile(SARIF);
      validate(log);
      expect(validate.errors ?? []).toEqual([]);
    });
  });

  test('paths are addresses, relative to the project', () => {
    inProject({ 'model/ein schöner Laden.yaml': WRONG }, (_folder, command) => {
      const { runs } = JSON.parse(command('check', '--format', 'sarif').out);
      const [result] = runs[0].results;
      expect(result.locations[0].physicalLocation).toEqual({ artifactLocation: { uri: 'model/ein%20sch%C3%B6ner%20Laden.yaml' }, region: { startLine: 2, startColumn: 12, endLine: 2, endColumn: 27 } });
      expect(result.fixes[0].artifactChanges[0].replacements).toEqual([{ deletedRegion: { startLine: 2, startColumn: 12, endLine: 2, endColumn: 27 }, insertedContent: { text: 'Europe/Amsterdam' } }]);
      expect(runs[0].tool.driver.rules[result.ruleIndex].id).toBe('unknown-time-zone');
    });
  });
});

describe('A warning that the model accepts', () => {
  const ACCEPTING = 'model: Shop\nactors:\n  Owner: {}\naccepted:\n  - { code: actor-without-part, on: Owner, because: She only watches. }\n';

  test('is counted, in `check` and in `generate`', () => {
    inProject({ 'model/shop.yaml': ACCEPTING, 'package.json': '{}' }, (_folder, command) => {
      expect(command('check').out).toBe('1 warning is accepted.\nmodel/shop.yaml: no mistakes.\n');
      expect(command('generate').out).toContain('1 warning is accepted.\n');
    });
  });

  test('is given with its reason: as JSON beside the others, as SARIF suppressed', () => {
    inProject({ 'model/shop.yaml': ACCEPTING }, (_folder, command) => {
      expect(JSON.parse(command('check', '--format', 'json').out)).toMatchObject({ warnings: 0, diagnostics: [], accepted: [{ code: 'actor-without-part', path: 'model/shop.yaml', because: 'She only watches.' }] });
      const log = JSON.parse(command('check', '--format', 'sarif').out);
      expect(log.runs[0].results).toMatchObject([{ ruleId: 'actor-without-part', level: 'warning', suppressions: [{ kind: 'inSource', justification: 'She only watches.' }] }]);
      const validate = new Ajv({ allErrors: true }).compile(SARIF);
      validate(log);
      expect(validate.errors ?? []).toEqual([]);
    });
  });
});

describe('Colours', () => {
  const ESCAPE = '\u001b[';

  test('are for terminals: none in a pipe', () => {
    inProject({ 'model/shop.yaml': WRONG }, (_folder, command) => expect(command('check').out).not.toContain(ESCAPE));
  });

  test.each<[string, NodeJS.ProcessEnv, readonly string[], boolean]>([
    ['FORCE_COLOR wants them', { FORCE_COLOR: '1' }, [], true],
    ['FORCE_COLOR=0 does not', { FORCE_COLOR: '0' }, [], false],
    ['NO_COLOR does not', { NO_COLOR: '1' }, [], false],
    ['--no-color goes before both', { FORCE_COLOR: '1' }, ['--no-color'], false],
    ['a document has none', { FORCE_COLOR: '1' }, ['--format', 'json'], false],
  ])('%s', (_name, environment, args, wanted) => {
    inProject({ 'model/shop.yaml': WRONG }, (folder) => expect(run(folder, ['check', ...args], environment).out.includes(ESCAPE)).toBe(wanted));
  });
});

describe('--fix', () => {
  test('says what it changed and what remains', () => {
    inProject({ 'model/shop.yaml': `${WRONG}abuot this: Colours\n` }, (folder, command) => {
      const { out, code } = command('check', '--fix');
      expect(out).toContain('model/shop.yaml:2: "Europe/Amsterdm" is now "Europe/Amsterdam".\n1 mistake was mended.\n');
      expect(out).toContain('model/shop.yaml:3:1: error');
      expect(code).toBe(1);
      expect(readFileSync(join(folder, 'model/shop.yaml'), 'utf8')).toContain(': Europe/Amsterdam\n');
    });
  });

  test('keeps a byte order mark, line ends, remarks and the missing line break at the end', () => {
    const file = (zone: string): string => `\uFEFF# Our shop\r\nmodel: Shop  # what else\r\n\r\ntime zone:   ${zone}   # ours`;
    inProject({ 'model/shop.yaml': file('Europe/Amsterdm') }, (folder, command) => {
      expect(command('check', '--fix').code).toBe(0);
      expect(readFileSync(join(folder, 'model/shop.yaml'), 'utf8')).toBe(file('Europe/Amsterdam'));
    });
  });

  test('does not touch a file in which nothing is certain', () => {
    inProject({ 'model/shop.yaml': SOUND }, (folder, command) => {
      const before = lstatSync(join(folder, 'model/shop.yaml')).mtimeMs;
      expect(command('check', '--fix').out).toBe('model/shop.yaml: no mistakes.\n');
      expect(lstatSync(join(folder, 'model/shop.yaml')).mtimeMs).toBe(before);
    });
  });

  test('follows a link instead of replacing it, and leaves other files alone', () => {
    inProject({ 'elsewhere.yaml': WRONG }, (folder, command) => {
      symlinkSync(join(folder, 'elsewhere.yaml'), join(folder, 'linked.yaml'));
      writeFileSync(join(folder, 'other.yaml'), WRONG);
      expect(command('check', '--fix', 'linked.yaml').code).toBe(0);
      expect(lstatSync(join(folder, 'linked.yaml')).isSymbolicLink()).toBe(true);
      expect(readFileSync(join(folder, 'elsewhere.yaml'), 'utf8')).toContain(': Europe/Amsterdam\n');
      expect(readFileSync(join(folder, 'other.yaml'), 'utf8')).toBe(WRONG);
    });
  });
});
