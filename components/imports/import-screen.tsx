'use client';

import Link from 'next/link';
import { type ReactNode, useEffect, useRef } from 'react';
import { FileForm } from '#components/runs/new-run/file-form.tsx';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { PageHeader } from '#components/shell/page-header.tsx';
import { Button, buttonClass } from '#components/ui/button.tsx';
import { formatCount } from '#components/ui/count.ts';
import { FileDrop } from '#components/ui/file-drop.tsx';
import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import type { SaidForm } from '#lib/shared/csv.ts';
import { ColumnsHelp } from './columns-help.tsx';
import { AdviceList, ImportLookView } from './import-look.tsx';
import { ImportReportView } from './import-report.tsx';
import type { ChosenFile } from './send-file.ts';
import { UndoImportButton } from './undo-import-button.tsx';
import { type ImportState, useImport } from './use-import.ts';

export function ImportScreen({ states }: { states: ProviderStates }) {
  const { state, choose, load, revise, stop, again } = useImport();
  return (
    <>
      <PageHeader title="Import" back={{ label: 'Users', href: '/users' }} />
      <Stage step={state.step}>
        {state.step === 'ask' ? (
          <ImportLookView
            look={state.look}
            chosen={state.chosen}
            isChecking={state.isChecking}
            message={state.message}
            states={states}
            onSay={(form) => void choose(state.chosen.file, { ...state.chosen.form, ...form }, true)}
            onRevise={revise}
            onLoad={() => void load(state.chosen, state.look)}
            onChooseAnother={again}
          />
        ) : (
          <div className="flex min-h-0 flex-1 flex-col gap-4 overflow-y-auto p-4 phone:p-3">
            <div className="flex w-full max-w-180 flex-col gap-4">
              {state.step === 'choose' && (
                <>
                  <FileDrop
                    label="Choose a CSV file, or drop it here"
                    accept=".csv,.tsv,.txt,text/csv"
                    onFile={(file) => void choose(file)}
                    error={state.message && <span role="alert">{state.message}</span>}
                    hint="Under a header of your own you first see what the rows become. Good rows are loaded, bad ones are listed with the reason."
                  />
                  {state.refused && <OtherForm refused={state.refused} onChoose={choose} />}
                  <ColumnsHelp />
                </>
              )}
              {(state.step === 'look' || state.step === 'load') && <Sending state={state} onStop={stop} />}
              {state.step === 'done' && (
                <>
                  <ImportReportView
                    report={state.report}
                    onCorrect={() => void choose(state.chosen.file, state.chosen.form, true)}
                  />
                  <AdviceList advice={state.advice} />
                  <div className="flex flex-wrap gap-2">
                    <Button onClick={again}>Import another file</Button>
                    <UndoImportButton importId={state.report.importId} />
                    <Link href="/users" className={buttonClass({ look: 'quiet' })}>
                      Go to the users
                    </Link>
                  </div>
                </>
              )}
            </div>
          </div>
        )}
      </Stage>
    </>
  );
}

/** Takes the focus of what a step leaves behind. */
function Stage({ step, children }: { step: ImportState['step']; children: ReactNode }) {
  const stage = useRef<HTMLDivElement>(null);
  const last = useRef(step);
  useEffect(() => {
    if (last.current === step) return;
    last.current = step;
    if (document.activeElement === document.body) stage.current?.focus({ preventScroll: true });
  }, [step]);
  return (
    <div ref={stage} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
      {children}
    </div>
  );
}

function OtherForm({
  refused: { file, form },
  onChoose,
}: {
  refused: ChosenFile;
  onChoose: (file: File, form: SaidForm) => Promise<void>;
}) {
  return (
    <>
      <p className="text-12 text-fg-2 wrap-anywhere">Or say how {file.name} is written:</p>
      <FileForm upload={null} said={form} onSay={(said) => void onChoose(file, { ...form, ...said })} />
    </>
  );
}

function Sending({
  state: { step, fileName, progress },
  onStop,
}: {
  state: Extract<ImportState, { step: 'look' | 'load' }>;
  onStop: () => void;
}) {
  const percent = Math.floor(progress.sent * 100);
  const rows = progress.rowsRead > 0 ? `, ${formatCount(progress.rowsRead)} rows checked` : '';
  return (
    <div className="flex flex-col gap-2">
      <p className="font-medium wrap-anywhere">{fileName}</p>
      <ProgressMeter
        label={step === 'look' ? `First look at ${fileName}` : `Import of ${fileName}`}
        valueText={`${percent} % sent${rows}`}
        segments={[{ look: 'accent', amount: progress.sent }]}
        total={1}
      />
      <p className="text-12 text-fg-2 tabular-nums">
        {step === 'look' ? 'First look, nothing is loaded yet: ' : ''}
        {percent} % sent{rows}. Stay on this page until it is done.
      </p>
      <div>
        <Button onClick={onStop}>Stop</Button>
      </div>
    </div>
  );
}
