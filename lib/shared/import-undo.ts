/** Taking an import back: its inputs and what comes of it. Browser-safe. */
import * as z from 'zod/mini';
import './input-messages.ts';

export const undoImportInput = z.object({ importId: z.int().check(z.positive()) });

/** A user whose name or e-mail an import changed. */
export type Renamed = { id: number; name: string; email: string; newName: string; newEmail: string };

/** What was not taken back, with a few names of it. */
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

/** `done` false: batches are left, and the same call goes on with them. */
export type UndoReport = UndoCounts & {
  importId: number;
  fileName: string;
  done: boolean;
  batchesDone: number;
  batches: number;
};

/** An import as its undo is offered. `preview` null: there is nothing to undo, and `reason` says why. */
export type ImportToUndo = {
  importId: number;
  fileName: string;
  actor: string;
  createdAt: string;
  /** It was begun, and stopped before it was done. */
  isBegun: boolean;
} & (
  | { reason: string; preview: null }
  /** `isPartial`: of the first batches only. */
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

/** Both together; of what was left alone for one reason, the first few names. */
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
