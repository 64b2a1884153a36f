/** An identity that its provider says to be somebody else's user as well: what is said of it. Browser-safe. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { ProviderId } from '#lib/providers/ids.ts';

/** The user here whose identity it is; `externalId` is what that identity was entered by. */
export type SameUser = { userId: number; title: string; externalId: string };

/** Before the name of that user, which the screen makes a link. */
export const sameUserLead = (provider: ProviderId) =>
  `${capabilitiesOf(provider).label} says this is the same user as`;

/** "Ann Lee (acct-1)" */
export function sameUserName({ title, externalId }: SameUser): string {
  return title === externalId ? title : `${title} (${externalId})`;
}
