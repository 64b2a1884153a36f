/** One row's cells, checked by the providers' own rules. Pure. */
import type * as z from 'zod/mini';
import { readEntry, readPair, splitList } from '#lib/platform/csv/lists.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { keyOfColumn } from '#lib/shared/filter/columns.ts';
import { columnsOf, type FileColumn, type ImportUse, isIdentifying } from '#lib/shared/imports.ts';
import { emailRule } from '#lib/shared/text/email.ts';
import { nameRule } from '#lib/shared/users.ts';

/** `externalId` null: the identity is to be found. */
export type RowIdentity = { provider: ProviderId; externalId: string | null; tags: readonly TagText[] };

/** Empty name or e-mail: not given. */
export type ImportRow = { line: number; name: string; email: string; identities: RowIdentity[] };

/** `key`: of the tag that it is about. `also`: other columns in which it may be mended. */
export type Fault = { column: FileColumn | ''; reason: string; key?: string; also?: readonly FileColumn[] };

/** `cells`: where it may be mended, the faulty one first; -1: the whole row. */
export type CellFault = { cells: readonly number[]; reason: string };

export type RowCheck = { row: ImportRow; faults: null } | { row: null; faults: CellFault[] };

/** `keyRule`: stricter, where this installation knows the fixed list of keys. */
export type RowRules = { keyRule(provider: ProviderId): z.ZodMiniType<string, string> | null };

const maxRemembered = 20_000;

/** Checks each distinct text once per file. */
export function createRowCheck(columns: readonly ImportUse[], rules: RowRules) {
  const placesOf = Map.groupBy(columns.keys(), (cell) => columns[cell] ?? null);
  const identifying = [...columns.keys()].filter((cell) => isIdentifying(columns[cell] ?? null));
  const tagChecks = {
    vero: createTagCheck('vero', rules),
    cerego: createTagCheck('cerego', rules),
    capillary: createTagCheck('capillary', rules),
    fragment: createTagCheck('fragment', rules),
  } satisfies Record<ProviderId, TagCheck>;
  const keyColumns = columns.flatMap((column, cell) => {
    const named = keyOfColumn(column ?? '');
    return named ? [{ cell, ...named }] : [];
  });

  return function checkRow(line: number, cells: readonly string[]): RowCheck {
    const faults: CellFault[] = [];
    const textAt = (cell: number): string => (cells[cell] ?? '').trim();
    // Several columns only of a name, which is put together.
    const accept = (column: FileColumn, rule: z.ZodMiniType<string, string>): string => {
      const places = placesOf.get(column);
      if (places === undefined) return '';
      const filled = places.length === 1 ? places : places.filter((cell) => textAt(cell) !== '');
      const text = filled.length === 1 ? textAt(filled[0] ?? 0) : filled.map(textAt).join(' ');
      if (text === '') return '';
      const verdict = rule.safeParse(text);
      if (!verdict.success)
        faults.push({ cells: filled, reason: verdict.error.issues[0]?.message ?? 'Not valid.' });
      return verdict.data ?? '';
    };

    const name = accept('name', nameRule);
    const email = accept('email', emailRule);
    const identities: RowIdentity[] = [];
    for (const provider of providerIds) {
      const externalId = accept(columnsOf[provider].id, capabilitiesOf(provider).rules.externalId);
      const tags: TagText[] = [];
      for (const cell of placesOf.get(columnsOf[provider].tags) ?? [])
        tagChecks[provider].list(textAt(cell), tags, (reason) => faults.push({ cells: [cell], reason }));
      for (const own of keyColumns) {
        if (own.provider !== provider) continue;
        const refuse = (reason: string) => faults.push({ cells: [own.cell], reason });
        const tag = tagChecks[provider].pair(own.key, textAt(own.cell), refuse);
        const same = tag && tags.find((other) => other.key === tag.key);
        if (same && same.value !== tag.value) refuse(`“${tag.key}” is named twice.`);
        else if (tag && !same) tags.push(tag);
      }
      if (externalId !== '' || tags.length > 0)
        identities.push({ provider, externalId: externalId || null, tags });
    }
    if (faults.length === 0 && email === '' && identities.every(({ externalId }) => externalId === null)) {
      faults.push({
        cells: [-1, ...identifying],
        reason: 'The line has neither an id nor an e-mail: nobody can be found by it.',
      });
    }
    return faults.length > 0
      ? { row: null, faults }
      : { row: { line, name, email, identities }, faults: null };
  };
}

type Refuse = (reason: string) => void;
type TagCheck = {
  /** Adds to `tags`. */
  list: (text: string, tags: TagText[], refuse: Refuse) => void;
  /** null: an empty cell. */
  pair: (key: string, value: string, refuse: Refuse) => TagText | null;
};

/** Entries are separated by `;`. A label may be named twice; a type or key may not. */
function createTagCheck(provider: ProviderId, rules: RowRules): TagCheck {
  const remembered = new Map<string, TagText | string>();
  const keyRule = rules.keyRule(provider);
  const isPair = capabilitiesOf(provider).rules.value !== null;

  function judge(entry: string): TagText | string {
    const known = remembered.get(entry);
    if (known !== undefined) return known;
    const verdict = judgeEntry(provider, keyRule, entry);
    if (remembered.size >= maxRemembered) remembered.clear();
    remembered.set(entry, verdict);
    return verdict;
  }

  function pair(key: string, value: string, refuse: Refuse): TagText | null {
    if (value === '') return null;
    const verdict = judgePair(provider, keyRule, key, value);
    if (typeof verdict !== 'string') return verdict;
    refuse(verdict);
    return null;
  }

  const list = (text: string, tags: TagText[], refuse: Refuse) => {
    if (text === '') return;
    for (const entry of splitList(text, isPair)) {
      const verdict = judge(entry);
      if (typeof verdict === 'string') refuse(verdict);
      else if (!tags.some((tag) => tag.key === verdict.key)) tags.push(verdict);
      else if (verdict.value !== null) refuse(`“${verdict.key}” is named twice.`);
    }
  };
  return { list, pair };
}

function judgeEntry(
  provider: ProviderId,
  keyRule: z.ZodMiniType<string, string> | null,
  entry: string,
): TagText | string {
  const { rules, nouns } = capabilitiesOf(provider);
  if (!rules.value) return judgePair(provider, keyRule, readEntry(entry, false).key, null);
  const { key, value } = readPair(entry);
  return value === null
    ? `“${entry.trim().slice(0, 60)}” has no “=” between ${nouns.key} and value.`
    : judgePair(provider, keyRule, key, value);
}

/** `value` null: a label. */
function judgePair(
  provider: ProviderId,
  keyRule: z.ZodMiniType<string, string> | null,
  typedKey: string,
  typedValue: string | null,
): TagText | string {
  const { rules } = capabilitiesOf(provider);
  const key = rules.key.safeParse(typedKey);
  if (!key.success) return key.error.issues[0]?.message ?? 'Not valid.';
  const listed = keyRule?.safeParse(key.data);
  if (listed && !listed.success) return listed.error.issues[0]?.message ?? 'Not valid.';
  if (!rules.value) return { key: key.data, value: null };
  const value = rules.value.safeParse(typedValue);
  if (!value.success) return value.error.issues[0]?.message ?? 'Not valid.';
  return { key: key.data, value: value.data };
}
