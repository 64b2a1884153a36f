import { ImportScreen } from '#components/imports/import-screen.tsx';
import { PageTitle } from '#components/shell/page-title.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { can } from '#lib/shared/permissions.ts';
import { pageContext } from '#lib/web/page-context.ts';

export default async function ImportPage() {
  const { actor, providers } = await pageContext();
  return (
    <>
      <PageTitle>Import</PageTitle>
      {can(actor.role, 'users:import') ? (
        <ImportScreen states={providers.describe()} />
      ) : (
        <div className="p-4">
          <Alert tone="info" title={`Your role (${actor.role}) does not allow imports.`}>
            A marketer or an admin can load the file.
          </Alert>
        </div>
      )}
    </>
  );
}
