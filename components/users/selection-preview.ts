/** What an edit of a selection would do, in words. Pure. */
import { countOf, formatCount } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { ProviderPlan } from '#lib/shared/runs.ts';

export type SelectionVerb = 'add' | 'remove';

/** “4 will get it · 1 has it already · 1 not in Vero · 2 not allowed”. */
export function formatPlan(verb: SelectionVerb, provider: ProviderId, plan: ProviderPlan): string {
  const { label } = capabilitiesOf(provider);
  const { change, noOp, noIdentity, refused } = plan;
  const isAdd = verb === 'add';
  const already = isAdd
    ? `${noOp === 1 ? 'has' : 'have'} it already`
    : `${noOp === 1 ? 'does' : 'do'} not have it`;
  const parts: [number, string][] = [
    [noOp, already],
    [noIdentity, `not in ${label}`],
    [refused, 'not allowed'],
  ];
  const done = `${formatCount(change)} will ${isAdd ? 'get' : 'lose'} it`;
  const others = parts.flatMap(([count, words]) => (count > 0 ? [`${formatCount(count)} ${words}`] : []));
  return [done, ...others].join(' · ');
}

/** “4 calls, about 1 s”; '' where nothing is sent. */
export function formatCalls({ change, calls, expectedMs }: ProviderPlan): string {
  if (change === 0) return '';
  const seconds = Math.max(1, Math.round(expectedMs / 1000));
  return `${countOf(calls, 'call')}, about ${formatCount(seconds)} s`;
}

/** Why some are not changed: “2 users: “plan” already has another value: update it instead”. */
export function formatReasons({ reasons }: ProviderPlan): string[] {
  return reasons.flatMap(({ reason, count }) =>
    reason === null ? [] : [`${countOf(count, 'user')}: ${reason}`],
  );
}
