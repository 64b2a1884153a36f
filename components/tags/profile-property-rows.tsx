'use client';

import { useFieldArray, useFormContext } from 'react-hook-form';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import type { SaveProfileForm } from '#lib/shared/tags.ts';
import { ProfileRows } from './profile-rows.tsx';

const reservedReason = 'Reserved: the provider’s own libraries may overwrite it.';

/** Removing a row leaves the property at the provider. */
export function PropertyRows() {
  const { control, register, watch, formState } = useFormContext<SaveProfileForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'data' });
  const typed = watch('data') ?? [];
  const { profileRules } = capabilitiesOf(watch('provider'));
  const { errors, touchedFields } = formState;
  return (
    <ProfileRows
      title="Custom properties"
      noun="property"
      rows={fields}
      onAdd={() => append({ key: '', value: '' })}
      onRemove={remove}
    >
      {(index) => {
        const property = { key: typed[index]?.key.trim() ?? '', value: typed[index]?.value ?? '' };
        const isReserved = profileRules?.reserved.includes(property.key);
        const advice =
          property.value === '' ? [] : [profileRules?.advise(property) ?? [], adviseOnText(property.value)];
        const onKey = [isReserved ? reservedReason : [], adviseOnText(property.key)];
        return (
          <>
            <TextField
              label="Property name"
              hideLabel={index > 0}
              {...literalText}
              fieldClassName="flex-1"
              warning={onKey.flat().join(' ') || undefined}
              error={touchedFields.data?.[index]?.key ? errors.data?.[index]?.key?.message : undefined}
              {...register(`data.${index}.key`)}
            />
            <TextField
              label="Property value"
              hideLabel={index > 0}
              {...literalText}
              fieldClassName="flex-[1.4]"
              warning={advice.flat().join(' ') || undefined}
              error={
                property.value === '' && !touchedFields.data?.[index]?.value
                  ? undefined
                  : errors.data?.[index]?.value?.message
              }
              {...register(`data.${index}.value`)}
            />
          </>
        );
      }}
    </ProfileRows>
  );
}
