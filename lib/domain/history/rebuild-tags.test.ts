import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Operation } from '#lib/providers/contract.ts';
import type { MirrorTag, Outcome } from '#lib/shared/changes.ts';
import { applyOutcomes } from '../changes/mirror.ts';
import { type RecordedLine, rebuildTags } from './rebuild-tags.ts';

const at = (tick: number) => new Date(Date.UTC(2026, 0, 1) + tick * 1_000).toISOString();

/** `lasts`: from sending to the end; `settled`: later, for an unknown outcome. */
type Step = {
  kind: 'tags' | 'import' | 'refresh' | 'cancelled';
  operation: Operation;
  outcome: Outcome;
  pause: number;
  lasts: number;
  settled: number;
};

const key = fc.constantFrom('a', 'b', 'c');
const operation: fc.Arbitrary<Operation> = fc.oneof(
  fc.record({
    verb: fc.constantFrom('add' as const, 'update' as const),
    key,
    value: fc.constantFrom('1', '2'),
  }),
  fc.record({ verb: fc.constant('remove' as const), key, value: fc.constant(null) }),
);
const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom(
    'tags' as const,
    'tags' as const,
    'import' as const,
    'refresh' as const,
    'cancelled' as const,
  ),
  operation,
  outcome: fc.constantFrom(
    'confirmed' as const,
    'accepted' as const,
    'refused' as const,
    'failed' as const,
    'unknown' as const,
  ),
  pause: fc.integer({ min: 1, max: 5 }),
  lasts: fc.integer({ min: 1, max: 6 }),
  settled: fc.integer({ min: 1, max: 20 }),
});

type Write = {
  tick: number;
  order: number;
  apply: (known: MirrorTag[]) => MirrorTag[];
  done: (known: MirrorTag[]) => void;
};

/** Records steps as the ledger would and keeps every state of the mirror. */
function play(steps: readonly Step[]) {
  const lines: RecordedLine[] = [];
  const writes: Write[] = [];
  const found: { tick: number; order: number; find: (known: MirrorTag[]) => void }[] = [];
  let clock = 0;
  let free = 0;
  for (const [id, { kind, operation: asked, outcome, pause, lasts, settled }] of steps.entries()) {
    clock += pause;
    const line: RecordedLine = {
      id,
      kind: kind === 'cancelled' ? 'tags' : kind,
      operations: [asked],
      before: null,
      after: null,
      outcome,
      sentAt: null,
      closedAt: null,
    };
    lines.push(line);
    const end = (tick: number, last: Outcome) => ({
      tick,
      order: id,
      apply: (known: MirrorTag[]) =>
        applyOutcomes(known, {
          operations: [asked],
          outcomes: [{ outcome: last }],
          shown: null,
          at: at(tick),
        }),
      done: (known: MirrorTag[]) => Object.assign(line, { after: known, closedAt: at(tick), outcome: last }),
    });
    if (kind === 'cancelled') {
      Object.assign(line, { closedAt: at(clock), outcome: 'cancelled' });
      continue;
    }
    const begin = kind === 'tags' ? Math.max(clock, free) : clock;
    found.push({ tick: begin, order: id, find: (known) => Object.assign(line, { before: known }) });
    if (kind !== 'tags') {
      writes.push(end(begin, 'confirmed'));
      continue;
    }
    Object.assign(line, { sentAt: at(begin) });
    free = begin + lasts + 1;
    writes.push(end(begin + lasts, outcome));
    // Settling ends the same line again and overwrites its outcome.
    if (outcome === 'unknown') {
      writes.push(end(free + settled, 'confirmed'));
      free += settled + 1;
    }
  }
  const states: { tick: number; tags: MirrorTag[] }[] = [{ tick: -1, tags: [] }];
  let known: MirrorTag[] = [];
  const moments = [
    ...found.map((entry) => ({ ...entry, isFind: true })),
    ...writes.map((entry) => ({ ...entry, isFind: false })),
  ];
  moments.sort(
    (one, other) =>
      one.tick - other.tick || one.order - other.order || Number(other.isFind) - Number(one.isFind),
  );
  for (const moment of moments) {
    if ('find' in moment) moment.find(known);
    else {
      known = moment.apply(known);
      moment.done(known);
      states.push({ tick: moment.tick, tags: known });
    }
  }
  lines.sort(
    (one, other) => Date.parse(one.closedAt ?? '') - Date.parse(other.closedAt ?? '') || one.id - other.id,
  );
  return { lines, states, now: known, end: Math.max(clock, free) + 30 };
}

const texts = (tags: readonly MirrorTag[], except: ReadonlySet<string>) =>
  tags
    .filter((tag) => !except.has(tag.key))
    .map((tag) => `${tag.key}=${tag.value} ${tag.proof}`)
    .sort();

test('the tags of any moment are those that a naive replay had, but for what was on its way', () => {
  fc.assert(
    fc.property(fc.array(step, { maxLength: 14 }), (steps) => {
      const { lines, states, now, end } = play(steps);
      for (let tick = 0; tick < end; tick += 1) {
        const rebuilt = rebuildTags(lines, now, at(tick));
        const open = new Set(
          rebuilt.onTheirWay.flatMap(({ operations }) => operations.map((one) => one.key)),
        );
        const truth = states.findLast((state) => state.tick <= tick)?.tags ?? [];
        expect(texts(rebuilt.tags, open)).toEqual(texts(truth, open));
      }
    }),
    { numRuns: 500 },
  );
});

test('without any line the present stands for then, and says that no line does', () => {
  const now: MirrorTag[] = [
    { key: 'a', value: null, proof: 'imported', proofAt: at(0), providerTagId: null },
  ];
  expect(rebuildTags([], now, at(5))).toMatchObject({ tags: now, fromLine: null, recordedAt: null });
});
