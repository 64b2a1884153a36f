'use client';

import { Plus, Trash2 } from 'lucide-react';
import { useFieldArray, useFormContext } from 'react-hook-form';
import { Button, IconButton } from '#components/ui/button.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import type { SaveProfileForm } from '#lib/shared/tags.ts';

const reservedReason = 'Reserved: the provider’s own libraries may overwrite it.';

/** Removing a row leaves the property at the provider. */
export function PropertyRows() {
  const { control, register, watch, formState } = useFormContext<SaveProfileForm>();
  const { fields, append, remove } = useFieldArray({ control, name: 'data' });
  const typed = watch('data') ?? [];
  const { profileRules } = capabilitiesOf(watch('provider'));
  const { errors, touchedFields } = formState;
  return (
    <fieldset className="flex flex-col gap-2">
      <legend className="pb-1 text-12 font-semibold">Custom properties</legend>
      {fields.map((field, index) => {
        const property = { key: typed[index]?.key.trim() ?? '', value: typed[index]?.value ?? '' };
        const isReserved = profileRules?.reserved.includes(property.key);
        const advice =
          property.value === '' ? [] : [profileRules?.advise(property) ?? [], adviseOnText(property.value)];
        const onKey = [isReserved ? reservedReason : [], adviseOnText(property.key)];
        return (
          <div key={field.id} className="flex items-start gap-1.5">
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
            <IconButton
              label={`Leave out property ${index + 1}`}
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
        onClick={() => append({ key: '', value: '' })}
      >
        Add property
      </Button>
    </fieldset>
  );
}
