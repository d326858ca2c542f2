import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { judged } from './judged.ts';
import { inProject } from './run.ts';

const root = join(import.meta.dirname, '..', '..');
const textOf = (...path: readonly string[]): string => readFileSync(join(root, ...path), 'utf8');
const PARCELS = textOf('model', 'examples', 'parcels.yaml');
const [PRICE, DAYS] = [textOf('functions', 'price-of-a-parcel.ts'), textOf('functions', 'days-on-the-way.ts')];

describe('`generate` and what developers write in functions/', () => {
  test('says what is to be written, until it is', () => {
    inProject({ 'model/parcels.yaml': PARCELS, 'functions/days-on-the-way.ts': DAYS }, (_folder, run) => {
      const { code, out } = run('generate');
      expect(code).toBe(0);
      expect(out).toContain(
        [
          '"Price of a parcel" is to be written in functions/price-of-a-parcel.ts, which begins:',
          "  import type { PriceOfAParcel } from '../generated/parcels/functions.ts';",
          '  export const priceOfAParcel: PriceOfAParcel = ({ weight, longestSide, shortestSide, zone }) => …;\n',
        ].join('\n'),
      );
      expect(out).not.toContain('"Days on the way" is to be written');
    });
  });

  test.each<[string, string, string | undefined]>([
    ["the example's own", DAYS, undefined],
    ['a promise', DAYS.replace('= ({', '= async ({'), "Type 'Promise<"],
    ['a promise of a function that does not say what it is', DAYS.replace('daysOnTheWay: DaysOnTheWay = ({ zone, express })', "daysOnTheWay = async ({ zone, express }: Parameters<DaysOnTheWay>[0])"), 'Promise<'],
    ['a result of another type', DAYS.replace('return null', "return 'soon'"), "'string' is not assignable"],
    ['a case that was forgotten', DAYS.replace(/ +case 'world':\n.*\n/, ''), 'return'],
    ['more than it is given', DAYS.replace('{ zone, express }', '{ zone, express, now }'), "Property 'now' does not exist"],
    ['another name', DAYS.replace('const daysOnTheWay', 'const days'), "has no exported member 'daysOnTheWay'"],
  ])('lets TypeScript judge it: %s', { timeout: 60_000 }, (_name, days, mistake) => {
    const [fine, said] = judged({ 'model/parcels.yaml': PARCELS, 'functions/price-of-a-parcel.ts': PRICE, 'functions/days-on-the-way.ts': days });
    expect(fine).toBe(mistake === undefined);
    expect(said).toContain(mistake ?? '');
  });

  test('the function of the page about the language is one that TypeScript takes', { timeout: 60_000 }, () => {
    const page = textOf('docs', 'language.md');
    const [, model = ''] = /^```yaml model=functions\n([\s\S]*?)^```/m.exec(page) ?? [];
    const [, written = ''] = /is not there:\n\n((?: {4}.*\n|\n)+)/.exec(page) ?? [];
    expect(judged({ 'model/prices.yaml': model, 'functions/price-of-a-repair.ts': written.replaceAll(/^ {4}/gm, '') })).toEqual([true, '']);
  });
});
