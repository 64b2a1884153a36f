/** Cerego's users of a partner, page by page. */
import type { CeregoConfig } from '../config.ts';
import type { FindBy, IdentityPage, IdentityRow } from '../contract.ts';
import { ProviderError } from '../errors.ts';
import { toIdentityRows } from '../identity-rows.ts';
import { count, listPlace, listStart, nextPlace, readCursor, writeCursor } from '../list-place.ts';
import type { CeregoClient } from './client.ts';
import { maxPages, toIdentity, toTotals } from './map.ts';
import { ceregoRules } from './rules.ts';

/** In pages. `size`: users on a full one; `people`: of the latest page's total. */
const place = listPlace.extend({ size: count.nullable(), people: count.nullable() });
const start = { ...listStart, size: null, people: null };

type Totals = ReturnType<typeof toTotals>;

export async function* listIdentities(
  client: Pick<CeregoClient, 'listUsers' | 'redact'>,
  { partnerId, tagTypes }: Pick<CeregoConfig, 'partnerId' | 'tagTypes'>,
  cursor: string | null,
): AsyncGenerator<IdentityPage, void> {
  if (partnerId === null) {
    const words = 'Cerego’s users can be listed only when its partner id is configured.';
    throw new ProviderError('cerego', 'unsupported', words);
  }
  const provider = { label: 'Cerego', rules: ceregoRules, redact: client.redact };
  let here = readCursor(cursor, place, start);
  while (here) {
    const number = here.at + 1;
    const page = await client.listUsers(partnerId, null, number, []);
    const totals = toTotals(page);
    const rows = page.data.length;
    const size: number | null = here.size ?? (totals.pages === 1 ? null : rows);
    const lost = lostPages(here, totals, size);
    if (!isWhole(number, rows, size, totals)) throw stop(formatPart(number, rows, totals));
    const ids = page.data.map(({ id }) => id);
    const read = { ids, read: Math.min(1, rows), total: totals.pages, lost };
    const next = nextPlace(here, read, maxPages, (reason) => stop(`Cerego ${reason}.`));
    here = next && { ...next, size, people: totals.people };
    yield {
      ...toIdentityRows(
        provider,
        page.data.map((user) => toIdentity(user, page, tagTypes)),
      ),
      cursor: writeCursor(here),
      total: totals.people,
      share: here === null ? 1 : totals.pages && Math.min(1, here.at / totals.pages),
    };
  }
}

/** One call: `query` takes a member id or an e-mail, each as a whole. */
export async function findIdentities(
  client: Pick<CeregoClient, 'listUsers' | 'redact'>,
  { partnerId }: Pick<CeregoConfig, 'partnerId'>,
  by: FindBy,
  text: string,
): Promise<IdentityRow[]> {
  if (partnerId === null || (by !== 'email' && by !== 'member-id')) {
    const words =
      partnerId === null
        ? 'Cerego can be asked for users only when its partner id is configured.'
        : `Cerego cannot be asked by ${by}.`;
    throw new ProviderError('cerego', 'unsupported', words);
  }
  const page = await client.listUsers(partnerId, text, 1, []);
  const told = page.data.map((user) => ({ ...toIdentity(user, page, []), tags: null }));
  const { rows } = toIdentityRows({ label: 'Cerego', rules: ceregoRules, redact: client.redact }, told);
  // Whoever is shown with another e-mail was not asked for: the query was not understood.
  const fits = ({ email }: IdentityRow) => email === null || email.toLowerCase() === text.toLowerCase();
  return by === 'email' ? rows.filter(fits) : rows;
}

/** People who went move the others up, perhaps to a page that was read. */
function lostPages(
  before: { people: number | null; total: number | null },
  now: Totals,
  size: number | null,
) {
  if (before.people !== null && now.people !== null)
    return Math.ceil(Math.max(0, before.people - now.people) / Math.max(1, size ?? 1));
  const fewer = (before.total ?? 0) - (now.pages ?? 0);
  return fewer > 0 ? fewer + 1 : 0;
}

/** All pages but the last are full, and the last has the rest. */
function isWhole(number: number, rows: number, size: number | null, { pages, people }: Totals): boolean {
  if (pages === null) return true;
  if (number > pages) return rows === 0;
  if (number < pages) return rows > 0 && rows === size;
  if (people !== null) return rows === people - (pages - 1) * (size ?? 0);
  return pages === 1 || (rows > 0 && rows <= (size ?? rows));
}

function formatPart(number: number, rows: number, { pages, people }: Totals): string {
  const all = people === null ? '' : ` of ${people}`;
  return `Cerego’s page ${number} of ${pages} holds ${rows}${all} people: somebody may be missing.`;
}

function stop(words: string): ProviderError {
  return new ProviderError('cerego', 'bad-answer', words);
}
