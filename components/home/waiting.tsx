'use client';

import { ListStart } from 'lucide-react';
import Link from 'next/link';
import { useState } from 'react';
import { useGo } from '#components/shell/use-go.ts';
import { useHotkeys } from '#components/shell/use-hotkeys.ts';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { Button } from '#components/ui/button.tsx';
import { Kbd } from '#components/ui/kbd.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { Section } from './section.tsx';
import type { WaitLine } from './wait-lines.ts';

const maxShown = 6;

/** Each line is a link to what it counts; its digit opens it. */
export function WaitingForYou({ lines }: { lines: readonly WaitLine[] }) {
  const go = useGo();
  const [all, setAll] = useState(false);
  const shown = all ? lines : lines.slice(0, maxShown);
  useHotkeys(
    shown.slice(0, 9).map(({ count, what, href }, index) => ({
      keys: String(index + 1),
      label: `${count} ${what}`,
      group: 'Waiting for you',
      run: () => go(href),
    })),
  );
  return (
    <Section title="Waiting for you" note={lines.length > 0 ? lines.length : undefined}>
      {lines.length === 0 && <p className="px-4 pb-4 text-fg-2">Nothing waits for you.</p>}
      <ul className="empty:hidden">
        {shown.map((line, index) => (
          <li key={line.id} className="mx-4 border-t border-line first:border-line">
            <Line line={line} digit={index < 9 ? String(index + 1) : null} />
          </li>
        ))}
      </ul>
      {lines.length > shown.length && (
        <p className="border-t border-line px-2 py-1.5">
          <Button look="quiet" size="small" onClick={() => setAll(true)}>
            Show {lines.length - shown.length} more
          </Button>
        </p>
      )}
    </Section>
  );
}

function Line({ line, digit }: { line: WaitLine; digit: string | null }) {
  const { mark, count, what, detail, since, href, act } = line;
  return (
    <Link
      href={href}
      prefetch={false}
      className="-mx-4 grid min-h-10 grid-cols-[14px_46px_auto_minmax(0,1fr)_auto_auto] items-center gap-x-2.5 px-4 hover:bg-hover phone:min-h-14 phone:grid-cols-[14px_auto_minmax(0,1fr)_auto] phone:gap-x-2 phone:py-1.5"
    >
      {mark ? (
        <ProofMark kind={mark} className="size-3.5" />
      ) : (
        <ListStart aria-hidden strokeWidth={1.5} className="size-3.5 text-fg-3" />
      )}
      <b className="text-end font-semibold tabular-nums">{count}</b>{' '}
      <span className="font-medium">{what}</span>{' '}
      <Verbatim className="min-w-0 truncate text-fg-3 phone:col-span-2 phone:col-start-2 phone:row-start-2 phone:text-12">
        {detail}
      </Verbatim>
      <span className="text-12 text-fg-3 tabular-nums phone:hidden">
        {since !== null && <RelativeTime at={since} />}
      </span>
      <span className="flex min-w-20 items-center phone:col-start-4 phone:row-span-2 phone:row-start-1 phone:min-w-0 justify-end gap-1.5 text-12 font-medium text-fg-2">
        {act}
        {digit !== null && (
          <span aria-hidden className="contents">
            <Kbd keys={[digit]} />
          </span>
        )}
      </span>
    </Link>
  );
}
