import { execFile } from 'node:child_process';
import { join } from 'node:path';
import process from 'node:process';
import { expect, test } from 'vitest';
import { plainLine } from '../../cli/plain-line.ts';

const at = { level: 'info', time: '2026-11-24T12:30:05.123Z', pid: 1, hostname: 'here' };

test.each([
  ['a request', { ...at, reqId: 'req-1', method: 'POST', route: '/commands/deposit-money', status: 200, milliseconds: 3, msg: 'request' }, '12:30:05 POST /commands/deposit-money 200 3 ms'],
  ['one that no route takes', { ...at, method: 'GET', status: 404, milliseconds: 0, msg: 'request' }, '12:30:05 GET (no route) 404 0 ms'],
  [
    'a failure, in the words of its error',
    { ...at, level: 'warn', subscription: 'CEO bonus', error: { type: 'Error', stack: ['react (ceo-bonus.ts:3)'] }, sentence: 'the words have run out', msg: 'failed, and will be tried again' },
    '12:30:05 warn failed, and will be tried again: CEO bonus: the words have run out',
  ],
  [
    'a failure, without them',
    { ...at, level: 'error', method: 'POST', route: '/commands/x', error: { type: 'RangeError', stack: ['decide (account.ts:3:7)', 'send (handler.ts:1:1)'] }, msg: 'a request failed' },
    '12:30:05 error a request failed: POST /commands/x: RangeError at decide (account.ts:3:7)',
  ],
  ['a database that is gone', { ...at, level: 'warn', subscription: 'The log', error: { type: 'ECONNREFUSED', message: 'connect ECONNREFUSED 127.0.0.1:5432', stack: [] }, msg: 'failed, and will be tried again' }, '12:30:05 warn failed, and will be tried again: The log: ECONNREFUSED connect ECONNREFUSED 127.0.0.1:5432'],
  ['anything else', { ...at, msg: 'Server listening at http://127.0.0.1:3000' }, '12:30:05 info Server listening at http://127.0.0.1:3000'],
])('At a terminal %s is a plain line', (_, line, plain) => {
  expect(plainLine(`${JSON.stringify(line)}\n`)).toBe(`${plain}\n`);
});

test('What is not JSON stays as it is', () => {
  expect(plainLine('Warning: something\n')).toBe('Warning: something\n');
});

test('A mistake that nobody caught ends the process without what the error knows', async () => {
  const log = join(import.meta.dirname, '..', '..', 'cli', 'log.ts');
  const script = `import { endOnBug } from ${JSON.stringify(log)}; endOnBug(undefined, []); setTimeout(() => Promise.reject(Object.assign(new RangeError('of NL000001'), { detail: 'NL000001' })), 1);`;
  const ended = await new Promise<{ readonly code: unknown; readonly stderr: string }>((resolve) => {
    execFile(process.execPath, ['--import', 'tsx', '--input-type=module', '--eval', script], { cwd: join(import.meta.dirname, '..', '..') }, (error, _, stderr) => resolve({ code: error?.code ?? 0, stderr }));
  });
  expect(ended.code).toBe(1);
  expect(JSON.parse(ended.stderr)).toMatchObject({ level: 'fatal', error: { type: 'RangeError', stack: expect.any(Array) }, msg: 'a mistake in the program ended it' });
  expect(ended.stderr).not.toContain('NL000001');
});
