import { Plus, Upload } from 'lucide-react';
import Link from 'next/link';
import type { ReactNode } from 'react';
import { PageHeader } from '#components/shell/page-header.tsx';
import { buttonClass } from '#components/ui/button.tsx';
import { can } from '#lib/shared/permissions.ts';

/** `children`: beside the title. */
export function UsersHeader({ role, children }: { role: string; children: ReactNode }) {
  return (
    <PageHeader
      title="Users"
      actions={
        <>
          {can(role, 'users:import') && (
            <Link href="/users/import" className={buttonClass({ look: 'quiet' })}>
              <Upload aria-hidden strokeWidth={1.5} className="size-4" />
              Import
            </Link>
          )}
          {can(role, 'users:create') && (
            <Link href="/users/new" className={buttonClass({})}>
              <Plus aria-hidden strokeWidth={1.5} className="size-4" />
              New user
            </Link>
          )}
        </>
      }
    >
      {children}
    </PageHeader>
  );
}
