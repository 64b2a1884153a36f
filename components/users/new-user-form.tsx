'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { useForm } from 'react-hook-form';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { createUser } from '#lib/actions/users.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import type { Failure } from '#lib/result.ts';
import { usersKeys } from '#lib/users/keys.ts';
import { createUserInput } from '#lib/users/schemas.ts';

const empty = { name: '', email: '', vero: '', cerego: '', capillary: '', fragment: '' };
type FieldName = keyof typeof empty;

function isField(name: string): name is FieldName {
  return name in empty;
}

/** A name, an e-mail and the ids that are known; checked while typing by the server's own rules. */
export function NewUserForm() {
  const router = useRouter();
  const client = useQueryClient();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { register, handleSubmit, setError, formState } = useForm({
    defaultValues: empty,
    resolver: zodResolver(createUserInput),
    mode: 'onTouched',
  });
  const { errors, isSubmitting, isSubmitSuccessful } = formState;

  function showRefusal({ message, fields }: Failure) {
    const known = Object.entries(fields).filter(([field]) => isField(field));
    for (const [field, text] of known) {
      if (isField(field)) setError(field, { message: text }, { shouldFocus: field === known[0]?.[0] });
    }
    setRefusal(known.length === 0 ? message : null);
  }

  const submit = handleSubmit(async (values) => {
    setRefusal(null);
    try {
      const result = await createUser(values);
      if (!result.ok) return showRefusal(result.error);
      void client.invalidateQueries({ queryKey: usersKeys.all });
      router.push(`/users/${result.value.userId}`);
    } catch {
      setRefusal('Tagdesk did not answer, so nothing is known of this user. Search before you try again.');
    }
  });
  const saved = isSubmitSuccessful && refusal === null && Object.keys(errors).length === 0;

  return (
    <form onSubmit={submit} noValidate className="flex max-w-110 flex-col gap-4 p-4" aria-label="New user">
      {refusal !== null && <Alert announce title={refusal} />}
      <TextField label="Name" autoFocus size="large" error={errors.name?.message} {...register('name')} />
      <TextField
        label="E-mail"
        type="email"
        size="large"
        spellCheck={false}
        error={errors.email?.message}
        {...register('email')}
      />
      <fieldset className="flex flex-col gap-3 border-t border-line pt-3">
        <legend className="float-start mb-2 text-14 font-semibold">Identities</legend>
        <p className="clear-both text-12 text-fg-3">
          The ids that the providers know this user by. Nothing is sent to them now.
        </p>
        {providerIds.map((id) => (
          <TextField
            key={id}
            label={catalog[id].nouns.externalId}
            size="large"
            spellCheck={false}
            autoCapitalize="none"
            trailing={<ProviderMark provider={id} size="small" />}
            error={errors[id]?.message}
            {...register(id)}
          />
        ))}
      </fieldset>
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" size="large" busy={isSubmitting || saved}>
          Create user
        </Button>
        <Link href="/users" className={buttonClass({ look: 'quiet', size: 'large' })}>
          Cancel
        </Link>
      </div>
    </form>
  );
}
