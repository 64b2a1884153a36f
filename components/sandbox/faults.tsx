'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Select } from '#components/ui/select.tsx';
import { causeFault, endFaults } from '#lib/actions/sandbox.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { sandboxKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';
import { type ActiveFault, type FaultKind, faultKinds, faultWords } from '#lib/shared/sandbox.ts';

const providers = providerIds.map((id) => ({ value: id, label: capabilitiesOf(id).label }));

/** At everybody's calls: providers are shared as real ones are. */
export function Faults({ active }: { active: readonly ActiveFault[] }) {
  const [provider, setProvider] = useState<ProviderId>('vero');
  const [message, setMessage] = useState<string | null>(null);
  const client = useQueryClient();

  async function act(verb: () => Promise<Result<null>>): Promise<void> {
    const result = await verb();
    setMessage(result.ok ? null : result.error.message);
    await client.invalidateQueries({ queryKey: sandboxKeys.all });
  }

  return (
    <div className="flex flex-col gap-2">
      <Select
        label="At"
        value={provider}
        options={providers}
        onChange={(event) =>
          setProvider(providerIds.find((id) => id === event.currentTarget.value) ?? provider)
        }
      />
      <ul aria-label="Faults to cause" className="flex flex-col rounded-control border border-line">
        {faultKinds.map((kind) => (
          <FaultChoice
            key={kind}
            provider={provider}
            kind={kind}
            onCause={() => act(() => causeFault({ provider, kind }))}
          />
        ))}
      </ul>
      {message !== null && (
        <p role="alert" className="text-12 text-danger">
          {message}
        </p>
      )}
      {active.length > 0 && (
        <div className="flex flex-col items-start gap-1.5">
          <ul aria-label="Active faults" className="text-12">
            {active.map((fault) => (
              <li key={fault.id} className="tabular-nums">
                {formatFault(fault)}
              </li>
            ))}
          </ul>
          <Button size="small" onClick={() => void act(() => endFaults({}))}>
            End all faults
          </Button>
        </div>
      )}
    </div>
  );
}

function FaultChoice({
  provider,
  kind,
  onCause,
}: {
  provider: ProviderId;
  kind: FaultKind;
  onCause: () => Promise<void>;
}) {
  const [busy, setBusy] = useState(false);
  const { says, means } = faultWords[kind];
  return (
    <li className="border-b border-line last:border-0">
      <button
        type="button"
        aria-busy={busy || undefined}
        onClick={async () => {
          setBusy(true);
          await onCause();
          setBusy(false);
        }}
        className="flex w-full flex-col px-2.5 py-1.5 text-start hover:bg-hover"
      >
        <span className="font-medium">
          <span className="sr-only">{capabilitiesOf(provider).label} </span>
          {says}
        </span>
        <span className="text-12 text-fg-2">{means}</span>
      </button>
    </li>
  );
}

/** “Vero is down for two minutes, 84 s left”. */
function formatFault({ provider, kind, left, leftMs }: ActiveFault): string {
  const what = `${capabilitiesOf(provider).label} ${kind ? faultWords[kind].says : 'has another fault'}`;
  if (leftMs !== null) return `${what}, ${Math.ceil(leftMs / 1000)} s left`;
  if (kind === 'outage') return `${capabilitiesOf(provider).label} will be down once it is called`;
  return left !== null && left > 1 ? `${what}, ${left} times` : what;
}
