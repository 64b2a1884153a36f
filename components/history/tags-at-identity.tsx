'use client';

import type { ReactNode } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { LocalTime } from '#components/runs/local-time.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { BearingLine, IdentityTagsAt } from '#lib/shared/history.ts';

export function TagsAtIdentity({ identity }: { identity: IdentityTagsAt }) {
  const { provider, tags, recordedAt, fromLine, onTheirWay, foundLater } = identity;
  const { label, canRead } = capabilitiesOf(provider);
  return (
    <section aria-label={label} className="rounded-control border border-line p-2.5">
      <h3 className="flex items-center gap-1.5 text-13 font-semibold">
        <ProviderMark provider={provider} />
        {label}
      </h3>
      {tags.length === 0 ? (
        <p className="mt-1 text-fg-2">No tag.</p>
      ) : (
        <ul aria-label={`Tags at ${label}`} className="mt-1.5 flex flex-wrap gap-1.5">
          {tags.map(({ key, value, proof }) => (
            <li
              key={key}
              className="inline-flex min-h-6 max-w-full items-center gap-1.5 rounded-chip border border-line px-1.5 text-12"
            >
              <ProofMark kind={proof} />
              <Verbatim className="min-w-0 wrap-anywhere">
                {value === null ? key : `${key} = ${value}`}
              </Verbatim>
              <span className="text-fg-3">{proof}</span>
            </li>
          ))}
        </ul>
      )}
      <ul aria-label={`What is not known at ${label}`} className="mt-2 flex flex-col gap-1 text-12 text-fg-3">
        <li>{formatGround(recordedAt, fromLine)}</li>
        {onTheirWay.map((line) => (
          <li key={line.line} className="text-warn">
            Change {line.line} ({formatOperations(line)}) was on its way: whether it had taken effect is not
            known. It ended as {line.outcome}.
          </li>
        ))}
        {foundLater !== null && foundLater.closedAt !== null && (
          <li className="text-warn">
            Read on <LocalTime at={foundLater.closedAt} />: {formatOperations(foundLater)} happened without
            Tagdesk, and may already have been so.
          </li>
        )}
        {!canRead && <li>{label} cannot be read: what happens there without Tagdesk is never seen.</li>}
        {tags.some(({ proof }) => proof === 'imported') && (
          <li>Imported tags come from a file, unchecked.</li>
        )}
      </ul>
    </section>
  );
}

function formatGround(recordedAt: string | null, fromLine: number | null): ReactNode {
  if (recordedAt !== null) {
    return (
      <>
        As last recorded on <LocalTime at={recordedAt} />.
      </>
    );
  }
  return fromLine === null
    ? 'No line says anything about this identity: these are its tags of today.'
    : `Nothing was recorded by then: this is what change ${fromLine}, the first one, found.`;
}

function formatOperations({ operations }: BearingLine): string {
  return operations
    .map(({ verb, key, value }) => `${verb} “${key}${value === null ? '' : ` = ${value}`}”`)
    .join(', ');
}
