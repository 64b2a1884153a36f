'use client';

import Link from 'next/link';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { findIds } from '#lib/actions/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { FindBy } from '#lib/providers/contract.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { FoundIds, IdCandidate } from '#lib/shared/identities.ts';

const byWords: Record<FindBy, string> = {
  email: 'E-mail',
  mobile: 'Mobile',
  'external-id': 'External id',
  'member-id': 'Member id',
  reference: 'Id or external id',
};

export type FindProps = {
  provider: ProviderId;
  /** What is looked for first; read when it opens. */
  readEmail: () => string;
  takes?: 'Take' | 'Link';
  onTake: (candidate: IdCandidate) => void;
};

export function FindIdsDialog({ onClose, ...find }: FindProps & { onClose: () => void }) {
  const { label } = capabilitiesOf(find.provider);
  return (
    <Dialog open onClose={onClose} title={`Find at ${label}`} size="wide">
      <FindIds {...find} />
    </Dialog>
  );
}

/** No form of its own: it stands in others. */
function FindIds({ provider, readEmail, takes = 'Take', onTake }: FindProps) {
  const { label, findsBy } = capabilitiesOf(provider);
  const [by, setBy] = useState<FindBy>(findsBy[0] ?? 'email');
  const [text, setText] = useState(() => (findsBy[0] === 'email' ? readEmail() : ''));
  const [found, setFound] = useState<FoundIds | null>(null);
  const [busy, setBusy] = useState(false);
  const wanted = text.trim();

  const find = async () => {
    if (wanted === '' || busy) return;
    setBusy(true);
    setFound(await askProvider(provider, by, wanted));
    setBusy(false);
  };
  return (
    <>
      <div className="flex items-end gap-1.5 phone:flex-wrap">
        {findsBy.length > 1 && (
          <Select
            label="By"
            fieldClassName="w-36"
            value={by}
            onChange={({ target }) => setBy(findsBy.find((each) => each === target.value) ?? by)}
            options={findsBy.map((each) => ({ value: each, label: byWords[each] }))}
          />
        )}
        <TextField
          label={byWords[by]}
          fieldClassName="flex-1"
          data-autofocus
          {...literalText}
          value={text}
          onChange={({ target }) => setText(target.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
            event.preventDefault();
            void find();
          }}
        />
        <Button look="primary" busy={busy} disabled={wanted === ''} onClick={() => void find()}>
          Find
        </Button>
      </div>
      <p className="text-12 text-fg-2">
        {busy ? `Looking at ${label}…` : `Asks ${label} for exactly this. Nothing is changed there.`}
      </p>
      {found && <Candidates provider={provider} found={found} takes={takes} onTake={onTake} />}
    </>
  );
}

export async function askProvider(provider: ProviderId, by: FindBy, text: string): Promise<FoundIds> {
  const result = await findIds({ provider, by, text }).catch(() => null);
  if (result?.ok) return result.value;
  const message = result?.error.message ?? 'Tagdesk did not answer. Try again.';
  return { state: 'failed', message, candidates: [] };
}

/** Up and down move between them, Enter takes. */
export function Candidates({
  provider,
  found: { state, message, candidates },
  takes = 'Take',
  focuses = true,
  onTake,
}: {
  provider: ProviderId;
  found: FoundIds;
  takes?: 'Take' | 'Link';
  /** Once they are there. */
  focuses?: boolean;
  onTake: (candidate: IdCandidate) => void;
}) {
  const list = useRef<HTMLUListElement>(null);
  const { label } = capabilitiesOf(provider);
  useEffect(() => {
    if (focuses && candidates.length > 0) list.current?.querySelector('button')?.focus();
  }, [focuses, candidates]);
  if (state !== 'found')
    return (
      <Alert announce title={`${label} gave no answer`}>
        {message}
      </Alert>
    );
  if (candidates.length === 0)
    return (
      <p role="status" className="text-fg-2">
        {label} knows nobody by this.
      </p>
    );
  return (
    <ul
      ref={list}
      aria-label={`Found at ${label}`}
      className="flex flex-col rounded-control border border-line"
      onKeyDown={step}
    >
      {candidates.map((candidate) => (
        <li
          key={candidate.externalId}
          className="flex items-center gap-3 border-t border-line px-3 py-2 first:border-t-0 phone:flex-wrap"
        >
          <span className="min-w-0 flex-1">
            <Verbatim className="block font-medium wrap-anywhere">
              {candidate.name ?? candidate.email ?? candidate.secondRef ?? candidate.externalId}
            </Verbatim>
            <span className="block text-12 text-fg-2 wrap-anywhere">
              <Verbatim>
                {[candidate.email, candidate.externalId, candidate.secondRef].filter(Boolean).join(' · ')}
              </Verbatim>
            </span>
          </span>
          {candidate.holder ? (
            <span className="text-12 text-fg-2">
              is with{' '}
              <Link
                href={`/users/${candidate.holder.userId}`}
                prefetch={false}
                className="rounded-mark text-accent hover:underline"
              >
                <Verbatim>{candidate.holder.title}</Verbatim>
              </Link>
            </span>
          ) : (
            <Button
              size="small"
              aria-label={`${takes} ${candidate.externalId}`}
              onClick={() => onTake(candidate)}
            >
              {takes}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}

function step(event: KeyboardEvent<HTMLUListElement>): void {
  const by = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (by === 0) return;
  const stops = [...event.currentTarget.querySelectorAll<HTMLElement>('a, button')];
  const at = stops.findIndex((each) => each.matches(':focus'));
  event.preventDefault();
  stops[(at + by + stops.length) % stops.length]?.focus();
}
