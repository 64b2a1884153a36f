'use client';

import { useEdits } from '#components/tags/edits-context.tsx';
import { Button, type ButtonSize } from '#components/ui/button.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine, SettleVerdict } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { settleWords } from './line-words.ts';

/** It is looked up first, or the verb is idempotent. */
function mayBeSentAgain({ provider, operations }: Pick<HistoryLine, 'provider' | 'operations'>): boolean {
  const { idempotent, canRead } = capabilitiesOf(provider);
  return canRead || operations.every(({ verb }) => idempotent.includes(verb));
}

type Line = Pick<HistoryLine, 'id' | 'provider' | 'operations'>;

/** On a user's page. */
export function SettleButtons({ line }: { line: Line }) {
  const { edits, member } = useEdits();
  return <SettleChoices line={line} role={member.role} onSettle={(verdict) => edits.settle(line, verdict)} />;
}

interface SettleChoicesProps {
  line: Line;
  role: string;
  size?: ButtonSize | undefined;
  busy?: boolean | undefined;
  onSettle: (verdict: SettleVerdict) => void;
}

/** Nothing for those who may not say it. */
export function SettleChoices({ line, role, size = 'small', busy = false, onSettle }: SettleChoicesProps) {
  if (!can(role, 'tags:edit')) return null;
  const words = settleWords(line.operations);
  return (
    <>
      <Button size={size} busy={busy} onClick={() => onSettle('applied')}>
        {words.applied}
      </Button>
      <Button size={size} busy={busy} onClick={() => onSettle('not-applied')}>
        {words['not-applied']}
      </Button>
      {mayBeSentAgain(line) && (
        <Button size={size} look="quiet" busy={busy} onClick={() => onSettle('send-again')}>
          Send again
        </Button>
      )}
    </>
  );
}
