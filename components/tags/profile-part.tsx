'use client';

import { Pencil } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { can } from '#lib/shared/permissions.ts';
import type { ShownIdentity } from '#lib/shared/users.ts';
import { useEdits } from './edits-context.tsx';
import { TagText } from './tag-text.tsx';

const ProfileDialog = dynamic(() => import('./profile-dialog.tsx').then((part) => part.ProfileDialog), {
  ssr: false,
});

export function ProfilePart({ identity, editable }: { identity: ShownIdentity; editable: boolean }) {
  const { member } = useEdits();
  const [open, setOpen] = useState(false);
  const { label } = capabilitiesOf(identity.provider);
  const { email, data, channels } = identity.profile ?? {};
  const entries = [
    ...(email === undefined ? [] : [['E-mail', email]]),
    ...(channels ?? []).map(({ type, platform, address }) => ['Channel', `${type}, ${platform}: ${address}`]),
    ...Object.entries(data ?? {}).map(([key, value]) => [key, String(value ?? '')]),
  ];
  return (
    <div className="border-t border-line pt-1.5 pr-2 pb-2.5 pl-3">
      <div className="flex min-h-6 items-center">
        <h3 className="text-12 font-semibold">Profile</h3>
        {editable && can(member.role, 'profile:edit') && (
          <Button
            look="quiet"
            size="small"
            className="ms-auto"
            onClick={() => setOpen(true)}
            icon={<Pencil aria-hidden strokeWidth={1.5} className="size-3.5" />}
          >
            Edit profile
          </Button>
        )}
      </div>
      {entries.length === 0 ? (
        <p className="text-12 text-fg-3">
          Tagdesk has sent none yet, and {label} does not show the one it has.
        </p>
      ) : (
        <dl className="grid grid-cols-[84px_minmax(0,1fr)] gap-x-2.5 gap-y-0.75 text-12/4.5">
          {entries.map(([name = '', value = '']) => (
            <div key={`${name}:${value}`} className="col-span-full grid grid-cols-subgrid">
              <dt className="flex min-w-0 text-fg-3">
                <TagText text={name} />
              </dt>
              <dd className="flex min-w-0">
                <TagText text={value} />
              </dd>
            </div>
          ))}
        </dl>
      )}
      {open && <ProfileDialog identity={identity} onClose={() => setOpen(false)} />}
    </div>
  );
}
