'use client';

import { useEdits } from '#components/tags/edits-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { HistoryLine } from '#lib/shared/changes.ts';
import { can } from '#lib/shared/permissions.ts';
import { settleWords } from './line-words.ts';

/** It is looked up first, or the verb is idempotent. */
export function mayBeSentAgain({
  provider,
  operations,
}: Pick<HistoryLine, 'provider' | 'operations'>): boolean {
  const { idempotent, canRead } = capabilitiesOf(provider);
  return canRead || operations.every(({ verb }) => idempotent.includes(verb));
}

export function SettleButtons({ line }: { line: Pick<HistoryLine, 'id' | 'provider' | 'operations'> }) {
  const { edits, member } = useEdits();
  if (!can(member.role, 'tags:edit')) return null;
  const words = settleWords(line.operations);
  return (
    <>
      <Button size="small" onClick={() => edits.settle(line, 'applied')}>
        {words.applied}
      </Button>
      <Button size="small" onClick={() => edits.settle(line, 'not-applied')}>
        {words['not-applied']}
      </Button>
      {mayBeSentAgain(line) && (
        <Button size="small" look="quiet" onClick={() => edits.settle(line, 'send-again')}>
          Send again
        </Button>
      )}
    </>
  );
}
