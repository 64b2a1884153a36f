import type { Metadata } from 'next';
import { ImportScreen } from '#components/imports/import-screen.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { pageContext } from '#lib/auth/page-context.ts';
import { can } from '#lib/auth/permissions.ts';

export const metadata: Metadata = { title: 'Import' };

/** Users from a CSV file. */
export default async function ImportPage() {
  const { actor } = await pageContext();
  if (can(actor.role, 'users:import')) return <ImportScreen />;
  return (
    <div className="p-4">
      <Alert tone="info" title={`Your role (${actor.role}) does not allow imports.`}>
        A marketer or an admin can load the file.
      </Alert>
    </div>
  );
}
