'use client';

import { useQuery } from '@tanstack/react-query';
import { readJson } from '#components/read-json.ts';
import { Button } from '#components/ui/button.tsx';
import { Pill } from '#components/ui/pill.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { withdrawLink } from '#lib/actions/members.ts';
import type { OpenLink } from '#lib/shared/members.ts';
import { membersKeys } from '#lib/shared/query-keys.ts';
import { memberRowClass, OnPhone } from './phone-row.tsx';
import { useMemberAction } from './use-member-action.ts';

const titles = ['For', 'Opens', 'Made by', 'Expires', 'Revoke'];

/** Renders nothing without links. */
export function OpenLinks() {
  const { data } = useQuery({
    queryKey: membersKeys.links,
    queryFn: ({ signal }) => readJson<OpenLink[]>('/api/members/links', signal),
  });
  if (!data || data.length === 0) return null;
  return (
    <section aria-labelledby="open-links" className="pt-2">
      <h2 id="open-links" className="px-4 pb-2 font-semibold">
        Pending invitations
      </h2>
      <table
        aria-labelledby="open-links"
        className="w-full min-w-150 border-t border-line phone:block phone:min-w-0"
      >
        <thead className="border-b border-line bg-sunken text-11 text-fg-3 phone:sr-only">
          <tr>
            {titles.map((title) => (
              <th key={title} scope="col" className="h-7.5 px-4 text-start font-medium">
                {title === 'Revoke' ? <span className="sr-only">{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody className="phone:block">
          {data.map((link) => (
            <LinkRow key={link.id} link={link} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

function LinkRow({ link }: { link: OpenLink }) {
  const withdraw = useMemberAction();
  const who = link.email ?? link.name ?? 'whoever has the link';
  return (
    <tr className={memberRowClass}>
      <th
        scope="row"
        className="h-11 px-4 text-start font-medium wrap-anywhere phone:col-span-2 phone:h-auto phone:p-0"
      >
        {who}
      </th>
      <td className="px-4 phone:p-0">
        <Pill>{link.kind === 'invite' ? `membership as ${link.role}` : 'a new password'}</Pill>
      </td>
      <td className="px-4 text-fg-2 phone:col-start-1 phone:p-0">
        <OnPhone>Made by: </OnPhone>
        {link.createdBy}, <RelativeTime at={link.createdAt} suffix="ago" className="tabular-nums" />
      </td>
      <td className="px-4 text-fg-2 tabular-nums phone:col-start-1 phone:p-0">
        <OnPhone>Expires: </OnPhone>
        <RelativeTime at={link.expiresAt} />
      </td>
      <td className="px-4 text-end phone:col-start-2 phone:row-span-3 phone:row-start-2 phone:p-0">
        <Button
          size="small"
          look="quiet"
          aria-label={`Revoke the link of ${who}`}
          busy={withdraw.isPending}
          onClick={() =>
            withdraw.mutate({
              perform: () => withdrawLink({ linkId: link.id }),
              done: `The link of ${who} is revoked.`,
            })
          }
        >
          Revoke
        </Button>
      </td>
    </tr>
  );
}
