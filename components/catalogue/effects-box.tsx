'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CheckboxBox } from '#components/ui/checkbox.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { markTag } from '#lib/actions/catalogue.ts';
import { spellOut } from '#lib/providers/text-signs.ts';
import type { CatalogueTag } from '#lib/shared/catalogue.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';

/** Runs that name a marked tag must be confirmed. */
export function EffectsBox({ tag }: { tag: CatalogueTag }) {
  const client = useQueryClient();
  // Optimistic, until the list has been read again.
  const [chosen, setChosen] = useState<boolean | null>(null);
  const name = tag.value === null ? tag.key : `${tag.key} = ${tag.value}`;
  const mark = async (hasEffects: boolean) => {
    setChosen(hasEffects);
    try {
      const result = await markTag({ tagId: tag.id, hasEffects });
      if (!result.ok) showToast({ tone: 'danger', text: result.error.message });
    } catch {
      const text = `Tagdesk did not answer. Look whether “${name}” is marked before you try again`;
      showToast({ tone: 'danger', text });
    } finally {
      await client.invalidateQueries({ queryKey: catalogueKeys.all });
      setChosen(null);
    }
  };
  return (
    <CheckboxBox
      aria-label={spellOut(`Warn before changing ${name}`)}
      checked={chosen ?? tag.hasEffects}
      disabled={chosen !== null}
      onChange={(event) => void mark(event.currentTarget.checked)}
    />
  );
}
