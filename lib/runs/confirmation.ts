/** Which runs ask for their count to be typed before they start. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { processSettings } from '#lib/runtime.ts';

// Cerego: tags feed Smart Groups, which enrol people in courses.
const sideEffects: Partial<Record<ProviderId, string>> = {
  cerego: 'Cerego’s tags feed Smart Groups: people may be enrolled or taken out of courses.',
};

/** null: it may start with one click. `limit`: the largest number of changes that does (TAGDESK_CONFIRM_ABOVE). */
export function confirmationOf(
  lanes: readonly { provider: ProviderId; change: number }[],
  limit = processSettings().confirmAbove,
): { count: number; why: string } | null {
  const count = lanes.reduce((sum, lane) => sum + lane.change, 0);
  const effects = lanes.flatMap(({ provider, change }) => (change > 0 ? (sideEffects[provider] ?? []) : []));
  const large = count > limit ? [`It makes more than ${limit.toLocaleString('en')} changes.`] : [];
  const why = [...effects, ...large].join(' ');
  return count > 0 && why !== '' ? { count, why } : null;
}

/** What undo will not be able to do afterwards: said beside the plan. */
export function undoLimits(lanes: readonly { provider: ProviderId; change: number }[]): string[] {
  return lanes.flatMap(({ provider, change }) => {
    if (change === 0) return [];
    const { label, canRead, verbs } = capabilitiesOf(provider);
    if (!canRead) return [`At ${label} an undo is sent but cannot be checked.`];
    return verbs.includes('remove') ? [] : [`First values at ${label} cannot be taken away again.`];
  });
}
