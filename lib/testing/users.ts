/** No provider is connected. */
import type { Context } from '#lib/platform/context.ts';
import { type OpenDatabase, openDatabase } from '#lib/platform/db/client.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { createTestDatabase } from '#lib/testing/database.ts';

export type TestContext = { context: Context; pool: OpenDatabase['pool']; close(): Promise<void> };

export async function openTestContext(role: string): Promise<TestContext> {
  const place = await createTestDatabase();
  const { database, pool, close } = openDatabase(place.url);
  const providers = createRegistry({ vero: null, cerego: null, capillary: null, fragment: null });
  return {
    context: { actor: { memberId: null, name: 'Vera', role }, database, providers },
    pool,
    close: async () => {
      await providers.close();
      await close();
      await place.drop();
    },
  };
}
