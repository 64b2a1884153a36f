import { PageHeader } from '#components/shell/page-header.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { EmptyState } from '#components/ui/empty-state.tsx';
import { NewUserForm } from '#components/users/new-user-form.tsx';
import { can } from '#lib/shared/permissions.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function NewUserPage() {
  const { actor } = await pageContext();
  return (
    <>
      <PageTitle>New user</PageTitle>
      <PageHeader title="New user" back={{ label: 'Users', href: '/users' }} />
      <div className="min-h-0 flex-1 overflow-auto">
        {can(actor.role, 'users:create') ? (
          <NewUserForm />
        ) : (
          <EmptyState title="Your role does not allow this">
            A {actor.role} can look at users. Ask an admin for the role support to add them.
          </EmptyState>
        )}
      </div>
    </>
  );
}
