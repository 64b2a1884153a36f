/** What became of an edit of a selection, in words. Pure, without the providers' rules: the list loads it. */
import { countErrors, errorsOf, toneOf } from '#components/runs/outcomes.ts';
import type { ProofMarkKind } from '#components/tags/proof-mark.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import type { ToastTone } from '#components/ui/toast-store.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { OutcomeCounts, RunDetail } from '#lib/shared/runs.ts';
import type { SelectionVerb } from './selection-preview.ts';

/** `name`: of the tag. `undoes`: this takes such an edit back. */
export type SelectionEdit = {
  verb: SelectionVerb;
  name: string;
  provider: ProviderId;
  isUndoable: boolean;
  undoes: boolean;
};

type Report = { text: string; tone: ToastTone; mark: ProofMarkKind };

/** “Tag vip added at Vero for 4 users, 1 refused”. The mark is the worst outcome’s. */
export function formatSelectionReport(edit: SelectionEdit, { counts }: Pick<RunDetail, 'counts'>): Report {
  const done = counts.confirmed + counts.accepted + counts['no-op'];
  const errors = errorsOf(counts).map(({ outcome, count }) => `${formatCount(count)} ${outcome}`);
  if (counts.cancelled > 0) errors.push(`${formatCount(counts.cancelled)} cancelled`);
  const label = providerNames[edit.provider];
  const parts =
    done > 0
      ? [`${capitalise(formatDone(edit))} at ${label} for ${countOf(done, 'user')}`, ...errors]
      : [`Tag ${edit.name} at ${label}: ${errors.join(', ')}`];
  const tone = toneOf(counts);
  return {
    text: parts.join(', '),
    tone: tone === 'danger' || tone === 'warn' ? tone : 'info',
    mark: markOf(counts),
  };
}

/** “Adding vip at Vero for 5 users”. */
export function formatSelectionProgress(
  { verb, name, provider, undoes }: SelectionEdit,
  count: number,
): string {
  const doing = undoes ? 'Taking back' : verb === 'add' ? 'Adding' : 'Removing';
  return `${doing} ${name} at ${providerNames[provider]} for ${countOf(count, 'user')}`;
}

function formatDone({ verb, name, undoes }: SelectionEdit): string {
  if (undoes) return `change of ${name} taken back`;
  return `tag ${name} ${verb === 'add' ? 'added' : 'removed'}`;
}

function markOf(counts: OutcomeCounts): ProofMarkKind {
  const [worst] = errorsOf(counts);
  if (countErrors(counts) > 0 && worst) return worst.outcome as ProofMarkKind;
  if (counts.cancelled > 0) return 'cancelled';
  if (counts.accepted > 0) return 'accepted';
  return counts.confirmed > 0 ? 'confirmed' : 'no-op';
}

function capitalise(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
