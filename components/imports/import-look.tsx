import { FileForm, NoTextAlert } from '#components/runs/new-run/file-form.tsx';
import { Alert } from '#components/ui/alert.tsx';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import type { SaidForm } from '#lib/shared/csv.ts';
import type { ImportAdvice, ImportLook } from '#lib/shared/imports.ts';
import { BadRowsTable } from './bad-rows-table.tsx';

/** Bad rows shown before loading. */
const maxShown = 10;

interface ImportLookViewProps {
  look: ImportLook;
  said: SaidForm;
  onSay: (form: SaidForm) => void;
  onLoad: () => void;
  onChooseAnother: () => void;
}

export function ImportLookView({ look, said, onSay, onLoad, onChooseAnother }: ImportLookViewProps) {
  const { fileName, rowsLoaded, rowsBad, usersCreated, usersChanged, usersUnchanged, badRows, advice } = look;
  const facts = [
    `${formatCount(usersCreated)} new`,
    `${formatCount(usersChanged)} changed`,
    `${formatCount(usersUnchanged)} unchanged`,
    `${formatCount(rowsBad)} bad`,
  ];
  const shown = badRows.slice(0, maxShown);
  return (
    <div className="flex flex-col gap-3">
      <h2 className="font-semibold wrap-anywhere">{fileName}</h2>
      <p role="status">{facts.join(', ')}. Nothing is loaded yet.</p>
      <NoTextAlert upload={look} onSay={onSay} />
      <AdviceList advice={advice} />
      <FileForm upload={look} said={said} onSay={onSay} />
      {shown.length > 0 && (
        <div className="flex flex-col gap-1.5">
          <p className="text-12 text-fg-2">
            {countOf(rowsBad, 'row')} cannot be loaded{rowsBad > shown.length ? '; the first are' : ''}:
          </p>
          <div className="overflow-x-auto rounded-card border border-line">
            <BadRowsTable label="Bad rows" badRows={shown} />
          </div>
        </div>
      )}
      <div className="flex flex-wrap gap-2">
        <Button look="primary" disabled={rowsLoaded === 0} onClick={onLoad}>
          Load {countOf(rowsLoaded, 'row')}
        </Button>
        <Button onClick={onChooseAnother}>Choose another file</Button>
      </div>
    </div>
  );
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
