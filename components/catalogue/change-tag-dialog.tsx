'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useDeferredValue, useState } from 'react';
import { useForm } from 'react-hook-form';
import * as z from 'zod/mini';
import { type Refusal, RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { readJson } from '#components/read-json.ts';
import { SuggestingField } from '#components/tags/suggesting-field.tsx';
import { TagText } from '#components/tags/tag-text.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { literalText } from '#components/ui/literal-text.ts';
import { TextField } from '#components/ui/text-field.tsx';
import { planTag } from '#lib/actions/catalogue.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CatalogueTag, TagImpact } from '#lib/shared/catalogue.ts';
import { noteRule } from '#lib/shared/changes.ts';
import { catalogueKeys } from '#lib/shared/query-keys.ts';
import { nameOf } from './tag-names.ts';

export type TagAct = 'rename' | 'merge' | 'remove';

interface ChangeTagDialogProps {
  tag: CatalogueTag;
  act: TagAct;
  /** Chosen already. */
  into: CatalogueTag | null;
  onClose: () => void;
}

const titles: Record<TagAct, (name: string) => string> = {
  rename: (name) => `Rename ${name}`,
  merge: (name) => `Merge ${name} into another`,
  remove: (name) => `Remove ${name} everywhere`,
};

/** Makes a plan, which is looked at before anything is sent. */
export function ChangeTagDialog(props: ChangeTagDialogProps) {
  return (
    <Dialog open onClose={props.onClose} title={titles[props.act](nameOf(props.tag))}>
      <ChangeForm {...props} />
    </Dialog>
  );
}

function ChangeForm({ tag, act, into, onClose }: ChangeTagDialogProps) {
  const router = useRouter();
  const { rules, shape, nouns } = capabilitiesOf(tag.provider);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const isKeyFixed = shape === 'typed-value' || act === 'remove';
  const start = act === 'rename' || act === 'remove' ? tag : into;
  const form = useForm({
    defaultValues: { key: isKeyFixed ? tag.key : (start?.key ?? ''), value: start?.value ?? '', note: '' },
    resolver: zodResolver(
      z.object({
        key: act === 'remove' ? z.string() : rules.key,
        value: act === 'remove' || rules.value === null ? z.string() : rules.value,
        note: noteRule,
      }),
      undefined,
      { raw: true },
    ),
    mode: 'onTouched',
  });
  const { register, handleSubmit, setError, setValue, formState, watch } = form;
  const { errors, isSubmitting } = formState;
  const typed = useDeferredValue({ key: watch('key'), value: watch('value') });
  const impact = useImpact(tag, act === 'remove' ? { key: '', value: '' } : typed);

  const submit = handleSubmit(async ({ key, value, note }) => {
    setRefusal(null);
    const to = act === 'remove' ? null : { key, value: shape === 'label' ? null : value };
    const result = await planTag({ tagId: tag.id, to, note }).catch(() => null);
    if (!result) {
      const message = 'Tagdesk did not answer. Look at the runs before you try again: the plan may be there.';
      return setRefusal({ message, code: null });
    }
    if (result.ok) return router.push(`/runs/${result.value.runId}`);
    const { message, fields, code } = result.error;
    if (fields.to) setError(named, { message: fields.to }, { shouldFocus: true });
    else setRefusal({ message, code });
  });

  const named = shape === 'label' ? 'key' : 'value';
  const newName = act === 'merge' ? 'Into' : 'New name';
  return (
    <form onSubmit={(event) => void submit(event)} noValidate className="flex flex-col gap-3">
      <RefusalAlert refusal={refusal} />
      {act !== 'remove' && (
        <div className="flex items-start gap-1.5">
          {shape === 'key-value' && (
            <TextField
              label="Key"
              size="large"
              fieldClassName="flex-1"
              error={errors.key?.message}
              {...literalText}
              {...register('key')}
            />
          )}
          {shape === 'typed-value' && (
            <p className="flex-1 pt-6 text-13 text-fg-2">
              <span className="sr-only">{nouns.key} </span>
              <TagText text={tag.key} /> =
            </p>
          )}
          <SuggestingField
            provider={tag.provider}
            of={named === 'key' ? null : typed.key.trim()}
            text={typed[named]}
            without={[tag[named] ?? '']}
            onTake={(text) => setValue(named, text, { shouldValidate: true, shouldDirty: true })}
            label={newName}
            size="large"
            fieldClassName="flex-[1.4]"
            limit={rules.limits[named] ?? undefined}
            error={errors[named]?.message}
            data-autofocus
            {...register(named)}
          />
        </div>
      )}
      <Impact tag={tag} act={act} impact={impact} to={typed} />
      <TextField label="Note" size="large" error={errors.note?.message} {...register('note')} />
      <div className="flex flex-wrap items-center justify-end gap-2">
        <p className="me-auto text-12 text-fg-2">Nothing is sent yet.</p>
        <Button size="large" onClick={onClose}>
          Cancel
        </Button>
        <Button
          type="submit"
          look="primary"
          size="large"
          busy={isSubmitting}
          disabled={impact?.underWay != null}
          data-autofocus={act === 'remove' || undefined}
        >
          Preview changes
        </Button>
      </div>
    </form>
  );
}

function useImpact(tag: CatalogueTag, { key, value }: { key: string; value: string }): TagImpact | undefined {
  const { data } = useQuery({
    queryKey: catalogueKeys.impactOf(tag.id, key, value),
    queryFn: ({ signal }) =>
      readJson<TagImpact>(`/api/tags/${tag.id}/impact?${new URLSearchParams({ key, value })}`, signal),
    placeholderData: (before) => before,
    retry: false,
  });
  return data;
}

interface ImpactProps {
  tag: CatalogueTag;
  act: TagAct;
  impact: TagImpact | undefined;
  to: { key: string; value: string };
}

function Impact({ tag, act, impact, to }: ImpactProps) {
  const { label, shape, hasCatalogue } = capabilitiesOf(tag.provider);
  const name = shape === 'label' ? to.key.trim() : `${to.key.trim()} = ${to.value.trim()}`;
  return (
    <>
      <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-4 gap-y-1 text-13">
        <dt className="text-fg-2">Users</dt>
        <dd className="flex items-center gap-1.5 font-semibold tabular-nums">
          {impact ? formatCount(impact.users) : '…'}
          <ProviderMark provider={tag.provider} size="small" />
        </dd>
        {act !== 'remove' && (
          <>
            <dt className="text-fg-2">Rewritten with it</dt>
            <dd>{impact ? countOf(impact.views, 'view') : '…'}</dd>
          </>
        )}
      </dl>
      <div role="status" className="flex flex-col gap-2 empty:hidden">
        {impact?.underWay && <Alert title={impact.underWay} />}
        {impact?.target && act !== 'remove' && (
          <p className="text-12 text-warn wrap-anywhere">
            {label} has “{name}” already: {countOf(impact.target.users, 'user')},{' '}
            {formatCount(impact.target.both)} of them with both. The two become one.
          </p>
        )}
      </div>
      {act !== 'remove' && (
        <p className="text-12 text-fg-2">
          {shape === 'label' || to.key.trim() !== tag.key
            ? 'Each user gets the new one and loses the old in one call, so that nobody stands without either.'
            : 'The value is replaced in one call for each user.'}{' '}
          {hasCatalogue && 'A label that is not there yet is created first: the plan asks. '}
          Undo gives both back, views included.
        </p>
      )}
    </>
  );
}
