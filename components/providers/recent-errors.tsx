import Link from 'next/link';
import { RelativeTime } from '#components/ui/relative-time.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { RecentError } from '#lib/shared/provider-status.ts';

/** In the provider's words, each linked to its user. */
export function RecentErrors({ provider, errors }: { provider: ProviderId; errors: readonly RecentError[] }) {
  if (errors.length === 0) return null;
  return (
    <div className="flex flex-col gap-1 border-t border-line pt-2">
      <div className="flex items-baseline justify-between gap-2">
        <h3 className="text-11 font-medium text-fg-3">Latest error</h3>
        <Link
          href={`/history?provider=${provider}`}
          className="inline-flex min-h-6 items-center text-12 text-accent hover:underline"
        >
          History of {capabilitiesOf(provider).label}
        </Link>
      </div>
      <ul className="flex flex-col gap-1">
        {errors.map((error) => (
          <li key={error.changeId} className="flex min-w-0 items-baseline gap-2 text-12">
            <span className="shrink-0 font-medium">{error.outcome}</span>
            <span className="min-w-0 flex-1 truncate text-fg-2" data-tip={wordsOf(provider, error)}>
              {wordsOf(provider, error)}
            </span>
            <Link
              href={`/users/${error.userId}`}
              className="inline-flex min-h-6 shrink-0 items-center text-accent hover:underline"
            >
              {error.externalId}
            </Link>
            <RelativeTime at={error.at} className="shrink-0 text-fg-3 tabular-nums" />
          </li>
        ))}
      </ul>
    </div>
  );
}

function wordsOf(provider: ProviderId, { code, message }: RecentError): string {
  if (!message) return `${capabilitiesOf(provider).label} gave no words.`;
  return code ? `${message} (${code})` : message;
}
