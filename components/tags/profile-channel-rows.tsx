'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { SaveProfileForm } from '#lib/shared/tags.ts';
import { ProfileRows } from './profile-rows.tsx';

export function ChannelRows() {
  const { control, register, formState } = useFormContext<SaveProfileForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'channels' });
  const { errors, touchedFields } = formState;
  return (
    <ProfileRows
      title="Device channels"
      noun="channel"
      rows={fields}
      rowClass="phone:flex-wrap"
      onAdd={() => append({ type: '', address: '', platform: '' })}
      onRemove={remove}
    >
      {(index) => {
        const touched = touchedFields.channels?.[index];
        const faultAt = (name: 'type' | 'address' | 'platform') =>
          touched?.[name] ? errors.channels?.[index]?.[name]?.message : undefined;
        return (
          <>
            <TextField
              label="Channel type"
              hideLabel={index > 0}
              {...literalText}
              fieldClassName="flex-1"
              placeholder="push"
              error={faultAt('type')}
              {...register(`channels.${index}.type`)}
            />
            <TextField
              label="Channel address"
              hideLabel={index > 0}
              {...literalText}
              fieldClassName="flex-2"
              placeholder="Device token"
              error={faultAt('address')}
              {...register(`channels.${index}.address`)}
            />
            <TextField
              label="Channel platform"
              hideLabel={index > 0}
              {...literalText}
              fieldClassName="flex-1"
              placeholder="android"
              error={faultAt('platform')}
              {...register(`channels.${index}.platform`)}
            />
          </>
        );
      }}
    </ProfileRows>
  );
}
