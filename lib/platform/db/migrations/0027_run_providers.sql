ALTER TABLE "run_lanes" RENAME TO "run_providers";--> statement-breakpoint
ALTER TABLE "run_providers" RENAME CONSTRAINT "run_lanes_run_id_provider_pk" TO "run_providers_run_id_provider_pk";--> statement-breakpoint
ALTER INDEX "run_lanes_alive" RENAME TO "run_providers_alive";--> statement-breakpoint
ALTER TABLE "lanes" RENAME TO "provider_leases";--> statement-breakpoint
ALTER TABLE "provider_leases" RENAME CONSTRAINT "lanes_pkey" TO "provider_leases_pkey";--> statement-breakpoint
-- From PostgreSQL 18 on NOT NULL has a name, too.
DO $$
DECLARE
  own record;
BEGIN
  FOR own IN SELECT conrelid::regclass AS of, conname AS name FROM pg_constraint
    WHERE contype = 'n' AND conrelid IN ('run_providers'::regclass, 'provider_leases'::regclass)
  LOOP
    EXECUTE format('ALTER TABLE %s RENAME CONSTRAINT %I TO %I', own.of, own.name,
      regexp_replace(own.name, '^(run_lanes|lanes)', own.of::text));
  END LOOP;
END $$;--> statement-breakpoint
ALTER FUNCTION close_as_found(jsonb, jsonb, jsonb) RENAME TO close_if_unchanged;--> statement-breakpoint
ALTER FUNCTION mirrors_now(bigint[]) RENAME TO current_mirrors;--> statement-breakpoint
-- As in 0003, under the new name.
CREATE OR REPLACE FUNCTION count_run_outcomes(moves jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE run_providers p SET
    confirmed = p.confirmed + m.confirmed, accepted = p.accepted + m.accepted, refused = p.refused + m.refused,
    failed = p.failed + m.failed, unknown = p.unknown + m.unknown, cancelled = p.cancelled + m.cancelled,
    no_op = p.no_op + m.no_op
  FROM (
    SELECT run_id, provider,
      coalesce(sum(n) FILTER (WHERE outcome = 'confirmed'), 0)::int AS confirmed,
      coalesce(sum(n) FILTER (WHERE outcome = 'accepted'), 0)::int AS accepted,
      coalesce(sum(n) FILTER (WHERE outcome = 'refused'), 0)::int AS refused,
      coalesce(sum(n) FILTER (WHERE outcome = 'failed'), 0)::int AS failed,
      coalesce(sum(n) FILTER (WHERE outcome = 'unknown'), 0)::int AS unknown,
      coalesce(sum(n) FILTER (WHERE outcome = 'cancelled'), 0)::int AS cancelled,
      coalesce(sum(n) FILTER (WHERE outcome = 'no-op'), 0)::int AS no_op
    FROM jsonb_to_recordset(moves) AS r(run_id bigint, provider text, outcome text, n int)
    GROUP BY run_id, provider ORDER BY run_id, provider
  ) m
  WHERE p.run_id = m.run_id AND p.provider = m.provider
$$;--> statement-breakpoint
-- As in 0021; a parameter cannot be renamed in place.
DROP FUNCTION correct_outcome(bigint, jsonb, text);--> statement-breakpoint
CREATE FUNCTION correct_outcome(line bigint, corrected jsonb, worst text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('tagdesk.corrects_outcome', 'on', true);
  UPDATE changes SET outcomes = corrected, outcome = worst,
    not_seen_until = CASE WHEN jsonb_path_exists(corrected, '$[*].notSeenUntil') THEN not_seen_until END,
    settle_at = CASE WHEN worst = 'unknown' THEN settle_at END
  WHERE id = line;
  PERFORM set_config('tagdesk.corrects_outcome', '', true);
END $$;--> statement-breakpoint
-- The former names, for instances of the version before that go on until they are replaced. A later migration drops
-- them, and has to before it alters a column of these tables.
CREATE VIEW "run_lanes" AS SELECT * FROM "run_providers";--> statement-breakpoint
CREATE VIEW "lanes" AS SELECT * FROM "provider_leases";--> statement-breakpoint
CREATE FUNCTION close_as_found(line jsonb, gone jsonb, written jsonb) RETURNS timestamptz LANGUAGE sql AS $$
  SELECT close_if_unchanged(line, gone, written)
$$;--> statement-breakpoint
CREATE FUNCTION mirrors_now(ids bigint[]) RETURNS TABLE (id bigint, tags jsonb) LANGUAGE sql VOLATILE ROWS 50 AS $$
  SELECT * FROM current_mirrors(ids)
$$;
