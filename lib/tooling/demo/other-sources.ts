/** Runs whose people come from elsewhere than a filter. */
import { inverseOf } from '#lib/domain/changes/inverse.ts';
import { undoOfRun } from '#lib/domain/runs/undo-run.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { Operation } from '#lib/providers/contract.ts';
import { day } from './agenda.ts';
import { elena, mika, ruth } from './members.ts';
import { holds, identityAt, type PastLedger } from './past-ledger.ts';
import { filterPlan, type RunPlan } from './past-runs.ts';
import { fragmentRegionOf } from './regions.ts';

/** FRAGMENT's region as the place is, which the first file had not. */
export function planOfFile(): RunPlan {
  return {
    name: 'Regions by place',
    note: 'The first file had them mixed up',
    maker: ruth,
    title: 'Change tags at FRAGMENT from regions.csv',
    age: 68.7 * day,
    start: 'at once',
    source: {
      kind: 'csv',
      uploadId: 1,
      who: [{ column: 'account', as: 'fragment' }],
      mappings: [{ column: 'region', provider: 'fragment', verb: 'set', key: 'region' }],
    },
    operations: [],
    ask: (user) => {
      const held = identityAt(user, 'fragment')?.tags.find(({ key }) => key === 'region');
      const value = fragmentRegionOf(user.person.region);
      if (!held || held.value === value) return [];
      return [{ provider: 'fragment', operations: [{ verb: 'set', key: 'region', value }] }];
    },
  };
}

/** A handful picked in the list. */
export function planOfSelection(ledger: PastLedger): RunPlan {
  const chosen = ledger.users
    .filter((user, index) => index % 131 === 7 && identityAt(user, 'vero'))
    .slice(0, 12);
  const draft = {
    name: '',
    note: 'winners of the raffle',
    maker: mika,
    age: 22.7 * day,
    start: 'at once' as const,
    q: '',
  };
  const source = { kind: 'users' as const, userIds: chosen.map(({ id }) => id), direct: true as const };
  return filterPlan(
    { ...draft, source },
    [['vero', 'add', 'gift-card']],
    (user) => chosen.includes(user) && user.createdAt !== null,
  );
}

export function planOfUndo(ledger: PastLedger, runId: number): RunPlan {
  const { name, note, title, source, undoOf } = undoOfRun(
    { id: runId, name: 'Trials to growth', title: '' },
    'Too early',
  );
  return {
    name,
    note,
    title,
    source,
    undoOf,
    operations: [],
    maker: elena,
    age: 15.72 * day,
    start: 'at once',
    ask: (user) =>
      ledger.lines.flatMap((line) => {
        const { identity, operations, outcomes, before, after } = line;
        if (line.runId !== runId || identity.user !== user || !outcomes || !before || !after) return [];
        const back: Operation[] = inverseOf(
          { operations, outcomes, before, after },
          capabilitiesOf('fragment'),
        ).operations;
        const isMoved = !holds(user, 'fragment', 'plan', 'growth');
        return back.length === 0 || isMoved
          ? []
          : [{ provider: 'fragment' as const, operations: back, undoOf: line.id }];
      }),
  };
}
