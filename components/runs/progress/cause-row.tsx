'use client';

import { ProviderMark } from '#components/providers/provider-mark.tsx';
import { ProofText } from '#components/tags/proof-text.tsx';
import { Button } from '#components/ui/button.tsx';
import { classNames } from '#components/ui/class-names.ts';
import { formatCount } from '#components/ui/count.ts';
import { Verbatim } from '#components/ui/verbatim.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { SettleVerdict } from '#lib/shared/changes.ts';
import type { RunCause } from '#lib/shared/runs.ts';
import type { useRunActions } from './use-run-actions.ts';

interface CauseRowProps {
  cause: RunCause;
  /** null: nothing can be retried now. */
  actions: ReturnType<typeof useRunActions> | null;
  onShow: () => void;
  onEdit: () => void;
  /** null: not permitted. */
  onSettle: ((verdict: SettleVerdict) => void) | null;
}

export function CauseRow({ cause, actions, onShow, onEdit, onSettle }: CauseRowProps) {
  const { provider, outcome, count, code, message, advice, repeat, unsettled } = cause;
  const { label } = capabilitiesOf(provider);
  const words = [code, message].filter((part) => part !== null && part !== '').join(' ');
  return (
    <li className="grid grid-cols-[14px_48px_84px_minmax(0,1fr)_minmax(0,1fr)_176px] items-center gap-x-3 gap-y-1 border-b border-line px-4 py-1.5 phone:grid-cols-[14px_auto_1fr]">
      <ProviderMark provider={provider} name={label} />
      <b className="text-end font-semibold tabular-nums">{formatCount(count)}</b>
      <ProofText kind={outcome} />
      <p className="min-w-0 wrap-anywhere phone:col-span-full">
        {words === '' ? (
          <span className="text-fg-3">{formatNoReason(outcome, label)}</span>
        ) : (
          <Verbatim>{words}</Verbatim>
        )}
      </p>
      <p className="min-w-0 text-12 wrap-anywhere text-fg-2 phone:col-span-full">{advice}</p>
      <div
        className={classNames(
          'flex flex-wrap items-center gap-1.5 phone:col-span-full phone:justify-start',
          // Four buttons take a line of their own.
          onSettle && unsettled ? 'col-[4/-1]' : 'justify-end',
        )}
      >
        {actions && repeat && outcome !== 'unknown' && (
          <Button
            size="small"
            busy={actions.busy === `retry ${cause.cause}`}
            onClick={() => void actions.retry({ outcomes: [outcome], provider, cause: cause.cause })}
          >
            Retry {formatCount(count)}
          </Button>
        )}
        {actions && !repeat && outcome !== 'unknown' && (
          <Button size="small" onClick={onEdit}>
            Edit and retry…
          </Button>
        )}
        {onSettle && unsettled && (
          <>
            {unsettled.repeatable && (
              <Button size="small" onClick={() => onSettle('send-again')}>
                Send again {formatCount(unsettled.count)}
              </Button>
            )}
            <Button size="small" onClick={() => onSettle('applied')}>
              They were applied…
            </Button>
            <Button size="small" onClick={() => onSettle('not-applied')}>
              They were not applied…
            </Button>
          </>
        )}
        <Button
          size="small"
          look="quiet"
          onClick={onShow}
          aria-label={`Show ${formatCount(count)} at ${label}: ${words || advice}`}
        >
          Show
        </Button>
      </div>
    </li>
  );
}

/** It was not asked, or said nothing. */
function formatNoReason(outcome: RunCause['outcome'], label: string): string {
  return outcome === 'cancelled' ? 'Cancelled by a member' : `${label} gave no reason`;
}
