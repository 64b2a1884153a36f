'use client';

import { useMemo, useSyncExternalStore } from 'react';
import { useKeptOwner } from '#components/kept/kept-owner.tsx';
import { keep, keptAt, subscribeToKept } from '#components/kept/kept-store.ts';
import { type Asked, asReopened, isTriedAgain, type Notice, noticeOfSilence } from './notice.ts';

/** Sent by this document, no answer yet. */
const underWay = new Set<string>();
/** Notices of this document; others are from an earlier page. */
const said = new Set<string>();
const none: readonly Notice[] = [];

export type KeptNotices = {
  /** Oldest first; nothing of edits under way. */
  notices: readonly Notice[];
  /** Kept as unknown: if the page closes before the answer, the next one looks for it. */
  sent: (asked: Asked) => void;
  /** null: nothing to say. */
  answered: (id: string, notice: Notice | null) => void;
  /** Each is announced once, however often its outcome arrives. */
  add: (notices: readonly Notice[]) => void;
};

/** Notices of a user's edits; kept until dismissed, also beyond the page. */
export function useKeptNotices(userId: number): KeptNotices {
  const owner = useKeptOwner() ?? '';
  const name = `user/${userId}/notices`;
  const read = () => (keptAt(owner, name) ?? none) as readonly Notice[];
  const all = useSyncExternalStore(subscribeToKept, read, () => none);
  const changes = useMemo(() => changesAt(owner, name), [owner, name]);
  return useMemo(() => {
    const notices = all
      .filter(({ id }) => !underWay.has(id))
      .map((notice) => (said.has(notice.id) ? notice : asReopened(notice)));
    return { notices, ...changes };
  }, [all, changes]);
}

function changesAt(owner: string, name: string): Omit<KeptNotices, 'notices'> {
  const change = (to: (notices: readonly Notice[]) => readonly Notice[]) => {
    const next = to((keptAt(owner, name) ?? none) as readonly Notice[]);
    keep(owner, name, next.length === 0 ? null : next);
  };
  return {
    sent: (asked) => {
      underWay.add(asked.id);
      guardLeaving();
      const stays = (notice: Notice) => underWay.has(notice.id) || !isTriedAgain(notice, asked);
      change((notices) => [...notices.filter(stays), noticeOfSilence(asked, Date.now())]);
    },
    answered: (id, notice) => {
      underWay.delete(id);
      guardLeaving();
      said.add(id);
      change((notices) => {
        const others = notices.filter((each) => each.id !== id);
        if (!notice) return others;
        return others.length < notices.length
          ? notices.map((each) => (each.id === id ? notice : each))
          : [...others, notice];
      });
    },
    add: (fresh) => {
      if (fresh.length === 0) return;
      for (const { id } of fresh) said.add(id);
      change((notices) => [...notices, ...fresh.filter(({ id }) => !notices.some((each) => each.id === id))]);
    },
  };
}

/** Edits are sent one after another: closing the page would lose waiting ones. */
function guardLeaving(): void {
  if (underWay.size > 0) window.addEventListener('beforeunload', askFirst);
  else window.removeEventListener('beforeunload', askFirst);
}

function askFirst(event: BeforeUnloadEvent): void {
  event.preventDefault();
}
