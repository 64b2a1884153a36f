/** Runs whose people come from elsewhere than a filter. */
import { inverseOf } from '#lib/domain/changes/inverse.ts';
import { undoOfRun } from '#lib/domain/runs/undo-run.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { day } from './agenda.ts';
import { elena, mika, ruth } from './members.ts';
import { holds, identityAt, type PastLedger, type PastLine, type PastUser } from './past-ledger.ts';
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
  let made: Map<PastUser, PastLine[]> | undefined;
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
    ask: (user) => {
      made ??= Map.groupBy(
        ledger.lines.filter((line) => line.runId === runId),
        ({ identity }) => identity.user,
      );
      return (made.get(user) ?? []).flatMap(({ id, operations, outcomes, before, after }) => {
        if (!outcomes || !before || !after || !holds(user, 'fragment', 'plan', 'growth')) return [];
        const back = inverseOf({ operations, outcomes, before, after }, capabilitiesOf('fragment'));
        return back.operations.length === 0
          ? []
          : [{ provider: 'fragment' as const, operations: back.operations, undoOf: id }];
      });
    },
  };
}
