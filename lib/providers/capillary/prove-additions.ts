/**
 * Proves a run's additions for many customers by pages of a label's customers, where that is fewer calls than
 * reading each. Whoever is missing is read.
 */

import { ProviderError } from '../errors.ts';
import type { Exchange } from '../exchange.ts';
import type { CapillaryClient } from './client.ts';

/** Below the worker's limit of unrecorded changes, so that writing goes on meanwhile. */
const maxTogether = 40;
/** At Capillary's usual rate limit, sixteen additions gather in it. */
const maxWaitMs = 10_000;
/** Without a write under way nobody joins. */
const idleMs = 200;
/** The API takes -1 for all; this many are still a short answer. */
const pageSize = 5_000;
/** After a search that wasted calls, this many groups are read singly. */
const groupsAfterWaste = 10;

type Search = Pick<CapillaryClient, 'searchLabel'>;
type Waiting = {
  userId: string;
  labels: readonly string[];
  resolve: (proof: Exchange[] | null) => void;
  reject: (error: unknown) => void;
};
type Proofs = ReadonlyMap<string, Exchange>;

export type AdditionProver = {
  /** An addition is being written: others wait for it to join. The result ends that. */
  begin(): () => void;
  /** The calls that show every label; null: read the customer. Never rejects with ProviderError. */
  prove(userId: string, labels: readonly string[]): Promise<Exchange[] | null>;
};

export function createAdditionProver(client: Search): AdditionProver {
  const searchLabel = createLabelSearch(client);
  let waiting: Waiting[] = [];
  let writing = 0;
  let latest: NodeJS.Timeout | null = null;
  let idle: NodeJS.Timeout | null = null;

  function proveAll(): void {
    if (latest) clearTimeout(latest);
    if (idle) clearTimeout(idle);
    latest = null;
    idle = null;
    const groups = Map.groupBy(waiting, ({ labels }) => JSON.stringify(labels.toSorted()));
    waiting = [];
    for (const group of groups.values()) void proveGroup(group);
  }

  async function proveGroup(group: readonly Waiting[]): Promise<void> {
    try {
      const proofs = await findProofs(group);
      for (const { userId, labels, resolve } of group) {
        const calls = proofs.get(userId);
        resolve(calls?.length === labels.length ? calls : null);
      }
    } catch (error) {
      for (const { reject } of group) reject(error);
    }
  }

  /** By customer: one call per label, or the customer is not proved. */
  async function findProofs(group: readonly Waiting[]): Promise<Map<string, Exchange[]>> {
    const proofs = new Map<string, Exchange[]>(group.map(({ userId }) => [userId, []]));
    for (const label of group[0]?.labels ?? []) {
      // A single customer is read with one call, which shows more.
      if (proofs.size < 2) break;
      const shown = await searchLabel(label, new Set(proofs.keys()));
      for (const [userId, calls] of proofs) {
        const call = shown.get(userId);
        if (call) calls.push(call);
        else proofs.delete(userId);
      }
    }
    return proofs;
  }

  function proveWhenIdle(): void {
    if (idle) clearTimeout(idle);
    idle = writing === 0 && waiting.length > 0 ? setTimeout(proveAll, idleMs) : null;
  }

  return {
    begin: () => {
      writing += 1;
      proveWhenIdle();
      return () => {
        writing -= 1;
        proveWhenIdle();
      };
    },
    prove: (userId, labels) =>
      new Promise((resolve, reject) => {
        waiting.push({ userId, labels, resolve, reject });
        latest ??= setTimeout(proveAll, maxWaitMs);
        if (waiting.length >= maxTogether) proveAll();
        else proveWhenIdle();
      }),
  };
}

/** Of earlier searches for the label. `size`: rows in a page. */
type Known = { total: number; size: number; groupsToSkip: number };

/** Searches as long as that may take fewer calls than reading those still missing. */
function createLabelSearch(client: Search): (label: string, wanted: ReadonlySet<string>) => Promise<Proofs> {
  const labels = new Map<string, Known>();

  async function search(label: string, wanted: ReadonlySet<string>, known: Known, calls: Exchange[]) {
    const proofs = new Map<string, Exchange>();
    /** Gives the page's rows; null: the total is not given. */
    async function read(offset: number): Promise<number | null> {
      const page = await client.searchLabel(label, { offset, limit: pageSize }, calls);
      const call = calls.at(-1);
      for (const userId of page.userIds) {
        if (call && wanted.has(userId)) proofs.set(userId, asProof(call, userId, label));
      }
      if (page.total === null) return null;
      known.total = page.total;
      if (page.rows > 0 && offset + page.rows < page.total) known.size = page.rows;
      return page.rows;
    }
    const isWorth = (rowsLeft: number) =>
      rowsLeft > 0 && Math.ceil(rowsLeft / known.size) < wanted.size - proofs.size;

    // New customers are most likely last; otherwise the rest is read from the start.
    const tail = Math.max(0, known.total + wanted.size - known.size);
    const tailRows = await read(tail);
    if (tailRows === null) return proofs;
    let next = tail === 0 ? tailRows : 0;
    while (isWorth(known.total - next - (next < tail ? tailRows : 0))) {
      const rows = await read(next);
      if (!rows) break;
      next += rows;
      if (next >= tail) next = Math.max(next, tail + tailRows);
    }
    return proofs;
  }

  return async (label, wanted) => {
    const known = labels.get(label) ?? { total: 0, size: pageSize, groupsToSkip: 0 };
    labels.set(label, known);
    if (known.groupsToSkip > 0) {
      known.groupsToSkip -= 1;
      return new Map();
    }
    const calls: Exchange[] = [];
    let proofs: Proofs = new Map();
    try {
      proofs = await search(label, wanted, known, calls);
    } catch (error) {
      if (!(error instanceof ProviderError)) throw error;
    }
    if (proofs.size < calls.length || proofs.size === 0) known.groupsToSkip = groupsAfterWaste;
    return proofs;
  };
}

/** Reduced to one customer's row, for the ledger. */
function asProof(call: Exchange, userId: string, labelName: string): Exchange {
  return { ...call, answer: `… ${JSON.stringify({ userId, customerLabels: [{ labelName }] })} …` };
}
