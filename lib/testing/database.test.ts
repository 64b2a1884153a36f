import { Client } from 'pg';
import { expect, test } from 'vitest';
import { createTestDatabase } from './database.ts';

test('two test databases are migrated, empty and apart from each other', async () => {
  const [first, second] = await Promise.all([createTestDatabase(), createTestDatabase()]);
  expect(first.url).not.toBe(second.url);
  for (const database of [first, second]) {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const tables = await client.query(
      "select 1 from information_schema.tables where table_schema = 'public'",
    );
    expect(tables.rowCount).toBeGreaterThan(0);
    await client.end();
    await database.drop();
  }
});
