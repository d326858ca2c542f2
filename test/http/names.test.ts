import { describe, expect, test } from 'vitest';
import { reservedPaths, urlName } from 'stormwright/server';
import { reservedPaths as refusedNames, urlSlug } from '../../generator/resolve/slug.ts';
import { nearestName } from '../../runtime/http/nearest.ts';
import { openServer } from './open-server.ts';
import { shop } from './shop.ts';

describe('A name in a URL', () => {
  test.each([
    ['Deposit money', 'deposit-money'],
    ['Send thank-you email', 'send-thank-you-email'],
    ["CEO's bonus", 'ceos-bonus'],
    ['  A  (very) odd_name! ', 'a-very-odd-name'],
    ['Größe ändern', 'größe-ändern'],
    ['Gro\u0308ße', 'größe'],
    ['口座を開く', '口座を開く'],
    ['Order 2 tickets', 'order-2-tickets'],
  ])('%s is %s, for the generator too', (name, url) => {
    expect([urlName(name), urlSlug(name)]).toEqual([url, url]);
  });

  test('is never one of the server itself with a dot in it', () => {
    for (const path of reservedPaths) expect([path, urlName(path) === path]).toEqual([path, !path.includes('.')]);
  });

  test('that the server has for itself is refused by the generator', () => {
    const possible = reservedPaths.filter((path) => urlName(path) === path);
    expect(possible.length).toBeGreaterThan(0);
    for (const path of possible) expect(refusedNames).toContain(path);
  });

  test('is never taken by the server beyond the paths it reserves', async () => {
    await using open = await openServer({ ...shop(), aggregates: [], readModels: [] });
    const paths = Object.keys((await open.get('/openapi.json')).json().paths).map((path) => path.split('/')[1] ?? '');
    for (const path of paths) expect(reservedPaths).toContain(path);
  });

  test('that was misspelt has a nearest one, and what was not meant has none', () => {
    const names = ['deposit-money', 'withdraw-money', 'open-account'];
    expect(nearestName('depsoit-money', names)).toBe('deposit-money');
    expect(nearestName('Withdraw-mony', names)).toBe('withdraw-money');
    expect(nearestName('x'.repeat(100_000), names)).toBeUndefined();
    expect(nearestName('close-door', names)).toBeUndefined();
  });
});
