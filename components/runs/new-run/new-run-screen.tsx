'use client';

import { useQuery } from '@tanstack/react-query';
import type { Route } from 'next';
import { useRouter, useSearchParams } from 'next/navigation';
import { useState } from 'react';
import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import { KeptNote } from '#components/kept/kept-note.tsx';
import { readJson } from '#components/read-json.ts';
import { PageHeader } from '#components/shell/page-header.tsx';
import { BottomBar } from '#components/ui/bottom-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { ErrorState } from '#components/ui/error-state.tsx';
import { Segmented } from '#components/ui/segmented.tsx';
import { Skeleton } from '#components/ui/skeleton.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { runsKeys } from '#lib/shared/query-keys.ts';
import type { RunForm } from '#lib/shared/runs.ts';
import { FileSource } from './file-source.tsx';
import { ListSource } from './list-source.tsx';
import { OperationCards, type ProviderStates } from './operation-cards.tsx';
import { ChosenSource, FilterSource } from './people-source.tsx';
import { type SourceKind, useNewRun } from './use-new-run.ts';

interface NewRunScreenProps {
  states: ProviderStates;
  kind: SourceKind;
  q: string;
  /** Left out of those that match `q`. */
  except: readonly number[];
}

/** Nothing is sent from here; the plan comes first. `?from=` a run that is to be changed. */
export function NewRunScreen(props: NewRunScreenProps) {
  // As it was when the page opened: the address names the plan as soon as there is one.
  const [from] = useState(useSearchParams().get('from'));
  if (from === null || !/^\d{1,15}$/.test(from)) return <Rounds {...props} from={null} />;
  return <ChangedRun {...props} runId={Number(from)} />;
}

type FormProps = NewRunScreenProps & Pick<Parameters<typeof useNewRun>[0], 'from'>;

function ChangedRun({ runId, ...props }: NewRunScreenProps & { runId: number }) {
  const { data, error, isFetching, refetch } = useQuery({
    queryKey: runsKeys.form(runId),
    queryFn: ({ signal }) => readJson<RunForm>(`/api/runs/${runId}/form`, signal),
    // The form keeps what it began with.
    gcTime: 0,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
  if (data) return <Rounds {...props} from={{ runId, form: data }} />;
  return (
    <>
      <PageHeader title="New run" back={{ label: 'Runs', href: '/runs' }} />
      {error ? (
        <ErrorState title="This run could not be read" retrying={isFetching} onRetry={() => void refetch()}>
          {error.message}
        </ErrorState>
      ) : (
        <div aria-busy className="flex flex-col gap-3 p-4">
          <Skeleton width="240px" height="28px" />
          <Skeleton width="60%" height="180px" />
        </div>
      )}
    </>
  );
}

function Rounds(props: FormProps) {
  const [round, setRound] = useState(0);
  return <NewRunForm key={round} {...props} onClear={() => setRound(round + 1)} />;
}

function NewRunForm({ states, kind, q, except, from, onClear }: FormProps & { onClear: () => void }) {
  const router = useRouter();
  const run = useNewRun({
    kind,
    q,
    except,
    from,
    onPlan: (runId) => {
      // Back leads to this form as it is now.
      window.history.replaceState(null, '', `/runs/new?from=${runId}`);
      router.push(`/runs/${runId}`);
    },
  });
  const { source, operations: runOperations } = run;
  const isChange = from !== null && from.form.replaces !== null;
  return (
    <>
      <PageHeader
        title={isChange ? `Change plan ${from.runId}` : 'New run'}
        back={
          isChange
            ? { label: 'Plan', href: `/runs/${from.runId}` as Route }
            : { label: 'Runs', href: '/runs' }
        }
      />
      <div className="flex min-h-0 flex-1 flex-col gap-6 overflow-y-auto px-4 py-4 phone:overflow-visible">
        <KeptNote
          shown={run.isBack}
          onClear={() => {
            run.forget();
            onClear();
          }}
        />
        <section aria-labelledby="run-who" className="flex flex-col gap-2.5">
          <h2 id="run-who" className="text-14 font-semibold">
            Who
          </h2>
          <Segmented
            label="Where the people come from"
            value={source.kind}
            onValueChange={source.setKind}
            options={[
              { value: 'filter', label: 'Filter' },
              {
                value: 'users',
                label: 'Selected users',
                ...(source.chosen !== null && { count: formatCount(source.chosen.length) }),
              },
              { value: 'csv', label: 'CSV file' },
              { value: 'list', label: 'Pasted list' },
            ]}
          />
          {source.kind === 'filter' && <FilterSource q={source.q} onQ={source.setQ} except={source.except} />}
          {source.kind === 'users' && <ChosenSource count={source.chosen?.length ?? null} />}
          {source.kind === 'csv' && (
            <FileSource
              file={source.files.csv}
              onFile={(next) => source.setFile('csv', next)}
              states={states}
              faults={run.columnFaults}
            />
          )}
          {source.kind === 'list' && (
            <ListSource
              file={source.files.list}
              onFile={(next) => source.setFile('list', next)}
              states={states}
              faults={run.columnFaults}
              keptAs={runOperations.keptAs}
            />
          )}
        </section>
        <section aria-labelledby="run-what" className="flex flex-col gap-2.5">
          <div>
            <h2 id="run-what" className="text-14 font-semibold">
              What
            </h2>
            <p className="text-12 text-fg-2">
              Each provider has changes of its own, checked by its own rules. Tags that no change names stay
              as they are.
            </p>
          </div>
          <OperationCards runOperations={runOperations} states={states} byFile={run.providersOfFile} />
        </section>
        <section aria-labelledby="run-why" className="flex flex-col gap-2.5">
          <h2 id="run-why" className="text-14 font-semibold">
            Why
          </h2>
          <div className="grid max-w-200 grid-cols-2 gap-3 phone:grid-cols-1">
            <TextField
              label="Name"
              hint="For the list of runs. Without one the changes are its name."
              value={run.name}
              onChange={(event) => run.setName(event.currentTarget.value)}
              error={run.faults.name}
            />
            <TextField
              label="Note"
              hint="Why: it is kept with every change."
              value={run.note}
              onChange={(event) => run.setNote(event.currentTarget.value)}
              error={run.faults.note}
            />
          </div>
        </section>
      </div>
      <BottomBar label="Plan" className="items-center">
        <div className="min-w-0 flex-1">
          {run.message === null ? (
            <p className="text-12 text-fg-2">
              You review every change before anything is sent.
              {isChange && ` Plan ${from.runId} is discarded for the new one.`}
            </p>
          ) : (
            <RefusalAlert refusal={run.message} className="max-w-200" />
          )}
        </div>
        <Button look="primary" size="large" busy={run.busy} onClick={() => void run.plan()}>
          Preview changes
        </Button>
      </BottomBar>
    </>
  );
}
