'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo, useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { useKeptFields } from '#components/forms/use-kept-fields.ts';
import { CreateBox, tellCreation } from '#components/identities/creation.tsx';
import { FindIdsButton } from '#components/identities/find-ids-button.tsx';
import { Button } from '#components/ui/button.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { linkIdentity } from '#lib/actions/users.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import { can } from '#lib/shared/permissions.ts';
import { useEdits } from './edits-context.tsx';

export function LinkIdentityForm({ provider }: { provider: ProviderId }) {
  const { user, edits, member } = useEdits();
  const { label, nouns, rules, findsBy } = capabilitiesOf(provider);
  const [busy, setBusy] = useState(false);
  const [creates, setCreates] = useState(false);
  const resolver = useMemo(
    () => zodResolver(z.object({ externalId: rules.externalId }), undefined, { mode: 'sync' }),
    [rules],
  );
  const form = useForm<{ externalId: string }>({
    resolver,
    mode: 'onChange',
    defaultValues: { externalId: '' },
  });
  const { forget } = useKeptFields(
    form,
    { externalId: '' },
    {
      name: `user/${user.id}/${provider}/id`,
      fields: ['externalId'],
    },
  );
  const typed = form.watch('externalId');
  const { errors } = form.formState;
  // Validated only when something is typed: a page may have four of these.
  const isValid = typed !== '' && rules.externalId.safeParse(typed).success;

  const link = async ({ externalId }: { externalId: string }) => {
    setBusy(true);
    const result = await linkIdentity({ userId: user.id, provider, externalId, create: creates }).catch(
      () => null,
    );
    setBusy(false);
    if (!result) {
      const message = 'Tagdesk did not answer. Whether the id was saved is not known: reload to see.';
      form.setError('externalId', { message });
      edits.readAgain();
    } else if (!result.ok) {
      form.setError('externalId', { message: result.error.fields.externalId ?? result.error.message });
    } else {
      forget();
      showToast({ text: `${nouns.externalId} ${externalId} saved`, tone: 'ok' });
      if (result.value.report) tellCreation(result.value.report);
      edits.readAgain();
    }
  };

  return (
    <>
      <p className="text-fg-2">No identity at {label}: there is nothing to show or to change.</p>
      {can(member.role, 'users:create') && (
        <form
          method="dialog"
          aria-label={`Identity at ${label}`}
          className="flex items-start gap-1.5"
          onSubmit={form.handleSubmit(link)}
        >
          <TextField
            label={nouns.externalId}
            fieldClassName="flex-1"
            {...literalText}
            error={typed === '' ? undefined : errors.externalId?.message}
            warning={isValid ? adviseOnText(typed.trim()).join(' ') || undefined : undefined}
            {...form.register('externalId')}
          />
          <Button type="submit" busy={busy} disabled={!isValid} className="mt-5">
            Save id
          </Button>
          {findsBy.length > 0 && (
            <span className="mt-5">
              <FindIdsButton
                provider={provider}
                readEmail={() => user.email}
                onTake={({ externalId }) =>
                  form.setValue('externalId', externalId, { shouldDirty: true, shouldValidate: true })
                }
              />
            </span>
          )}
        </form>
      )}
      {can(member.role, 'users:create') && user.providers[provider].connected && (
        <CreateBox provider={provider} checked={creates} onChange={setCreates} />
      )}
    </>
  );
}
