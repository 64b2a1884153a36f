/** A change that ends the process working on it: after two deaths a person decides. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';
import type { OperationOutcome } from '#lib/shared/changes.ts';
import type { ClaimedChange } from './claim-changes.ts';
import { plainOutcome } from './outcomes.ts';

export const maxDeaths = 2;

/** `inDoubt`: what a person sends again is not set aside once more. */
export function isSetAside({ deaths, inDoubt }: Pick<ClaimedChange, 'deaths' | 'inDoubt'>): boolean {
  return inDoubt && deaths >= maxDeaths;
}

export function setAsideOutcome(provider: ProviderId): OperationOutcome {
  return {
    ...plainOutcome(
      'unknown',
      'Tagdesk’s process ended twice while working on this; it is not tried again by itself.',
    ),
    hint: `Look it up at ${capabilitiesOf(provider).label}, then say here what you found, or send it again.`,
  };
}
