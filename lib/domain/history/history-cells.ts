/** An entry of the history as cells: screen texts beside the codes that programs read. Pure. */

import type { Operation, Verb } from '#lib/providers/contract.ts';
import type { ChangeKind, HistoryLine, MirrorTag } from '#lib/shared/changes.ts';
import type { HistoryEntry } from '#lib/shared/history.ts';
import { formatChange } from '#lib/shared/history-text/format-change.ts';
import { sentenceOf } from '#lib/shared/history-text/format-event.ts';

export const historyColumns = [
  'line',
  'at',
  'kind',
  'what',
  'by',
  'note',
  'page',
  'run',
  'file',
  'user id',
  'user',
  'provider',
  'id at provider',
  'operations',
  'before',
  'after',
  'outcome',
  'answers',
  'about',
  'details',
  'noticed by',
  'overtaken by',
] as const;

/** Several values in one cell are separated by line breaks. */
export function toHistoryCells(entry: HistoryEntry): (string | number)[] {
  if (entry.entry === 'change') return toChangeCells(entry.change);
  const { id, at, kind, actor, subject, detail } = entry.event;
  const details = Object.entries(detail).map(([name, value]) => `${name}: ${value}`);
  const none = Array.from({ length: 13 }, () => '');
  return [`e${id}`, at, kind, sentenceOf(entry.event), actor, ...none, subject, details.join('\n'), '', ''];
}

function toChangeCells(line: HistoryLine): (string | number)[] {
  return [
    line.id,
    line.createdAt,
    line.kind,
    formatChange(line),
    line.actor,
    line.note,
    line.origin ?? '',
    line.runId ?? '',
    line.importName ?? '',
    line.userId,
    line.userTitle ?? '',
    line.provider,
    line.externalId,
    line.operations.map((operation) => wordsOf(line.kind, operation)).join('\n'),
    listOf(line.before),
    listOf(line.after),
    line.outcome,
    answersOf(line),
    '',
    '',
    noticedOf(line),
    line.overtakenBy ?? '',
  ];
}

const pairOf = ({ key, value }: { key: string; value: string | null }) =>
  value === null ? key : `${key} = ${value}`;
const foundVerbs: Partial<Record<Verb, string>> = { add: 'found', remove: 'gone', update: 'found other' };
const wordsOf = (kind: ChangeKind, operation: Operation) =>
  `${(kind === 'refresh' && foundVerbs[operation.verb]) || operation.verb} ${pairOf(operation)}`;
const listOf = (tags: readonly MirrorTag[] | null) => (tags ?? []).map(pairOf).join('\n');

const noticedOf = ({ noticedBy, noticedIn }: HistoryLine) =>
  noticedBy ?? (noticedIn === null ? '' : `change ${noticedIn}`);

/** One line per operation: outcome, kept form, the provider's code and words. */
function answersOf({ outcomes }: HistoryLine): string {
  return (outcomes ?? [])
    .map(({ outcome, code, message, kept }) =>
      [outcome, kept && `kept as ${pairOf(kept)}`, code, message].filter(Boolean).join(' '),
    )
    .join('\n');
}
