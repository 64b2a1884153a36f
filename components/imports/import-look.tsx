'use client';

import { FileForm, NoTextAlert } from '#components/runs/new-run/file-form.tsx';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { BottomBar } from '#components/ui/bottom-bar.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { SaidForm } from '#lib/shared/csv.ts';
import type { Correction, ImportAdvice, ImportChoices, ImportLook } from '#lib/shared/imports.ts';
import { BadRowsEditor } from './bad-rows-editor.tsx';
import { FirstRows } from './first-rows.tsx';
import { ImportColumns } from './import-columns.tsx';
import type { ChosenFile } from './send-file.ts';

interface ImportLookViewProps {
  look: ImportLook;
  chosen: ChosenFile;
  isChecking: boolean;
  /** Why it was not looked at again, or not loaded. */
  message: string | null;
  states: ProviderStates;
  onSay: (form: SaidForm) => void;
  onRevise: (choices: ImportChoices, isTyping: boolean) => void;
  onLoad: () => void;
  onChooseAnother: () => void;
}

export function ImportLookView({
  look,
  chosen: { form, choices },
  isChecking,
  message,
  states,
  onSay,
  onRevise,
  onLoad,
  onChooseAnother,
}: ImportLookViewProps) {
  const { fileName, rowsRead, rowsLoaded, missing, columns, first, bad, advice } = look;
  const correct = (correction: Correction, isTyping: boolean) => {
    const others = choices.corrections.filter(
      ({ line, cell }) => line !== correction.line || cell !== correction.cell,
    );
    onRevise({ ...choices, corrections: [...others, correction] }, isTyping);
  };
  return (
    <>
      <div className="flex min-h-0 flex-1 flex-col gap-5 overflow-y-auto p-4 phone:overflow-visible phone:p-3">
        <div className="flex w-full max-w-280 flex-col gap-3">
          <h2 className="font-semibold wrap-anywhere">{fileName}</h2>
          <p role="status">{isChecking ? 'Checking…' : formatFound(look)}</p>
          {message !== null && <Alert announce title={message} />}
          {missing !== null && <Alert announce tone="warn" title={missing} />}
          <NoTextAlert upload={look} onSay={onSay} />
          <AdviceList advice={advice} />
          <FileForm upload={look} said={form} onSay={onSay} />
          <ImportColumns
            columns={columns}
            uses={choices.columns ?? columns.map(({ use }) => use)}
            states={states}
            onUses={(uses, isTyping) => onRevise({ ...choices, columns: uses }, isTyping)}
          />
        </div>
        {bad.length > 0 && (
          <div className="w-full max-w-280">
            <BadRowsEditor look={look} corrections={choices.corrections} onCorrect={correct} />
          </div>
        )}
        {first.length > 0 && (
          <div className="w-full max-w-280">
            <FirstRows rows={first} isAll={rowsRead <= first.length} />
          </div>
        )}
      </div>
      <BottomBar label="Import" className="items-center">
        <p className="min-w-0 flex-1 text-12 text-fg-2 phone:flex-none phone:basis-full">
          Nothing is sent to a provider. An import can be undone as a whole.
        </p>
        <Button onClick={onChooseAnother} size="large">
          Choose another file
        </Button>
        <Button look="primary" size="large" disabled={rowsLoaded === 0} onClick={onLoad}>
          Load {countOf(rowsLoaded, 'row')}
        </Button>
      </BottomBar>
    </>
  );
}

function formatFound({ missing, usersCreated, usersChanged, usersUnchanged, rowsBad }: ImportLook): string {
  if (missing !== null) return 'Nothing is loaded yet.';
  const facts = [
    `${formatCount(usersCreated)} new`,
    `${formatCount(usersChanged)} changed`,
    `${formatCount(usersUnchanged)} unchanged`,
    `${formatCount(rowsBad)} bad`,
  ];
  return `${facts.join(', ')}. Nothing is loaded yet.`;
}

/** Each finding once: count, first place, example. */
export function AdviceList({ advice }: { advice: readonly ImportAdvice[] }) {
  if (advice.length === 0) return null;
  return (
    <section aria-label="Advice" className="flex flex-col gap-2">
      {advice.map(({ text, column, example, line, count, holds }) => (
        <Alert key={`${column} ${text}`} tone={holds ? 'warn' : 'info'} title={text}>
          {countOf(count, 'cell')} of <span className="font-mono">{column}</span>, first in line{' '}
          {formatCount(line)}: “<Verbatim>{example}</Verbatim>”
        </Alert>
      ))}
    </section>
  );
}
