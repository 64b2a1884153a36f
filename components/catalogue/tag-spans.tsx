import Link from 'next/link';
import { formatCount } from '#components/ui/count.ts';
import type { CatalogueTag } from '#lib/shared/catalogue.ts';
import { type Bar, formatSpan } from './tag-bars.ts';

/**
 * Lines that named the tag, or its key where it has values, since another value replaces this one.
 * `more`: further parameters, such as `from` and `to`.
 */
export function historyOf(
  { provider, key }: Pick<CatalogueTag, 'provider' | 'key'>,
  more: Record<string, string> = {},
): `/history?${string}` {
  return `/history?${new URLSearchParams({ provider, tag: key, ...more })}`;
}

/** The same numbers without a pointer, newest first. */
export function TagSpans({ bars, tag }: { bars: readonly Bar[]; tag: CatalogueTag }) {
  const told = bars.filter(({ added, removed }) => added + removed > 0).reverse();
  if (told.length === 0) return null;
  return (
    <ul aria-label="Changes over time" className="flex flex-col text-12">
      {told.map((bar) => (
        <li key={bar.from} className="flex items-center gap-3 border-t border-line py-1">
          <Link
            href={historyOf(tag, { from: bar.from, to: bar.to })}
            prefetch={false}
            className="me-auto rounded-mark text-fg hover:text-accent"
          >
            {formatSpan(bar)}
          </Link>
          <Signed sign="+" number={bar.added} word="added" />
          <Signed sign="−" number={bar.removed} word="removed" />
        </li>
      ))}
    </ul>
  );
}

function Signed({ sign, number, word }: { sign: string; number: number; word: string }) {
  return (
    <span className="min-w-12 text-end tabular-nums">
      {number > 0 && (
        <>
          {sign}
          {formatCount(number)}
          <span className="sr-only"> {word}</span>
        </>
      )}
    </span>
  );
}
