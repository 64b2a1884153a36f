'use client';

import { useQuery } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useMemo, useState } from 'react';
import type { Refusal } from '#components/forms/refusal-alert.tsx';
import { ReadError, readJson } from '#components/read-json.ts';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import {
  adviseOnHeld,
  needsValue,
  operationRules,
  toOperation,
} from '#components/runs/new-run/operation-rules.ts';
import { readCount } from '#components/runs/plan/start-input.ts';
import { tagName } from '#components/tags/shown-tags.ts';
import { useLookAlikes } from '#components/tags/use-look-alikes.ts';
import { useSettled } from '#components/tags/use-suggestions.ts';
import { createRun, editSelection } from '#lib/actions/runs.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { usersKeys } from '#lib/shared/query-keys.ts';
import type { Result } from '#lib/shared/result.ts';
import type { SelectionPreview } from '#lib/shared/runs.ts';
import type { SelectionVerb } from './selection-preview.ts';
import type { SelectionEdit } from './selection-report.ts';
import { idsOf, sourceOf, type Who } from './selection-who.ts';

/** The next dialog begins where the last one ended. */
let lastProvider: ProviderId | null = null;

interface SelectionFormInput {
  verb: SelectionVerb;
  who: Who;
  states: ProviderStates;
  /** More take a plan. */
  max: number;
  onSent: (sent: { runId: number; edit: SelectionEdit }) => void;
  onClose: () => void;
}

export function useSelectionForm({ verb, who, states, max, onSent, onClose }: SelectionFormInput) {
  const router = useRouter();
  const providers = providerIds.filter(
    (id) => states[id].connected && capabilitiesOf(id).verbs.includes(verb),
  );
  const [provider, setProvider] = useState(() => providers.find((id) => id === lastProvider) ?? providers[0]);
  const [key, setKey] = useState('');
  const [value, setValue] = useState('');
  const [note, setNote] = useState('');
  const [typedCount, setTypedCount] = useState('');
  const [tried, setTried] = useState(false);
  const [busy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const capabilities = capabilitiesOf(provider ?? 'vero');
  const fixedKeys = provider ? states[provider].keys : null;
  const rules = useMemo(
    () => operationRules(capabilities, { taken: [], fixedKeys }),
    [capabilities, fixedKeys],
  );
  const typed = { verb, key, value };
  const checked = rules.safeParse(typed);
  const operation = checked.success ? toOperation(capabilities, checked.data) : null;
  const users = useMemo(() => (who.users && who.users.length <= max ? idsOf(who.users) : null), [who, max]);
  const { preview, failure } = usePreview(users, provider, operation);
  const confirm = preview?.confirm ?? null;
  const count = confirm && readCount(typedCount, confirm.count, 'This is');
  const lookAlikes = useLookAlikes(capabilities.id, verb === 'add' ? { key, value } : { key: '', value: '' });
  const hasValue = needsValue(capabilities.rules.value !== null, verb);
  const onHeld = adviseOnHeld(capabilities, typed);
  const advice =
    onHeld === null
      ? capabilities.rules.advise({ key: key.trim(), value: hasValue ? value : null })
      : [onHeld];

  const errorAt = (field: 'key' | 'value') => {
    if (typed[field] === '' && !tried) return undefined;
    return checked.error?.issues.find(({ path }) => path[0] === field)?.message;
  };

  async function submit(): Promise<void> {
    setTried(true);
    setRefusal(null);
    if (!operation || !provider || busy || count?.fault) return;
    lastProvider = provider;
    const operations = [{ provider, operations: [operation] }];
    setBusy(true);
    const answer = await answerOf(
      users
        ? editSelection({ userIds: users, note, operations, confirmCount: count?.count ?? null })
        : createRun({ name: '', note, source: sourceOf(who), operations }),
    );
    setBusy(false);
    if (!answer.ok) return setRefusal(answer.error);
    const { runId } = answer.value;
    onClose();
    const isUndoable = verb === 'remove' || capabilities.verbs.includes('remove');
    if (users)
      onSent({ runId, edit: { verb, name: tagName(operation), provider, isUndoable, undoes: false } });
    else router.push(`/runs/${runId}`);
  }

  return {
    operation,
    name: operation ? tagName(operation) : '',
    atOnce: users !== null,
    providers,
    provider,
    setProvider: (next: ProviderId) => {
      setProvider(next);
      setKey('');
      setValue('');
      setTried(false);
      setRefusal(null);
    },
    capabilities,
    fixedKeys,
    key,
    setKey,
    value,
    setValue,
    hasValue,
    note,
    setNote,
    typedCount,
    setTypedCount,
    preview,
    confirm,
    countFault: tried ? count?.fault : undefined,
    errorAt,
    warning:
      errorAt('key') || key.trim() === '' ? undefined : [...advice, ...lookAlikes].join(' ') || undefined,
    refusal: refusal ?? failure,
    busy,
    submit,
  };
}

export type SelectionForm = ReturnType<typeof useSelectionForm>;

async function answerOf<T>(call: Promise<Result<T>>): Promise<Result<T>> {
  return call.catch(() => ({
    ok: false as const,
    error: {
      code: 'internal' as const,
      message: 'Tagdesk did not answer. Look at the history before you send it again.',
      fields: {},
    },
  }));
}

/** After a rest; of what is typed now. */
function usePreview(
  users: readonly number[] | null,
  provider: ProviderId | undefined,
  operation: Operation | null,
): { preview: SelectionPreview | null; failure: Refusal | null } {
  const typed = operation ? JSON.stringify(operation) : '';
  const isRested = useSettled(typed) === typed;
  const { data, error } = useQuery({
    queryKey: usersKeys.editPreview(
      users ?? [],
      provider ?? 'vero',
      operation ?? { verb: 'add', key: '', value: null },
    ),
    queryFn: ({ signal }) => {
      const { verb, key, value } = operation ?? { verb: 'add', key: '', value: null };
      const asked = new URLSearchParams({
        users: (users ?? []).join(','),
        provider: provider ?? '',
        verb,
        key,
        ...(value !== null && { value }),
      });
      return readJson<SelectionPreview>(`/api/users/edit-preview?${asked}`, signal);
    },
    enabled: users !== null && provider !== undefined && operation !== null && isRested,
    retry: false,
    gcTime: 0,
    staleTime: 0,
  });
  const isAsked = users !== null && operation !== null;
  const code = error instanceof ReadError ? error.code : null;
  return {
    preview: (isAsked && data) || null,
    failure: isAsked && error ? { code, message: error.message } : null,
  };
}
