'use client';

import { SignInLink } from '#components/auth/sign-in-link.tsx';
import { clockTimeToSecond } from '#components/history/days.ts';
import { SettleButtons } from '#components/history/settle-buttons.tsx';
import { useZone } from '#components/history/use-zone.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { useEdits } from './edits-context.tsx';
import { focusEditor } from './focus-editor.ts';
import { formatOperation, type Notice, type Offer } from './notice.ts';

/** Notices of a region. New ones are role alert; those from before are only shown. */
export function RegionNotices({
  notices,
  doubts,
}: {
  notices: readonly Notice[];
  doubts: readonly HistoryLine[];
}) {
  const { edits } = useEdits();
  if (notices.length === 0 && doubts.length === 0) return null;
  const isNews = notices.length > 0 || doubts.some(({ id }) => edits.state.doubted.includes(id));
  return (
    <div role={isNews ? 'alert' : undefined} className="flex flex-col gap-1.5">
      {doubts.map((line) => (
        <Doubt key={line.id} line={line} />
      ))}
      {notices.map((notice) => (
        <NoticeAlert key={notice.id} notice={notice} />
      ))}
    </div>
  );
}

function Doubt({ line }: { line: HistoryLine }) {
  const { label } = capabilitiesOf(line.provider);
  const zone = useZone();
  const position = line.outcomes?.findIndex(({ outcome }) => outcome === 'unknown') ?? -1;
  const operation = line.operations[position];
  const result = line.outcomes?.[position];
  const whole = line.kind === 'create' ? 'The new user' : 'The profile';
  const subject = operation ? formatOperation(operation) : whole;
  return (
    <Alert
      tone="warn"
      title={`${subject.charAt(0).toUpperCase()}${subject.slice(1)}: the outcome at ${label} is unknown.`}
      actions={<SettleButtons line={line} />}
    >
      <Words words={result?.message ?? null} code={result?.code ?? null} />
      {result?.hint && <p>{result.hint}</p>}
      {line.looksAgainAt !== null && (
        <p>
          Tagdesk looks again at{' '}
          <time dateTime={line.looksAgainAt}>{clockTimeToSecond(Date.parse(line.looksAgainAt), zone)}</time>.
        </p>
      )}
    </Alert>
  );
}

function NoticeAlert({ notice }: { notice: Notice }) {
  const { edits } = useEdits();
  return (
    <Alert
      title={<Verbatim>{notice.title}</Verbatim>}
      actions={
        <>
          {notice.offers.map((offer) => (
            <OfferButton key={offer.label} notice={notice} offer={offer} />
          ))}
          <Button
            size="small"
            look="quiet"
            onClick={() => {
              edits.dismiss(notice.id);
              focusEditor(notice.provider);
            }}
          >
            {notice.isUnsent ? 'Discard' : 'Dismiss'}
          </Button>
        </>
      }
    >
      <Words words={notice.words} code={notice.code} />
      {notice.meaning && <p>{notice.meaning}</p>}
      {notice.note !== '' &&
        notice.offers.some(({ kind }) => kind === 'send' || kind === 'create-then-add') && (
          <p>
            With the note <q>{notice.note}</q>.
          </p>
        )}
    </Alert>
  );
}

function Words({ words, code }: { words: string | null; code: string | null }) {
  if (words === null && code === null) return null;
  return (
    <p>
      {words !== null && <q className="text-fg [quotes:none]">{words}</q>}
      {code !== null && <span className="ps-1 font-mono text-[11.5px]">{code}</span>}
    </p>
  );
}

function OfferButton({ notice, offer }: { notice: Notice; offer: Offer }) {
  const { edits } = useEdits();
  const { provider } = notice;
  if (offer.kind === 'sign-in') return <SignInLink />;
  const perform = () => {
    switch (offer.kind) {
      case 'send':
        return void edits.sendAgain(notice, offer.operations);
      case 'create-then-add':
        return edits.createThenAdd(notice, offer.operation);
      case 'read-again':
        return edits.readAgain();
      case 'pick-another':
        edits.dismiss(notice.id);
        focusEditor(provider);
    }
  };
  return (
    <Button size="small" look={offer.kind === 'pick-another' ? 'quiet' : 'default'} onClick={perform}>
      {offer.label}
    </Button>
  );
}
