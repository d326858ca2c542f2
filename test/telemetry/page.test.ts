import { readFileSync } from 'node:fs';
import { symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { makeProject, root } from '../start/project.ts';
import { endAtLast, startProcess } from '../start/process.ts';

const page = readFileSync(join(root, 'docs', 'telemetry.md'), 'utf8');

describe('docs/telemetry.md', () => {
  test('registers an SDK that is told of a request, what follows from it, and how long it took', async () => {
    const project = await makeProject();
    await symlink(join(root, 'node_modules', '@opentelemetry'), join(project.folder, 'node_modules', '@opentelemetry'), 'junction');
    const [, code = ''] = /```js\n(.*?)```/s.exec(page) ?? [];
    await writeFile(join(project.folder, 'telemetry.mjs'), code);
    const [, options = ''] = /NODE_OPTIONS='([^']+)'/.exec(page) ?? [];
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:', NODE_OPTIONS: options, LOG_LEVEL: 'info' });
    try {
      const url = await started.url;
      const traceparent = '00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01';
      const opened = await fetch(`${url}/commands/open-account`, { method: 'POST', headers: { 'content-type': 'application/json', actor: 'Bank clerk', traceparent }, body: JSON.stringify({ accountNumber: 'NL000001', owner: 'Ada' }) });
      expect(opened.status).toBe(200);
      expect((await fetch(`${url}/account-overview/NL000001?wait-for=1`, { headers: { actor: 'Bank clerk' } })).status).toBe(200);
      started.signal('SIGTERM');
      const { code: exit, stdout, stderr } = await started.ended;
      expect(exit).toBe(0);
      // What was told of the caller's trace: an object each, its id and its name.
      const told = stdout.split("traceId: '0af7651916cd43dd8448eb211c80319c'").flatMap((text) => /name: '([^']+)'/.exec(text)?.[1] ?? []);
      expect(told).toEqual(expect.arrayContaining(['POST /commands/open-account', 'command Open account', 'append events', 'process Account overview']));
      expect(stdout).toContain("name: 'stormwright.command.duration'");
      const [line = '{}'] = stderr.split('\n').filter((each) => each.includes('"/commands/open-account"'));
      expect(JSON.parse(line)).toMatchObject({ traceId: '0af7651916cd43dd8448eb211c80319c', actor: 'Bank clerk', status: 200 });
      const [documented = '{}'] = /^\{"level":"info".*$/m.exec(page) ?? [];
      expect(Object.keys(JSON.parse(documented)).toSorted()).toEqual(Object.keys(JSON.parse(line)).toSorted());
    } finally {
      await endAtLast(started);
      await project.remove();
    }
  });
});
