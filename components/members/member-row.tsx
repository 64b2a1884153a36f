'use client';

import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { isRole, roles } from '#lib/auth/permissions.ts';
import type { ListedMember } from '#lib/members/schemas.ts';
import { NewPasswordDialog } from './new-password-dialog.tsx';
import { useChangeMember } from './use-change-member.ts';

const roleOptions = roles.map((role) => ({ value: role, label: role }));

/** One member. Changes act at once; what an admin may not do to themselves is not offered. */
export function MemberRow({ member, isSelf }: { member: ListedMember; isSelf: boolean }) {
  const [replacing, setReplacing] = useState(false);
  const change = useChangeMember();
  const { id: memberId, name, email, role, disabled, signedInAt } = member;
  const shown = change.isPending ? { role, disabled, ...change.variables } : { role, disabled };
  return (
    <tr className="border-b border-line hover:bg-hover">
      <th scope="row" className="h-11 px-4 text-start font-medium">
        {name}
        {isSelf && <span className="font-normal text-fg-3"> (you)</span>}
      </th>
      <td className="px-4 text-fg-2">{email}</td>
      <td className="px-4">
        <Select
          label={`Role of ${name}`}
          hideLabel
          options={roleOptions}
          value={shown.role}
          disabled={isSelf || change.isPending}
          onChange={({ currentTarget: { value } }) => {
            if (isRole(value)) change.mutate({ memberId, role: value, done: `${name} is ${value} now.` });
          }}
          fieldClassName="w-28"
        />
      </td>
      <td className="px-4 text-fg-2 tabular-nums">
        {signedInAt ? <RelativeTime at={signedInAt} /> : <span className="text-fg-3">not this week</span>}
      </td>
      <td className="px-4">
        <div className="flex items-center gap-3">
          <Switch
            checked={!shown.disabled}
            disabled={isSelf || change.isPending}
            aria-label={`Access of ${name}`}
            onChange={({ currentTarget: { checked } }) =>
              change.mutate({
                memberId,
                disabled: !checked,
                done: checked ? `${name} may sign in again.` : `${name} is signed out and cannot sign in.`,
              })
            }
          >
            {shown.disabled ? 'Off' : 'On'}
          </Switch>
          <Button
            size="small"
            look="quiet"
            aria-label={`New password for ${name}`}
            onClick={() => setReplacing(true)}
          >
            New password
          </Button>
        </div>
        <NewPasswordDialog member={replacing ? member : null} onClose={() => setReplacing(false)} />
      </td>
    </tr>
  );
}
