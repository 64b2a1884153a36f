import { ProofMark, type ProofMarkKind } from './proof-mark.tsx';

const meanings: [ProofMarkKind, string][] = [
  ['confirmed', 'the provider showed it'],
  ['accepted', 'taken, not shown'],
  ['imported', 'from a file'],
  ['unknown', 'no definite answer'],
];

/** What the marks on the chips mean. */
export function ProofLegend() {
  return (
    <p className="col-span-full flex flex-wrap gap-x-3.5 gap-y-0.5 px-1 py-0.5 text-12 text-fg-3">
      {meanings.map(([kind, meaning]) => (
        <span key={kind} className="inline-flex items-center gap-1 whitespace-nowrap">
          <ProofMark kind={kind} />
          {kind}: {meaning}
        </span>
      ))}
    </p>
  );
}
