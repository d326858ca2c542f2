import { describe, expect, test } from 'vitest';
import { nearestName } from '../../generator/diagnostics/nearest-name.ts';
import { fieldIdentifier, stickyIdentifier } from '../../generator/resolve/identifier.ts';
import { databaseSlug, fileSlug, urlSlug } from '../../generator/resolve/slug.ts';

describe('Words become identifiers by one rule', () => {
  test.each([
    ['Send thank-you email', 'SendThankYouEmail', 'sendThankYouEmail'],
    ['account number', 'AccountNumber', 'accountNumber'],
    ['CEO bonus', 'CeoBonus', 'ceoBonus'],
    ['IBAN', 'Iban', 'iban'],
    ['number of the IBAN', 'NumberOfTheIBAN', 'numberOfTheIBAN'],
    ["owner's name", 'OwnersName', 'ownersName'],
    ['3D print', '_3dPrint', '_3dPrint'],
    ['größe in cm²', 'GrößeInCm', 'größeInCm'],
    ['账户 余额', '账户余额', '账户余额'],
    ['x', 'X', 'x'],
    ['', '', ''],
  ])('%s', (name, sticky, field) => {
    expect([stickyIdentifier(name), fieldIdentifier(name)]).toEqual([sticky, field]);
  });
});

describe('Words become addresses and files by one rule', () => {
  test.each([
    ['Deposit money', 'deposit-money'],
    ['Send thank-you email', 'send-thank-you-email'],
    ["CEO's bonus", 'ceos-bonus'],
    ['Größe', 'größe'],
  ])('%s', (name, slug) => {
    expect([urlSlug(name), fileSlug(name)]).toEqual([slug, slug]);
  });

  test('and a model becomes a short name that PostgreSQL takes', () => {
    expect(databaseSlug('bank')).toBe('bank');
    expect(databaseSlug('My Bank')).toBe('my_bank');
    expect(databaseSlug('银行')).toMatch(/^model_[0-9a-f]{10}$/);
    for (const name of ['pg_bank', 'public', 'storm_bank']) expect(databaseSlug(name)).toMatch(/^model_/);
    expect(databaseSlug('x'.repeat(100)).length).toBeLessThan(42);
  });
});

describe('The nearest name', () => {
  const names = ['Account opened', 'Account closed', 'Money deposited', 'find by'];

  test.each([
    ['Account opend', 'Account opened'],
    ['account opened', 'Account opened'],
    ['Acocunt closed', 'Account closed'],
    ['Deposited money', 'Money deposited'],
    ['find', 'find by'],
    ['Something else entirely', undefined],
    ['', undefined],
  ])('%s', (written, nearest) => {
    expect(nearestName(written, names)).toBe(nearest);
  });
});
