/** What a look shows of single rows: the first, those with faults, and corrected ones. */

import {
  columnsOf,
  type ImportAdvice,
  type ImportColumn,
  type ImportLook,
  importColumns,
  maxCorrectedLength,
  type PreviewColumn,
  type PreviewIdentity,
  type PreviewRow,
  type PreviewUser,
} from '#lib/shared/imports.ts';
import type { CellFault, ImportRow, RowIdentity } from './check-row.ts';
import type { DraftIndex, DraftUser } from './drafts.ts';
import { findUser } from './merge-row.ts';
import { cellOf, type FileColumns, labelOf } from './read-header.ts';
import type { RawRow, RowBatch } from './read-rows.ts';

const maxFirst = 20;
/** With faults. */
const maxBad = 100;
const maxTags = 24;
const maxSamples = 3;
const maxSampleLength = 80;
const maxTitleLength = 120;

/** `user` null: bad. */
export type Described = { user: PreviewUser | null; faults: CellFault[] };

/** Before the row is merged. */
export function describeUser(index: DraftIndex, row: ImportRow): PreviewUser | null {
  const { user, faults } = findUser(index, row);
  if (faults) return null;
  const name = row.name || (user?.name ?? '');
  const email = row.email || (user?.email ?? '');
  const isAltered = user !== null && (user.name !== name || user.email.toLowerCase() !== email.toLowerCase());
  return {
    is: user === null ? 'new' : user.id === null ? 'again' : 'known',
    name,
    email,
    was: isAltered ? { name: user.name, email: user.email } : null,
    identities: row.identities.map((identity) => describeIdentity(user, identity)),
  };
}

function describeIdentity(
  user: DraftUser | null,
  { provider, externalId, tags }: RowIdentity,
): PreviewIdentity {
  const known = user?.identities.get(provider);
  return {
    provider,
    externalId: externalId ?? known?.externalId ?? null,
    tags: tags.slice(0, maxTags).map(({ key, value }) => {
      const before = known?.tags.get(key);
      const isThere = before !== undefined && before.value === value;
      return { key, value, isThere, before: isThere ? null : (before?.value ?? null) };
    }),
    more: Math.max(0, tags.length - maxTags),
  };
}

export class Preview {
  readonly #first: PreviewRow[] = [];
  readonly #bad: PreviewRow[] = [];
  #columns: FileColumns = { names: [], uses: [], missing: null };
  #samples: RowBatch['samples'] = [];

  /** The lines of which `end` wants a description; those with faults beside. */
  begin({ raw, columns, samples }: RowBatch): ReadonlySet<number> {
    this.#columns = columns;
    this.#samples = samples;
    const first = raw.slice(0, Math.max(0, maxFirst - this.#first.length));
    return new Set(
      [...first, ...raw.filter(({ corrected }) => corrected.length > 0)].map(({ line }) => line),
    );
  }

  end({ raw }: RowBatch, described: ReadonlyMap<number, Described>): void {
    for (const row of raw) {
      const { user = null, faults = row.faults } = described.get(row.line) ?? {};
      const isBad = faults.length > 0;
      const isListed = (isBad && this.#bad.length < maxBad) || row.corrected.length > 0;
      if (!isListed && this.#first.length >= maxFirst) continue;
      const shown = this.#show(row, user, faults);
      if (this.#first.length < maxFirst) this.#first.push(shown);
      if (isListed) this.#bad.push(shown);
    }
  }

  result(): Pick<ImportLook, 'columns' | 'first' | 'bad'> {
    const { names, uses } = this.#columns;
    const columns = names.map((name, cell): PreviewColumn => {
      const cells = this.#samples.map((row) => (row[cell] ?? '').slice(0, maxSampleLength));
      return { name, use: uses[cell] ?? null, sample: [...new Set(cells)].slice(0, maxSamples) };
    });
    return { columns, first: this.#first, bad: this.#bad };
  }

  /** Advice names columns as an import does. */
  readonly toFilesOwnColumn = (advice: ImportAdvice): ImportAdvice => {
    const column = importColumns.find((each) => each === advice.column);
    const cell = column ? cellOf(this.#columns, column) : -1;
    return cell < 0 ? advice : { ...advice, column: labelOf(this.#columns, cell) };
  };

  #show(
    { line, cells, corrected }: RawRow,
    user: PreviewUser | null,
    faults: readonly CellFault[],
  ): PreviewRow {
    const mendable = [...new Set([...faults.flatMap((fault) => fault.cells), ...corrected])];
    const fields = mendable.flatMap((cell) => {
      const text = cells?.[cell] ?? '';
      return cells === null || cell < 0 || text.length > maxCorrectedLength ? [] : [{ cell, text }];
    });
    return {
      line,
      user,
      title: cells === null ? '' : this.#titleOf(cells),
      faults: faults.map(({ cells: [cell = -1], reason }) => ({
        cell,
        column: labelOf(this.#columns, cell),
        reason,
      })),
      fields,
    };
  }

  #titleOf(cells: readonly string[]): string {
    const at = (column: ImportColumn) => {
      const { uses } = this.#columns;
      return uses
        .flatMap((use, cell) => (use === column ? [(cells[cell] ?? '').trim()] : []))
        .join(' ')
        .trim();
    };
    const ids = Object.values(columnsOf).map(({ id }) => at(id));
    const title = at('name') || at('email') || (ids.find((id) => id !== '') ?? '');
    return title.slice(0, maxTitleLength);
  }
}
