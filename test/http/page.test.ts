import { createHash } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { openServer } from './open-server.ts';
import { shop } from './shop.ts';

describe('The page', () => {
  test('has a table for each read model and a form for each command that somebody may send', async () => {
    await using bank = await openServer();
    const page = await bank.get('/');
    expect([page.statusCode, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    const tables = [...page.body.matchAll(/data-read-model="([^"]+)"/g)].map(([, url]) => url);
    expect(tables).toEqual(['/account-overview', '/statement', '/bonus-account', '/transfers-under-way']);
    const forms = [...page.body.matchAll(/data-url="([^"]+)"/g)].map(([, url]) => url);
    expect(forms).toEqual(['open-account', 'deposit-money', 'withdraw-money', 'name-bonus-account', 'close-account', 'transfer-money'].map((command) => `/commands/${command}`));
  });

  test('asks for nothing but itself, and runs nothing but its own script', async () => {
    await using bank = await openServer();
    const page = await bank.get('/');
    const policy = String(page.headers['content-security-policy']);
    const script = /<script>([\s\S]*?)<\/script>/.exec(page.body)?.[1] ?? '';
    const style = /<style>([\s\S]*?)<\/style>/.exec(page.body)?.[1] ?? '';
    for (const text of [script, style]) expect(policy).toContain(`'sha256-${createHash('sha256').update(text).digest('base64')}'`);
    expect(policy).toContain("default-src 'none'");
    expect(page.body).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
    expect(page.body).not.toMatch(/\son[a-z]+=|\sstyle=/);
  });

  test('escapes every word of the model', async () => {
    await using open = await openServer(shop());
    const { body } = await open.get('/');
    expect(body).toContain('Shop &lt;script&gt;alert(1)&lt;/script&gt;');
    expect(body).toContain('Sells &quot;tea&quot; &amp; cups.');
    expect(body.match(/<script>/g)).toHaveLength(1);
  });
});
