/** FRAGMENT's users, streamed out of its one answer. */
import { hash } from 'node:crypto';
import type { IdentityPage } from '../contract.ts';
import { handOver } from '../hand-over.ts';
import { toIdentityRows } from '../identity-rows.ts';
import type { FragmentClient } from './client.ts';
import { toIdentity } from './map.ts';
import { BrokenList, type ListedEntry } from './read-list.ts';
import { fragmentRules } from './rules.ts';

/** Beyond any account. */
const maxUsers = 4_000_000;
const firstSlots = 4_096;

export async function* listIdentities(
  client: Pick<FragmentClient, 'listUsers' | 'redact'>,
): AsyncGenerator<IdentityPage, void> {
  const provider = { label: 'FRAGMENT', rules: fragmentRules, redact: client.redact };
  const isRepeated = createIdNotes();
  const pages = handOver<IdentityPage>((give) =>
    client.listUsers([], (part: ListedEntry[]) =>
      give({ ...toIdentityRows(provider, part.map(toIdentity), isRepeated), ...unknown }),
    ),
  );
  yield* pages;
}

const unknown = { cursor: null, total: null, share: null };

/** Whether an id was asked about before, in at most 32 bytes an id: everybody's ids would fill the memory. */
export function createIdNotes(): (id: string) => boolean {
  let slots = new BigUint64Array(firstSlots);
  let noted = 0;

  /** Gives whether it was there. */
  function note(print: bigint): boolean {
    const last = slots.length - 1;
    for (let at = Number(print & BigInt(last)); ; at = (at + 1) & last) {
      if (slots[at] === print) return true;
      if (slots[at] !== 0n) continue;
      slots[at] = print;
      return false;
    }
  }

  return (id) => {
    // 0 is an empty slot.
    const print = hash('sha256', id, 'buffer').readBigUInt64LE() || 1n;
    if (note(print)) return true;
    noted += 1;
    if (noted > maxUsers) throw new BrokenList('more users than there can be');
    if (noted * 2 > slots.length) {
      const before = slots;
      slots = new BigUint64Array(before.length * 2);
      for (const held of before) if (held !== 0n) note(held);
    }
    return false;
  };
}
