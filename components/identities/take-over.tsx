'use client';

import { Button } from '#components/ui/button.tsx';
import { showToast } from '#components/ui/toast-store.ts';
import { takeOverName } from '#lib/actions/identities.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { useIdentityAct } from './use-cases.ts';

/** One press: the user has it from now on, and what the provider says later follows. */
export function TakeOver({
  userId,
  provider,
  part,
  text,
}: {
  userId: number;
  provider: ProviderId;
  part: 'name' | 'email';
  text: string;
}) {
  const act = useIdentityAct<{ userId: number }>();
  const take = () =>
    act.mutate(() => takeOverName({ userId, provider, part }), {
      onSuccess: () => showToast({ text: `${text} taken over. Nothing was sent.`, tone: 'ok' }),
      onError: ({ message }) => showToast({ text: message, tone: 'danger' }),
    });
  return (
    <Button size="small" busy={act.isPending} aria-label={`Take over ${text}`} onClick={take}>
      Take over
    </Button>
  );
}
