import Link from 'next/link';
import type { ReactNode } from 'react';
import { buttonClass } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { CatalogueTag, TagChange } from '#lib/shared/catalogue.ts';
import { usersOf } from './tag-names.ts';
import { historyOf } from './tag-spans.tsx';

interface TagFactsProps {
  tag: CatalogueTag;
  last: TagChange | null;
  /** `last` may still be found. */
  isCounting: boolean;
  /** The tag's own page, where this is not it. */
  page?: `/tags/${number}`;
}

export function TagFacts({ tag, last, isCounting, page }: TagFactsProps) {
  return (
    <div className="flex flex-col gap-3">
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1">
        <Fact term="Users with this tag">
          <span className="font-semibold tabular-nums">{formatCount(tag.count)}</span>{' '}
          {tag.count === 1 ? 'user' : 'users'}
        </Fact>
        <Fact term="Last added">
          {tag.lastUsedAt ? <RelativeTime at={tag.lastUsedAt} suffix="ago" /> : 'never'}
        </Fact>
        <Fact term="Last changed">
          {last ? (
            <Link
              href={historyOf(tag, { line: String(last.line) })}
              prefetch={false}
              className="text-accent underline underline-offset-2"
            >
              {last.verb} {last.verb === 'found' || last.verb === 'gone' ? 'at' : 'by'}{' '}
              <Verbatim>{last.actor}</Verbatim>, <RelativeTime at={last.at} suffix="ago" />
            </Link>
          ) : isCounting ? (
            '…'
          ) : (
            'nowhere in the ledger'
          )}
        </Fact>
      </dl>
      <div className="flex flex-wrap gap-2">
        {page && (
          <Link href={page} prefetch={false} className={buttonClass({ look: 'default' })}>
            Open the tag
          </Link>
        )}
        <Link href={usersOf(tag)} prefetch={false} className={buttonClass({ look: 'default' })}>
          Users who carry it
        </Link>
        <Link href={historyOf(tag)} prefetch={false} className={buttonClass({ look: 'default' })}>
          History
        </Link>
      </div>
    </div>
  );
}

function Fact({ term, children }: { term: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-fg-2">{term}</dt>
      <dd className="min-w-0">{children}</dd>
    </>
  );
}
