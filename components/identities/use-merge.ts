'use client';

import { useState } from 'react';
import { mergeUsers } from '#lib/actions/identities.ts';
import { titleOf } from '#lib/shared/user-list.ts';
import type { ShownIdentity, ShownUser } from '#lib/shared/users.ts';
import { survivorFirst, together, togetherWords } from './together.ts';
import { useIdentityAct } from './use-cases.ts';

export type TakenPart = 'name' | 'email';

export type Merged = { actId: number; userId: number; words: string };

/** null while one of them is not read yet. `isReady`: every choice is made. */
export function useMerge(pair: readonly [ShownUser, ShownUser] | null, caseId?: number) {
  const [keep, setKeep] = useState<readonly number[]>([]);
  const [take, setTake] = useState<readonly TakenPart[]>([]);
  const sides = pair && survivorFirst(pair);
  const act = useIdentityAct<{ actId: number; userId: number; stays: boolean }>(sides?.[1].id);
  if (!sides) return null;
  const [first, second] = sides;
  const parts = together(first, second, keep);
  return {
    first,
    second,
    parts,
    take,
    /** Whose name or e-mail is kept: the first user's, or the second's. */
    chooseText: (part: TakenPart, isSecond: boolean) =>
      setTake((taken) => [...taken.filter((each) => each !== part), ...(isSecond ? [part] : [])]),
    isReady: parts.every(({ isConflict, chosen }) => !isConflict || chosen !== null),
    busy: act.isPending,
    refusal: act.error?.message ?? null,
    choose: (identity: ShownIdentity) => {
      const others = parts
        .filter(({ provider }) => provider === identity.provider)
        .flatMap((part) => [part.first?.id, part.second?.id]);
      setKeep((kept) => [...kept.filter((id) => !others.includes(id)), identity.id]);
    },
    merge: async (): Promise<Merged | { refusal: string }> => {
      const input = {
        userId: first.id,
        otherId: second.id,
        keep,
        take,
        ...(caseId === undefined ? {} : { caseId }),
      };
      const done = await act
        .mutateAsync(() => mergeUsers(input))
        .catch((error: Error) => ({ refusal: error.message }));
      if ('refusal' in done) return done;
      const words = done.stays
        ? `${titleOf(first)} has what you chose of ${titleOf(second)} now: ${togetherWords(parts)}.`
        : `${titleOf(first)} and ${titleOf(second)} are one user now: ${togetherWords(parts)}.`;
      return { actId: done.actId, userId: done.userId, words };
    },
  };
}
