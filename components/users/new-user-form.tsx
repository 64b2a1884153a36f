'use client';

import { useQueryClient } from '@tanstack/react-query';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { useVerbForm } from '#components/forms/use-verb-form.ts';
import { CreateBox, tellCreation } from '#components/identities/creation.tsx';
import { FindIdsButton } from '#components/identities/find-ids-button.tsx';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { createUser } from '#lib/actions/users.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import type { IdCandidate } from '#lib/shared/identities.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import { adviseOnEmail } from '#lib/shared/text/email.ts';
import { createUserInput } from '#lib/shared/users.ts';

const empty = { name: '', email: '', vero: '', cerego: '', capillary: '', fragment: '', createAt: [] };

/** Checked by the server's rules while typing. */
export function NewUserForm() {
  const router = useRouter();
  const client = useQueryClient();
  const [saved, setSaved] = useState(false);
  const [createAt, setCreateAt] = useState<readonly ProviderId[]>([]);
  const { field, set, read, submit, refusal, busy, isBack, clear } = useVerbForm({
    rules: createUserInput,
    start: empty,
    send: (values) => createUser({ ...values, createAt }),
    done: ({ userId, reports }) => {
      setSaved(true);
      for (const report of reports) tellCreation(report);
      void client.invalidateQueries({ queryKey: usersKeys.all });
      router.push(`/users/${userId}`);
    },
    silence:
      'Tagdesk did not answer, so it is not known whether this user was created. Search before you try again.',
    mode: 'onTouched',
    keeps: { name: 'user/new', fields: ['name', 'email', ...providerIds] },
    advise: (name, text) => (name === 'email' ? adviseOnEmail(text) : adviseOnText(text.trim())),
  });

  /** Name and e-mail only where nothing is typed. */
  const takeCandidate = (provider: ProviderId, { externalId, name, email }: IdCandidate) => {
    set(provider, externalId);
    if (read('name').trim() === '' && name !== null) set('name', name);
    if (read('email').trim() === '' && email !== null) set('email', email);
  };

  return (
    <form onSubmit={submit} noValidate className="flex max-w-110 flex-col gap-4 p-4" aria-label="New user">
      <RefusalAlert refusal={refusal} />
      <KeptNote shown={isBack} onClear={clear} />
      <TextField
        label="Name"
        autoFocus
        size="large"
        {...literalText}
        autoCapitalize="words"
        {...field('name')}
      />
      {/* Not type="email": it would write a German domain as xn--… */}
      <TextField label="E-mail" inputMode="email" size="large" {...literalText} {...field('email')} />
      <fieldset className="flex flex-col gap-3 border-t border-line pt-3">
        <legend className="float-start mb-2 text-14 font-semibold">Identities</legend>
        <p className="clear-both text-12 text-fg-3">
          The ids that the providers know this user by. Nothing is sent to them but what you tick here.
        </p>
        {providerIds.map((id) => (
          <div key={id} className="flex flex-col gap-1">
            <div className="flex items-start gap-1.5">
              <TextField
                label={catalog[id].nouns.externalId}
                size="large"
                fieldClassName="flex-1"
                {...literalText}
                trailing={<ProviderMark provider={id} size="small" />}
                {...field(id)}
              />
              {catalog[id].findsBy.length > 0 && (
                <span className="mt-5.5">
                  <FindIdsButton
                    size="large"
                    provider={id}
                    readEmail={() => read('email').trim()}
                    onTake={(candidate) => takeCandidate(id, candidate)}
                  />
                </span>
              )}
            </div>
            <CreateBox
              provider={id}
              checked={createAt.includes(id)}
              onChange={(on) =>
                setCreateAt((before) => [...before.filter((each) => each !== id), ...(on ? [id] : [])])
              }
            />
          </div>
        ))}
      </fieldset>
      <div className="flex items-center gap-2">
        <Button type="submit" look="primary" size="large" busy={busy || saved}>
          Create user
        </Button>
        <Link href="/users" onClick={clear} className={buttonClass({ look: 'quiet', size: 'large' })}>
          Cancel
        </Link>
      </div>
    </form>
  );
}
