'use client';

import { useQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { dropKeys, releaseKeys } from '#components/shell/held-keys.ts';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { providerNames } from '#lib/shared/filter/fields.ts';
import { usersKeys, viewsKeys } from '#lib/shared/query-keys.ts';
import type { FoundUser } from '#lib/shared/search.ts';
import { shorten } from '#lib/shared/text-limits.ts';
import { addressOf } from '#lib/shared/view-state.ts';
import type { SavedView } from '#lib/shared/views.ts';
import { choicesAt } from './filter-choices.ts';
import { termQuery } from './use-term-suggestions.ts';

const maxOffers = 5;

interface SearchOffersProps {
  /** Plain words that no user has; empty: it is a filter. */
  q: string;
  /** Enter was pressed: the first offer gets the focus. */
  isEntered: boolean;
  onFilter: (text: string) => void;
}

/** Tags and views of that name, and users with a similar one, where no user has it. */
export function SearchOffers({ q, isEntered, onFilter }: SearchOffersProps) {
  const enabled = q !== '';
  const tags = useQuery({ ...termQuery({ wanted: 'term', provider: null, key: null, text: q }), enabled });
  const views = useQuery({
    queryKey: viewsKeys.all,
    queryFn: ({ signal }) => readJson<SavedView[]>('/api/views', signal),
    enabled,
  });
  const near = useQuery({
    queryKey: usersKeys.near(q),
    queryFn: ({ signal }) =>
      readJson<FoundUser[]>(`/api/users/near?${new URLSearchParams({ text: q })}`, signal),
    enabled,
    retry: false,
  });
  const people = enabled ? (near.data ?? []) : [];
  const term = { wanted: 'term', typed: q, from: 0, to: q.length, ending: '', opening: '' } as const;
  const offers = choicesAt(term, tags.data ?? []).flatMap(({ value, provider, note }) =>
    provider === null ? [] : [{ term: value.replace(/=$/, ''), provider, note }],
  );
  const named = enabled
    ? (views.data ?? []).filter(({ name }) => name.toLowerCase().includes(q.toLowerCase()))
    : [];
  const isAnswered = !enabled || !(tags.isPending || views.isPending || near.isPending);

  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!isEntered || !isAnswered) return;
    const first = list.current?.querySelector<HTMLElement>('button, a');
    first?.focus();
    if (first) releaseKeys();
    else dropKeys();
  }, [isEntered, isAnswered]);

  return (
    <div ref={list}>
      <Offers label="Tags and views of that name" count={offers.length + named.length}>
        {offers.slice(0, maxOffers).map(({ term, provider, note }) => (
          <li key={term}>
            <Button size="small" onClick={() => onFilter(term)}>
              <ProviderMark provider={provider} size="small" name={providerNames[provider]} />
              <Verbatim>{shorten(term.slice(provider.length + 1))}</Verbatim>
              <span className="font-normal text-fg-2">{note}</span>
            </Button>
          </li>
        ))}
        {named.slice(0, maxOffers).map((view) => (
          <li key={view.id}>
            <Link href={addressOf(view) as Route} className={buttonClass({ size: 'small' })}>
              <Verbatim>{shorten(view.name)}</Verbatim>
              <span className="font-normal text-fg-2">view</span>
            </Link>
          </li>
        ))}
      </Offers>
      <Offers label="Similar names" isTitled count={people.length}>
        {people.map(({ id, title, email }) => (
          <li key={id}>
            <Link href={`/users/${id}`} prefetch={false} className={buttonClass({ size: 'small' })}>
              <Verbatim>{shorten(title)}</Verbatim>
              {email !== title && <span className="font-normal text-fg-2">{shorten(email)}</span>}
            </Link>
          </li>
        ))}
      </Offers>
    </div>
  );
}

interface OffersProps {
  label: string;
  isTitled?: boolean | undefined;
  count: number;
  children: ReactNode;
}

function Offers({ label, isTitled = false, count, children }: OffersProps) {
  if (count === 0) return null;
  return (
    <>
      {isTitled && <p className="pt-3">{label}</p>}
      <ul
        aria-label={label}
        className={classNames('flex flex-col items-center gap-1.5', isTitled ? 'pt-1.5' : 'pt-3')}
      >
        {children}
      </ul>
    </>
  );
}
