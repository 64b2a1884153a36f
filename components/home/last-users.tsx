import Link from 'next/link';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofMark } from '#components/tags/proof-mark.tsx';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { LastUser } from '#lib/shared/home.ts';
import { Section } from './section.tsx';

export function LastUsers({ users }: { users: readonly LastUser[] }) {
  return (
    <Section title="Your last users" className="border-t border-line">
      {users.length === 0 && (
        <p className="px-4 pb-4 text-fg-2">Whom you change one by one is found again here.</p>
      )}
      <ul className="pb-2 empty:hidden">
        {users.map(({ userId, title, provider, change, outcome, at }) => (
          <li key={userId} className="flex min-h-7.5 items-center gap-2 px-4 phone:min-h-11">
            <Link
              href={`/users/${userId}`}
              prefetch={false}
              className="flex min-w-0 shrink-0 basis-2/5 rounded-mark font-medium hover:text-accent"
            >
              <Verbatim className="truncate">{title}</Verbatim>
            </Link>
            <ProviderMark provider={provider} size="small" name={providerNames[provider]} />
            <Verbatim className="min-w-0 truncate text-fg-2" data-tip={change}>
              {change}
            </Verbatim>
            {outcome !== 'imported' && <ProofMark kind={outcome} label={outcome} />}
            <RelativeTime at={at} className="ms-auto shrink-0 text-12 text-fg-3 tabular-nums" />
          </li>
        ))}
      </ul>
    </Section>
  );
}
