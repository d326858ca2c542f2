import { describe, expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { shop } from './shop.ts';

const decimal = 'a decimal written as text with at most 2 digits after the point, like "20.05"';

describe('Bad input is 400 in the words of the model, with a pointer to each mistake', () => {
  test.each([
    [50, `amount must be ${decimal}; a JSON number was given; write "50.00" instead of 50.`],
    [50.25, `amount must be ${decimal}; a JSON number was given; write "50.25" instead of 50.25.`],
    ['50.001', `amount must be ${decimal}; "50.001" was given, with 3 digits after the point.`],
    ['1e3', `amount must be ${decimal}; "1e3" was given.`],
    ['', `amount must be ${decimal}; "" was given.`],
    [null, `amount must be ${decimal}; null was given.`],
    [undefined, `amount must be ${decimal}; it is missing.`],
    [['1.00'], `amount must be ${decimal}; a list was given.`],
    [{}, `amount must be ${decimal}; an object was given.`],
  ])('amount: %j', async (amount, detail) => {
    await using bank = await openServer();
    const sent = await bank.post('deposit-money', { accountNumber: 'NL000001', amount });
    expect(sent.statusCode).toBe(400);
    expect(sent.headers['content-type']).toMatch(/^application\/problem\+json/);
    expect(sent.json()).toMatchObject({ title: 'Bad input', status: 400, detail, errors: [{ detail, pointer: '#/amount' }] });
  });

  test('all mistakes are told at once, names that were misspelt included', async () => {
    await using bank = await openServer();
    const { errors } = (await bank.post('deposit-money', { acountNumber: 'NL000001', amount: true, fee: '1.00' })).json();
    expect(errors).toEqual([
      { detail: '"acountNumber" is not a field of Deposit money; did you mean "accountNumber"?', pointer: '#/acountNumber' },
      { detail: '"fee" is not a field of Deposit money; its fields are accountNumber, amount.', pointer: '#/fee' },
      { detail: 'account number must be text, like "NL000001"; it is missing.', pointer: '#/accountNumber' },
      { detail: `amount must be ${decimal}; true was given.`, pointer: '#/amount' },
    ]);
  });

  test.each([
    ['{"accountNumber": ', /^The body is not JSON: it ends too early, after 18 characters\.$/],
    ['['.repeat(100), /^The body is not JSON: it ends too early, after 100 characters\.$/],
    ['['.repeat(300_000), /^At most 100 lists and objects may lie within each other in a body\.$/],
    ['{"accountNumber": "NL000001",\n  amount: 1}', /^The body is not JSON: from line 2, character 3 on, "amount: 1\}" makes no sense there\.$/],
    ['{"amount": "1.00",}', /^The body is not JSON: from line 1, character 19 on, "\}" makes no sense there\.$/],
    ['nonsense', /^The body is not JSON: from line 1, character 1 on, "nonsense" makes no sense there\.$/],
    ['[]', /^The body must be an object with the fields of Deposit money, like \{"accountNumber":"NL000001","amount":"20.05"\}; a list was given\.$/],
    ['null', /null was given/],
    ['"text"', /"text" was given/],
    ['', /^The body must be an object with the fields of Deposit money, like .*; it is missing\.$/],
    ['{"accountNumber":"NL\\u0000","amount":"1.00"}', /^account number must be text without a NUL character/],
    ['{"accountNumber":"NL\\ud800","amount":"1.00"}', /^account number must be text without a NUL character or half a character/],
  ])('the body %.30s', async (body, detail) => {
    await using bank = await openServer();
    const sent = await bank.post('deposit-money', body);
    expect([sent.statusCode, sent.json().detail]).toEqual([400, expect.stringMatching(detail)]);
  });

  test('names of prototypes are fields that nobody knows', async () => {
    await using bank = await openServer();
    const sent = await bank.post('deposit-money', '{"__proto__":{"amount":"1.00"},"constructor":{"prototype":{}},"accountNumber":"NL000001","amount":"1.00"}');
    expect(sent.statusCode).toBe(400);
    expect(sent.json().errors.map((error: { pointer: string }) => error.pointer)).toEqual(['#/__proto__', '#/constructor']);
    expect(Object.prototype).not.toHaveProperty('amount');
  });

  test('bytes that are not UTF-8 are not read as something else', async () => {
    await using bank = await openServer();
    const payload = Buffer.concat([Buffer.from('{"accountNumber":"NL000001","owner":"'), Buffer.from([0xff, 0xfe]), Buffer.from('"}')]);
    const sent = await bank.server.inject({ method: 'POST', url: '/commands/open-account', headers: { 'content-type': 'application/json' }, payload });
    expect([sent.statusCode, sent.json().detail]).toEqual([400, 'The body is not UTF-8.']);
  });

  test('what is not sent as JSON is 415', async () => {
    await using bank = await openServer();
    const types = ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/json; charset=latin1', 'nonsense'];
    for (const type of types) expect([type, (await bank.post('deposit-money', '{"accountNumber":"NL000001","amount":"1.00"}', { 'content-type': type })).statusCode]).toEqual([type, 415]);
    expect((await bank.post('deposit-money', '{}', { 'content-encoding': 'gzip' })).statusCode).toBe(415);
  });

  test('what is too large is 413', async () => {
    await using bank = await openServer();
    const sent = await bank.post('open-account', { accountNumber: 'NL000001', owner: 'x'.repeat(1_100_000) });
    expect([sent.statusCode, sent.json().title]).toEqual([413, 'Too large']);
  });

  test('mistakes inside lists and records are named from the inside out', async () => {
    await using open = await openServer(shop());
    const { errors } = (await open.post('place-order', { lines: [{ article: 'Tea', unitPrice: '1.00', count: 1 }, { article: 'Cup', unitPrice: 3, count: '2', colour: 'red' }], isExpress: 'true' })).json();
    expect(errors).toEqual([
      { detail: '"colour" is not a field there.', pointer: '#/lines/1/colour' },
      { detail: `unit price of item 2 of lines must be ${decimal}; a JSON number was given.`, pointer: '#/lines/1/unitPrice' },
      { detail: 'is express must be true or false; "true" was given; write true instead of "true".', pointer: '#/isExpress' },
    ]);
  });

  test('a whole number in quotes, a day that does not exist, and a time that no store keeps are all told', async () => {
    await using open = await openServer(shop());
    const { errors } = (await open.post('rate-order', { orderId: '6b0c5f3e', stars: '4', on: '2026-02-30', at: '-010000-01-01T00:00:00Z', mood: 'Fine' })).json();
    expect(errors.map((error: { detail: string }) => error.detail)).toEqual([
      'order id must be an identifier (a UUID), like "6b0c5f3e-4a53-4f0e-9d5c-0f3c9c1f2a11"; "6b0c5f3e" was given.',
      'stars must be a whole number; "4" was given; write 4 instead of "4".',
      'on must be a date, like "2026-11-23"; "2026-02-30" was given.',
      expect.stringMatching(/^at /),
      'mood must be one of "fine", "not so fine"; "Fine" was given.',
    ]);
  });

  test('an identity that no store can name is bad input, not a failure', async () => {
    await using open = await openServer(shop());
    const sent = await open.post('open-shelf', { label: 'x'.repeat(2000) });
    expect([sent.statusCode, sent.json().errors[0].pointer]).toEqual([400, '#/label']);
  });

  test('a command that needs nothing takes an empty body, an empty object and no body at all', async () => {
    await using open = await openServer(shop());
    for (const body of [undefined, {}, '']) expect((await open.post('begin-day', body)).statusCode).toBe(200);
  });
});
