'use client';

import { useEdits } from '#components/tags/edits-context.tsx';
import { announce } from '#components/ui/live-region.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { acceptDrift, putBackDrift } from '#lib/actions/changes.ts';
import { type Drift, putBackOf } from '#lib/shared/drift.ts';
import type { Result } from '#lib/shared/result.ts';
import { sideOf } from './drift-words.ts';

/** Decides what differs at one provider of this page's user. */
export function useUserDrift(drift: readonly Drift[]) {
  const { edits, user } = useEdits();
  const [first] = drift;
  const ids = drift.map(({ id }) => id);

  async function accept(): Promise<void> {
    if (!first) return;
    const result = await acceptDrift({ ids }).catch(() => null);
    if (!result) showToast({ tone: 'danger', text: 'Tagdesk did not answer. Look again before you decide.' });
    else if (!result.ok) showToast({ tone: 'danger', text: result.error.message });
    else announce(drift.length === 1 ? `Accepted: ${sideOf(first, 'theirs') ?? 'nothing'}` : 'Accepted');
    edits.readAgain();
  }

  function putBack(): void {
    const operations = drift.flatMap((each) => putBackOf(each) ?? []);
    if (!first || operations.length === 0) return;
    const identity = user.identities.find(({ provider }) => provider === first.provider);
    void edits.send({
      provider: first.provider,
      painted: operations,
      subject: `the put-back of ${operations.map(({ key }) => key).join(', ')}`,
      tagKeys: operations.map(({ key }) => key),
      note: '',
      trace: { by: 'operations', operations },
      call: async () => {
        const result = await putBackDrift({ ids });
        return result.ok ? reportIn(result.value, identity?.externalId) : result;
      },
    });
  }

  return { accept: () => void accept(), putBack };
}

type PutBack = Extract<Awaited<ReturnType<typeof putBackDrift>>, { ok: true }>['value'];
type Report = NonNullable<PutBack['report']>;

/** One identity's is a single change. */
function reportIn({ report }: PutBack, externalId = ''): Result<Report> {
  if (report) return { ok: true, value: report };
  return {
    ok: false,
    error: { code: 'internal', message: `The put-back for ${externalId} gave no report.`, fields: {} },
  };
}
