DROP INDEX "changes_user";--> statement-breakpoint
DROP INDEX "changes_provider";--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "origin" text;--> statement-breakpoint
CREATE INDEX "changes_kind" ON "changes" USING btree ("kind","id");--> statement-breakpoint
CREATE INDEX "changes_actor" ON "changes" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "changes_origin" ON "changes" USING btree ("origin","id") WHERE "changes"."origin" is not null;--> statement-breakpoint
CREATE INDEX "changes_operations" ON "changes" USING gin ("operations" jsonb_path_ops) WHERE "changes"."state" = 'closed';--> statement-breakpoint
CREATE INDEX "changes_note" ON "changes" USING gin (to_tsvector('simple', "note")) WHERE "changes"."state" = 'closed' and "changes"."note" <> '';--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("actor","id");--> statement-breakpoint
CREATE INDEX "audit_events_subject" ON "audit_events" USING gin (lower("subject") gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "audit_events_provider" ON "audit_events" USING btree (("detail" ->> 'provider'),"id") WHERE "audit_events"."detail" ->> 'provider' is not null;--> statement-breakpoint
CREATE INDEX "audit_events_removals" ON "audit_events" USING btree ("id") WHERE "audit_events"."kind" = 'history.removed';--> statement-breakpoint
CREATE INDEX "changes_user" ON "changes" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "changes_provider" ON "changes" USING btree ("provider","outcome","id");--> statement-breakpoint

-- Lines are numbered as they are written, so ids are in the order of time, give or take a transaction's length.
-- The first id from which on lines are of `moment` or later: a date among ten million lines takes two dozen probes.
CREATE FUNCTION history_id_at(lines text, moment timestamptz) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
DECLARE
  low bigint := 1;
  high bigint;
  middle bigint;
  found timestamptz;
BEGIN
  IF lines = 'changes' THEN SELECT max(id) + 1 INTO high FROM changes;
  ELSE SELECT max(id) + 1 INTO high FROM audit_events;
  END IF;
  high := coalesce(high, 1);
  WHILE low < high LOOP
    middle := (low + high) / 2;
    IF lines = 'changes' THEN SELECT created_at INTO found FROM changes WHERE id >= middle ORDER BY id LIMIT 1;
    ELSE SELECT at INTO found FROM audit_events WHERE id >= middle ORDER BY id LIMIT 1;
    END IF;
    IF found >= moment THEN high := middle; ELSE low := middle + 1; END IF;
  END LOOP;
  RETURN low;
END $$;--> statement-breakpoint

-- What was asked, by whom and when, is never rewritten. The column list keeps this off every other update.
CREATE TRIGGER changes_asked_kept BEFORE UPDATE OF id, kind, user_id, identity_id, provider, external_id, member_id,
  actor, note, undo_of, run_id, import_id, origin, operations, profile, created_at ON changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint
-- A line that has ended stays as it is. One that ended in doubt may be taken up again, which keeps what it said until
-- the new end is written; what was recorded before sending, and requests with their answers, are never taken back.
CREATE TRIGGER changes_ended_kept BEFORE UPDATE ON changes FOR EACH ROW WHEN (
  (old.state = 'closed' AND (old.outcome <> 'unknown'
    OR (new.state = 'closed' AND new.outcome <> old.outcome)
    OR new.outcomes IS DISTINCT FROM old.outcomes OR new.after IS DISTINCT FROM old.after
    OR new.exchanges <> old.exchanges OR new.closed_at IS DISTINCT FROM old.closed_at))
  OR (old.before IS NOT NULL AND new.before IS DISTINCT FROM old.before)
  OR jsonb_array_length(new.exchanges) < jsonb_array_length(old.exchanges)
) EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint

-- The one exception: `remove_old_history`, for installations that keep history for a time only.
CREATE FUNCTION refuse_removal() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('tagdesk.removes_history', true), '') <> 'on' THEN
    RAISE EXCEPTION 'Lines of % are never altered or removed.', TG_TABLE_NAME;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
DROP TRIGGER changes_kept ON changes;--> statement-breakpoint
CREATE TRIGGER changes_kept BEFORE DELETE ON changes FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();--> statement-breakpoint
CREATE TRIGGER changes_needed_kept BEFORE DELETE ON changes FOR EACH ROW WHEN (
  old.state <> 'closed' OR old.outcome IN ('unknown', 'pending') OR old.created_at > now() - interval '30 days'
) EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint
CREATE TRIGGER changes_not_emptied BEFORE TRUNCATE ON changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint
DROP TRIGGER audit_events_append_only ON audit_events;--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR TRUNCATE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint
CREATE TRIGGER audit_events_kept BEFORE DELETE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_removal();--> statement-breakpoint
CREATE TRIGGER audit_events_needed_kept BEFORE DELETE ON audit_events FOR EACH ROW WHEN (
  old.kind = 'history.removed' OR old.at > now() - interval '30 days'
) EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint

-- Removes the oldest lines that are older than `days` (30 at least), at most `most` of each kind, and writes a line
-- about it in the same transaction. Lines that are open or in doubt stay, and so do the lines about removals.
-- One at a time over all processes; gives how many lines went.
CREATE FUNCTION remove_old_history(days int, most int) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  cut_off timestamptz := now() - make_interval(days => days);
  gone_changes bigint;
  gone_events bigint;
BEGIN
  IF days < 30 THEN RAISE EXCEPTION 'History is kept for 30 days at least.'; END IF;
  IF NOT pg_try_advisory_xact_lock(7246134) THEN RETURN 0; END IF;
  PERFORM set_config('tagdesk.removes_history', 'on', true);
  WITH old AS (
    SELECT id FROM changes
    WHERE id < history_id_at('changes', cut_off + interval '1 hour') AND created_at < cut_off
      AND state = 'closed' AND outcome NOT IN ('unknown', 'pending')
    ORDER BY id LIMIT most
  ), gone AS (DELETE FROM changes c USING old WHERE c.id = old.id RETURNING c.id)
  SELECT count(*) INTO gone_changes FROM gone;
  WITH old AS (
    SELECT id FROM audit_events
    WHERE id < history_id_at('audit_events', cut_off + interval '1 hour') AND at < cut_off
      AND kind <> 'history.removed'
    ORDER BY id LIMIT most
  ), gone AS (DELETE FROM audit_events e USING old WHERE e.id = old.id RETURNING e.id)
  SELECT count(*) INTO gone_events FROM gone;
  PERFORM set_config('tagdesk.removes_history', '', true);
  IF gone_changes + gone_events > 0 THEN
    INSERT INTO audit_events (kind, actor, detail) VALUES ('history.removed', 'Tagdesk', jsonb_build_object(
      'changes', gone_changes, 'events', gone_events, 'days', days,
      'before', to_char(cut_off AT TIME ZONE 'utc', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')));
  END IF;
  RETURN gone_changes + gone_events;
END $$;
