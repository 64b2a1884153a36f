/** What a provider lists, as rows that can be stored. */
import type { ProviderRules } from './capabilities.ts';
import type { BadRow, IdentityPage, IdentityRow } from './contract.ts';
import { canBeKept } from './text-rule.ts';

/** Of an id, a name and an e-mail. */
const maxLength = 254;
const maxQuotedLength = 60;

/** `fault`: why the tags cannot be believed. */
export type ToldIdentity = { externalId: string } & Partial<IdentityRow> & { fault?: string };

/** `label`: the provider's name. */
type Provider = { label: string; rules: Pick<ProviderRules, 'externalId'>; redact(text: string): string };

/**
 * Of one answer, or of a part of it where `isRepeated` knows the ids of the others. An id twice in an answer
 * is nobody's. What cannot be stored is left out and named.
 */
export function toIdentityRows(
  { label, rules, redact }: Provider,
  told: readonly ToldIdentity[],
  isRepeated: (id: string) => boolean = notedIn(new Set()),
): Pick<IdentityPage, 'rows' | 'bad'> {
  const rows = new Map<string, IdentityRow>();
  const bad: BadRow[] = [];
  // Redacted before it is cut: a part of a secret would not be found.
  const quote = (text: string) => `“${shorten(redact(text))}”`;

  function faultOf(id: string): string | null {
    if (id.length > maxLength)
      return `${label} lists an id of ${id.length} characters: ${quote(id)}. At most ${maxLength} can be kept.`;
    const { data, error } = rules.externalId.safeParse(id);
    if (error) return `${label} lists the id ${quote(id)}. ${error.issues[0]?.message ?? ''}`.trim();
    return data === id && redact(id) === id
      ? null
      : `${label} lists the id ${quote(id)}, which cannot be kept.`;
  }

  for (const { externalId, secondRef, fault = null, ...said } of told) {
    const reason = faultOf(externalId);
    if (reason) {
      bad.push({ externalId: null, field: null, reason });
      continue;
    }
    if (isRepeated(externalId)) {
      rows.delete(externalId);
      bad.push({ externalId, field: null, reason: `${label} lists the id ${quote(externalId)} twice.` });
      continue;
    }
    const leave = (field: BadRow['field'], why: string) => {
      bad.push({ externalId, field, reason: why });
      return null;
    };
    const textOf = (field: 'name' | 'email') => {
      const text = said[field]?.trim();
      if (!text) return null;
      if (canBeKept(text) && text.length <= maxLength) return text;
      return leave(field, `${label} lists ${quote(externalId)} with a ${field} that cannot be kept.`);
    };
    const second = secondRef && secondRef !== externalId ? secondRef : null;
    const secondFault = second === null ? null : faultOf(second);
    const tagsFault = fault ?? faultOfTags(said.tags ?? [], quote);
    rows.set(externalId, {
      externalId,
      secondRef: secondFault ? leave('secondRef', secondFault) : second,
      name: textOf('name'),
      email: textOf('email'),
      tags: tagsFault
        ? leave('tags', `${label} lists ${quote(externalId)} with ${tagsFault}.`)
        : (said.tags ?? null),
    });
  }
  return { rows: [...rows.values()], bad };
}

function faultOfTags(tags: NonNullable<IdentityRow['tags']>, quote: (text: string) => string): string | null {
  const keys = new Set<string>();
  for (const { key, value } of tags) {
    if (!canBeKept(key) || !canBeKept(value ?? '')) return 'a tag that cannot be kept';
    if (keys.has(key)) return `the tag ${quote(key)} twice`;
    keys.add(key);
  }
  return null;
}

/** Whether an id was asked about before. */
function notedIn(noted: Set<string>): (id: string) => boolean {
  return (id) => noted.size === noted.add(id).size;
}

function shorten(text: string): string {
  const short = text.length <= maxQuotedLength ? text : `${text.slice(0, maxQuotedLength - 1)}…`;
  return short.replaceAll('\0', '\uFFFD').toWellFormed();
}
