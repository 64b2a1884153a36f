/** What a plan foresees to fail, as lines of its screen. Pure. */
import { formatCount } from '#components/ui/count.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import { type CureChoice, isSameCure, isVerb, type PlanCause } from '#lib/shared/cures.ts';
import type { PlanReason, PlanStatus, RunDetail, RunProvider } from '#lib/shared/runs.ts';

type Chosen = RunDetail['cures'][number];

/** `chosen` null: it waits for a choice. `count`: users left out, or cured. */
export type Foreseen = {
  provider: ProviderId;
  cause: PlanCause;
  key: string;
  count: number;
  status: PlanStatus;
  reason: string | null;
  chosen: Chosen | null;
};

/** Those that wait first; what was chosen leaves a line behind. */
export function foreseenAt({ provider, plan }: RunProvider, cures: readonly Chosen[]): Foreseen[] {
  const isLeftOut = ({ status }: PlanReason) => status === 'no-value' || status === 'refused';
  const found = plan.reasons.flatMap((reason) =>
    reason.cause !== null && reason.key !== null && isLeftOut(reason)
      ? [{ ...reason, cause: reason.cause, key: reason.key, provider }]
      : [],
  );
  const leftOut = found.map((each): Foreseen => {
    const chosen = cures.find((cure) => cure.choice === 'leave' && isSameCure(cure, each)) ?? null;
    return { ...each, chosen };
  });
  const cured = cures
    .filter((cure) => cure.provider === provider && cure.choice !== 'leave')
    .map((chosen): Foreseen => {
      const { cause, key } = chosen;
      const own = plan.reasons.filter((each) => each.cause === cause && each.key === key && !isLeftOut(each));
      const count = own.reduce((sum, each) => sum + each.count, 0);
      return { provider, cause, key, count, status: 'change', reason: null, chosen };
    });
  // After a try, those who were cured may all be gone.
  const lasting = cured.filter(({ count, chosen }) => count > 0 || (chosen && !isVerb(chosen.choice)));
  return [
    ...leftOut.filter(({ chosen }) => chosen === null),
    ...leftOut.filter(({ chosen }) => chosen),
    ...lasting,
  ];
}

/** Changes that nobody has chosen anything for: left as they are, they are left out. */
export function countToChoose(run: Pick<RunDetail, 'providers' | 'cures'>): number {
  return run.providers
    .flatMap((each) => foreseenAt(each, run.cures))
    .filter(({ chosen }) => chosen === null)
    .reduce((sum, { count }) => sum + count, 0);
}

/** `strong`: what stands in the way; `rest`: what follows. */
export function formatForeseen({ provider, cause, key, count }: Foreseen): { strong: string; rest: string } {
  const { label, nouns, verbs } = capabilitiesOf(provider);
  const many = formatCount(count);
  const have = count === 1 ? 'has' : 'have';
  const first = verbs.includes('remove') ? '' : ` A first value at ${label} cannot be taken away again.`;
  switch (cause) {
    case 'absent':
      return {
        strong: `${many} ${have} no “${key}” at ${label}.`,
        rest: `An update needs a value to replace.${first}`,
      };
    case 'unseen':
      return {
        strong: `${many} ${have} no “${key}” that is known here.`,
        rest: `${label} was not checked for ${count === 1 ? 'this one' : 'them'}; an update needs a value to replace.${first}`,
      };
    case 'taken':
      return { strong: `${many} ${have} another “${key}” already.`, rest: 'Adding does not replace it.' };
    case 'held':
      return {
        strong: `${many} ${have} a “${key}” from a file, not checked.`,
        rest: 'Where it is there, adding is refused.',
      };
    case 'no-label':
      return {
        strong: `${label} has no ${nouns.tag} “${key}”.`,
        rest: count === 1 ? 'The change would be refused.' : `All ${many} would be refused.`,
      };
  }
}

/** “Add instead, 70”, “Create label “Q4 Special””. */
export function formatChoice(choice: CureChoice, { provider, cause, key, count }: Foreseen): string {
  const { nouns } = capabilitiesOf(provider);
  const isAsked = (cause === 'held' && choice === 'add') || (cause === 'unseen' && choice === 'update');
  switch (choice) {
    case 'add':
      return `Add ${isAsked ? 'anyway' : 'instead'}, ${formatCount(count)}`;
    case 'update':
      return `Update ${isAsked ? 'anyway' : 'instead'}, ${formatCount(count)}`;
    case 'create':
      return `Create ${nouns.tag} “${key}”`;
    case 'replace':
      return 'Choose another';
    case 'leave':
      return 'Leave out';
  }
}

/** “70 without “Cohort”: added instead, as you chose”. */
export function formatChosen({ provider, cause, key, count, chosen }: Foreseen): {
  strong: string;
  rest: string;
} {
  const { label, nouns } = capabilitiesOf(provider);
  const by = chosen === null ? '' : chosen.mine ? ', as you chose' : `, as ${chosen.by} chose`;
  if (chosen?.choice === 'create')
    return {
      strong: `${nouns.tag.charAt(0).toUpperCase()}${nouns.tag.slice(1)} “${key}”`,
      rest: `created at ${label}${by}.`,
    };
  if (chosen?.choice === 'replace') return { strong: `“${key}”`, rest: `replaced by “${chosen.to}”${by}.` };
  const words: Record<PlanCause, string> = {
    absent: 'without',
    unseen: 'without a known',
    taken: 'with another',
    held: 'with a file’s',
    'no-label': 'for',
  };
  const isAsked =
    (cause === 'held' && chosen?.choice === 'add') || (cause === 'unseen' && chosen?.choice === 'update');
  const done =
    chosen?.choice === 'leave'
      ? 'left out'
      : `${chosen?.choice === 'add' ? 'added' : 'updated'} ${isAsked ? 'anyway' : 'instead'}`;
  return { strong: `${formatCount(count)} ${words[cause]} “${key}”`, rest: `${done}${by}.` };
}
