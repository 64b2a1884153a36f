import Link from 'next/link';
import { Alert } from '#components/ui/alert.tsx';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type SameUser, sameUserLead, sameUserName } from '#lib/shared/same-user.ts';

/** Two users here are one at the provider: says which one can be edited. */
export function SameUserNotice({ provider, sameAs }: { provider: ProviderId; sameAs: SameUser }) {
  return (
    <Alert
      tone="warn"
      title={
        <>
          {sameUserLead(provider)}{' '}
          <Link
            href={`/users/${sameAs.userId}`}
            prefetch={false}
            className="rounded-mark text-accent hover:underline"
          >
            <bdi>{sameUserName(sameAs)}</bdi>
          </Link>
          .
        </>
      }
    >
      Tags are changed there; nothing is sent from here, so that two changes never cross.
    </Alert>
  );
}
