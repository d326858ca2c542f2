import { copyFile, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { startProcess } from './process.ts';
import { makeProject, type Project, root } from './project.ts';

let project: Project;
beforeEach(async () => {
  project = await makeProject();
  await rm(join(project.folder, 'model', 'bank.yaml'));
  await copyFile(join(root, 'model', 'examples', 'parcels.yaml'), join(project.folder, 'model', 'parcels.yaml'));
  await mkdir(join(project.folder, 'functions'));
  for (const name of ['price-of-a-parcel.ts', 'days-on-the-way.ts']) await copyFile(join(root, 'functions', name), join(project.folder, 'functions', name));
});
afterEach(() => project.remove());

const parcel = { parcelNumber: 'P000001', to: 'Ada', weight: '1.200', longestSide: 30, shortestSide: 10, zone: 'home', express: false, paid: '6.90' };

async function takeIn(url: string, change: object = {}): Promise<{ readonly status: number; readonly json: unknown }> {
  const answer = await fetch(`${url}/commands/take-in-parcel`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ ...parcel, ...change }) });
  return { status: answer.status, json: await answer.json() };
}

describe('An application whose model has functions', () => {
  test('decides by what a developer wrote', async () => {
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:' });
    const url = await started.url;
    expect(await takeIn(url, { paid: '6.89' })).toMatchObject({ status: 409, json: { title: 'The parcel costs more' } });
    expect(await takeIn(url)).toMatchObject({ status: 200, json: { events: [{ data: { price: '6.90', days: 2 } }] } });
    started.signal('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0 });
  });

  test('does not start without one of them, and says which', async () => {
    await rm(join(project.folder, 'functions', 'days-on-the-way.ts'));
    expect(await startProcess(project.folder, { DATABASE_URL: 'memory:' }).ended).toMatchObject({ code: 1, stderr: 'There is no functions/days-on-the-way.ts: the model declares a function that a developer has to write there.\n' });
  });

  test('fails a command whose function fails or gives what the model does not allow, stores nothing, tells nothing, and goes on', async () => {
    await writeFile(join(project.folder, 'functions', 'price-of-a-parcel.ts'), "export const priceOfAParcel = ({ zone }: { zone: string }) => { if (zone === 'world') throw new Error('hush-hush'); return zone === 'home' ? -1n : 5_00n; };\n");
    const started = startProcess(project.folder, { DATABASE_URL: 'memory:' });
    const url = await started.url;
    for (const zone of ['home', 'world']) {
      const { status, json } = await takeIn(url, { zone });
      expect(status).toBe(500);
      expect(JSON.stringify(json)).not.toMatch(/hush|Price of/);
    }
    expect(await (await fetch(`${url}/parcels-under-way`)).json()).toMatchObject({ items: [] });
    expect((await takeIn(url, { zone: 'neighbours' })).status).toBe(200);
    started.signal('SIGTERM');
    expect(await started.ended).toMatchObject({ code: 0 });
  });
});
