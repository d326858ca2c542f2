import { command, type Trial, type Trials } from './trial.ts';

const INJECTIONS: readonly (readonly [string, string])[] = [
  ['a condition that always holds', "' OR '1'='1"],
  ['a second statement', "'; DROP SCHEMA public CASCADE; --"],
  ['a union', "' UNION SELECT version(), 1, 1 --"],
  ['a wait', "'||pg_sleep(10)||'"],
  ['an escape of another dialect', "\\' OR 1=1 #"],
];

const everywhere = ([what, text]: readonly [string, string]): readonly Trial[] => {
  const coded = encodeURIComponent(text);
  return [
    { tried: `${what}, as a key`, url: `/account-overview/${coded}`, status: 404 },
    { tried: `${what}, as an identity`, url: `/bank-account/${coded}`, status: 404 },
    { tried: `${what}, as a filter's value`, url: `/account-overview?owner=${coded}`, status: 200, says: '"items":[]' },
    { tried: `${what}, as a filter's name`, url: `/account-overview?${coded}=1`, status: 400 },
    { tried: `${what}, as an order`, url: `/account-overview?sort=${coded}`, status: 400 },
    { tried: `${what}, as a cursor`, url: `/account-overview?after=${coded}`, status: 400 },
    { tried: `${what}, as a limit`, url: `/account-overview?limit=${coded}`, status: 400 },
    { tried: `${what}, as a position to wait for`, url: `/account-overview?wait-for=${coded}`, status: 400 },
    { tried: `${what}, as a revision`, url: `/bank-account/NL000001?revision=${coded}`, status: 400 },
    { tried: `${what}, as a time`, url: `/bank-account/NL000001?at=${coded}`, status: 400 },
    { tried: `${what}, as the last event that was seen`, url: '/account-overview', headers: { accept: 'application/json', 'last-event-id': text }, status: 200 },
    command(`${what}, as an account`, 'deposit-money', { accountNumber: text, amount: '1.00' }, 409),
    command(`${what}, as an amount`, 'deposit-money', { accountNumber: 'NL000001', amount: text }, 400),
    command(`${what}, as a key against repeats`, 'deposit-money', { accountNumber: 'NL999999', amount: '1.00' }, 409, { headers: { 'idempotency-key': text } }),
  ];
};

const number = (tried: string, url: string, status = 400): Trial => ({ tried, url, status });

export const values: Trials = {
  about: 'SQL, and numbers that are none, in every place where a value can stand',
  trials: [
    ...INJECTIONS.flatMap(everywhere),
    command('SQL in a text is kept as the text it is', 'open-account', { accountNumber: 'NL000077', owner: "Robert'); DROP TABLE events; --" }, 200, { says: "Robert'); DROP TABLE events; --" }),
    number('a limit of nothing', '/account-overview?limit=0'),
    number('a limit below nothing', '/account-overview?limit=-1'),
    number('a limit without end', '/account-overview?limit=99999999999999999999'),
    number('a limit with an exponent', '/account-overview?limit=1e3'),
    number('a limit in hexadecimal', '/account-overview?limit=0x10'),
    number('two limits', '/account-overview?limit=1&limit=2'),
    number('a position beyond 64 bits', '/account-overview?wait-for=18446744073709551616'),
    number('a position below nothing', '/account-overview?wait-for=-1'),
    number('a revision below nothing', '/bank-account/NL000001?revision=-1'),
    number('a revision beyond what JavaScript counts', '/bank-account/NL000001?revision=9007199254740993'),
    number('a time before there was any', '/bank-account/NL000001?at=-271821-04-19T00:00:00Z'),
    number('a time that is a day', '/bank-account/NL000001?at=2026-11-23'),
    number('a half percent sign', '/account-overview?owner=%E0%A4%A', 400),
    number('a NUL in a filter', '/account-overview?owner=%00', 400),
    number('a NUL in a key', '/account-overview/%00', 400),
    number('a thousand filters', `/account-overview?${Array.from({ length: 1000 }, (_, index) => `f${index}=1`).join('&')}`),
    number('a pattern\'s nightmare as a filter\'s name', `/account-overview?${'a'.repeat(5000)}!=1`),
  ],
};
