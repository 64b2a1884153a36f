'use client';

import { useQuery } from '@tanstack/react-query';
import { Plus } from 'lucide-react';
import { useState } from 'react';
import { NotRefreshed } from '#components/data-table/not-refreshed.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button } from '#components/ui/button.tsx';
import type { ListedMember } from '#lib/shared/members.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { InviteDialog } from './invite-dialog.tsx';
import { MemberRow } from './member-row.tsx';
import { NewMemberDialog } from './new-member-dialog.tsx';
import { OpenLinks } from './open-links.tsx';

interface MembersScreenProps {
  ownId: string | null;
  /** A mail server is set. */
  sendsMail: boolean;
}

export function MembersScreen({ ownId, sendsMail }: MembersScreenProps) {
  const [inviting, setInviting] = useState(false);
  const [creating, setCreating] = useState(false);
  const { data, error, dataUpdatedAt } = useQuery({
    queryKey: membersKeys.all,
    queryFn: ({ signal }) => readJson<ListedMember[]>('/api/members', signal),
  });
  return (
    <>
      <PageHeader
        title="Members"
        actions={
          <>
            <Button look="quiet" onClick={() => setCreating(true)}>
              New member
            </Button>
            <Button
              icon={<Plus aria-hidden strokeWidth={1.5} className="size-3.5" />}
              onClick={() => setInviting(true)}
            >
              Invite
            </Button>
          </>
        }
      />
      <div className="relative flex min-h-0 flex-1 flex-col gap-3 overflow-auto">
        {error && (
          <div className="p-4 pb-0">
            <NotRefreshed error={error} dataUpdatedAt={dataUpdatedAt} />
          </div>
        )}
        <table aria-label="Members" className="w-full min-w-180 phone:block phone:min-w-0">
          <thead className="border-b border-line bg-sunken text-11 text-fg-3 phone:sr-only">
            <tr>
              {['Name', 'E-mail', 'Role', 'Two-factor', 'Signed in', 'Active'].map((title) => (
                <th key={title} scope="col" className="h-7.5 px-4 text-start font-medium">
                  {title}
                </th>
              ))}
            </tr>
          </thead>
          <tbody className="phone:block">
            {data?.map((member) => (
              <MemberRow key={member.id} member={member} isSelf={member.id === ownId} />
            ))}
          </tbody>
        </table>
        <OpenLinks />
      </div>
      <NewMemberDialog open={creating} onClose={() => setCreating(false)} />
      <InviteDialog open={inviting} onClose={() => setInviting(false)} sendsMail={sendsMail} />
    </>
  );
}
