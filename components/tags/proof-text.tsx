import { classNames } from '#components/ui/class-names.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { ProofMark, type ProofMarkKind } from './proof-mark.tsx';

const loud: Partial<Record<ProofMarkKind, string>> = {
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  pending: 'text-accent',
};

/** “✓ confirmed 2 min”. `at`: ms since 1970 or ISO 8601. */
export function ProofText({ kind, at }: { kind: ProofMarkKind; at?: number | string | undefined }) {
  return (
    <span
      className={classNames(
        'inline-flex items-center gap-1 text-12 whitespace-nowrap tabular-nums',
        loud[kind] ?? 'text-fg-3',
      )}
    >
      <ProofMark kind={kind} />
      {kind}
      {at !== undefined && <RelativeTime at={at} />}
    </span>
  );
}
