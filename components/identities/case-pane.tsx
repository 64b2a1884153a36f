'use client';

import Link from 'next/link';
import { type Ref, useEffect, useEffectEvent, useImperativeHandle } from 'react';
import { useUser } from '#components/tags/use-user.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { CaseUser, ShownCase } from '#lib/shared/identities.ts';
import { caseReason, caseTitle, isPair } from './case-words.ts';
import { Comparison } from './comparison.tsx';
import { type Merged, useMerge } from './use-merge.ts';

/** What the page's keys press. */
export type CasePaneKeys = { merge: () => void };

type PaneProps = {
  about: ShownCase;
  mayDecide: boolean;
  /** Merge as soon as both are read, where no id has to be chosen. */
  isPressed: boolean;
  onPressed: () => void;
  onMerged: (merged: Merged) => void;
  /** The case may be gone with it: whether an answer that was lost was a yes is not known. */
  onRefused: (message: string) => void;
  ref: Ref<CasePaneKeys>;
};

/** A case with both users, and what would be together. */
export function CasePane(props: PaneProps) {
  const { about } = props;
  const [one, other] = about.users;
  return (
    <section aria-label={caseTitle(about)} className="flex min-h-0 min-w-0 flex-col">
      <div className="border-b border-line px-4 py-2.5">
        <h2 className="text-14 font-semibold wrap-anywhere">
          <Verbatim>{caseTitle(about)}</Verbatim>
        </h2>
        <p className="text-12 text-fg-2 wrap-anywhere">{caseReason(about)}</p>
      </div>
      {isPair(about) && one && other ? <Pair {...props} one={one} other={other} /> : <Others about={about} />}
    </section>
  );
}

function Pair({
  about,
  one,
  other,
  mayDecide,
  isPressed,
  onPressed,
  onMerged,
  onRefused,
  ref,
}: PaneProps & { one: CaseUser; other: CaseUser }) {
  const first = useUser(one.id);
  const second = useUser(other.id);
  const pair =
    first.data && second.data && first.data.id !== second.data.id
      ? ([first.data, second.data] as const)
      : null;
  const merging = useMerge(pair, about.id);
  const merge = async () => {
    if (!mayDecide || !merging?.isReady || merging.busy) return;
    const merged = await merging.merge();
    if ('refusal' in merged) onRefused(merged.refusal);
    else onMerged(merged);
  };
  useImperativeHandle(ref, () => ({ merge: () => void merge() }));
  const isDue = isPressed && merging !== null;
  const mergeNow = useEffectEvent(() => {
    onPressed();
    void merge();
  });
  useEffect(() => {
    if (isDue) mergeNow();
  }, [isDue]);
  const failure = first.error ?? second.error;
  if (failure) return <Alert title="One of the two could not be read">{failure.message}</Alert>;
  if (first.data && first.data.id === second.data?.id)
    return <p className="p-4 text-fg-2">They are one user by now.</p>;
  if (!merging) return <p className="p-4 text-fg-3">Reading…</p>;
  return (
    <>
      <Comparison
        first={merging.first}
        second={merging.second}
        parts={merging.parts}
        take={merging.take}
        onKeep={merging.choose}
        onText={merging.chooseText}
      />
      {mayDecide && (
        <div className="mt-auto flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-2.5">
          <p className="me-auto text-12 text-fg-2">
            {merging.isReady
              ? 'A merge sends nothing to any provider and can be undone at any time.'
              : 'Choose an id where both have one.'}
          </p>
          <Button
            look="primary"
            size="large"
            busy={merging.busy}
            disabled={!merging.isReady}
            onClick={() => void merge()}
          >
            Merge the two
            <span aria-hidden className="phone:hidden">
              <Kbd keys={['M']} />
            </span>
          </Button>
        </div>
      )}
    </>
  );
}

/** Nobody, one, or more than two. */
function Others({ about }: { about: ShownCase }) {
  return (
    <ul aria-label="Users of this case" className="flex flex-col gap-1 p-4">
      {about.users.length === 0 && <li className="text-fg-2">Nobody here has it.</li>}
      {about.users.map(({ id, title, email }) => (
        <li key={id}>
          <Link href={`/users/${id}`} prefetch={false} className="rounded-mark text-accent hover:underline">
            <Verbatim>{title}</Verbatim>
          </Link>{' '}
          {email !== title && <Verbatim className="text-fg-3">{email}</Verbatim>}
        </li>
      ))}
    </ul>
  );
}
