/** Capillary's customers who have a label, label by label. */
import { z } from 'zod';
import type { BadRow, FindBy, IdentityPage, IdentityRow } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { type ToldIdentity, toIdentityRows } from '../identity-rows.ts';
import { type ListPlace, listPlace, listStart, nextPlace, readCursor, writeCursor } from '../list-place.ts';
import { canBeKept } from '../text-rule.ts';
import { type CapillaryClient, type Identifier, maxCustomers } from './client.ts';
import { capillaryRules } from './rules.ts';

/** The API takes -1 for all; this many are still a short answer. */
const pageSize = 5_000;
const maxNameLength = 254;

/** In rows of one label. */
const place = listPlace.extend({ label: z.string() });

export async function* listIdentities(
  client: Pick<CapillaryClient, 'getOrganizationLabels' | 'searchLabel' | 'redact'>,
  cursor: string | null,
): AsyncGenerator<IdentityPage, void> {
  const provider = { label: 'Capillary', rules: capillaryRules, redact: client.redact };
  const known = [...new Set(await client.getOrganizationLabels())];
  const isName = (label: string) => label.length <= maxNameLength && canBeKept(label);
  // An order of its own: the catalogue may come in another after a resume.
  const labels = known.filter(isName).sort();
  const begin = readCursor(cursor, place, { ...listStart, label: labels[0] ?? '' });
  if (begin === null) return;
  const unusable = known.filter((label) => !isName(label)).map(nameLabel);
  if (unusable.length > 0)
    yield { rows: [], bad: unusable, cursor: writeCursor(begin), total: null, share: null };

  for (const [index, label] of labels.entries()) {
    if (label < begin.label) continue;
    const following = labels[index + 1];
    const stop = (reason: string) => {
      const words = `Asked who has the label “${label}”, Capillary ${reason}.`;
      return new ProviderError('capillary', 'bad-answer', client.redact(words));
    };
    let here: ListPlace | null = label === begin.label ? begin : listStart;
    while (here) {
      const page = await client.searchLabel(label, { offset: here.at, limit: pageSize }, []);
      const { userIds, alike, rows, total } = page;
      const lost = Math.max(0, (here.total ?? 0) - (total ?? 0));
      const read = { ids: [...userIds, ...alike], read: rows, total, lost };
      here = nextPlace(here, read, maxCustomers, stop);
      const upTo = here === null ? 1 : Math.min(1, here.at / Math.max(1, total ?? Infinity));
      yield {
        ...toIdentityRows(provider, [...userIds.map(carrying(label)), ...alike.map(carrying(null))]),
        cursor: writeCursor(
          here ? { ...here, label } : following === undefined ? null : { ...listStart, label: following },
        ),
        total: null,
        share: (index + upTo) / labels.length,
      };
    }
  }
}

const identifiers: Partial<Record<FindBy, Identifier>> = {
  email: 'email',
  mobile: 'mobile',
  'external-id': 'externalId',
};

/** Two calls: the lookup gives the id alone. */
export async function findIdentities(
  client: Pick<CapillaryClient, 'lookUp' | 'getCustomer' | 'redact'>,
  by: FindBy,
  text: string,
): Promise<IdentityRow[]> {
  const identifier = identifiers[by];
  if (!identifier) throw new ProviderError('capillary', 'unsupported', `Capillary cannot be asked by ${by}.`);
  const externalId = await client.lookUp(identifier, text);
  if (externalId === null) return [];
  const provider = { label: 'Capillary', rules: capillaryRules, redact: client.redact };
  const { rows, bad } = toIdentityRows(provider, [{ externalId }]);
  if (bad[0]) throw new ProviderError('capillary', 'bad-answer', bad[0].reason);
  const names = await readNames(client, externalId);
  return rows.map((row) => ({ ...row, ...names }));
}

/** Of the first profile that tells them. */
export async function readNames(
  client: Pick<CapillaryClient, 'getCustomer' | 'redact'>,
  externalId: string,
): Promise<Pick<IdentityRow, 'name' | 'email'>> {
  const { profiles } = await client.getCustomer(externalId);
  const names = (profiles ?? []).map(({ firstName, lastName }) =>
    [firstName, lastName]
      .map((part) => part?.trim())
      .filter(Boolean)
      .join(' '),
  );
  const identifiers = (profiles ?? []).flatMap((profile) => profile.identifiers ?? []);
  const email =
    identifiers.find(({ type, value }) => type?.toLowerCase() === 'email' && value)?.value ?? null;
  const told = { externalId, name: names.find((name) => name !== '') ?? null, email };
  const provider = { label: 'Capillary', rules: capillaryRules, redact: client.redact };
  const [row] = toIdentityRows(provider, [told]).rows;
  return { name: row?.name ?? null, email: row?.email ?? null };
}

/** A row shows one spelling: null where it may hide this one. */
function carrying(label: string | null) {
  return (externalId: string): ToldIdentity => ({
    externalId,
    tags: label === null ? null : [{ key: label, value: null, providerTagId: null }],
  });
}

function nameLabel(label: string): BadRow {
  const reason = `Capillary has a label of ${label.length} characters that cannot be kept: nobody is asked for by it.`;
  return { externalId: null, field: null, reason };
}
