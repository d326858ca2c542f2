import { gzipSync } from 'node:zlib';
import { command, type Trials } from './trial.ts';

const deposit = (amount: unknown): string => `{"accountNumber":"NL000001","amount":${JSON.stringify(amount)}}`;
const deep = (text: string, times: number, end: string): string => `{"accountNumber":"NL000001","amount":${text.repeat(times)}1${end.repeat(times)}}`;

const SIGNS = 'abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789';
const short = (number: number): string => [number % 62, Math.floor(number / 62) % 62, Math.floor(number / 3844)].map((sign) => SIGNS[sign]).join('');
/** As many as go into a body. */
const manyFields = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"${short(index)}":0`).join(',')}}`;

export const bodies: Trials = {
  about: 'Bodies: fields, types and shapes',
  trials: [
    command('a field that nobody knows', 'deposit-money', { accountNumber: 'NL000001', amount: '1.00', balance: '1000000.00' }, 400, { says: 'is not a field of' }),
    command('a field of the event that the command does not have', 'open-account', { accountNumber: 'NL000003', owner: 'Eve', occurredAt: '2020-01-01T00:00:00Z' }, 400),
    command('a hundred and fifteen thousand fields that nobody knows', 'deposit-money', manyFields(115_000), 400, { says: '114980 more are not fields of Deposit money either' }),
    command('a field with a name of a million letters', 'deposit-money', { ['x'.repeat(1_000_000)]: 1 }, 400, { hides: 'x'.repeat(101) }),
    command('who one is, as a field', 'deposit-money', { accountNumber: 'NL000001', amount: '1.00', actor: 'Bank clerk' }, 400),
    command('a required field left out', 'deposit-money', { accountNumber: 'NL000001' }, 400),
    command('a member `__proto__` with rights in it', 'deposit-money', '{"accountNumber":"NL000001","amount":"1.00","__proto__":{"isAdmin":true}}', 400),
    command('a member `constructor`', 'deposit-money', '{"accountNumber":"NL000001","amount":"1.00","constructor":{"prototype":{"isAdmin":true}}}', 400),
    command('a member `toString`', 'deposit-money', '{"accountNumber":"NL000001","amount":"1.00","toString":"x"}', 400),
    command('the fields in a `__proto__`', 'deposit-money', '{"__proto__":{"accountNumber":"NL000001","amount":"1.00"}}', 400),
    command('an object where a text belongs', 'deposit-money', '{"accountNumber":{"__proto__":"NL000001"},"amount":"1.00"}', 400),
    command('a list where a text belongs', 'deposit-money', '{"accountNumber":["NL000001"],"amount":"1.00"}', 400),
    command('a number where a decimal in quotes belongs', 'deposit-money', deposit(1), 400),
    command('yes where a decimal belongs', 'deposit-money', deposit(true), 400),
    command('null where a decimal belongs', 'deposit-money', deposit(null), 400),
    command('too many digits', 'deposit-money', deposit('1.001'), 400),
    command('an exponent', 'deposit-money', deposit('1e3'), 400),
    command('NaN', 'deposit-money', deposit('NaN'), 400),
    command('Infinity', 'deposit-money', deposit('-Infinity'), 400),
    command('digits of another script', 'deposit-money', deposit('١.٠٠'), 400),
    command('a blank before a number', 'deposit-money', deposit(' 1.00'), 400),
    command('a hundred thousand digits', 'deposit-money', deposit(`${'9'.repeat(100_000)}.00`), 400),
    command('a number beyond what JavaScript has', 'deposit-money', '{"accountNumber":"NL000001","amount":1e999}', 400),
    command('a negative amount', 'deposit-money', deposit('-1.00'), 409),
    command('minus nothing', 'deposit-money', deposit('-0.00'), 409),
    command('a NUL in a text', 'open-account', { accountNumber: 'NL000003', owner: 'Eve\u0000' }, 400),
    command('half a character', 'open-account', '{"accountNumber":"NL000003","owner":"\\ud800"}', 400),
    command('a text of a megabyte', 'open-account', { accountNumber: 'NL000003', owner: 'x'.repeat(1_100_000) }, 413),
    command('lists within lists, a thousand deep', 'deposit-money', deep('[', 1000, ']'), 400),
    command('objects within objects, a hundred thousand deep', 'deposit-money', deep('{"a":', 100_000, '}'), 400),
    command('a list instead of an object', 'deposit-money', '[]', 400),
    command('a text instead of an object', 'deposit-money', '"deposit"', 400),
    command('null instead of an object', 'deposit-money', 'null', 400),
    command('nothing at all', 'deposit-money', '', 400),
    command('half of a document', 'deposit-money', '{"accountNumber":"NL000001","amo', 400),
    command('two documents', 'deposit-money', `${deposit('1.00')}${deposit('1.00')}`, 400),
    command('a mark of byte order', 'deposit-money', Buffer.from(`\ufeff${deposit('abc')}`), 400),
    command('UTF-16', 'deposit-money', Buffer.from(deposit('1.00'), 'utf16le'), 400),
    command('bytes that are no UTF-8', 'deposit-money', Buffer.concat([Buffer.from('{"accountNumber":"'), Buffer.from([0xff, 0xfe]), Buffer.from('","amount":"1.00"}')]), 400),
    command('a form, as another site can send one', 'deposit-money', 'accountNumber=NL000001&amount=1.00', 415, { headers: { 'content-type': 'application/x-www-form-urlencoded' } }),
    command('JSON called plain text', 'deposit-money', deposit('1.00'), 415, { headers: { 'content-type': 'text/plain' } }),
    command('XML', 'deposit-money', '<!DOCTYPE x [<!ENTITY y SYSTEM "file:///etc/passwd">]><a>&y;</a>', 415, { headers: { 'content-type': 'application/xml' } }),
    command('another alphabet', 'deposit-money', deposit('1.00'), 415, { headers: { 'content-type': 'application/json; charset=utf-7' } }),
    command('a compressed body that swells', 'deposit-money', gzipSync(Buffer.alloc(900_000, 0x20)), 415, { headers: { 'content-type': 'application/json', 'content-encoding': 'gzip' } }),
  ],
};
