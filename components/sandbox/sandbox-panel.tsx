'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { type ReactNode, useEffect, useId, useRef, useState } from 'react';
import { readJson } from '#components/read-json.ts';
import { Button, CloseButton } from '#components/ui/button.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { resetSandbox } from '#lib/actions/sandbox.ts';
import { sandboxKeys } from '#lib/shared/query-keys.ts';
import type { SandboxState } from '#lib/shared/sandbox.ts';
import { Faults } from './faults.tsx';
import { Tour } from './tour.tsx';
import { buttonId, panelId, useSandbox } from './use-sandbox.ts';

const askEveryMs = 2_000;

/** Beside the page; on a phone over its lower half. Nothing in it exists without the sandbox. */
export function SandboxPanel({ canReset }: { canReset: boolean }) {
  const { kept, change } = useSandbox();
  const { since } = kept;
  const { data, error } = useQuery({
    queryKey: [...sandboxKeys.all, since],
    queryFn: ({ signal }) =>
      readJson<SandboxState>(`/api/sandbox?${new URLSearchParams(since === null ? {} : { since })}`, signal),
    refetchInterval: askEveryMs,
  });
  // The tour begins with the first look, by the server's clock.
  const now = data?.now;
  useEffect(() => {
    if (since === null && now !== undefined) change({ since: now });
  }, [since, now, change]);

  const heading = useRef<HTMLHeadingElement>(null);
  // Opened by a press, not by a reload.
  useEffect(() => {
    if (document.activeElement?.id === buttonId) heading.current?.focus();
  }, []);
  const close = () => {
    change({ open: false });
    document.getElementById(buttonId)?.focus();
  };
  return (
    <aside
      id={panelId}
      aria-label="Faults and tour"
      onKeyDown={(event) => {
        if (event.key === 'Escape' && !event.defaultPrevented) close();
      }}
      className="my-2 me-2 flex min-h-0 w-66 flex-col overflow-hidden rounded-card border border-line bg-surface phone:fixed phone:inset-x-0 phone:bottom-[calc(57px+env(safe-area-inset-bottom))] phone:z-20 phone:m-0 phone:max-h-[55dvh] phone:w-auto phone:rounded-none phone:border-x-0 phone:shadow-float low:phone:start-(--navigation-width) low:phone:bottom-0 low:phone:max-h-[80dvh]"
    >
      <div className="flex items-center gap-1 border-b border-line py-1.5 ps-4 pe-2">
        <h2 ref={heading} tabIndex={-1} className="flex-1 text-14 font-semibold outline-none">
          Faults and tour
        </h2>
        <CloseButton onClick={close} />
      </div>
      <div className="min-h-0 flex-1 overflow-y-auto px-4 pb-4">
        {error && !data && (
          <p role="alert" className="pt-3 text-12 text-danger">
            {error.message}
          </p>
        )}
        <Part title="Tour, three minutes">
          <Tour progress={since === null ? undefined : data?.tour} />
        </Part>
        <Part title="Cause a fault">
          <Faults active={data?.faults ?? []} />
        </Part>
        {canReset && (
          <Part title="Reset">
            <Reset />
          </Part>
        )}
      </div>
    </aside>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id} className="flex flex-col gap-2.5 pt-4">
      <h3 id={id} className="text-11 font-semibold text-fg-3">
        {title}
      </h3>
      {children}
    </section>
  );
}

/** Asks first. */
function Reset() {
  const [asked, setAsked] = useState(false);
  const [busy, setBusy] = useState(false);
  const client = useQueryClient();

  async function reset(): Promise<void> {
    setBusy(true);
    const result = await resetSandbox({});
    setBusy(false);
    if (result.ok) setAsked(false);
    showToast(
      result.ok
        ? { text: 'The providers are as at the first start', tone: 'info' }
        : { text: result.error.message, tone: 'danger' },
    );
    await client.invalidateQueries({ queryKey: sandboxKeys.all });
  }

  return (
    <div className="flex flex-col items-start gap-2 text-12 text-fg-2">
      <p>
        The four imitated providers get their first 2,000 people and tags again, and every fault ends. Tagdesk
        itself keeps its users, history and runs: what was changed since shows as a difference once a user is
        refreshed.
      </p>
      {asked ? (
        <div className="flex gap-2">
          <Button size="small" onClick={() => setAsked(false)}>
            Cancel
          </Button>
          <Button size="small" look="danger" busy={busy} autoFocus onClick={() => void reset()}>
            Reset now
          </Button>
        </div>
      ) : (
        <Button size="small" onClick={() => setAsked(true)}>
          Reset the providers
        </Button>
      )}
    </div>
  );
}
