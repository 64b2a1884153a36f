'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { Button, IconButton } from '#components/ui/button.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import type { SaveProfileForm } from '#lib/shared/tags.ts';

export function ChannelRows() {
  const { control, register, formState } = useFormContext<SaveProfileForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'channels' });
  const { errors, touchedFields } = formState;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-12 font-semibold">Device channels</legend>
      {fields.map((field, index) => {
        const touched = touchedFields.channels?.[index];
        const faultAt = (name: 'type' | 'address' | 'platform') =>
          touched?.[name] ? errors.channels?.[index]?.[name]?.message : undefined;
        return (
          <div key={field.id} className="flex items-start gap-1.5 phone:flex-wrap">
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
            <IconButton
              label={`Leave out channel ${index + 1}`}
              className={index === 0 ? 'mt-5' : undefined}
              onClick={() => remove(index)}
              icon={<Trash2 aria-hidden strokeWidth={1.5} className="size-3.5" />}
            />
          </div>
        );
      })}
      <Button
        size="small"
        className="self-start"
        icon={<Plus aria-hidden strokeWidth={1.5} className="size-3.5" />}
        onClick={() => append({ type: '', address: '', platform: '' })}
      >
        Add channel
      </Button>
    </fieldset>
  );
}
