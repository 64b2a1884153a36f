ALTER TABLE "changes" ADD COLUMN "unknown_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "not_seen_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "suspect" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "deaths" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "changes_one_suspect" ON "changes" USING btree ("suspect") WHERE "changes"."suspect" and "changes"."state" = 'sending';--> statement-breakpoint
CREATE INDEX "changes_suspects" ON "changes" USING btree ("provider","id") WHERE "changes"."suspect" and "changes"."state" in ('queued', 'in-doubt');--> statement-breakpoint
CREATE INDEX "changes_unseen" ON "changes" USING btree ("identity_id") WHERE "changes"."state" = 'closed' and ("changes"."outcome" = 'unknown' or "changes"."not_seen_until" is not null);--> statement-breakpoint
CREATE INDEX "audit_events_asked" ON "audit_events" USING btree ("id") WHERE "audit_events"."kind" = 'catalogue-tag.asked';--> statement-breakpoint
CREATE UNIQUE INDEX "audit_events_one_outcome" ON "audit_events" USING btree (("detail" ->> 'asked')) WHERE "audit_events"."kind" in ('catalogue-tag-created', 'catalogue-tag.refused', 'catalogue-tag.not-seen')
        and "audit_events"."detail" ->> 'asked' is not null;--> statement-breakpoint

-- Lines that are looked at have been unknown since they ended, as far as anybody remembers.
UPDATE changes SET unknown_at = closed_at WHERE settle_at IS NOT NULL AND state = 'closed' AND outcome = 'unknown';--> statement-breakpoint

-- The one change that a line which has ended may undergo: what was not seen, or is unknown, was shown by a later
-- reading. Each outcome stays as it is, or is confirmed and carries the one before it along.
CREATE FUNCTION is_correction(earlier changes, later changes) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT earlier.state = 'closed' AND earlier.outcome IN ('failed', 'unknown')
    AND to_jsonb(earlier) - '{outcomes,outcome,not_seen_until,settle_at}'::text[]
      = to_jsonb(later) - '{outcomes,outcome,not_seen_until,settle_at}'::text[]
    AND jsonb_array_length(earlier.outcomes) = jsonb_array_length(later.outcomes)
    AND later.outcomes <> earlier.outcomes
    AND later.outcome = (SELECT o ->> 'outcome' FROM jsonb_array_elements(later.outcomes) o ORDER BY array_position(
      '{unknown,failed,refused,cancelled,accepted,confirmed,imported,no-op}'::text[], o ->> 'outcome') LIMIT 1)
    AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(earlier.outcomes) WITH ORDINALITY AS b(o, n)
      JOIN jsonb_array_elements(later.outcomes) WITH ORDINALITY AS a(o, n) USING (n)
      WHERE a.o <> b.o AND (a.o ->> 'outcome' = 'confirmed' AND a.o -> 'corrected' = b.o AND (
        b.o ->> 'outcome' = 'unknown' OR (b.o ->> 'outcome' = 'failed' AND b.o ? 'notSeenUntil'))) IS NOT TRUE
    )
$$;--> statement-breakpoint
CREATE FUNCTION keep_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('tagdesk.corrects_outcome', true), '') = 'on' AND is_correction(old, new) THEN
    RETURN new;
  END IF;
  RAISE EXCEPTION 'Lines of % are never altered or removed.', TG_TABLE_NAME;
END $$;--> statement-breakpoint
DROP TRIGGER changes_ended_kept ON changes;--> statement-breakpoint
CREATE TRIGGER changes_ended_kept BEFORE UPDATE ON changes FOR EACH ROW WHEN (
  (old.state = 'closed' AND (old.outcome <> 'unknown'
    OR (new.state = 'closed' AND new.outcome <> old.outcome)
    OR new.outcomes IS DISTINCT FROM old.outcomes OR new.after IS DISTINCT FROM old.after
    OR new.exchanges <> old.exchanges OR new.closed_at IS DISTINCT FROM old.closed_at))
  OR (old.before IS NOT NULL AND new.before IS DISTINCT FROM old.before)
  OR jsonb_array_length(new.exchanges) < jsonb_array_length(old.exchanges)
) EXECUTE FUNCTION keep_ended();--> statement-breakpoint

-- Corrects a line by what a reading showed: `corrected` are its outcomes now, `gravest` the gravest of them.
CREATE FUNCTION correct_outcome(line bigint, corrected jsonb, gravest text) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM set_config('tagdesk.corrects_outcome', 'on', true);
  UPDATE changes SET outcomes = corrected, outcome = gravest,
    not_seen_until = CASE WHEN jsonb_path_exists(corrected, '$[*].notSeenUntil') THEN not_seen_until END,
    settle_at = CASE WHEN gravest = 'unknown' THEN settle_at END
  WHERE id = line;
  PERFORM set_config('tagdesk.corrects_outcome', '', true);
END $$;--> statement-breakpoint

-- As before, and besides: since when the outcome is unknown; a line that ended is no suspect any more (what was set aside keeps its count); and where the
-- answer showed the complete list while an older line waits to be seen, somebody has to look at that one as well.
CREATE OR REPLACE FUNCTION close_as_found(line jsonb, gone jsonb, written jsonb) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  r record;
  found_user bigint;
  held record;
BEGIN
  SELECT * INTO r FROM jsonb_to_record(line) AS r(id bigint, identity_id bigint, attempts int, was_read boolean,
    outcomes jsonb, outcome text, after jsonb, exchanges jsonb, settle_in_ms int, duration_ms int);
  SELECT user_id INTO found_user FROM identities WHERE id = r.identity_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- Statements of their own, which see what whoever held the identity's lock has written.
  SELECT c.state, c.attempts, c.before, c.not_before INTO held FROM changes c WHERE c.id = r.id FOR UPDATE;
  IF held.state IS DISTINCT FROM 'sending' OR held.attempts <> r.attempts THEN RETURN NULL; END IF;
  IF r.was_read AND EXISTS (SELECT FROM changes u WHERE u.identity_id = r.identity_id AND u.state = 'closed'
    AND (u.outcome = 'unknown' OR u.not_seen_until IS NOT NULL)) THEN RETURN NULL; END IF;
  -- As changes/store-mirror.ts tells it where a line is taken.
  IF held.before IS DISTINCT FROM (
    SELECT coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
      'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'providerTagId', it.provider_tag_id) ORDER BY t.key), '[]'::jsonb)
    FROM identity_tags it JOIN tags t ON t.id = it.tag_id WHERE it.identity_id = r.identity_id
  ) THEN RETURN NULL; END IF;
  UPDATE changes c SET state = 'closed', lease_until = NULL, closed_at = now(), outcomes = r.outcomes,
    outcome = r.outcome, after = r.after, exchanges = c.exchanges || r.exchanges,
    duration_ms = CASE WHEN jsonb_array_length(r.exchanges) = 0 THEN c.duration_ms
      ELSE coalesce(c.duration_ms, 0) + r.duration_ms END,
    settle_at = now() + make_interval(secs => r.settle_in_ms / 1000.0),
    unknown_at = CASE WHEN r.outcome = 'unknown' THEN coalesce(c.unknown_at, now()) END,
    suspect = false, deaths = CASE WHEN c.deaths < 2 THEN 0 ELSE c.deaths END
  WHERE c.id = r.id;
  IF r.was_read THEN UPDATE identities SET read_at = now() WHERE id = r.identity_id; END IF;
  PERFORM write_mirror(gone, written, ARRAY[found_user]);
  RETURN held.not_before;
END $$;
