'use client';

import { Ellipsis, LogOut, ShieldOff } from 'lucide-react';
import { useState } from 'react';
import { Button, IconButton } from '#components/ui/button.tsx';
import { Menu, MenuItem } from '#components/ui/menu.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Select } from '#components/ui/select.tsx';
import { Switch } from '#components/ui/switch.tsx';
import { changeMember, endSessions, removeTwoStep } from '#lib/actions/members.ts';
import type { ListedMember } from '#lib/shared/members.ts';
import { isRole, roles } from '#lib/shared/permissions.ts';
import { memberRowClass, OnPhone } from './phone-row.tsx';
import { ResetDialog } from './reset-dialog.tsx';
import { useMemberAction } from './use-member-action.ts';

const roleOptions = roles.map((role) => ({ value: role, label: role }));
const icon = { 'aria-hidden': true, strokeWidth: 1.5 };

type Wanted = { role?: string; disabled?: boolean };

/** Changes apply at once; an admin's own restrictions are not offered. */
export function MemberRow({ member, isSelf }: { member: ListedMember; isSelf: boolean }) {
  const [resetting, setResetting] = useState(false);
  const [wanted, setWanted] = useState<Wanted>({});
  const change = useMemberAction();
  const { id: memberId, name, email, signedInAt } = member;
  const shown = change.isPending ? { ...member, ...wanted } : member;
  return (
    <tr className={memberRowClass}>
      <th scope="row" className="h-11 px-4 text-start font-medium wrap-anywhere phone:h-auto phone:p-0">
        {name}
        {isSelf && <span className="font-normal text-fg-3"> (you)</span>}
      </th>
      <td className="px-4 text-fg-2 wrap-anywhere phone:col-start-1 phone:row-start-2 phone:p-0">{email}</td>
      <td className="px-4 phone:col-start-2 phone:row-span-2 phone:row-start-1 phone:justify-self-end phone:p-0">
        <Select
          label={`Role of ${name}`}
          hideLabel
          options={roleOptions}
          value={shown.role}
          disabled={isSelf || change.isPending}
          onChange={({ currentTarget: { value: role } }) => {
            if (!isRole(role)) return;
            setWanted({ role });
            change.mutate({
              perform: () => changeMember({ memberId, role }),
              done: `${name} is ${role} now.`,
            });
          }}
          fieldClassName="w-28"
        />
      </td>
      <td className="px-4 text-fg-2 phone:p-0">
        <OnPhone>Two-factor: </OnPhone>
        {member.twoStep ? 'on' : <span className="text-fg-3">off</span>}
      </td>
      <td className="px-4 text-fg-2 tabular-nums phone:justify-self-end phone:p-0">
        <OnPhone>Signed in: </OnPhone>
        {signedInAt ? (
          <>
            <RelativeTime at={signedInAt} />
            {member.sessions > 1 && <span className="text-fg-3"> · {member.sessions} browsers</span>}
          </>
        ) : (
          <span className="text-fg-3">not this week</span>
        )}
      </td>
      <td className="px-4 phone:col-span-2 phone:p-0">
        <div className="flex items-center justify-between gap-3">
          <Switch
            checked={!shown.disabled}
            disabled={isSelf || change.isPending}
            aria-label={`Active: ${name}`}
            onChange={({ currentTarget: { checked } }) => {
              setWanted({ disabled: !checked });
              change.mutate({
                perform: () => changeMember({ memberId, disabled: !checked }),
                done: checked ? `${name} may sign in again.` : `${name} is signed out and cannot sign in.`,
              });
            }}
          >
            {shown.disabled ? 'Off' : 'On'}
          </Switch>
          <div className="flex items-center gap-1">
            <Button
              size="small"
              look="quiet"
              disabled={member.disabled}
              aria-label={`New password for ${name}`}
              onClick={() => setResetting(true)}
            >
              New password
            </Button>
            {!isSelf && <MemberMenu member={member} onAction={change.mutate} />}
          </div>
        </div>
        <ResetDialog member={member} open={resetting} onClose={() => setResetting(false)} />
      </td>
    </tr>
  );
}

interface MemberMenuProps {
  member: ListedMember;
  onAction: ReturnType<typeof useMemberAction>['mutate'];
}

/** One's own sessions and two-factor are on the account page. */
function MemberMenu({ member: { id: memberId, name, sessions, twoStep }, onAction }: MemberMenuProps) {
  return (
    <Menu
      label={`More for ${name}`}
      align="end"
      trigger={(props) => (
        <IconButton
          {...props}
          size="small"
          label={`More for ${name}`}
          icon={<Ellipsis aria-hidden strokeWidth={1.5} className="size-4" />}
        />
      )}
    >
      <MenuItem
        icon={<LogOut {...icon} />}
        disabled={sessions === 0}
        note={sessions === 0 ? 'not signed in' : undefined}
        onSelect={() =>
          onAction({ perform: () => endSessions({ memberId }), done: `${name} is signed out everywhere.` })
        }
      >
        End sessions
      </MenuItem>
      {twoStep && (
        <MenuItem
          icon={<ShieldOff {...icon} />}
          tone="danger"
          onSelect={() =>
            onAction({
              perform: () => removeTwoStep({ memberId }),
              done: `${name} signs in with the password alone now.`,
            })
          }
        >
          Reset two-factor
        </MenuItem>
      )}
    </Menu>
  );
}
