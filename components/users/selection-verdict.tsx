'use client';

import { ProgressMeter } from '#components/ui/progress-meter.tsx';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { formatCalls, formatPlan, formatReasons, type SelectionVerb } from './selection-preview.ts';
import type { SelectionForm } from './use-selection-form.ts';

/** Who would get it, before anything is sent. */
export function SelectionVerdict({ verb, form }: { verb: SelectionVerb; form: SelectionForm }) {
  const { preview, operation, capabilities } = form;
  const [own] = preview?.providers ?? [];
  return (
    <div className="flex min-h-17 flex-col gap-1.5 rounded-control border border-line bg-sunken p-2.5 text-12 text-fg-2">
      {own && operation ? (
        <>
          <ProgressMeter
            label={`${capabilitiesOf(own.provider).label}, planned`}
            valueText={formatPlan(verb, own.provider, own.plan)}
            segments={[
              { look: 'accent', amount: own.plan.change },
              { look: 'mute', amount: own.plan.noOp + own.plan.noIdentity },
              { look: 'danger', amount: own.plan.refused },
            ]}
          />
          <p aria-live="polite" className="text-13 text-fg">
            <Verbatim className="font-semibold">{form.name}</Verbatim> at {capabilities.label}:{' '}
            {formatPlan(verb, own.provider, own.plan)}
          </p>
          {[formatCalls(own.plan), ...formatReasons(own.plan), ...(preview?.warnings ?? [])]
            .filter((line) => line !== '')
            .map((line) => (
              <p key={line} className="wrap-anywhere">
                {line}
              </p>
            ))}
        </>
      ) : (
        <p className="text-fg-3">Here you see whom it changes, before you send it.</p>
      )}
    </div>
  );
}
