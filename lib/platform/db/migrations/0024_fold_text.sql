-- Text as people compare it: by its picture, in small letters. `lib/text/fold.ts` gives the same. Letter case goes by one rule
-- whatever the database's own is, and ASCII takes the short way. The list is Unicode's Default_Ignorable_Code_Point.
DO $make$
DECLARE
  rule text := coalesce((SELECT format('%I', collname) FROM pg_collation WHERE collnamespace = 'pg_catalog'::regnamespace
    AND collname IN ('pg_c_utf8', 'und-x-icu') ORDER BY collname = 'pg_c_utf8' DESC LIMIT 1), '"default"');
BEGIN
  IF getdatabaseencoding() <> 'UTF8' THEN
    RAISE EXCEPTION 'Tagdesk needs a database in UTF8; this one is in %.', getdatabaseencoding();
  END IF;
  EXECUTE format($text$
CREATE FUNCTION fold_text(t text) RETURNS text LANGUAGE plpgsql IMMUTABLE STRICT PARALLEL SAFE COST 5 AS $body$
BEGIN
  IF octet_length(t) = char_length(t) THEN
    RETURN replace(lower(t COLLATE "C"), E'\t', ' ');
  END IF;
  RETURN regexp_replace(translate(lower(translate(normalize(
    regexp_replace(t, '[\u00AD\u034F\u061C\u115F\u1160\u17B4\u17B5\u180B-\u180F\u200B-\u200F\u202A-\u202E\u2060-\u206F\u3164\uFE00-\uFE0F\uFEFF\uFFA0\uFFF0-\uFFF8\U0001BCA0-\U0001BCA3\U0001D173-\U0001D17A\U000E0000-\U000E0FFF]', '', 'g'),
    NFKC), E'\t\u1680\u2800', '   ') COLLATE %s), U&'\03C2', U&'\03C3'), 'i\u0307+', 'i', 'g');
END
$body$$text$, rule);
END
$make$;--> statement-breakpoint
DROP INDEX "tags_start";--> statement-breakpoint
DROP INDEX "tags_search";--> statement-breakpoint
DROP INDEX "users_email";--> statement-breakpoint
CREATE INDEX "tags_start" ON "tags" USING btree (left(fold_text("key" || coalesce('=' || "value", '')), 64) text_pattern_ops);--> statement-breakpoint
CREATE INDEX "tags_search" ON "tags" USING gin ((fold_text("key" || coalesce('=' || "value", ''))) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "users_email" ON "users" USING btree (fold_text("email"),"id");--> statement-breakpoint
-- As in 0016, with the text folded.
CREATE OR REPLACE FUNCTION refresh_users(ids bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE users u SET
    search = s.search, tag_ids = s.tag_ids, tag_count = s.tag_count, identity_mask = s.identity_mask,
    tag_mask = s.tag_mask, gap_mask = s.gap_mask, proof_mask = s.proof_mask, changed_at = now()
  FROM (
    SELECT w.id,
      fold_text(concat_ws(E'\n', nullif(w.name, ''), nullif(w.email, ''), i.external_ids)) AS search,
      coalesce(t.tag_ids, '{}') AS tag_ids,
      coalesce(t.tag_count, 0) AS tag_count,
      coalesce(i.mask, 0)::smallint AS identity_mask,
      coalesce(t.mask, 0)::smallint AS tag_mask,
      coalesce(CASE WHEN t.mask & 5 = 5 OR t.mask & 10 = 10 THEN g.mask ELSE t.mask END, 0)::smallint AS gap_mask,
      coalesce(t.proofs, 0)::smallint AS proof_mask
    FROM users w
    LEFT JOIN LATERAL (
      SELECT string_agg(external_id, E'\n' ORDER BY id) AS external_ids, bit_or(provider_bit(provider)) AS mask
      FROM identities WHERE user_id = w.id
    ) i ON true
    LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT it.tag_id) AS tag_ids, count(*)::int AS tag_count, bit_or(provider_bit(n.provider)) AS mask,
        bit_or(CASE it.proof WHEN 'confirmed' THEN 1 WHEN 'accepted' THEN 2 WHEN 'imported' THEN 4 WHEN 'unknown' THEN 8 ELSE 0 END) AS proofs
      FROM identities n JOIN identity_tags it ON it.identity_id = n.id WHERE n.user_id = w.id
    ) t ON true
    LEFT JOIN LATERAL (
      SELECT bit_or(own.bits) AS mask FROM (
        SELECT bit_or(provider_bit(x.provider)) AS bits FROM tags x
        WHERE x.id = ANY (t.tag_ids) AND (t.mask & 5 = 5 OR t.mask & 10 = 10)
        GROUP BY x.provider IN ('vero', 'capillary'), x.key, x.value HAVING count(*) = 1) own
    ) g ON true
    WHERE w.id = ANY (ids)
  ) s
  WHERE u.id = s.id
$$;--> statement-breakpoint
-- Only what folding alters is written: of names in ASCII nothing. The small letters that stood here are no help, since a
-- database's own rule may have lost some.
UPDATE users u SET search = s.search FROM (
  SELECT w.id, fold_text(concat_ws(E'\n', nullif(w.name, ''), nullif(w.email, ''), i.external_ids)) AS search
  FROM users w LEFT JOIN (
    SELECT user_id, string_agg(external_id, E'\n' ORDER BY id) AS external_ids FROM identities GROUP BY user_id
  ) i ON i.user_id = w.id
) s WHERE u.id = s.id AND u.search <> s.search;
