import { describe, expect, test } from 'vitest';
import { answerSchema, type Document, resolved, validatorFor } from './described-api.ts';
import { openServer } from './open-server.ts';
import { shop } from './shop.ts';

describe('The API description', () => {
  test('lists every command that somebody may send, every URL of every read model, and the server itself', async () => {
    await using bank = await openServer();
    const document: Document = (await bank.get('/openapi.json')).json();
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual([
      ...['open-account', 'deposit-money', 'withdraw-money', 'name-bonus-account', 'close-account', 'transfer-money'].map((command) => `/commands/${command}`),
      '/account-overview', '/account-overview/{accountNumber}',
      '/statement', '/statement/{accountNumber}', '/statement/{accountNumber}/{entry}',
      '/bonus-account', '/transfers-under-way', '/transfers-under-way/{transferId}',
      ...['/bank-account/{accountNumber}', '/money-transfer/{transferId}'].flatMap((one) => [one, `${one}/history`, `${one}/events`]),
      '/health/live', '/health/ready', '/requests.json',
    ]);
    const operations = Object.values(document.paths).flatMap(({ get, post }) => [get, post]).filter((operation) => operation !== undefined);
    expect(new Set(operations.map(({ operationId }) => operationId)).size).toBe(operations.length);
    expect(document.paths['/commands/deposit-money']?.post?.operationId).toBe('depositMoney');
    expect(document.paths['/statement/{accountNumber}']?.get?.operationId).toBe('listStatementByAccountNumber');
    expect(document.paths['/statement/{accountNumber}/{entry}']?.get?.operationId).toBe('getStatement');
  });

  test('refers to nothing that is not in it, and has no schema that nothing refers to', async () => {
    for (const definition of [undefined, shop()]) {
      await using open = await openServer(definition);
      const document: Document = (await open.get('/openapi.json')).json();
      const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/([^/"]+)\/([^"]+)"/g)].map(([, kind, name]) => [kind, name]);
      expect(references.length).toBeGreaterThan(0);
      for (const [kind, name] of references) expect([kind, name, Object.hasOwn(kind === 'schemas' ? document.components.schemas : document.components.responses, name ?? '')]).toEqual([kind, name, true]);
      expect(Object.keys(document.components.schemas).filter((name) => !references.some(([kind, used]) => kind === 'schemas' && used === name))).toEqual([]);
    }
  });

  test('describes what commands take: decimals as text with their pattern, examples, and an identity that may be left out', async () => {
    await using bank = await openServer();
    const document: Document = (await bank.get('/openapi.json')).json();
    const deposit = document.paths['/commands/deposit-money']?.post;
    expect(deposit?.requestBody).toMatchObject({ required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/DepositMoney' } } } });
    expect(document.components.schemas['DepositMoney']).toMatchObject({ title: 'Deposit money', required: ['accountNumber', 'amount'], properties: { amount: { $ref: '#/components/schemas/Money' } } });
    expect(document.components.schemas['Money']).toMatchObject({ type: 'string', title: 'Money', pattern: expect.any(String) });
    expect(deposit?.parameters?.map(({ name, in: place }) => [place, name])).toEqual([['header', 'Idempotency-Key'], ['header', 'If-Match'], ['header', 'Actor'], ['header', 'Actor-Id']]);
    expect(Object.keys(deposit?.responses ?? {})).toEqual(['200', '400', '401', '403', '409', '412', '413', '415', '422', '429', '500', '503', 'default']);
    expect(document.components.schemas['TransferMoney']?.['required']).toEqual(['fromAccount', 'toAccount', 'amount']);
  });

  test('says of answers that every member is there, and of commands which may be left out, lists and records included', async () => {
    await using open = await openServer(shop());
    const document: Document = (await open.get('/openapi.json')).json();
    expect(document.components.schemas['PlaceOrder']).toMatchObject({ required: ['lines', 'isExpress'], properties: { lines: { type: 'array', items: { type: 'object', required: ['article', 'unitPrice', 'count'] } } } });
    const event = JSON.stringify(document.components.schemas['OrderPlaced']);
    expect(event).toContain('"required":["orderId","lines","isExpress","note"]');
    expect(document.paths['/open-orders/{orderId}']?.get?.responses['200']?.content?.['application/json']?.schema).toEqual({ $ref: '#/components/schemas/OpenOrders' });
    expect(document.components.schemas['OpenOrders']?.['required']).toEqual(['orderId', 'isExpress', 'note']);
  });

  test('names the refusals of each command, and says no more than it knows where a definition does not', async () => {
    await using bank = await openServer();
    const document: Document = (await bank.get('/openapi.json')).json();
    expect(document.components.schemas['CloseAccountRefusal']).toMatchObject({ enum: ['Bank account has ended', 'Bank account does not exist', 'Customers close their own account', 'Account must be empty', 'An account never owes money'] });
    expect(document.components.schemas['OpenAccountRefusal']?.['enum']).toContain('Bank account already exists');
    await using open = await openServer(shop());
    const silent: Document = (await open.get('/openapi.json')).json();
    expect(silent.paths['/commands/place-order']?.post?.responses['409']?.content?.['application/problem+json']?.schema).toEqual({ $ref: '#/components/schemas/Refused' });
  });

  test('has examples that the server takes', async () => {
    await using open = await openServer(shop());
    const document: Document = (await open.get('/openapi.json')).json();
    for (const [path, { post }] of Object.entries(document.paths)) {
      const examples = resolved(document, post?.requestBody?.content['application/json'].schema ?? {})['examples'];
      if (!Array.isArray(examples)) continue;
      const sent = await open.post(encodeURI(path.replace('/commands/', '')), examples[0]);
      expect([path, sent.statusCode, sent.body]).toEqual([path, 200, expect.any(String)]);
    }
  });

  test('describes every answer as it is', async () => {
    await using bank = await openServer();
    const document: Document = (await bank.get('/openapi.json')).json();
    const problem = validatorFor(document, { $ref: '#/components/schemas/Problem' });
    await bank.post('open-account', { accountNumber: 'NL000001', owner: 'Ada' });
    const deposit = (await bank.post('deposit-money', { accountNumber: 'NL000001', amount: '50.00' })).json();
    expect(answerSchema(document, document.paths['/commands/deposit-money']?.post)(deposit)).toEqual([]);
    const misread = await bank.post('deposit-money', { accountNumber: 'NL000001', amount: 5 });
    expect(problem(misread.json())).toEqual([]);
    expect(document.components.responses).toHaveProperty(misread.json().type.split('/').at(-1));
    await bank.post('name-bonus-account', { accountNumber: 'NL000001' });
    await bank.settled('/');
    for (const [pattern, url] of [
      ['/account-overview', '/account-overview'],
      ['/account-overview/{accountNumber}', '/account-overview/NL000001'],
      ['/statement/{accountNumber}/{entry}', '/statement/NL000001/2'],
      ['/bonus-account', '/bonus-account'],
      ['/health/ready', '/health/ready'],
      ['/requests.json', '/requests.json'],
    ] as const) {
      const answer = await bank.get(url);
      expect([url, answer.statusCode, answerSchema(document, document.paths[pattern]?.get)(answer.json())]).toEqual([url, 200, []]);
    }
  });

  test('carries the abouts and questions of the model', async () => {
    await using open = await openServer(shop());
    const document: Document = (await open.get('/openapi.json')).json();
    expect(document.info).toMatchObject({ title: 'Shop <script>alert(1)</script>', description: 'Sells "tea" & cups.' });
    expect(document.paths['/größen-der-regale']?.get?.description).toBe('Wie groß ist jedes Regal?');
    expect(document.paths['/größen-der-regale']?.get?.parameters?.map(({ name }) => name)).toEqual(['limit-is', 'sort', 'limit', 'after', 'wait-for', 'If-None-Match', 'Last-Event-ID', 'Actor', 'Actor-Id']);
  });
});
