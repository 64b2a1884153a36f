'use client';

import { type FormEvent, useId, useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Dialog } from '#components/ui/dialog.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { PutBackWords } from './put-back-words.tsx';
import type { DriftVerb, Question } from './use-decide.ts';

export const verbNames: Record<DriftVerb, string> = {
  accept: 'Accept',
  'put-back': 'Put back',
  ignore: 'Ignore',
};

const consequences: Record<DriftVerb, string> = {
  accept: 'What the providers show counts. Nothing is sent.',
  'put-back': 'What was given here is sent again, as a run that starts at once and can be undone as a whole.',
  ignore: 'Nobody is asked about these again until they differ otherwise. Nothing is sent.',
};

interface QuestionDialogProps {
  question: Question;
  busy: boolean;
  onAnswer: (confirmCount: number | null) => void;
  onClose: () => void;
}

export function QuestionDialog({ question, busy, onAnswer, onClose }: QuestionDialogProps) {
  const formId = useId();
  const [text, setText] = useState('');
  const [tried, setTried] = useState(false);
  const { verb, target, typed } = question;
  const isRight = typed === null || text.replaceAll(/\D/g, '') === String(typed.count);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setTried(true);
    if (isRight) onAnswer(typed?.count ?? null);
  };
  return (
    <Dialog
      open
      onClose={onClose}
      title={`${verbNames[verb]} ${countOf(target.count, 'difference')}?`}
      actions={
        <>
          <Button size="large" look="quiet" onClick={onClose}>
            Cancel
          </Button>
          <Button size="large" look="primary" type="submit" form={formId} busy={busy}>
            {verbNames[verb]}
          </Button>
        </>
      }
    >
      <form id={formId} onSubmit={submit} className="flex flex-col gap-3" noValidate>
        <p className="text-fg-2">{typed ? typed.why : consequences[verb]}</p>
        {verb === 'put-back' && <PutBackWords target={target} />}
        {typed && (
          <TextField
            label={`Type ${formatCount(typed.count)} to confirm`}
            inputMode="numeric"
            size="large"
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            error={tried && !isRight ? `Type ${formatCount(typed.count)}.` : undefined}
            data-autofocus
          />
        )}
      </form>
    </Dialog>
  );
}
