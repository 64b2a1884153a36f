/** A single edit during a run at the same provider. */
import { setTimeout as pause } from 'node:timers/promises';
import { editTags } from '#lib/domain/tags/edit-tags.ts';
import type { Context } from '#lib/platform/context.ts';
import { type Sample, summarise } from '../statistics.ts';
import { timed } from '../take-turns.ts';

const edits = 60;
const betweenMs = 100;

/** At Vero, one after another, with a person's pauses. */
export async function measureEditsBeside(context: Context, userId: number): Promise<Sample> {
  const times: number[] = [];
  for (let round = 0; round < edits; round += 1) {
    const operation = { verb: round % 2 === 0 ? 'add' : 'remove', key: 'beside', value: null };
    times.push(
      await timed(async () => {
        const { outcome } = await editTags(context, { userId, provider: 'vero', operations: [operation] });
        if (outcome !== 'accepted') throw new Error(`An edit of the benchmark ended as ${outcome}.`);
      }),
    );
    await pause(betweenMs);
  }
  return summarise(times);
}
