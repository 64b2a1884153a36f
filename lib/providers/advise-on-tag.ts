import { capabilitiesOf } from './catalog.ts';
import type { TagText } from './contract.ts';
import type { ProviderId } from './ids.ts';

/** Everything that should be known of a tag before it is sent there, in whatever way it comes in; empty: nothing. */
export function adviseOnTag(provider: ProviderId, tag: TagText): string[] {
  return capabilitiesOf(provider).rules.advise(tag);
}
