/** One row of a run's file: who is meant and what is asked, by the member's mapping and the providers' rules. Pure. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { Registry } from '#lib/providers/registry.ts';
import { editTagsInput } from '#lib/tags/schemas.ts';
import type { RunSourceInput } from './input.ts';

type FileSource = Extract<RunSourceInput, { kind: 'csv' }>;
type Act = FileSource['acts'][number];
const mostRemembered = 10_000;

type Fault = { column: string; reason: string };

export type FileRow = {
  who: { as: 'email' | ProviderId; text: string }[];
  asked: { provider: ProviderId; operations: Operation[] }[];
  faults: Fault[];
};

/** A stricter rule for a provider's keys where this installation knows the fixed list (Cerego's types). */
export type KeyRules = Pick<Registry, 'keyRule'>;

/** Gives a function from a row's cells (in the order of `columns`) to what it says. */
export function createRowReader(
  columns: readonly string[],
  source: FileSource,
  rules: KeyRules,
): (cells: readonly string[]) => FileRow {
  const place = new Map(columns.map((column, index) => [column, index]));
  const check = rememberChecks(rules, mostRemembered);
  const providers = [...new Set(source.acts.map(({ provider }) => provider))];
  return (cells) => {
    const cell = (column: string) => cells[place.get(column) ?? -1]?.trim() ?? '';
    const who = source.who
      .map(({ column, as }) => ({ as, text: cell(column) }))
      .filter(({ text }) => text !== '');
    const faults: Fault[] =
      who.length > 0
        ? []
        : [{ column: source.who[0]?.column ?? '', reason: 'It does not say who is meant.' }];
    const asked = providers.flatMap((provider) => {
      const acts = source.acts.filter((act) => act.provider === provider);
      const read = readActs(acts, cell, check);
      faults.push(...read.faults);
      return read.operations.length > 0 ? [{ provider, operations: read.operations }] : [];
    });
    return { who, asked, faults };
  };
}

function readActs(
  acts: readonly Act[],
  cell: (column: string) => string,
  check: ReturnType<typeof rememberChecks>,
) {
  const operations: Operation[] = [];
  const origins: string[] = [];
  const faults: Fault[] = [];
  for (const act of acts) {
    for (const operation of operationsOf(act, cell(act.column))) {
      operations.push(operation);
      origins.push(act.column);
    }
  }
  const [provider] = acts.map((act) => act.provider);
  if (provider === undefined || operations.length === 0) return { operations, faults };
  const checked = check(provider, operations);
  for (const { position, reason } of checked.faults) faults.push({ column: origins[position] ?? '', reason });
  return { operations: checked.operations, faults };
}

type Checked = { operations: Operation[]; faults: { position: number; reason: string }[] };

/** Many rows ask for the same: a rule's word on it is remembered. */
function rememberChecks(
  rules: KeyRules,
  most: number,
): (provider: ProviderId, operations: Operation[]) => Checked {
  const known = new Map<string, Checked>();
  return (provider, operations) => {
    const text = JSON.stringify([provider, operations]);
    const before = known.get(text);
    if (before) return before;
    // The user stands for everybody: only provider and operations are checked here.
    const parsed = editTagsInput.safeParse({ userId: 1, provider, operations, note: '' });
    const faults = (parsed.error?.issues ?? []).map(({ path, message }) => ({
      position: Number(path[1]),
      reason: message,
    }));
    const operationsRead = parsed.data?.operations ?? [];
    const keyRule = rules.keyRule(provider);
    operationsRead.forEach(({ key }, position) => {
      const reason = keyRule?.safeParse(key).error?.issues[0]?.message;
      if (reason) faults.push({ position, reason });
    });
    const checked = { operations: operationsRead, faults };
    if (known.size >= most) known.clear();
    known.set(text, checked);
    return checked;
  };
}

function operationsOf({ provider, verb, key }: Act, text: string): Operation[] {
  if (text === '') return [];
  if (key !== null) return [{ verb, key, value: verb === 'remove' ? null : text }];
  const isLabel = capabilitiesOf(provider).shape === 'label';
  return text
    .split(';')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .map((entry) => {
      const equals = entry.indexOf('=');
      if (isLabel || equals < 0) return { verb, key: entry, value: isLabel || verb === 'remove' ? null : '' };
      const value = verb === 'remove' ? null : entry.slice(equals + 1).trim();
      return { verb, key: entry.slice(0, equals).trim(), value };
    });
}
