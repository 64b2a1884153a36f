/** Browser-safe. */
import * as z from 'zod/mini';
import './input-messages.ts';

export const undoImportInput = z.object({ importId: z.int().check(z.positive()) });

export type Renamed = { id: number; name: string; email: string; newName: string; newEmail: string };

/** With a few names. */
export type LeftAlone = { reason: string; count: number; examples: string[] };

export type UndoCounts = {
  usersRemoved: number;
  /** Of users who stay. */
  identitiesRemoved: number;
  tagsRemoved: number;
  /** Values that the import had replaced. */
  tagsRestored: number;
  namesRestored: number;
  leftAlone: LeftAlone[];
};

/** `done` false: call again. */
export type UndoReport = UndoCounts & {
  importId: number;
  fileName: string;
  done: boolean;
  batchesDone: number;
  batches: number;
};

/** `preview` null: nothing to undo, see `reason`. */
export type ImportToUndo = {
  importId: number;
  fileName: string;
  actor: string;
  createdAt: string;
  /** Begun and interrupted. */
  isBegun: boolean;
} & (
  | { reason: string; preview: null }
  /** `isPartial`: of the first batches. */
  | { reason: null; preview: UndoCounts & { isPartial: boolean } }
);

export const noCounts: UndoCounts = {
  usersRemoved: 0,
  identitiesRemoved: 0,
  tagsRemoved: 0,
  tagsRestored: 0,
  namesRestored: 0,
  leftAlone: [],
};

const maxExamples = 3;

/** Per reason the first few names are kept. */
export function addCounts(one: UndoCounts, other: UndoCounts): UndoCounts {
  const leftAlone = structuredClone(one.leftAlone);
  for (const { reason, count, examples } of other.leftAlone) {
    const same = leftAlone.find((left) => left.reason === reason);
    if (!same) leftAlone.push({ reason, count, examples: examples.slice(0, maxExamples) });
    else {
      same.count += count;
      same.examples = [...same.examples, ...examples].slice(0, maxExamples);
    }
  }
  return {
    usersRemoved: one.usersRemoved + other.usersRemoved,
    identitiesRemoved: one.identitiesRemoved + other.identitiesRemoved,
    tagsRemoved: one.tagsRemoved + other.tagsRemoved,
    tagsRestored: one.tagsRestored + other.tagsRestored,
    namesRestored: one.namesRestored + other.namesRestored,
    leftAlone,
  };
}
