/** One row of a run's file: user and operations by mapping and rules. Pure. */
import { readEntry, readPair, splitList } from '#lib/platform/csv/lists.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import {
  asksForHeld,
  faultWithout,
  isOdd,
  type KeyRule,
  settleKeys,
  toWritableKey,
} from '#lib/shared/odd-keys.ts';
import type { RunSourceInput } from '#lib/shared/run-inputs.ts';
import { editTagsInput } from '#lib/shared/tags.ts';
import type { CheckedOperation, CheckedRunOperation, KeyRules } from './planned-operations.ts';

type FileSource = Extract<RunSourceInput, { kind: 'csv' }>;
type Mapping = FileSource['mappings'][number];
const maxRemembered = 10_000;

type Fault = { column: string; reason: string };

export type FileRow = {
  who: { as: 'email' | ProviderId; text: string }[];
  asked: CheckedRunOperation[];
  faults: Fault[];
};

/** `isHeld`: whether anybody holds exactly this odd key, of those that `oddKeys` named. */
export type FileKeys = { rules: KeyRules; isHeld: (provider: ProviderId, key: string) => boolean };

export type RowReader = {
  /** Keys to be removed or updated that no rule lets through. */
  oddKeys(cells: readonly string[]): { provider: ProviderId; key: string }[];
  readRow(cells: readonly string[]): FileRow;
};

/** Cells in the order of `columns`. */
export function createRowReader(columns: readonly string[], source: FileSource, keys: FileKeys): RowReader {
  const place = new Map(columns.map((column, index) => [column, index]));
  const check = rememberChecks(keys, maxRemembered);
  const providers = [...new Set(source.mappings.map(({ provider }) => provider))];
  const mappingsOfHeld = source.mappings.filter(({ verb }) => asksForHeld(verb));

  const oddKeys: RowReader['oddKeys'] = (cells) =>
    mappingsOfHeld.flatMap((mapping) =>
      operationsOf(mapping, cells[place.get(mapping.column) ?? -1] ?? '')
        .filter((operation) => isOdd(mapping.provider, operation, keys.rules.keyRule(mapping.provider)))
        .map(({ key }) => ({ provider: mapping.provider, key })),
    );

  const readRow: RowReader['readRow'] = (cells) => {
    const cell = (column: string) => cells[place.get(column) ?? -1] ?? '';
    const who = source.who
      .map(({ column, as }) => ({ as, text: cell(column).trim() }))
      .filter(({ text }) => text !== '');
    const faults: Fault[] =
      who.length > 0
        ? []
        : [{ column: source.who[0]?.column ?? '', reason: 'It does not say who is meant.' }];
    const asked = providers.flatMap((provider) => {
      const mappings = source.mappings.filter((mapping) => mapping.provider === provider);
      const read = readMappings(mappings, cell, check);
      faults.push(...read.faults);
      return read.operations.length > 0 ? [{ provider, operations: read.operations }] : [];
    });
    return { who, asked, faults };
  };
  return { oddKeys, readRow };
}

function readMappings(
  mappings: readonly Mapping[],
  cell: (column: string) => string,
  check: ReturnType<typeof rememberChecks>,
) {
  const operations: Operation[] = [];
  const origins: string[] = [];
  const faults: Fault[] = [];
  for (const mapping of mappings) {
    for (const operation of operationsOf(mapping, cell(mapping.column))) {
      operations.push(operation);
      origins.push(mapping.column);
    }
  }
  const [provider] = mappings.map((mapping) => mapping.provider);
  if (provider === undefined || operations.length === 0) return { operations, faults };
  const checked = check(provider, operations);
  for (const { position, reason } of checked.faults) faults.push({ column: origins[position] ?? '', reason });
  return { operations: checked.operations, faults };
}

type Checked = { operations: CheckedOperation[]; faults: { position: number; reason: string }[] };

/** Rows repeat: each distinct check is made once. */
function rememberChecks(
  { rules, isHeld }: FileKeys,
  most: number,
): (provider: ProviderId, operations: Operation[]) => Checked {
  const known = new Map<string, Checked>();
  return (provider, operations) => {
    const text = JSON.stringify([provider, operations]);
    const before = known.get(text);
    if (before) return before;
    // Only provider and operations are checked; the user is a placeholder.
    const parsed = editTagsInput.safeParse({ userId: 1, provider, operations, note: '' });
    const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
      position: Number(path[1]),
      reason: message,
    }));
    const rule = rules.keyRule(provider);
    const settled = settleKeys(provider, parsed.data?.operations ?? [], {
      rule,
      isHeld: (key) => isHeld(provider, key),
    });
    for (const { position, message } of settled.faults) faults.push({ position, reason: message });
    const checked = {
      operations: settled.operations.map((operation) =>
        isOdd(provider, operation, rule) ? forWhoHolds(provider, operation, rule) : operation,
      ),
      faults,
    };
    if (known.size >= most) known.clear();
    known.set(text, checked);
    return checked;
  };
}

/** An odd key is exact for its holders; for others it is trimmed. */
function forWhoHolds(provider: ProviderId, operation: Operation, rule: KeyRule): CheckedOperation {
  const { key } = operation;
  const writable = toWritableKey(provider, key, rule);
  return writable.fault === null
    ? { ...operation, key: writable.key, exact: key }
    : { ...operation, exact: key, fault: faultWithout(provider, key, rule) };
}

/** Keys of existing tags are taken with their spaces. */
function operationsOf({ provider, verb, key }: Mapping, cell: string): Operation[] {
  const text = cell.trim();
  if (text === '') return [];
  if (key !== null) return [{ verb, key, value: verb === 'remove' ? null : text }];
  const isPair = capabilitiesOf(provider).shape !== 'label';
  return splitList(cell, isPair).map((entry) => {
    const read = isPair && verb !== 'remove' ? readPair(entry) : readEntry(entry, isPair);
    const value = !isPair || verb === 'remove' ? null : (read.value ?? '').trim();
    return { verb, key: asksForHeld(verb) ? read.key : read.key.trim(), value };
  });
}
