import Link from 'next/link';
import { Connection } from '#components/providers/connection.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { formatCount } from '#components/ui/count.ts';
import { providerNames } from '#lib/shared/filter/fields.ts';
import type { Home } from '#lib/shared/home.ts';
import { columnsClass } from './changes-per-day.tsx';
import { Section } from './section.tsx';

export function ProviderStrip({ providers }: Pick<Home, 'providers'>) {
  return (
    <Section
      title="Providers"
      className="border-t border-line pb-3"
      end={
        <Link href="/providers" className="rounded-mark text-accent hover:underline">
          All about them
        </Link>
      }
    >
      <ul className={columnsClass}>
        {providers.map((status) => (
          <li
            key={status.id}
            className="flex min-w-0 flex-col gap-1 border-line px-4 py-0.5 not-last:border-e phone:not-last:border-e-0"
          >
            <p className="flex items-center gap-2">
              <ProviderMark provider={status.id} hollow={!status.connected} />
              <span className="font-semibold">{providerNames[status.id]}</span>
            </p>
            <p className="flex flex-wrap items-center gap-x-2">
              <Connection status={status} />
              {status.waiting > 0 && (
                <Link
                  href={`/history?provider=${status.id}&outcome=pending&view=every`}
                  prefetch={false}
                  className="rounded-mark text-12 text-fg-2 tabular-nums hover:text-accent"
                >
                  {formatCount(status.waiting)} queued
                </Link>
              )}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  );
}
