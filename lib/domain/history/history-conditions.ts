/** The history's filters as SQL, over changes (`c`) and over events (`e`). */
import { type SQL, sql } from 'drizzle-orm';
import { type AskedHistory, isOfUser } from '#lib/domain/identities/user-lines.ts';
import { timeZone } from '#lib/platform/settings/time-zone.ts';
import { capabilitiesOf } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { changeOutcomes } from '#lib/shared/changes.ts';
import { dayStart, nextDayStart } from '#lib/shared/days.ts';
import { changeKinds, type EventGroup, eventGroups, type HistoryFilters } from '#lib/shared/history.ts';

/**
 * `all`: joined by AND. `either`: every line meets exactly one, and each alone follows the order of an index.
 * `inside`: asks for parts of json or text, which an index finds unordered. `inOrder`: a dear one, asked of
 * the columns `of` of the newest lines only, until there are enough.
 */
export type Conditions = {
  all: SQL[];
  either: SQL[];
  inside: boolean;
  inOrder?: { of: SQL; condition: SQL };
};

/** Worked out here: PostgreSQL takes the later of two midnights where the clocks go back. */
const day = (text: string) => sql`${dayStart(text, timeZone()).toISOString()}::timestamptz`;
const dayAfter = (text: string) => sql`${nextDayStart(text, timeZone()).toISOString()}::timestamptz`;

/** Indexes cover ended lines; the few open ones are scanned. */
const endedOrOpen = (condition: SQL) =>
  sql`((c.state = 'closed' and ${condition}) or (c.state <> 'closed' and ${condition}))`;

/** `waits`: what the view “waiting” shows. null: no change can match. */
export function changeConditions(asked: AskedHistory, waits: SQL): Conditions | null {
  const found: SQL[] = asked.view === 'waiting' ? [waits] : [];
  if (asked.kind !== undefined && asked.kind !== 'changes') {
    if (!changeKinds.some((kind) => kind === asked.kind)) return null;
    found.push(sql`c.kind = ${asked.kind}`);
  }
  if (asked.actor !== undefined) found.push(doneBy(asked.actor));
  if (asked.ofUser !== undefined) found.push(isOfUser(asked.ofUser, sql`c`));
  if (asked.provider !== undefined) found.push(sql`c.provider = ${asked.provider}`);
  if (asked.outcome !== undefined) found.push(sql`c.outcome = ${asked.outcome}`);
  if (asked.runId !== undefined) found.push(sql`c.run_id = ${asked.runId}`);
  if (asked.origin !== undefined) found.push(sql`c.origin = ${asked.origin}`);
  if (asked.from !== undefined) found.push(sql`c.created_at >= ${day(asked.from)}`);
  if (asked.to !== undefined) found.push(sql`c.created_at < ${dayAfter(asked.to)}`);
  const operations = operationConditions(asked);
  if (operations.length > 0) found.push(endedOrOpen(sql`(${sql.join(operations, sql` or `)})`));
  if (asked.words !== undefined) {
    const query = wordsQuery(asked.words);
    if (query === null) return null;
    found.push(
      endedOrOpen(sql`c.note <> '' and to_tsvector('simple', c.note) @@ to_tsquery('simple', ${query})`),
    );
  }
  return {
    all: found,
    either: eitherOf(asked),
    inside: asked.tag !== undefined || asked.words !== undefined,
  };
}

/** What was found is the provider's doing, whoever an older line names. */
function doneBy(actor: string): SQL {
  const asked = sql`(c.actor = ${actor} and c.kind <> 'refresh')`;
  const provider = providerIds.find((id) => capabilitiesOf(id).label === actor);
  return provider === undefined
    ? asked
    : sql`(${asked} or (c.kind = 'refresh' and c.provider = ${provider}))`;
}

/** The index over provider and outcome is ordered by time only where both are given. */
function eitherOf({ provider, outcome }: HistoryFilters): SQL[] {
  if (provider !== undefined && outcome === undefined)
    return changeOutcomes.map((one) => sql`c.outcome = ${one}`);
  if (outcome !== undefined && provider === undefined)
    return providerIds.map((one) => sql`c.provider = ${one}`);
  return [];
}

/** Of one operation; several: either. A label may itself hold “=”. */
function operationConditions({ verb, tag }: HistoryFilters): SQL[] {
  const holds = (operation: Record<string, string>) =>
    sql`c.operations @> ${JSON.stringify([{ ...(verb === undefined ? {} : { verb }), ...operation }])}::jsonb`;
  if (tag === undefined) return verb === undefined ? [] : [holds({})];
  const equals = tag.indexOf('=');
  const pair = { key: tag.slice(0, equals).trim(), value: tag.slice(equals + 1).trim() };
  return equals > 0 ? [holds({ key: tag }), holds(pair)] : [holds({ key: tag })];
}

/** All words must match; null: no letter or digit to look for. */
export function wordsQuery(words: string): string | null {
  const parts = words.toLowerCase().match(/[\p{L}\p{N}]+/gu);
  return parts?.map((part) => `'${part}'`).join(' & ') ?? null;
}

/** Events have actor, time, and perhaps user or provider; no outcome, run or tag, and wait for nobody. */
export function eventConditions(asked: AskedHistory): Conditions | null {
  const { outcome, runId, verb, tag, origin } = asked;
  if ([outcome, runId, verb, tag, origin].some((filter) => filter !== undefined)) return null;
  if (asked.view === 'waiting') return null;
  const found: SQL[] = [];
  if (asked.kind !== undefined) {
    if (!isEventGroup(asked.kind)) return null;
    found.push(inGroup(asked.kind));
  }
  if (asked.actor !== undefined) found.push(sql`e.actor = ${asked.actor}`);
  if (asked.ofUser !== undefined) {
    found.push(
      sql`lower(e.subject) = any(${sql.param(asked.ofUser.userIds.map(String))}::text[]) and (e.kind like 'user.%' or e.kind like 'identity.%')`,
    );
  }
  if (asked.provider !== undefined) {
    found.push(
      sql`(e.detail ->> 'provider' = ${asked.provider}
        or (lower(e.subject) = ${asked.provider} and (e.kind like 'provider.%' or e.kind like 'catalogue%')))`,
    );
  }
  if (asked.words !== undefined) {
    found.push(sql`lower(e.subject) like ${`%${asked.words.toLowerCase().replaceAll(/[\\%_]/g, '\\$&')}%`}`);
  }
  if (asked.from !== undefined) found.push(sql`e.at >= ${day(asked.from)}`);
  if (asked.to !== undefined) found.push(sql`e.at < ${dayAfter(asked.to)}`);
  const inside = [asked.userId, asked.provider, asked.words].some((filter) => filter !== undefined);
  return { all: found, either: [], inside };
}

function isEventGroup(kind: string): kind is EventGroup {
  return Object.hasOwn(eventGroups, kind);
}

function inGroup(group: EventGroup): SQL {
  const beginnings = (names: readonly string[]) => sql.param(names.map((name) => `${name}%`));
  if (group !== 'other') return sql`e.kind like any (${beginnings(eventGroups[group])}::text[])`;
  return sql`not e.kind like any (${beginnings(Object.values(eventGroups).flat())}::text[])`;
}
