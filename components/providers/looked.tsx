import { formatCount } from '#components/ui/count.ts';
import type { PullLook } from '#lib/shared/pulls.ts';
import { formatLeft } from './pull-progress.tsx';

/** What a look found: nothing of it is kept. */
export function Looked({ look }: { look: PullLook }) {
  const { read, total, isWhole, sameId, sameEmail, created, cases, bad, samples, takesMs } = look;
  const parts: [number, string][] = [
    [sameId + sameEmail, 'match a user here'],
    [created, 'are new'],
    [cases, 'need a decision'],
    [bad, 'cannot be kept'],
  ];
  const words = parts.filter(([count]) => count > 0).map(([count, what]) => `${formatCount(count)} ${what}`);
  const people =
    isWhole || total === null ? formatCount(read) : `${formatCount(read)} of ${formatCount(total)}`;
  return (
    <div className="flex flex-col gap-1 text-12">
      <p>
        <strong className="font-semibold">
          {people} people {isWhole ? 'there' : 'read so far'}
        </strong>
        {words.length > 0 && `: ${words.join(', ')}.`}
      </p>
      {takesMs !== null && takesMs > 0 && (
        <p className="text-fg-2">
          Their names are asked for one by one: about {formatLeft(takesMs)} at the present rate.
        </p>
      )}
      <ul aria-label="Some of them" className="flex flex-col">
        {samples.map(({ name, externalId, becomes }) => (
          <li
            key={externalId}
            className="flex min-h-6.5 items-center gap-3 border-b border-line last:border-0"
          >
            <span className="min-w-0 flex-1 truncate">{name || '–'}</span>
            <span className="min-w-0 flex-1 truncate font-mono text-fg-2">{externalId}</span>
            <span
              className={
                becomes === 'new' ? 'text-accent' : becomes === 'several fit' ? 'text-warn' : 'text-fg-2'
              }
            >
              {becomes}
            </span>
          </li>
        ))}
      </ul>
    </div>
  );
}
