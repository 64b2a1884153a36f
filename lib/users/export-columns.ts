/** The columns of an exported file: the ones that the list shows, worded so that the import knows them again. */
import { columnsOf, type FileColumn, importColumns, isKeyColumn } from '#lib/imports/schemas.ts';
import { isProviderId, providerIds } from '#lib/providers/ids.ts';
import { readColumns } from '#lib/query/columns.ts';

/**
 * `shown` is the list's `columns` as its address carries them; the name comes first always, as in the list. Undefined:
 * everything that the import reads, whatever is shown.
 */
export function exportColumnsOf(shown: string | undefined): readonly FileColumn[] {
  if (shown === undefined) return importColumns;
  return ['name', ...readColumns(shown).flatMap(fileColumns)];
}

function fileColumns(column: string): readonly FileColumn[] {
  if (isProviderId(column)) return [columnsOf[column].tags];
  switch (column) {
    case 'email':
      return ['email'];
    case 'identities':
      return providerIds.map((id) => columnsOf[id].id);
    case 'tags':
      return ['tag_count'];
    case 'changed':
      return ['changed_at'];
    default:
      return isKeyColumn(column) ? [column] : [];
  }
}
