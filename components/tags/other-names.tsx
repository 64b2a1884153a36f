import { TakeOver } from '#components/identities/take-over.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { can } from '#lib/shared/permissions.ts';
import type { ShownIdentity } from '#lib/shared/users.ts';
import { useEdits } from './edits-context.tsx';

/** What the provider's list says of the user otherwise. */
export function OtherNames({ identity }: { identity: ShownIdentity }) {
  const { user, member } = useEdits();
  const { provider } = identity;
  const said = [
    { part: 'name' as const, text: identity.otherName },
    { part: 'email' as const, text: identity.otherEmail },
  ];
  return said.map(
    ({ part, text }) =>
      text !== null && (
        <div key={part} className="flex flex-wrap items-center gap-2 text-12 text-fg-2">
          <p className="min-w-0 flex-1 wrap-anywhere">
            {capabilitiesOf(provider).label} has the {part === 'name' ? 'name' : 'e-mail'}{' '}
            <Verbatim className="font-medium text-fg">{text}</Verbatim>.
          </p>
          {can(member.role, 'users:edit') && <TakeOver {...{ provider, part, text }} userId={user.id} />}
        </div>
      ),
  );
}
