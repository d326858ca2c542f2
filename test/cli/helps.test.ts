import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inProject, run } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
const TINY = readFileSync(join(root, 'test', 'golden', 'tiny', 'model.yaml'), 'utf8');

const help = (...command: readonly string[]): string => run(root, [...command, '--help']).out;

/** The commands that a help lists, but for `help` itself. */
function commandsIn(text: string): readonly string[] {
  const listed = text.slice(text.indexOf('Commands:')).matchAll(/^ {2}(?<name>[a-z]+)\b(?= )/gm);
  return [...listed].map(({ groups }) => groups?.['name'] ?? '').filter((name) => name !== 'help');
}

const COMMANDS = [...commandsIn(help()).filter((name) => name !== 'store').map((name) => [name]), ...commandsIn(help('store')).map((name) => ['store', name])];

describe('The help', () => {
  test('lists all there is', () => {
    expect(COMMANDS.map((command) => command.join(' ')).sort()).toEqual([
      'board', 'check', 'doctor', 'generate', 'init', 'publish', 'start',
      'store migrate', 'store parked', 'store rebuild', 'store retry', 'store skip', 'store subscriptions', 'store verify', 'test', 'watch',
    ]);
  });

  test.each(COMMANDS)('of %s %s teaches by examples, whose options it has', (...command) => {
    const text = help(...command.filter((word) => word !== undefined));
    const examples = text.slice(text.indexOf('Examples:')).split('\n').filter((line) => line.includes(`npx stormwright ${command.filter((word) => word !== undefined).join(' ')}`));
    expect(examples.length).toBeGreaterThan(0);
    const options = text.slice(text.indexOf('Options:'), text.indexOf('Examples:'));
    for (const [option] of examples.join('\n').matchAll(/(?<= )--[a-z-]+/g)) expect(options).toContain(option);
  });

  test('asks whether something else was meant, and gives exit code 2', () => {
    expect(run(root, ['chekc'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean check?') });
    expect(run(root, ['check', '--jsn'])).toMatchObject({ code: 2, err: expect.stringContaining('Did you mean --json?') });
  });
});

describe('`--json` is the word for a document, everywhere', () => {
  test('of check and generate, where it is --format json', () => {
    inProject({ 'model/tiny.yaml': TINY }, (_folder, command) => {
      for (const name of ['check', 'generate']) {
        const [short, long] = [command(name, '--json'), command(name, '--format', 'json')];
        expect(JSON.parse(short.out)).toMatchObject({ errors: 0 });
        expect(short.out).toBe(long.out);
      }
    });
  });

  test('of publish, which says what it wrote', () => {
    inProject({ 'model/tiny.yaml': TINY }, (_folder, command) => {
      expect(JSON.parse(command('publish', '--json').out)).toEqual({ published: [{ path: 'model/tiny.published.yaml', changed: true }] });
      expect(JSON.parse(command('publish', '--json').out)).toEqual({ published: [{ path: 'model/tiny.published.yaml', changed: false }] });
    });
    inProject({ 'model/tiny.yaml': `${TINY}\nagregates: {}\n` }, (_folder, command) => {
      const { code, out } = command('publish', '--json');
      expect([code, JSON.parse(out).errors]).toEqual([1, 1]);
    });
  });
});
