/** What waits for the member, most pressing first. Pure. */
import type { Route } from 'next';
import type { ProofMarkKind } from '#components/tags/proof-mark.tsx';
import { formatCount } from '#components/ui/count.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { Waiting } from '#lib/shared/history.ts';
import type { Home } from '#lib/shared/home.ts';
import { can } from '#lib/shared/permissions.ts';
import type { PauseReason, RunSummary } from '#lib/shared/runs.ts';

/** `mark` null: a run. `detail`: may hold a provider's or a member's words. */
export type WaitLine = {
  id: string;
  mark: ProofMarkKind | null;
  count: string;
  what: string;
  detail: string;
  since: string | null;
  href: Route | `/runs/${number}`;
  /** “Settle”; null: the role may only look. */
  act: string | null;
};

/** The others end by themselves, or are meant. */
const needsSomebody: readonly PauseReason['kind'][] = ['refusals', 'credentials', 'not-connected'];

export function waitLines(
  { waiting, drift, cases, runs }: Pick<Home, 'waiting' | 'drift' | 'cases' | 'runs'>,
  role: string,
): WaitLine[] {
  const unknown = counted(waiting, ['unknown outcome', 'unknown outcomes'], {
    id: 'unknown',
    mark: 'unknown',
    detail: 'no definite answer came back',
    href: '/history?view=waiting',
    act: can(role, 'tags:edit') ? 'Settle' : null,
  });
  const differences = counted(drift, ['difference', 'differences'], {
    id: 'drift',
    mark: 'found',
    detail: 'a provider shows it otherwise',
    href: '/drift',
    act: can(role, 'drift:decide') ? 'Decide' : null,
  });
  const identities = counted(cases, ['identity to decide', 'identities to decide'], {
    id: 'identities',
    mark: null,
    detail: 'who may be whom',
    href: '/identities',
    act: can(role, 'users:merge') ? 'Decide' : null,
  });
  const lines = can(role, 'runs:write')
    ? [...runs.flatMap(heldLines), ...runs.flatMap(errorLine), ...runs.flatMap(planLine)]
    : [];
  return [...unknown, ...differences, ...lines, ...identities];
}

function counted(
  { count, isMore }: Waiting,
  [one, many]: readonly [string, string],
  line: Omit<WaitLine, 'count' | 'what' | 'since'>,
): WaitLine[] {
  if (count === 0) return [];
  const what = count === 1 ? one : many;
  return [{ ...line, count: `${formatCount(count)}${isMore ? '+' : ''}`, what, since: null }];
}

function heldLines(run: RunSummary): WaitLine[] {
  return run.providers.flatMap(({ provider, hold, open }) =>
    hold === null || open === 0 || !needsSomebody.includes(hold.kind)
      ? []
      : [
          {
            ...lineOf(run, `held ${provider}`, open, `held at ${providerNames[provider]} in run ${run.id}`),
            mark: 'failed' as const,
            detail: hold.message,
            since: hold.since,
            act: 'Open run',
          },
        ],
  );
}

function errorLine(run: RunSummary): WaitLine[] {
  const { refused, failed } = run.counts;
  if (run.endedAt === null || refused + failed === 0) return [];
  const what = failed === 0 ? 'refused' : refused === 0 ? 'failed' : 'refused or failed';
  return [
    {
      ...lineOf(run, 'errors', refused + failed, `${what} in run ${run.id}`),
      mark: refused === 0 ? 'failed' : 'refused',
      since: run.endedAt,
      act: 'Open run',
    },
  ];
}

function planLine(run: RunSummary): WaitLine[] {
  if (run.status === 'failed')
    return [{ ...lineOf(run, 'plan', 1, 'plan that failed'), mark: 'failed', act: 'Open run' }];
  if (run.status !== 'planned' || run.changes === 0) return [];
  const what = run.changes === 1 ? 'change planned by you' : 'changes planned by you';
  return [{ ...lineOf(run, 'plan', run.changes, what), since: run.plannedAt, act: 'Open plan' }];
}

function lineOf(run: RunSummary, kind: string, count: number, what: string): WaitLine {
  return {
    id: `${run.id} ${kind}`,
    mark: null,
    count: formatCount(count),
    what,
    detail: run.name || run.title,
    since: run.createdAt,
    href: `/runs/${run.id}`,
    act: null,
  };
}
