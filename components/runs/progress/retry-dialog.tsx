'use client';

import { useState } from 'react';
import { useForgetKept } from '#components/kept/use-kept-draft.ts';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { Checkbox } from '#components/ui/checkbox.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { retryOutcomes, runOperationsRule } from '#lib/shared/run-inputs.ts';
import type { RunCause, RunDetail } from '#lib/shared/runs.ts';
import { OperationCards, type ProviderStates } from '../new-run/operation-cards.tsx';
import { useRunOperations } from '../new-run/use-run-operations.ts';
import type { useRunActions } from './use-run-actions.ts';

/** `cause` null: everything that failed. */
export type RetryChoice = { cause: RunCause | null };

interface RetryDialogProps {
  run: RunDetail;
  choice: RetryChoice;
  states: ProviderStates;
  actions: ReturnType<typeof useRunActions>;
  onClose: () => void;
}

/** Edit and retry: the same users, other operations. Leads to a plan. */
export function RetryDialog({ run, choice: { cause }, states, actions, onClose }: RetryDialogProps) {
  const only = cause ? [cause.provider] : run.providers.map(({ provider }) => provider);
  const keptAs = `run/${run.id}/retry ${cause?.cause ?? ''}`;
  const runOperations = useRunOperations(
    run.operations.filter(({ provider }) => only.includes(provider)),
    keptAs,
  );
  const forget = useForgetKept(keptAs);
  const [outcomes, setOutcomes] = useState(() => retryOutcomes.filter((each) => run.counts[each] > 0));
  const [message, setMessage] = useState<string | null>(null);
  const submit = async () => {
    const fault = faultOf();
    setMessage(fault);
    if (fault !== null) return;
    const failure = await actions.retry({
      outcomes: cause && cause.outcome !== 'unknown' ? [cause.outcome] : outcomes,
      provider: cause?.provider ?? null,
      cause: cause?.cause ?? null,
      operations: runOperations.operations,
    });
    if (failure === null) forget();
    setMessage(failure?.message ?? null);
  };
  const faultOf = (): string | null => {
    const [faulty] = runOperations.faulty;
    if (faulty) return `The change in ${capabilitiesOf(faulty).label} is not finished: complete or clear it.`;
    if (!cause && outcomes.length === 0) return 'Say whom to try again.';
    if (runOperations.operations.length === 0) return 'Say what to do this time.';
    return runOperationsRule.safeParse(runOperations.operations).error?.issues[0]?.message ?? null;
  };
  return (
    <Dialog
      open
      size="wide"
      onClose={onClose}
      title="Edit and retry"
      actions={
        <>
          <Button
            size="large"
            look="quiet"
            onClick={() => {
              forget();
              onClose();
            }}
          >
            Cancel
          </Button>
          <Button size="large" look="primary" busy={actions.busy !== null} onClick={() => void submit()}>
            Preview changes
          </Button>
        </>
      }
    >
      {cause ? (
        <p className="text-fg-2">
          {countOf(cause.count, 'user')} at {capabilitiesOf(cause.provider).label}:{' '}
          <Verbatim>{cause.message ?? cause.advice}</Verbatim>
        </p>
      ) : (
        <fieldset className="flex flex-wrap gap-x-5">
          <legend className="text-12 font-medium text-fg-2">Whose change</legend>
          {retryOutcomes
            .filter((each) => run.counts[each] > 0)
            .map((each) => (
              <Checkbox
                key={each}
                checked={outcomes.includes(each)}
                onChange={(event) =>
                  setOutcomes(
                    event.currentTarget.checked
                      ? [...outcomes, each]
                      : outcomes.filter((other) => other !== each),
                  )
                }
              >
                {each === 'failed' ? 'failed' : `was ${each}`}, {formatCount(run.counts[each])}
              </Checkbox>
            ))}
        </fieldset>
      )}
      <OperationCards runOperations={runOperations} states={states} only={only} />
      {message !== null && <Alert announce title={message} />}
    </Dialog>
  );
}
