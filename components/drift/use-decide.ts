'use client';

import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useGo } from '#components/shell/use-go.ts';
import { countOf } from '#components/ui/count.ts';
import { showToast } from '#components/ui/toast-store.ts';
import { acceptDrift, ignoreDrift, putBackDrift } from '#lib/actions/changes.ts';
import type { DriftPair } from '#lib/shared/drift.ts';
import { changesKeys, driftKeys, usersKeys } from '#lib/shared/query-keys.ts';

export type DriftVerb = 'accept' | 'put-back' | 'ignore';
export type Target = { ids: number[]; groups: DriftPair[]; count: number };

/** `typed`: the count that the server wants to be typed, and why; null: a question is enough. */
export type Question = { verb: DriftVerb; target: Target; typed: { count: number; why: string } | null };

/** More is asked about first: it cannot be undone. */
const maxUnasked = 50;

/** `onDone`: the rows are gone. */
export function useDecide(onDone: () => void) {
  const client = useQueryClient();
  const go = useGo();
  const [busy, setBusy] = useState(false);
  const [question, setQuestion] = useState<Question | null>(null);

  async function decide(verb: DriftVerb, target: Target, confirmCount: number | null): Promise<void> {
    setBusy(true);
    const { ids, groups } = target;
    const result = await call(verb, { ids, groups, confirmCount }).catch(() => null);
    setBusy(false);
    if (result && !result.ok && result.error.fields.confirmCount !== undefined) {
      const why = result.error.fields.confirmCount;
      const count = Number(/\d+/.exec(why)?.[0] ?? target.count);
      return setQuestion({ verb, target, typed: { count, why } });
    }
    setQuestion(null);
    if (!result) showToast({ tone: 'danger', text: 'Tagdesk did not answer. Look again before you decide.' });
    else if (!result.ok) showToast({ tone: 'danger', text: result.error.message });
    else {
      const { text, runId } = result;
      const address = runId === null ? null : (`/runs/${runId}` as const);
      showToast({
        tone: 'info',
        text,
        action: address === null ? undefined : { label: 'Open run', run: () => go(address) },
      });
    }
    onDone();
    await Promise.all(
      [driftKeys.all, changesKeys.all, usersKeys.all].map((queryKey) =>
        client.invalidateQueries({ queryKey }),
      ),
    );
  }

  return {
    busy,
    question,
    /** Asks first where much would be decided at once, or sent whose cost nobody has seen (`isForetold`: they have). */
    ask: (verb: DriftVerb, target: Target, isForetold = false) => {
      if (busy || target.count === 0) return;
      const costs = verb === 'put-back' && target.count > 1 && !isForetold;
      if (costs || target.count > maxUnasked) setQuestion({ verb, target, typed: null });
      else void decide(verb, target, null);
    },
    answer: ({ verb, target }: Question, confirmCount: number | null) =>
      void decide(verb, target, confirmCount),
    dismiss: () => setQuestion(null),
  };
}

type Input = Pick<Target, 'ids' | 'groups'> & { confirmCount: number | null };

async function call(verb: DriftVerb, { confirmCount, ...picked }: Input) {
  if (verb !== 'put-back') {
    const result = await (verb === 'accept' ? acceptDrift(picked) : ignoreDrift(picked));
    if (!result.ok) return result;
    const done = verb === 'accept' ? 'Accepted' : 'Ignored';
    return { ok: true as const, text: `${done} ${countOf(result.value.count, 'difference')}`, runId: null };
  }
  const result = await putBackDrift({ ...picked, confirmCount });
  if (!result.ok) return result;
  const { report, runId, count } = result.value;
  const many = `Putting back ${countOf(count, 'difference')}`;
  if (!report) return { ok: true as const, text: runId === null ? many : `${many} in run ${runId}`, runId };
  const text = report.pending ? 'It is on its way' : `Put back: ${report.outcome}`;
  return { ok: true as const, text, runId: null };
}
