/** How cases are called. Pure. */
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import type { CaseKind, ShownCase } from '#lib/shared/identities.ts';

export const kindWords: Record<CaseKind, string> = {
  'same-email': 'Same e-mail',
  'profile-email': 'E-mail matches another user',
  'two-refs': 'Two references at FRAGMENT',
  candidates: 'Two candidates in a pull',
  'unknown-id': 'Unknown id in a webhook',
  'broken-id': 'Id not found',
  'merged-there': 'Merged at Capillary',
  'deleted-there': 'Deleted at Capillary',
  'shared-email': 'Shared e-mail',
};

/** Its users, or the id that it is about. */
export function caseTitle({ users, about }: ShownCase): string {
  const names = users.map(({ title }) => title);
  if (names.length === 0) return about.externalId ?? about.email ?? 'No users';
  return names.length > 2 ? `${names[0]} and ${names.length - 1} others` : names.join(' and ');
}

/** Why it was opened. */
export function caseReason({ kind, about }: ShownCase): string {
  const at = about.provider ? capabilitiesOf(about.provider).label : 'the provider';
  switch (kind) {
    case 'same-email':
      return `Both have the e-mail ${about.email ?? ''}.`;
    case 'profile-email':
      return `The id at ${at} carries the e-mail ${about.email ?? ''} of the other user.`;
    case 'two-refs':
      return 'FRAGMENT says that they are one user under two references.';
    case 'candidates':
      return `A pull found ${about.externalId ?? 'an id'} at ${at}, which may be either of them.`;
    case 'unknown-id':
      return `${at} reported ${about.externalId ?? 'an id'}, which nobody here has.`;
    case 'broken-id':
      return `${at} does not know ${about.externalId ?? 'this id'} (${about.code ?? 'not found'}). Unlink it, or link the right one.`;
    case 'merged-there':
      return `Capillary merged ${about.externalId ?? 'this customer'} into another (${about.code ?? ''}).`;
    case 'deleted-there':
      return `Capillary deleted ${about.externalId ?? 'this customer'} (${about.code ?? ''}).`;
    case 'shared-email':
      return `${about.count ?? 'Several'} users have the e-mail ${about.email ?? ''}.`;
  }
}

/** Two users who can be merged. */
export function isPair({ users, kind }: ShownCase): boolean {
  return users.length === 2 && kind !== 'shared-email';
}
