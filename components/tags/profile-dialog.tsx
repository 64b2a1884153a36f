'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useMemo, useState } from 'react';
import { FormProvider, useForm } from 'react-hook-form';
import { useKeptFields } from '#components/forms/use-kept-fields.ts';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { Button } from '#components/ui/button.tsx';
import { Dialog } from '#components/ui/dialog.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { saveProfile } from '#lib/actions/tags.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { type SaveProfileForm, type SaveProfileInput, saveProfileInput } from '#lib/shared/tags.ts';
import { adviseOnEmail } from '#lib/shared/text/email.ts';
import type { ShownIdentity } from '#lib/shared/users.ts';
import { useEdits } from './edits-context.tsx';
import { ChannelRows } from './profile-channel-rows.tsx';
import { changedValues, valuesOf } from './profile-form.ts';
import { PropertyRows } from './profile-property-rows.tsx';

/** What is left out stays at the provider. */
export function ProfileDialog({ identity, onClose }: { identity: ShownIdentity; onClose: () => void }) {
  const { user, edits } = useEdits();
  const { provider } = identity;
  const { label } = capabilitiesOf(provider);
  const [busy, setBusy] = useState(false);
  const resolver = useMemo(() => zodResolver(saveProfileInput, undefined, { mode: 'sync' }), []);
  const opened = { userId: user.id, provider, ...valuesOf(identity.profile, user.email) };
  const form = useForm<SaveProfileForm, unknown, SaveProfileInput>({
    resolver,
    mode: 'onChange',
    defaultValues: opened,
  });
  const { isBack, forget } = useKeptFields(form, opened, {
    name: `user/${user.id}/${provider}/profile`,
    fields: ['email', 'data', 'channels'],
  });
  const giveUp = () => {
    form.reset();
    forget();
  };
  const { errors, isValid } = form.formState;

  const save = async (values: SaveProfileInput) => {
    setBusy(true);
    const sent = await edits.send({
      provider,
      painted: [],
      subject: 'the profile',
      tagKeys: [],
      note: '',
      trace: { by: 'profile' },
      call: () => saveProfile({ ...values, ...changedValues(values, identity.profile) }),
    });
    setBusy(false);
    // Unsent values stay in the form; the reason is shown here and in the region.
    if (sent === 'taken') {
      forget();
      onClose();
    } else
      form.setError('root', {
        message:
          sent === 'refused'
            ? 'It was not sent. The reason stands in the region behind this form.'
            : 'Tagdesk did not answer. The region behind this form says what the history shows.',
      });
  };

  return (
    <Dialog open onClose={onClose} title={`Profile at ${label}`} size="wide">
      <FormProvider {...form}>
        <form aria-label="Profile" className="flex flex-col gap-4" onSubmit={form.handleSubmit(save)}>
          <p className="text-12 text-fg-2">
            {label} creates the profile if it does not exist. Only what you change is sent; {label} cannot
            show what it holds.
          </p>
          <KeptNote shown={isBack} onClear={giveUp} />
          <TextField
            label="E-mail"
            inputMode="email"
            {...literalText}
            size="large"
            error={errors.email?.message}
            warning={(!errors.email && adviseOnEmail(form.watch('email') ?? '').join(' ')) || undefined}
            hint={`Left empty, the e-mail at ${label} stays as it is.`}
            {...form.register('email')}
          />
          <PropertyRows />
          <ChannelRows />
          {errors.root && (
            <p role="alert" className="text-12 text-danger">
              {errors.root.message}
            </p>
          )}
          <div className="flex justify-end gap-2">
            <Button
              look="quiet"
              size="large"
              onClick={() => {
                giveUp();
                onClose();
              }}
            >
              Cancel
            </Button>
            <Button
              type="submit"
              look="primary"
              size="large"
              busy={busy}
              // What went wrong at the last try stands in the way of no other.
              disabled={!isValid && !errors.root}
            >
              Save profile
            </Button>
          </div>
        </form>
      </FormProvider>
    </Dialog>
  );
}
