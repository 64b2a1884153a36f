/** No provider is connected. */

import { importUsers } from '#lib/domain/imports/import-users.ts';
import { lookAtImport } from '#lib/domain/imports/look-at-import.ts';
import type { Context } from '#lib/platform/context.ts';
import { systemActor } from '#lib/platform/context.ts';
import { readSettings } from '#lib/platform/settings/read-settings.ts';
import { createRegistry } from '#lib/providers/registry.ts';
import { importColumns } from '#lib/shared/imports.ts';
import { openTestDatabase } from '#lib/testing/database.ts';

export const importHeader = importColumns.join(',');

export type ImportWorld = Awaited<ReturnType<typeof openImports>>;

export async function openImports() {
  const open = await openTestDatabase();
  const providers = createRegistry(readSettings({}).providers);
  const context: Context = { actor: systemActor, database: open.database, providers };
  const rows = async (text: string, ...parameters: unknown[]) =>
    (await open.pool.query<Record<string, unknown>>(text, parameters)).rows;
  const loadStream = (stream: AsyncIterable<Uint8Array>) =>
    importUsers(context, { fileName: 'people.csv', stream });
  return {
    context,
    pool: open.pool,
    rows,
    loadStream,
    /** Under all columns. */
    load: (...lines: string[]) => loadStream(fileOf(lines)),
    look: (...lines: string[]) => lookAtImport(context, { fileName: 'people.csv', stream: fileOf(lines) }),
    tagsOf: (externalId: string) =>
      rows(
        `select t.key, t.value, it.proof from identities i join identity_tags it on it.identity_id = i.id
         join tags t on t.id = it.tag_id where i.external_id = $1 order by t.key, t.value`,
        externalId,
      ),
    close: () => open.close(),
  };
}

async function* fileOf(lines: readonly string[]): AsyncGenerator<Uint8Array> {
  yield new TextEncoder().encode([importHeader, ...lines].join('\n'));
}
