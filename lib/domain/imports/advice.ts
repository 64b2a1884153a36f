/** Advice on a file before it is loaded: findings of one kind become one advice. */
import type pg from 'pg';
import { adviseOnTag, capabilitiesOf } from '#lib/providers/catalog.ts';
import type { TagText } from '#lib/providers/contract.ts';
import { type ProviderId, providerIds } from '#lib/providers/ids.ts';
import { adviseOnText } from '#lib/providers/text-signs.ts';
import { columnsOf, type ImportAdvice, type ImportColumn } from '#lib/shared/imports.ts';
import { adviseOnEmail } from '#lib/shared/text/email.ts';
import type { ImportRow } from './check-row.ts';
import { type DoubtfulId, doubtId, type IdFinding } from './doubtful-ids.ts';
import type { DraftIndex } from './drafts.ts';

export type Noticed = { line: number; column: ImportColumn; text: string } & (
  | { id: DoubtfulId; provider: ProviderId }
  | { id: null; advice: string; holds: boolean }
);

type Group = { first: Noticed; count: number; known: number; knownAs: { id: string; as: string } | null };

/** Further kinds are not told apart. */
const maxGroups = 100;
const maxExampleLength = 60;

/** Per provider, the lengths of known ids that begin with 0. */
export type PaddedLengths = ReadonlyMap<ProviderId, readonly number[]>;

/** From a sample of each provider's ids. */
export async function findPaddedLengths(client: pg.PoolClient): Promise<PaddedLengths> {
  const { rows } = await client.query<{ provider: ProviderId; lengths: number[] }>(
    `select p.provider, array_agg(distinct length(s.external_id)) as lengths from unnest($1::text[]) as p (provider),
       lateral (select external_id from identities i where i.provider = p.provider
         and i.external_id >= '0' and i.external_id < '1' limit 1000) s
     where s.external_id ~ '^0\\d+$' group by p.provider`,
    [providerIds],
  );
  return new Map(rows.map(({ provider, lengths }) => [provider, lengths]));
}

/** Of the row as in the file, before it is merged: what is known here needs no advice. */
export function noticeIn(row: ImportRow, index: DraftIndex, padded: PaddedLengths): Noticed[] {
  const noticed = noticeEmail(row, index);
  for (const { provider, externalId, tags } of row.identities) {
    const holder = externalId === null ? null : index.withId(provider, externalId);
    const known = holder?.id ? holder.identities.get(provider) : undefined;
    const id = externalId === null || known?.id ? null : doubtId(externalId, padded.get(provider) ?? []);
    if (id && externalId !== null)
      noticed.push({ line: row.line, column: columnsOf[provider].id, text: externalId, id, provider });
    for (const tag of tags) {
      if (known?.tags.get(tag.key)?.value === tag.value) continue;
      for (const { advice, holds } of adviceOn(provider, tag)) {
        const text = tag.value === null ? tag.key : `${tag.key}=${tag.value}`;
        noticed.push({ line: row.line, column: columnsOf[provider].tags, text, id: null, advice, holds });
      }
    }
  }
  return noticed;
}

/** Whoever is here with it already needs no advice. */
function noticeEmail({ line, email }: ImportRow, index: DraftIndex): Noticed[] {
  if (email === '' || index.atEmail(email).some((user) => user.id !== null && user.email === email))
    return [];
  const ofText = adviseOnText(email);
  return adviseOnEmail(email).map((advice) => ({
    line,
    column: 'email',
    text: email,
    id: null,
    advice,
    holds: ofText.includes(advice),
  }));
}

/** Invisible characters hold the import; a provider's mere preferences do not. */
function adviceOn(provider: ProviderId, tag: TagText): { advice: string; holds: boolean }[] {
  const ofText = [...adviseOnText(tag.key), ...adviseOnText(tag.value ?? '')];
  return [...new Set([...ofText, ...adviseOnTag(provider, tag)])].map((advice) => ({
    advice,
    holds: ofText.includes(advice),
  }));
}

/** As `provider id`. */
export async function findKnownIds(client: pg.PoolClient, noticed: readonly Noticed[]): Promise<Set<string>> {
  const wanted = noticed.flatMap((each) =>
    each.id ? each.id.candidates.map((id) => ({ provider: each.provider, id })) : [],
  );
  if (wanted.length === 0) return new Set();
  const { rows } = await client.query<{ provider: ProviderId; id: string }>(
    `select i.provider, i.external_id as id from identities i
     join (select distinct * from unnest($1::text[], $2::text[])) as w (provider, external_id) using (provider, external_id)`,
    [wanted.map(({ provider }) => provider), wanted.map(({ id }) => id)],
  );
  return new Set(rows.map(({ provider, id }) => `${provider} ${id}`));
}

/** `list` gives the advice, most serious first. */
export class Advice {
  readonly #groups = new Map<string, Group>();

  add(noticed: readonly Noticed[], known: ReadonlySet<string>): void {
    for (const each of noticed) {
      const as =
        each.id?.candidates.find((id) => 'provider' in each && known.has(`${each.provider} ${id}`)) ?? null;
      if (each.id?.finding.onlyKnown && as === null) continue;
      const key = `${each.column} ${each.id ? each.id.finding.looks[0] + each.id.finding.known : each.advice}`;
      const group = this.#groups.get(key) ?? { first: each, count: 0, known: 0, knownAs: null };
      if (group.count === 0 && this.#groups.size >= maxGroups) continue;
      this.#groups.set(key, group);
      group.count += 1;
      if (as === null) continue;
      group.known += 1;
      group.knownAs ??= { id: each.text, as };
    }
  }

  list(): ImportAdvice[] {
    return [...this.#groups.values()]
      .map(toAdvice)
      .sort((a, b) => Number(b.holds) - Number(a.holds) || b.known - a.known || b.count - a.count);
  }
}

function toAdvice({ first, count, known, knownAs }: Group): ImportAdvice {
  const { line, column, text } = first;
  const example = text.slice(0, maxExampleLength);
  const words = first.id ? formatIds(first.id.finding, first.provider, count, known, knownAs) : first.advice;
  const holds = first.id ? true : first.holds;
  return { text: words, column, example, line, count, known, holds };
}

/** “37 Vero ids look like numbers out of a spreadsheet. 12 of them are known here without “.0”: “7” for “7.0”.” */
function formatIds(
  { looks: [one, several], known: how, onlyKnown }: IdFinding,
  provider: ProviderId,
  count: number,
  known: number,
  knownAs: Group['knownAs'],
): string {
  const noun = capabilitiesOf(provider).nouns.externalId;
  const said = count === 1 ? `1 ${noun} ${one}` : `${count.toLocaleString('en')} ${noun}s ${several}`;
  if (!knownAs) return `${said}.`;
  const pair = `“${knownAs.as.slice(0, maxExampleLength)}” for “${knownAs.id.slice(0, maxExampleLength)}”`;
  if (onlyKnown) return `${said}: ${pair}.`;
  const which =
    count === 1 ? 'It is' : known === 1 ? 'One of them is' : `${known.toLocaleString('en')} of them are`;
  return `${said}. ${which} known here ${how}: ${pair}.`;
}
