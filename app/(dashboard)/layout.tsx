import type { ReactNode } from 'react';
import { ZoneProvider } from '#components/history/use-zone.ts';
import { KeptOwner } from '#components/kept/kept-owner.tsx';
import { OverlayHost } from '#components/palette/overlay-host.tsx';
import { LiveNavigation } from '#components/runs/live-navigation.tsx';
import { DropAnywhere } from '#components/runs/new-run/drop-anywhere.tsx';
import { AccountMenu } from '#components/shell/account-menu.tsx';
import { SandboxBanner } from '#components/shell/sandbox-banner.tsx';
import { Shell } from '#components/shell/shell.tsx';
import { processSettings } from '#lib/platform/runtime.ts';
import { version } from '#lib/platform/version.ts';
import { can } from '#lib/shared/permissions.ts';
import { pageSession } from '#lib/web/page-context.ts';
import { navigationFor } from './navigation.ts';

export const dynamic = 'force-dynamic';

export default async function DashboardLayout({ children }: { children: ReactNode }) {
  const { actor, email } = await pageSession();
  const places = navigationFor(actor.role);
  const { sandbox, timeZone } = processSettings();
  return (
    <KeptOwner member={actor.memberId}>
      <Shell
        zone={timeZone}
        banner={sandbox ? <SandboxBanner /> : undefined}
        navigation={<LiveNavigation items={places} />}
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
