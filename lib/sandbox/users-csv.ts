import type { Person } from './demo-people.ts';
import type { World } from './world.ts';

const header = [
  'name',
  'email',
  'vero_id',
  'cerego_user_id',
  'capillary_user_id',
  'fragment_user_ref',
  'vero_tags',
  'cerego_tags',
  'capillary_labels',
  'fragment_tags',
];

/**
 * As Tagdesk imports it (RFC 4180, CR LF), with the present tags: entries separated by `;`, `Type=Value`,
 * `key=value`.
 */
export function usersCsv(world: World, people: readonly Person[]): string {
  world.settle();
  const rows = people.map((person) => [
    person.name,
    person.email,
    person.veroId,
    person.ceregoUserId,
    person.capillaryUserId,
    person.fragmentUserRef,
    veroTagsOf(world, person),
    ceregoTagsOf(world, person),
    capillaryLabelsOf(world, person),
    fragmentTagsOf(world, person),
  ]);
  return `${[header, ...rows].map((row) => row.map(quoted).join(',')).join('\r\n')}\r\n`;
}

function quoted(field: string | undefined): string {
  const text = field ?? '';
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

function veroTagsOf({ state }: World, { veroId = '' }: Person): string {
  return state.vero.users.get(veroId)?.tags.join(';') ?? '';
}

function ceregoTagsOf({ state }: World, { ceregoUserId = '' }: Person): string {
  const tags = state.cerego.users.get(ceregoUserId)?.tags ?? [];
  return tags
    .map(({ typeId, value }) => `${state.cerego.types.get(typeId)?.name ?? typeId}=${value}`)
    .join(';');
}

function capillaryLabelsOf({ state }: World, { capillaryUserId = '' }: Person): string {
  const rows = state.capillary.customers.get(capillaryUserId)?.labels ?? [];
  const present = rows.filter(({ deleted }) => !deleted);
  return present.map(({ labelId }) => state.capillary.labels.get(labelId)?.name ?? '').join(';');
}

function fragmentTagsOf({ state }: World, { fragmentUserRef = '' }: Person): string {
  const tags = state.fragment.users.get(fragmentUserRef)?.tags ?? [];
  return tags.map(({ key, value }) => `${key}=${value}`).join(';');
}
