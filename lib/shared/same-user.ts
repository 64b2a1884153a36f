/** An identity that is somebody else's user as well, by the provider's word. Browser-safe. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** `externalId`: as that identity was entered. */
export type SameUser = { userId: number; title: string; externalId: string };

/** Before the user's name, which is a link. */
export const sameUserLead = (provider: ProviderId) =>
  `${capabilitiesOf(provider).label} says this is the same user as`;

/** "Ann Lee (acct-1)" */
export function sameUserName({ title, externalId }: SameUser): string {
  return title === externalId ? title : `${title} (${externalId})`;
}
