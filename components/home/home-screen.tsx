'use client';

import { useQuery } from '@tanstack/react-query';
import { FileUp, ListStart } from 'lucide-react';
import Link from 'next/link';
import { NotRefreshed } from '#components/data-table/not-refreshed.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import type { Home } from '#lib/shared/home.ts';
import { can } from '#lib/shared/permissions.ts';
import { homeKeys } from '#lib/shared/query-keys.ts';
import { ChangesPerDay } from './changes-per-day.tsx';
import { FirstSteps } from './first-steps.tsx';
import { LastUsers } from './last-users.tsx';
import { MovedTags } from './moved-tags.tsx';
import { ProviderStrip } from './provider-strip.tsx';
import { homeEveryMs } from './refresh.ts';
import { RunningNow } from './running.tsx';
import { firstSteps, showsSteps } from './steps.ts';
import { waitLines } from './wait-lines.ts';
import { WaitingForYou } from './waiting.tsx';

const whole = new Intl.DateTimeFormat('en-GB', {
  timeZone: 'UTC',
  weekday: 'long',
  day: 'numeric',
  month: 'long',
});

export function HomeScreen({ role, sandbox }: { role: string; sandbox: boolean }) {
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: homeKeys.now,
    queryFn: ({ signal }) => readJson<Home>('/api/home', signal),
    refetchInterval: ({ state }) => homeEveryMs(state.data),
  });
  if (!data) return <PageHeader title="Home" />;
  return (
    <>
      <PageHeader title="Home" actions={<Actions role={role} />}>
        <p className="text-12 text-fg-3">{whole.format(Date.parse(`${data.today}T00:00:00Z`))}</p>
      </PageHeader>
      <div className="min-h-0 flex-1 overflow-y-auto phone:overflow-visible">
        {error && (
          <div className="p-4">
            <NotRefreshed error={error} dataUpdatedAt={dataUpdatedAt} />
          </div>
        )}
        {showsSteps(data, role, sandbox) && <FirstSteps steps={firstSteps(data, role, sandbox)} />}
        <div className="grid grid-cols-[minmax(0,1fr)_minmax(300px,27%)] narrow:grid-cols-1">
          <div className="border-e border-line narrow:border-e-0">
            <WaitingForYou lines={waitLines(data, role)} />
            <RunningNow
              runs={data.runs.filter(({ status }) => status === 'running' || status === 'paused')}
            />
          </div>
          <div className="narrow:border-t narrow:border-line">
            <MovedTags today={data.today} />
            <LastUsers users={data.lastUsers} />
          </div>
        </div>
        <ChangesPerDay />
        <ProviderStrip providers={data.providers} />
      </div>
    </>
  );
}

function Actions({ role }: { role: string }) {
  return (
    <>
      {can(role, 'users:import') && (
        <Link href="/users/import" className={classNames(buttonClass({ look: 'quiet' }), 'phone:hidden')}>
          <FileUp aria-hidden strokeWidth={1.5} className="size-4" />
          Import
        </Link>
      )}
      {can(role, 'runs:write') && (
        <Link href="/runs/new" className={classNames(buttonClass({ look: 'quiet' }), 'phone:hidden')}>
          <ListStart aria-hidden strokeWidth={1.5} className="size-4" />
          New run
        </Link>
      )}
    </>
  );
}
