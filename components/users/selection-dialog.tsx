'use client';

import { type FormEvent, type RefObject, useEffect, useId, useRef } from 'react';
import { RefusalAlert } from '#components/forms/refusal-alert.tsx';
import type { ProviderStates } from '#components/runs/new-run/operation-cards.tsx';
import { releaseKeys } from '#components/shell/held-keys.ts';
import { Button } from '#components/ui/button.tsx';
import { countOf, formatCount } from '#components/ui/count.ts';
import { Kbd } from '#components/ui/kbd.tsx';
import { keepBeside } from '#components/ui/place-beside.ts';
import { floatingClass } from '#components/ui/popover.tsx';
import { Select } from '#components/ui/select.tsx';
import { TextField } from '#components/ui/text-field.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { isProviderId } from '#lib/providers/ids.ts';
import { SelectionFields } from './selection-fields.tsx';
import type { SelectionVerb } from './selection-preview.ts';
import type { SelectionEdit } from './selection-report.ts';
import { SelectionVerdict } from './selection-verdict.tsx';
import type { Who } from './selection-who.ts';
import { useSelectionForm } from './use-selection-form.ts';

interface SelectionDialogProps {
  verb: SelectionVerb;
  who: Who;
  states: ProviderStates;
  max: number;
  anchor: RefObject<HTMLElement | null>;
  onSent: (sent: { runId: number; edit: SelectionEdit }) => void;
  onClose: () => void;
}

/** Above the toolbar; the browser dismisses it. */
export function SelectionDialog({ anchor, onClose, ...input }: SelectionDialogProps) {
  const surface = useRef<HTMLDivElement>(null);
  const titleId = useId();
  const close = () => surface.current?.hidePopover();
  useEffect(() => {
    const element = surface.current;
    if (!element || !anchor.current) return;
    element.showPopover();
    element.querySelector<HTMLElement>('[data-autofocus] input')?.focus();
    releaseKeys();
    return keepBeside(element, anchor.current, { side: 'above' });
  }, [anchor]);

  return (
    <div
      ref={surface}
      popover="auto"
      role="dialog"
      aria-labelledby={titleId}
      onToggle={(event) => {
        if (event.target === event.currentTarget && event.newState === 'closed') onClose();
      }}
      className={`${floatingClass} w-108 max-w-[calc(100vw-16px)] p-3.5`}
    >
      <EditForm {...input} titleId={titleId} onClose={close} />
    </div>
  );
}

type EditFormProps = Omit<SelectionDialogProps, 'anchor'> & { titleId: string };

function EditForm({ titleId, ...input }: EditFormProps) {
  const { verb, who, max, onClose } = input;
  const form = useSelectionForm(input);
  const { provider, capabilities, preview, confirm } = form;
  const isAdd = verb === 'add';
  const whom = who.size === undefined ? 'everybody who matches' : countOf(who.size, 'user');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    void form.submit();
  };
  return (
    <form onSubmit={submit} noValidate className="flex flex-col gap-3">
      <h2 id={titleId} className="text-14 font-semibold">
        {isAdd ? 'Add tag to' : 'Remove tag from'} {whom}
      </h2>
      {provider === undefined ? (
        <p className="text-12 text-fg-2">
          {isAdd ? 'No provider is connected.' : 'No connected provider can remove a tag.'}
        </p>
      ) : (
        <>
          <div className="flex items-start gap-2">
            <Select
              label="Provider"
              size="large"
              fieldClassName="w-33 shrink-0"
              value={provider}
              onChange={({ currentTarget: { value } }) => isProviderId(value) && form.setProvider(value)}
              options={form.providers.map((id) => ({ value: id, label: capabilitiesOf(id).label }))}
            />
            <div data-autofocus className="flex min-w-0 flex-1 items-start gap-2 phone:flex-wrap">
              <SelectionFields key={provider} verb={verb} provider={provider} form={form} />
            </div>
          </div>
          {form.atOnce && <SelectionVerdict verb={verb} form={form} />}
          <RefusalAlert refusal={form.refusal} />
          {confirm && (
            <TextField
              label={`Type ${formatCount(confirm.count)} to confirm`}
              hint={confirm.why}
              inputMode="numeric"
              size="large"
              value={form.typedCount}
              onChange={(event) => form.setTypedCount(event.currentTarget.value)}
              error={form.countFault}
            />
          )}
          <TextField
            label="Note"
            placeholder="Why: kept with every change"
            size="large"
            value={form.note}
            onChange={(event) => form.setNote(event.currentTarget.value)}
          />
        </>
      )}
      <div className="flex items-center gap-2">
        <p className="min-w-0 flex-1 text-12 text-fg-3">
          {!form.atOnce ? (
            <>More than {max}: you review every change before anything is sent.</>
          ) : (
            (!isAdd || capabilities.verbs.includes('remove')) && (
              <span className="inline-flex flex-wrap items-center gap-1">
                Undo <Kbd keys={['U']} /> takes all of it back
              </span>
            )
          )}
        </p>
        <Button size="large" look="quiet" onClick={onClose}>
          Cancel
        </Button>
        <Button
          size="large"
          look="primary"
          type="submit"
          busy={form.busy}
          disabled={
            provider === undefined ||
            (preview !== null && !preview.providers.some((each) => each.plan.change > 0))
          }
        >
          {form.atOnce ? (isAdd ? 'Add' : 'Remove') : 'Preview changes'}
        </Button>
      </div>
    </form>
  );
}
