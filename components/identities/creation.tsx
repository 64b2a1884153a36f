'use client';

import { Checkbox } from '#components/ui/checkbox.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ChangeReport } from '#lib/shared/changes.ts';
import { canMakeKnown } from '#lib/shared/users.ts';

/** Where the user can be made known: “Create at FRAGMENT”, “Identify at Vero”. */
export function CreateBox({
  provider,
  checked,
  onChange,
}: {
  provider: ProviderId;
  checked: boolean;
  onChange: (checked: boolean) => void;
}) {
  const { canCreate, label } = capabilitiesOf(provider);
  if (!canMakeKnown(provider)) return null;
  return (
    <Checkbox checked={checked} onChange={({ target }) => onChange(target.checked)}>
      {canCreate ? `Create at ${label}` : `Identify at ${label}`}
      <span className="text-fg-3">
        {canCreate ? ' – nobody there is changed' : ' – sends this id and the e-mail'}
      </span>
    </Checkbox>
  );
}

/** What became of it; the history has it, and unknown outcomes stand on the user’s page. */
export function tellCreation({ provider, pending, outcome, outcomes }: ChangeReport): void {
  const { label } = capabilitiesOf(provider);
  const detail = outcomes[0]?.message ?? undefined;
  if (pending) showToast({ text: `${label} has not answered yet: the history shows what becomes of it.` });
  else if (outcome === 'confirmed') showToast({ text: `Created at ${label}`, tone: 'ok' });
  else if (outcome === 'accepted') showToast({ text: `${label} took the profile`, tone: 'ok' });
  else if (outcome === 'no-op') showToast({ text: `${label} knows this user already`, tone: 'ok' });
  else if (outcome === 'unknown')
    showToast({ text: `It is not known whether ${label} took it`, detail, tone: 'warn' });
  else showToast({ text: `${label} did not take it`, detail, tone: 'danger' });
}
