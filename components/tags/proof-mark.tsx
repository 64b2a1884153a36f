import { classNames } from '#components/ui/class-names.ts';

export const proofMarks = [
  'confirmed',
  'accepted',
  'imported',
  'pending',
  'unknown',
  'refused',
  'failed',
  'cancelled',
  'no-op',
  'found',
] as const;

export type ProofMarkKind = (typeof proofMarks)[number];

/** On a 12 × 12 field, distinct without colour. */
const shapes: Record<ProofMarkKind, string> = {
  confirmed: 'M2.2 6.4 4.9 9.1l4.9-6',
  accepted: 'M6 2.2a3.8 3.8 0 1 1 0 7.6 3.8 3.8 0 0 1 0-7.6Z',
  imported: 'M6 1.7v5.1M3.7 4.7 6 7l2.3-2.3M2.3 10.2h7.4',
  pending: 'M6 1.8A4.2 4.2 0 0 1 10.2 6M6 10.2A4.2 4.2 0 0 1 1.8 6',
  unknown: 'M3.9 4.2A2.1 2.1 0 1 1 7.2 6C6.4 6.5 6 6.9 6 7.6M6 10.1v.05',
  refused: 'm2.9 2.9 6.2 6.2m0-6.2L2.9 9.1',
  failed: 'M6 1.9v4.8M6 9.9v.05',
  cancelled: 'm2.3 9.7 7.4-7.4',
  'no-op': 'M2.5 4.3h7M2.5 7.7h7',
  found: 'M.9 6S2.7 2.7 6 2.7 11.1 6 11.1 6 9.3 9.3 6 9.3.9 6 .9 6ZM6 5.2a.8.8 0 1 1 0 1.6.8.8 0 0 1 0-1.6Z',
};

const colours: Record<ProofMarkKind, string> = {
  confirmed: 'text-ok',
  accepted: 'text-fg-2',
  imported: 'text-fg-3',
  pending: 'text-accent',
  unknown: 'text-warn',
  refused: 'text-danger',
  failed: 'text-danger',
  cancelled: 'text-fg-3',
  'no-op': 'text-fg-3',
  found: 'text-fg-2',
};

interface ProofMarkProps {
  kind: ProofMarkKind;
  /** For screen readers; without it the mark is decorative. */
  label?: string | undefined;
  className?: string | undefined;
}

export function ProofMark({ kind, label, className }: ProofMarkProps) {
  return (
    <svg
      role="img"
      aria-label={label}
      aria-hidden={label === undefined}
      viewBox="0 0 12 12"
      fill="none"
      stroke="currentColor"
      strokeWidth={kind === 'failed' || kind === 'unknown' ? 1.8 : 1.6}
      strokeLinecap="round"
      strokeLinejoin="round"
      className={classNames('size-3 shrink-0', colours[kind], kind === 'pending' && 'turning', className)}
    >
      <path d={shapes[kind]} />
    </svg>
  );
}
