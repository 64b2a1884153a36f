/** Finds out what became of tags that a catalogue was asked to add, whoever lost the answer. */
import type { Deps } from '#lib/domain/changes/execute-change.ts';
import { createCatalogueLooks } from '#lib/domain/tags/catalogue-outcome.ts';
import { poll } from './poll.ts';

const everyMs = 2_000;

/** Until `stopping`. */
export function settleCatalogues({ database, providers }: Deps, stopping: AbortSignal): Promise<void> {
  const { look } = createCatalogueLooks(database, providers);
  return poll('Catalogues: tags that were asked for', everyMs, stopping, async () => {
    await look();
    return false;
  });
}
