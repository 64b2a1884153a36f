'use client';

import { useEdits } from '#components/tags/edits-context.tsx';
import { Button } from '#components/ui/button.tsx';
import { can } from '#lib/auth/permissions.ts';
import type { HistoryLine } from '#lib/changes/schemas.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';

/** A person's word on an unknown outcome. “Send again” only where arriving twice does no harm. */
export function SettleButtons({ line }: { line: Pick<HistoryLine, 'id' | 'provider' | 'operations'> }) {
  const { edits, member } = useEdits();
  if (!can(member.role, 'tags:edit')) return null;
  const { repeatable } = capabilitiesOf(line.provider);
  const mayRepeat = line.operations.every(({ verb }) => repeatable.includes(verb));
  return (
    <>
      <Button size="small" onClick={() => edits.settle(line, 'applied')}>
        It was applied
      </Button>
      <Button size="small" onClick={() => edits.settle(line, 'not-applied')}>
        It was not
      </Button>
      {mayRepeat && (
        <Button size="small" look="quiet" onClick={() => edits.settle(line, 'send-again')}>
          Send again
        </Button>
      )}
    </>
  );
}
