import { command, type Trial, type Trials } from './trial.ts';

const NAMES = ['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'valueOf'];

const cursor = (json: unknown): string => Buffer.from(JSON.stringify(json)).toString('base64url');

const inEveryPlace = (name: string): readonly Trial[] => [
  { tried: `\`${name}\` as a path`, url: `/${name}`, status: 404 },
  command(`\`${name}\` as a command`, name, {}, 404),
  { tried: `\`${name}\` as a row`, url: `/account-overview/${name}`, status: 404 },
  { tried: `\`${name}\` as an instance`, url: `/bank-account/${name}`, status: 404 },
  { tried: `\`${name}\` as a filter`, url: `/account-overview?${name}=1`, status: 400 },
  { tried: `\`${name}\` as an order`, url: `/account-overview?sort=${name}`, status: 400 },
  { tried: `\`${name}\` as an actor`, url: '/account-overview', headers: { actor: name }, status: 403 },
  { tried: `\`${name}\` as an external system`, method: 'POST', url: `/external-systems/${name}/${name}`, body: '{}', status: 404 },
];

export const names: Trials = {
  about: 'Names of JavaScript\'s own in every place where a name can stand',
  trials: [
    ...NAMES.flatMap(inEveryPlace),
    { tried: 'a cursor that is an object with `__proto__`', url: `/account-overview?after=${cursor({ __proto__: null, constructor: 1 })}`, status: 400 },
    { tried: 'a cursor of somebody else\'s making', url: `/account-overview?after=${cursor(['NL000000', "' OR 1=1 --"])}`, status: 400 },
    command('`__proto__` as an idempotency key is a key like any other', 'deposit-money', { accountNumber: 'NL999999', amount: '1.00' }, 409, { headers: { 'idempotency-key': '__proto__' } }),
    command('`constructor` as a tag', 'deposit-money', { accountNumber: 'NL000001', amount: '1.00' }, 400, { headers: { 'if-match': 'constructor' } }),
  ],
};
