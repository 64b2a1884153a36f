import { dehydrate, HydrationBoundary, QueryClient } from '@tanstack/react-query';
import { MembersScreen } from '#components/members/members-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { listLinks } from '#lib/domain/members/list-links.ts';
import { listMembers } from '#lib/domain/members/list-members.ts';
import { processSettings } from '#lib/platform/runtime.ts';
import { can } from '#lib/shared/permissions.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function MembersPage() {
  const context = await pageContext();
  const { actor } = context;
  if (!can(actor.role, 'members:manage')) {
    return (
      <div className="p-4">
        <PageTitle>Members</PageTitle>
        <Alert tone="info" title={`Your role (${actor.role}) does not allow this.`}>
          Admins decide who may sign in, and as what.
        </Alert>
      </div>
    );
  }
  const client = new QueryClient();
  const [members, links] = await Promise.all([listMembers(context), listLinks(context)]);
  client.setQueryData(membersKeys.all, members);
  client.setQueryData(membersKeys.links, links);
  return (
    <HydrationBoundary state={dehydrate(client)}>
      <PageTitle>Members</PageTitle>
      <MembersScreen ownId={actor.memberId} sendsMail={processSettings().mail !== null} />
    </HydrationBoundary>
  );
}
