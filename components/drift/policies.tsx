'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { Select } from '#components/ui/select.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { setDriftPolicy } from '#lib/actions/changes.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import type { DriftGroups, DriftRule } from '#lib/shared/drift.ts';
import { driftKeys } from '#lib/shared/query-keys.ts';

export const ruleNames: Record<DriftRule, string> = {
  ask: 'Ask',
  accept: 'Take theirs',
  'put-back': 'Put back',
};

const options = [
  { value: '', label: 'By default' },
  ...(['ask', 'accept', 'put-back'] as const).map((value) => ({ value, label: ruleNames[value] })),
];

interface PolicyFieldProps {
  provider: ProviderId;
  /** Empty: every tag without a rule of its own. */
  tag: string;
  rule: DriftRule | null;
  hideLabel?: boolean | undefined;
}

/** Saved at once. Counts for what is found from now on. */
export function PolicyField({ provider, tag, rule, hideLabel = false }: PolicyFieldProps) {
  const client = useQueryClient();
  const [saving, setSaving] = useState<string | null>(null);
  const { label } = capabilitiesOf(provider);
  const save = async (value: string) => {
    setSaving(value);
    const wanted = options.some((option) => option.value === value) && value !== '' ? value : null;
    const result = await setDriftPolicy({ provider, key: tag, rule: wanted }).catch(() => null);
    if (!result?.ok)
      showToast({
        tone: 'danger',
        text: result ? result.error.message : 'Tagdesk did not answer. Try again.',
      });
    await client.invalidateQueries({ queryKey: driftKeys.all });
    setSaving(null);
  };
  return (
    <Select
      label={tag === '' ? label : `Policy for ${tag} at ${label}`}
      hideLabel={hideLabel}
      options={options}
      value={saving ?? rule ?? ''}
      onChange={(event) => void save(event.currentTarget.value)}
    />
  );
}

export function PoliciesDialog({ rules, onClose }: { rules: DriftGroups['rules']; onClose: () => void }) {
  return (
    <Dialog
      open
      onClose={onClose}
      title="Policies"
      actions={
        <Button size="large" look="primary" onClick={onClose}>
          Done
        </Button>
      }
    >
      <p className="pb-3 text-fg-2">
        Who decides about what is found from now on. By default theirs is taken at once and listed; where a
        member set the value within 30 days, it waits here. A tag’s own policy stands in its row.
      </p>
      <div className="grid grid-cols-2 gap-3">
        {providerIds.map((id) => (
          <PolicyField key={id} provider={id} tag="" rule={rules[id] ?? null} />
        ))}
      </div>
    </Dialog>
  );
}
