/** The ledger's line for an identity whose mirror an import changed. Pure. */
import type { MirrorTag, OperationOutcome } from '#lib/changes/schemas.ts';
import type { Operation } from '#lib/providers/contract.ts';
import type { DraftIdentity } from './drafts.ts';

export type ImportedChange = {
  operations: Operation[];
  before: MirrorTag[];
  after: MirrorTag[];
  outcomes: OperationOutcome[];
};

const outcome: OperationOutcome = { outcome: 'imported', code: null, message: null, hint: null };

/** A value that another one replaced is an update, everything else an addition: files take nothing away. */
export function toImportedChange({ before, tags }: Pick<DraftIdentity, 'before' | 'tags'>): ImportedChange {
  const earlier = new Map(before.map((tag) => [tag.key, tag]));
  const operations = [...tags.values()]
    .filter((tag) => earlier.get(tag.key) !== tag)
    .map(({ key, value }): Operation => ({ verb: earlier.has(key) ? 'update' : 'add', key, value }));
  return {
    operations,
    before: before.map(toMirror),
    after: [...tags.values()].map(toMirror),
    outcomes: operations.map(() => outcome),
  };
}

function toMirror({ key, value, proof, proofAt, providerTagId }: MirrorTag): MirrorTag {
  return { key, value, proof, proofAt, providerTagId };
}
