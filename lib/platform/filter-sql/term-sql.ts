/** Server only. */

import { type SQL, sql } from 'drizzle-orm';
import { providerBits } from '#lib/platform/db/provider-mask.ts';
import { users } from '#lib/platform/db/schema/users.ts';
import { catalog } from '#lib/providers/catalog.ts';
import { providerIds } from '#lib/providers/ids.ts';
import { type Clock, dayStart, nextDayStart } from '#lib/shared/days.ts';
import {
  type Age,
  type ChangedOnNode,
  type DiffersNode,
  type DriftNode,
  type ImportNode,
  type MissingNode,
  type ProofNode,
  type ReadNode,
  spanUnits,
  type TagNode,
  type TermNode,
} from '#lib/shared/filter/grammar.ts';
import { printTerm } from '#lib/shared/filter/print.ts';
import { tagTermsOf } from '#lib/shared/filter/walk.ts';
import { fold } from '#lib/shared/text/fold.ts';
import { lacksCounterpart } from './counterpart-sql.ts';
import { identityMasks, maskIn, masksWith, proofBits, tagMasks } from './masks.ts';
import { type ResolvedTags, type ResolvedTerm, resolvedTerm } from './resolved-tags.ts';
import { carriesAny, carriesAnyOfMany, isNarrow } from './tag-ids-sql.ts';
import { escapeLike, tagCondition } from './tag-sql.ts';

/** `resolved` must know the term's tags; `clock` gives now and the time zone of days. */
export function compileTerm(node: TermNode, resolved: ResolvedTags, clock: Clock): SQL {
  switch (node.kind) {
    case 'text':
      return compileText(node.text);
    case 'tag':
      return compileTag(node, resolvedTerm(resolved, node));
    case 'untagged':
      return maskIn(users.tagMask, tagMasks(node) ?? []);
    case 'identity':
    case 'identities':
      return maskIn(users.identityMask, identityMasks(node) ?? []);
    case 'proof':
      return compileProof(node, clock);
    case 'drift':
      return compileDrift(node);
    case 'read':
      return compileRead(node, clock);
    case 'changed-within': {
      const since = new Date(clock.now.getTime() - node.amount * spanUnits[node.unit]);
      return sql`${users.changedAt} >= ${since.toISOString()}`;
    }
    case 'changed-on':
      return compileChangedOn(node, clock.zone);
    case 'changed-by':
      return happenedTo(
        (userId) => sql`EXISTS (SELECT FROM changes c JOIN members m ON m.id = c.member_id
        WHERE c.user_id = ${userId} AND c.kind <> 'refresh' AND fold_text(m.email) = ${fold(node.member)})`,
        resolved,
      );
    case 'run':
      return happenedTo(
        (userId) =>
          sql`EXISTS (SELECT FROM changes c WHERE c.user_id = ${userId} AND c.run_id = ${node.id}::bigint)`,
        resolved,
      );
    case 'import':
      return sql`${users.id} IN (${asOfNow(compileImport(node), resolved)})`;
    case 'differs':
      return compileDiffers(node, resolved);
    case 'missing':
      return compileMissing(node, resolved);
  }
}

/** To the user, or to somebody who went into them: these few are looked at once for all users. */
function happenedTo(condition: (userId: SQL) => SQL, { followsMerges }: ResolvedTags): SQL {
  const own = condition(sql`${users.id}`);
  if (!followsMerges) return own;
  return sql`(${own} OR ${users.id} IN (SELECT user_now(g.id) FROM merged_users g WHERE ${condition(sql`g.id`)}))`;
}

/** `ids`: a statement of one column. Gives who these users are now. */
function asOfNow(ids: SQL, { followsMerges }: ResolvedTags): SQL {
  if (!followsMerges) return ids;
  return sql`SELECT CASE WHEN g.id IS NULL THEN n.id ELSE user_now(n.id) END
    FROM (${ids}) n (id) LEFT JOIN merged_users g ON g.id = n.id`;
}

/** Folded as the column is. */
export function compileText(typed: string): SQL {
  const text = fold(typed);
  const contains = (part: string) => sql`LIKE ${`%${escapeLike(part)}%`}`;
  // The trigrams of an e-mail's domain are everybody's and cost a hundred times more: only those before it
  // are looked up, then the whole is compared.
  const beforeDomain = /([!-?A-~]{4,8})@./.exec(text)?.[1];
  if (beforeDomain === undefined) return sql`${users.search} ${contains(text)}`;
  return sql`(${users.search} ${contains(beforeDomain)} AND ${users.search} || '' ${contains(text)})`;
}

function compileTag(term: TagNode, tags: ResolvedTerm): SQL {
  if (tags.wide) {
    return sql`EXISTS (SELECT FROM identities i JOIN identity_tags it ON it.identity_id = i.id
      JOIN tags t ON t.id = it.tag_id WHERE i.user_id = ${users.id} AND ${tagCondition(term)})`;
  }
  if (tags.ids.length === 0) return sql`false`;
  return isNarrow(tags) ? carriesAny(tags.ids) : carriesAnyOfMany(tags.ids);
}

/** `pending` is an open change of the ledger. */
function compileProof({ provider, proof, age }: ProofNode, clock: Clock): SQL {
  if (proof === 'pending') {
    const there = provider === null ? sql`` : sql` AND c.provider = ${provider}`;
    const aged = age ? sql` AND ${isAged(sql`c.created_at`, age, clock)}` : sql``;
    return sql`EXISTS (SELECT FROM changes c WHERE c.user_id = ${users.id} AND c.state <> 'closed'${there}${aged})`;
  }
  const somewhere = maskIn(users.proofMask, masksWith(proofBits[proof]));
  if (provider === null && !age) return somewhere;
  const there = provider === null ? sql`` : sql` AND i.provider = ${provider}`;
  const aged = age ? sql` AND ${isAged(sql`it.proof_at`, age, clock)}` : sql``;
  return sql`${somewhere} AND EXISTS (SELECT FROM identities i JOIN identity_tags it ON it.identity_id = i.id
    WHERE i.user_id = ${users.id}${there} AND it.proof = ${proof}${aged})`;
}

/** By the few rows that are open, which no edit and no decision has to sum up. */
function compileDrift({ provider }: DriftNode): SQL {
  const there = provider === null ? sql`` : sql` AND d.provider = ${provider}`;
  return sql`${users.id} IN (SELECT i.user_id FROM drifts d JOIN identities i ON i.id = d.identity_id
    WHERE d.state = 'open'${there})`;
}

function compileRead({ provider, age }: ReadNode, clock: Clock): SQL {
  const readable = providerIds.filter((id) => (provider === null || provider === id) && catalog[id].canRead);
  const aged = isAged(sql`coalesce(i.read_at, '-infinity')`, age, clock);
  return sql`EXISTS (SELECT FROM identities i WHERE i.user_id = ${users.id}
    AND i.provider = ANY(${sql.param(readable)}::text[]) AND ${aged})`;
}

function isAged(at: SQL, { comparison, amount, unit }: Age, clock: Clock): SQL {
  const since = new Date(clock.now.getTime() - amount * spanUnits[unit]).toISOString();
  return comparison === '<' ? sql`${at} >= ${since}` : sql`${at} < ${since}`;
}

function compileChangedOn({ comparison, date }: ChangedOnNode, zone: string): SQL {
  const start = dayStart(date, zone).toISOString();
  const end = nextDayStart(date, zone).toISOString();
  if (comparison === '=') return sql`${users.changedAt} >= ${start} AND ${users.changedAt} < ${end}`;
  if (comparison === '<') return sql`${users.changedAt} < ${start}`;
  if (comparison === '<=') return sql`${users.changedAt} < ${end}`;
  return comparison === '>' ? sql`${users.changedAt} >= ${end}` : sql`${users.changedAt} >= ${start}`;
}

/** By what undoing keeps of its batches: lines of the ledger have no index by import. */
function compileImport({ id, part }: ImportNode): SQL {
  const batches = sql`(SELECT * FROM import_batches WHERE import_id = ${id}::bigint) b`;
  const made = sql`SELECT unnest(b.user_ids) FROM ${batches}`;
  if (part === 'new') return made;
  const named = sql`SELECT i.user_id FROM ${batches} JOIN identities i ON i.id = ANY(b.identity_ids)
    UNION SELECT (r ->> 'id')::bigint FROM ${batches}, jsonb_array_elements(b.renamed) r
    UNION SELECT c.user_id FROM ${batches} JOIN changes c
      ON c.id > b.lines_after AND c.id <= b.lines_through AND c.import_id = b.import_id`;
  return part === 'changed' ? sql`(${named}) EXCEPT ${made}` : sql`${named} UNION ${made}`;
}

/** Both values exist, and the left one's equal is missing on the right. */
function compileDiffers(node: DiffersNode, resolved: ResolvedTags): SQL {
  const present = tagTermsOf(node).map((term) => compileTag(term, resolvedTerm(resolved, term)));
  const counterparts = resolved.counterparts.get(printTerm(node)) ?? null;
  return sql.join([...present, lacksCounterpart(node, counterparts)], sql` AND `);
}

/** The mask skips users who are not there at all. */
function compileMissing(node: MissingNode, resolved: ResolvedTags): SQL {
  const there = maskIn(users.identityMask, masksWith(providerBits[node.from]));
  return sql`${there} AND ${lacksCounterpart(node, resolved.counterparts.get(printTerm(node)) ?? null)}`;
}
