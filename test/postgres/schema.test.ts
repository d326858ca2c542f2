import { describe, expect, test } from 'vitest';
import { openDatabase } from '../../runtime/postgres/database.ts';
import { migrate, migrations } from '../../runtime/postgres/migrate.ts';
import { createPostgresStore } from '../../runtime/postgres/postgres-store.ts';
import { append, feedOf, sampleEvent, sampleEvents, sampleMetadata } from '../../runtime/testing/store-contract-samples.ts';
import { createTestStore, freshSchema, testPostgresUrl, withClient } from './test-store.ts';

const CATALOG = `
  SELECT 'column' AS kind, table_name || '.' || column_name AS name, concat_ws(' ', ordinal_position, data_type, collation_name, is_nullable, column_default, identity_generation) AS definition
    FROM information_schema.columns WHERE table_schema = $1
  UNION ALL SELECT 'constraint', conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = $1::regnamespace
  UNION ALL SELECT 'index', indexname, indexdef FROM pg_indexes WHERE schemaname = $1
  UNION ALL SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE pronamespace = $1::regnamespace
  UNION ALL SELECT 'trigger', tgname, pg_get_triggerdef(t.oid) FROM pg_trigger t JOIN pg_class c ON c.oid = tgrelid WHERE relnamespace = $1::regnamespace
  ORDER BY 1, 2`;

async function describeSchema(schema: string): Promise<string> {
  const { rows } = await withClient((client) => client.query(CATALOG, [schema]));
  return rows.map(({ kind, name, definition }) => `${kind} ${name}: ${definition}`).join('\n').replaceAll(schema, 'storm');
}

async function migrateTo(schema: string, upTo: number): Promise<void> {
  const database = openDatabase({ url: await testPostgresUrl(), schema, connections: 1 });
  await migrate(database, schema, upTo);
  await database.close();
}

describe('the schema of the store', () => {
  test('is the same whether it was made at once or step by step', async () => {
    const fresh = freshSchema();
    await (await createTestStore(fresh)).close();
    const description = await describeSchema(fresh);
    expect(description).toContain('trigger events_never_change');
    for (const version of migrations.slice(0, -1)) {
      const schema = freshSchema();
      await migrateTo(schema, version.number);
      await (await createTestStore(schema)).close();
      expect(await describeSchema(schema), `from ${version.name}`).toBe(description);
    }
  });

  test('keeps what was stored before it was brought forward: events with why they happened, and how commands ended', async () => {
    const schema = freshSchema();
    await migrateTo(schema, 6);
    const metadata = [sampleMetadata, { correlationId: 'ü "chain"', causationId: '', actor: { name: 'Owner', id: 'x' }, policy: 'CEO bonus' }, { correlationId: 'c', causationId: 'd', actor: null, policy: null }];
    const events = metadata.map((each, index) => ({ ...sampleEvent('Noted', { b: '1.50', a: index }), metadata: each }));
    const request = { commandId: 'stored', fingerprint: 'f', streams: [{ stream: 'A', lowest: 0, highest: 0, events }] };
    await withClient((client) => client.query(`SELECT * FROM "${schema}".append($1)`, [JSON.stringify([request])]));
    const store = await createTestStore(schema);
    expect(await feedOf(store.events)).toEqual(events.map((event, index) => ({ ...event, stream: 'A', revision: index + 1, position: BigInt(index + 1) })));
    expect(await store.events.findOutcome('stored')).toMatchObject({ kind: 'accepted', stream: 'A', fingerprint: 'f', events: [{ revision: 1 }, { revision: 2 }, { revision: 3 }] });
    expect(await append(store.events, 'A', 3, sampleEvents(1), 'later')).toMatchObject({ kind: 'appended', events: [{ revision: 4, position: 4n }] });
    await withClient((client) => expect(client.query(`DELETE FROM "${schema}".events`)).rejects.toThrow('Events never change'));
    await store.close();
  });

  test('is numbered without gaps', () => {
    expect(migrations.map(({ number }) => number)).toEqual(migrations.map((_, index) => index + 1));
  });

  test('is made once when several applications start at the same time, and events outlive a restart', async () => {
    const schema = freshSchema();
    const stores = await Promise.all(Array.from({ length: 6 }, () => createTestStore(schema)));
    for (const [index, store] of stores.entries()) await append(store.events, `A${index}`, 0, sampleEvents(2));
    await Promise.all(stores.map((store) => store.close()));
    const again = await createTestStore(schema);
    expect(await feedOf(again.events)).toHaveLength(12);
    await again.close();
  });

  test('is not touched by an older version than the one that made it', async () => {
    const schema = freshSchema();
    await (await createTestStore(schema)).close();
    await withClient((client) => client.query(`INSERT INTO "${schema}".migrations (number, name) VALUES (99, '099-later')`));
    await expect(createTestStore(schema)).rejects.toThrow(`The store in schema "${schema}" was made by a newer Stormwright (migration 99; this one knows ${migrations.length}): start the newer version.`);
  });

  test('goes on where it stopped when its rows are restored somewhere else', async () => {
    const [from, to] = [freshSchema(), freshSchema()];
    const [original, restored] = [await createTestStore(from), await createTestStore(to)];
    for (let index = 0; index < 5; index += 1) await append(original.events, 'A', index, sampleEvents(1), `command ${index}`);
    await withClient(async (client) => {
      for (const table of ['events', 'outcomes']) await client.query(`INSERT INTO "${to}".${table} SELECT * FROM "${from}".${table}`);
    });
    expect(await append(restored.events, 'A', 4, sampleEvents(1), 'command 4')).toMatchObject({ kind: 'repeated' });
    expect(await append(restored.events, 'A', 5)).toMatchObject({ kind: 'appended', events: [{ revision: 6, position: 6n }] });
    expect((await feedOf(restored.events)).map(({ position }) => position)).toEqual([1n, 2n, 3n, 4n, 5n, 6n]);
    await Promise.all([original.close(), restored.close()]);
  });

  test('can have any name', async () => {
    for (const schema of [`we"ird'; DROP SCHEMA public; -- ${freshSchema()}`, `Größe \\ 世界 {schema} $1 ${freshSchema().slice(0, 20)}`]) {
      const store = await createPostgresStore({ url: await testPostgresUrl(), schema, readModelSchema: `${schema.slice(0, 40)}'"` });
      await append(store.events, 'A', 0, sampleEvents(2));
      expect(await feedOf(store.events)).toHaveLength(2);
      await store.readModels.prepare({ name: 'One', columns: [{ name: 'a', type: 'text', optional: false }], key: ['a'], findBy: [], fingerprint: '' });
      await store.close();
    }
    await withClient((client) => client.query('SELECT FROM pg_namespace WHERE nspname = $1', ['public'])).then(({ rowCount }) => expect(rowCount).toBe(1));
  });
});
