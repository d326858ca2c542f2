import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { type Screen, showing } from '../../cli/progress.ts';

function screen(isTTY: boolean): Screen & { readonly written: string[] } {
  const written: string[] = [];
  return { isTTY, written, write: (text) => written.push(text) };
}

describe('What takes a while', () => {
  test('is told on a terminal, in a line that goes away', async () => {
    const terminal = screen(true);
    let during = '';
    await showing('Starting the database', async () => {
      while (terminal.written.length === 0) await sleep(10);
      during = terminal.written.join('');
    }, terminal);
    expect([during, terminal.written]).toEqual(['Starting the database …', ['Starting the database …', '\r\u001b[K']]);
  });

  test('is not told where nobody looks, nor when it is quick', async () => {
    const [pipe, terminal] = [screen(false), screen(true)];
    expect(await showing('A', async () => sleep(400, 'done'), pipe)).toBe('done');
    expect(await showing('B', async () => 'done', terminal)).toBe('done');
    expect([pipe.written, terminal.written]).toEqual([[], []]);
  });

  test('leaves no line behind when it fails', async () => {
    const terminal = screen(true);
    const failing = showing('C', async () => {
      while (terminal.written.length === 0) await sleep(10);
      throw new Error('no');
    }, terminal);
    await expect(failing).rejects.toThrow('no');
    expect(terminal.written.at(-1)).toBe('\r\u001b[K');
  });
});
