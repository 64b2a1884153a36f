/**
 * The tags of one identity at a moment, from the ledger. Pure. Every write of the mirror leaves a line with
 * the state before and after, so it is what the last ended line left, or what the first one found.
 */
import type { Operation } from '#lib/providers/contract.ts';
import type { ChangeKind, ChangeOutcome, MirrorTag } from '#lib/shared/changes.ts';

/** What a line of the ledger tells; ISO 8601. Lines that were never sent have neither `before` nor `after`. */
export type RecordedLine = {
  id: number;
  kind: ChangeKind;
  operations: readonly Operation[];
  before: readonly MirrorTag[] | null;
  after: readonly MirrorTag[] | null;
  outcome: ChangeOutcome;
  sentAt: string | null;
  closedAt: string | null;
};

export type RebuiltTags = {
  tags: MirrorTag[];
  /** The line that says so; null: no line did, the present state stands. */
  fromLine: number | null;
  /** The last record before the moment; null: there was none. */
  recordedAt: string | null;
  /** On their way at the moment: perhaps applied by then. */
  onTheirWay: RecordedLine[];
  /** The first later reading that found drift: some of it may have been so already. */
  foundLater: RecordedLine | null;
};

/**
 * `lines` in the order in which they ended, open ones last; `now`: the present mirror; `at`: ISO 8601. Keys
 * and values are exact; proofs as last recorded, since a reading without differences renews them without a
 * line.
 */
export function rebuildTags(
  lines: readonly RecordedLine[],
  now: readonly MirrorTag[],
  at: string,
): RebuiltTags {
  const moment = Date.parse(at);
  const told = lines.filter(({ before, after }) => before !== null && after !== null);
  const last = told.findLast(({ closedAt }) => time(closedAt) <= moment);
  const first = last ? null : firstBegun(told);
  return {
    tags: [...(last?.after ?? first?.before ?? now)],
    fromLine: (last ?? first)?.id ?? null,
    recordedAt: last?.closedAt ?? null,
    onTheirWay: lines.filter(({ sentAt, closedAt }) => time(sentAt) <= moment && time(closedAt) > moment),
    foundLater: told.find(({ kind, closedAt }) => kind === 'refresh' && time(closedAt) > moment) ?? null,
  };
}

const time = (text: string | null) => (text === null ? Number.POSITIVE_INFINITY : Date.parse(text));

/** What a line found is from when it was sent; imports and readings find and write in one moment. */
const begin = ({ sentAt, closedAt }: RecordedLine) => time(sentAt ?? closedAt);

function firstBegun(lines: readonly RecordedLine[]): RecordedLine | null {
  return lines.reduce<RecordedLine | null>(
    (first, line) => (first && begin(first) <= begin(line) ? first : line),
    null,
  );
}
