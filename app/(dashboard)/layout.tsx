import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ZoneProvider } from '#components/history/use-zone.ts';
import { KeptOwner } from '#components/kept/kept-owner.tsx';
import { OverlayHost } from '#components/palette/overlay-host.tsx';
import { badgeRuns } from '#components/runs/activity.ts';
import { LiveNavigation } from '#components/runs/live-navigation.tsx';
import { DropAnywhere } from '#components/runs/new-run/drop-anywhere.tsx';
import { SandboxBeside, SandboxButton } from '#components/sandbox/sandbox-controls.tsx';
import { AccountMenu } from '#components/shell/account-menu.tsx';
import { SandboxBanner } from '#components/shell/sandbox-banner.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { countWaiting } from '#lib/domain/history/count-waiting.ts';
import { countCases } from '#lib/domain/identities/list-cases.ts';
import { listRuns } from '#lib/domain/runs/list-runs.ts';
import { contextFor, processSettings } from '#lib/platform/runtime.ts';
import { version } from '#lib/platform/version.ts';
import { can } from '#lib/shared/permissions.ts';
import { changesKeys, identitiesKeys, runsKeys } from '#lib/shared/query-keys.ts';
import { ifQuick, pageSession } from '#lib/web/page-context.ts';
import { navigationFor } from './navigation.ts';

export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { actor, email } = await pageSession();
  const places = navigationFor(actor.role);
  const { sandbox, sandboxUrl, timeZone } = processSettings();
  const canCauseFaults = sandboxUrl !== null && can(actor.role, 'sandbox:cause-faults');
  const context = contextFor(actor);
  const [waiting, cases, runs] = await Promise.all([
    ifQuick(() => countWaiting(context)),
    ifQuick(() => countCases(context)),
    ifQuick(() => listRuns(context, { limit: badgeRuns })),
  ]);
  const badges = new QueryClient();
  if (waiting) badges.setQueryData(changesKeys.waiting, waiting);
  if (cases) badges.setQueryData(identitiesKeys.waiting, cases);
  if (runs) badges.setQueryData(runsKeys.activity, runs);
  return (
    <KeptOwner member={actor.memberId}>
      <Shell
        zone={timeZone}
        banner={sandbox ? <SandboxBanner>{canCauseFaults && <SandboxButton />}</SandboxBanner> : undefined}
        beside={canCauseFaults && <SandboxBeside canReset={can(actor.role, 'sandbox:reset')} />}
        navigation={
          <HydrationBoundary state={dehydrate(badges)}>
            <LiveNavigation items={places} />
          </HydrationBoundary>
        }
        account={<AccountMenu memberName={actor.name} email={email} role={actor.role} version={version} />}
      >
        <ZoneProvider value={timeZone}>
          {children}
          <OverlayHost items={places} role={actor.role} />
          {can(actor.role, 'runs:write') && <DropAnywhere />}
        </ZoneProvider>
      </Shell>
    </KeptOwner>
  );
}
