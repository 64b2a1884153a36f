import Link from 'next/link';
import { nameOf } from '#components/catalogue/tag-names.ts';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { RunDetail } from '#lib/shared/runs.ts';

const linkClass = 'rounded-mark text-accent underline underline-offset-2';

export function RunSourceText({ run }: { run: Pick<RunDetail, 'source' | 'fileName' | 'users' | 'tryOf'> }) {
  const { source, tryOf } = run;
  if (tryOf !== null) {
    return (
      <span>
        Tries {countOf(run.users, 'user')} of{' '}
        <Link href={`/runs/${tryOf}`} className={linkClass}>
          run {tryOf}
        </Link>
      </span>
    );
  }
  if (source.kind === 'users') return <span>From {countOf(source.count, 'selected user')}</span>;
  if (source.kind === 'csv') {
    return (
      <span className="wrap-anywhere">
        From {source.pasted ? '' : 'the file '}
        {run.fileName}
      </span>
    );
  }
  if (source.kind === 'filter') {
    return (
      <span className="wrap-anywhere">
        From{' '}
        <Link href={`/users?${new URLSearchParams({ q: source.q })}`} className={linkClass}>
          {source.q === '' ? 'all users' : <Verbatim className="font-mono">{source.q}</Verbatim>}
        </Link>
        {source.leftOut > 0 && `, ${formatCount(source.leftOut)} left out`}
      </span>
    );
  }
  if (source.kind === 'drift') return <span>Puts back differences</span>;
  if (source.kind === 'tag') {
    return (
      <span className="wrap-anywhere">
        From whoever carries <Verbatim>{nameOf(source.from)}</Verbatim>
      </span>
    );
  }
  return (
    <span>
      {source.kind === 'undo' ? 'Takes back' : 'Tries again what did not go through in'}{' '}
      <Link href={`/runs/${source.runId}`} className={linkClass}>
        run {source.runId}
      </Link>
    </span>
  );
}
