-- The providers among these tags of one user where one has no equal at the other provider of the same shape: labels at
-- Vero and Capillary, values under keys at Cerego and FRAGMENT.
CREATE FUNCTION gaps_of(ids int[]) RETURNS smallint LANGUAGE sql STABLE PARALLEL SAFE AS $$
  SELECT coalesce(bit_or(s.bits), 0)::smallint FROM (SELECT bit_or(provider_bit(t.provider)) AS bits FROM tags t
    WHERE t.id = ANY (ids) GROUP BY t.provider IN ('vero', 'capillary'), t.key, t.value HAVING count(*) = 1) s
$$;--> statement-breakpoint
DROP INDEX "users_proof_mask";--> statement-breakpoint
DROP INDEX "users_masks";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "gap_mask" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
-- Tables and indexes are written anew once; an UPDATE of everybody would write each index entry by itself and leave as
-- many dead rows behind. Who carries tags at one provider of a shape only lacks all of them at the other.
ALTER TABLE "users" ALTER COLUMN "gap_mask" TYPE smallint
  USING CASE WHEN tag_mask & 5 = 5 OR tag_mask & 10 = 10 THEN gaps_of(tag_ids) ELSE tag_mask END;--> statement-breakpoint
DROP FUNCTION gaps_of(int[]);--> statement-breakpoint
-- One index for all masks: with each one less, a user's every change is written once less.
CREATE INDEX "users_masks" ON "users" USING btree ("identity_mask","tag_mask","gap_mask","proof_mask");--> statement-breakpoint
-- As in 0012, and where something is missing. Worked out in place: a function of its own would cost as much again.
CREATE OR REPLACE FUNCTION refresh_users(ids bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE users u SET
    search = s.search, tag_ids = s.tag_ids, tag_count = s.tag_count, identity_mask = s.identity_mask,
    tag_mask = s.tag_mask, gap_mask = s.gap_mask, proof_mask = s.proof_mask, changed_at = now()
  FROM (
    SELECT w.id,
      lower(concat_ws(E'\n', nullif(w.name, ''), nullif(w.email, ''), i.external_ids)) AS search,
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
$$;
