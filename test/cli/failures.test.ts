import { rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { inProject } from './run.ts';

const SHOP = 'model: Shop\nactors:\n  Clerk:\n';
const NO_MODEL = 'There is no model in model/. A model is a file there, like model/library.yaml, with the key `model:` and its name.';

describe('Where there is no model', () => {
  test.each([['check'], ['generate'], ['generate', '--check'], ['test']])('%s %s says so, and is not content', (...args) => {
    inProject({ 'notes.txt': '' }, (_, run) => {
      expect(run(...args)).toMatchObject({ code: 1, err: `${NO_MODEL}\n` });
    });
  });

  test.each([['start'], ['board'], ['store', 'parked']])('%s %s says so, and names none that nobody asked for', (...args) => {
    inProject({ 'notes.txt': '' }, (_, run) => {
      expect(run(...args)).toMatchObject({ code: 2, err: `${NO_MODEL}\n` });
    });
  });

  test('programs are told as well', () => {
    inProject({ 'notes.txt': '' }, (_, run) => {
      for (const command of ['check', 'generate']) expect(JSON.parse(run(command, '--json').out)).toMatchObject({ errors: 0, failures: [NO_MODEL] });
      expect(JSON.parse(run('board', '--json').out)).toEqual({ failures: [NO_MODEL] });
    });
  });
});

test('a model may end in .yml', () => {
  inProject({ 'model/shop.yml': SHOP }, (_, run) => {
    expect(run('check').out).toContain('model/shop.yml: no');
    expect(run('generate').out).toContain('generated/shop/');
    expect(run('generate', '--check').code).toBe(0);
  });
});

test('of several models one has to be named', () => {
  inProject({ 'model/shop.yaml': SHOP, 'model/depot.yaml': SHOP.replace('Shop', 'Depot') }, (_, run) => {
    expect(run('board')).toMatchObject({ code: 2, err: 'Say which model: depot, shop.\n' });
    expect(run('board', 'shpo')).toMatchObject({ code: 2, err: expect.stringContaining('There is no model "shpo" in model/') });
  });
});

test('a link to nothing is no file that was meant', () => {
  inProject({ 'model/shop.yaml': SHOP }, (folder, run) => {
    symlinkSync(join(folder, 'gone.yaml'), join(folder, 'model/depot.yaml'));
    expect(run('check').out).toContain('it is a link to what is not there');
    expect(run('check').out).not.toContain('Did you mean');
  });
});

describe('Where something stands in the way of writing', () => {
  test('generate says what, in words, and a document says it too', () => {
    inProject({ 'model/shop.yaml': SHOP, generated: 'a file' }, (_, run) => {
      const { code, err } = run('generate');
      expect([code, err]).toEqual([1, 'generated/shop/.stormwright.json can not be used: a file stands where a folder belongs.\n']);
      const told = run('generate', '--json');
      expect([told.code, JSON.parse(told.out)]).toMatchObject([1, { errors: 0, failures: ['generated/shop/.stormwright.json can not be used: a file stands where a folder belongs.'] }]);
    });
  });

  test('what was edited by hand is in the document', () => {
    inProject({ 'model/shop.yaml': SHOP }, (folder, run) => {
      run('generate');
      writeFileSync(join(folder, 'generated/shop/board.svg'), 'mine');
      const told = run('generate', '--json');
      expect([told.code, JSON.parse(told.out)]).toMatchObject([1, { failures: [expect.stringContaining('generated/shop/board.svg was edited by hand')] }]);
      rmSync(join(folder, 'generated/shop/board.svg'));
      expect(JSON.parse(run('generate', '--json').out)).not.toHaveProperty('failures');
    });
  });

  test('board names the file that was asked for', () => {
    inProject({ 'model/shop.yaml': SHOP }, (folder, run) => {
      expect(run('board', '--out', 'no/such/wall.svg')).toMatchObject({ code: 1, err: 'no/such/wall.svg can not be used: it is not there.\n' });
      symlinkSync('/dev/full/wall', join(folder, 'wall.svg'));
      const told = run('board', '--json', '--out', 'wall.svg');
      expect([told.code, JSON.parse(told.out)]).toEqual([1, { failures: ['wall.svg can not be used: a file stands where a folder belongs.'] }]);
    });
  });
});
