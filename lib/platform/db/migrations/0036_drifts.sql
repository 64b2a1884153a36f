CREATE TABLE "drift_policies" (
	"provider" text NOT NULL,
	"key" text DEFAULT '' NOT NULL,
	"rule" text NOT NULL,
	"member_id" text,
	"set_by" text NOT NULL,
	"set_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "drift_policies_provider_key_pk" PRIMARY KEY("provider","key")
);
--> statement-breakpoint
CREATE TABLE "drifts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "drifts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"identity_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"key" text NOT NULL,
	"direction" text NOT NULL,
	"ours" text,
	"theirs" text,
	"ours_proof" text,
	"given_by" text,
	"given_at" timestamp with time zone,
	"given_in" bigint,
	"given_run" bigint,
	"found_in" bigint NOT NULL,
	"first_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"last_seen" timestamp with time zone DEFAULT now() NOT NULL,
	"times_seen" integer DEFAULT 1 NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"is_due" boolean DEFAULT false NOT NULL,
	"is_stopped" boolean DEFAULT false NOT NULL,
	"put_change" bigint,
	"put_run" bigint
);
--> statement-breakpoint
ALTER TABLE "drifts" ADD CONSTRAINT "drifts_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "drifts_identity" ON "drifts" USING btree ("identity_id");--> statement-breakpoint
CREATE UNIQUE INDEX "drifts_one_open" ON "drifts" USING btree ("identity_id",md5("key")) WHERE "drifts"."state" = 'open';--> statement-breakpoint
CREATE INDEX "drifts_found" ON "drifts" USING btree ("found_in");--> statement-breakpoint
CREATE INDEX "drifts_open" ON "drifts" USING btree ("provider","id") WHERE "drifts"."state" = 'open';--> statement-breakpoint
CREATE INDEX "drifts_due" ON "drifts" USING btree ("provider") WHERE "drifts"."state" = 'open' and "drifts"."is_due";--> statement-breakpoint
CREATE INDEX "drifts_decided" ON "drifts" USING btree ("state","last_seen");--> statement-breakpoint

-- An open difference ends where the mirror no longer shows theirs: somebody changed the tag, or it was read anew.
CREATE FUNCTION end_moved_drifts(identity_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  UPDATE drifts d SET state = 'overtaken', decided_at = now(), is_due = false
  WHERE d.state = 'open' AND d.identity_id = ANY (identity_ids)
    AND (d.direction <> 'gone') IS DISTINCT FROM EXISTS (
      SELECT FROM identity_tags it JOIN tags t ON t.id = it.tag_id
      WHERE it.identity_id = d.identity_id AND t.key = d.key
        AND (d.direction = 'gone' OR t.value IS NOT DISTINCT FROM d.theirs));
END $$;--> statement-breakpoint

-- As before, and besides: where anything waits for a decision, what it is about may have changed.
CREATE OR REPLACE FUNCTION write_mirror(gone jsonb, written jsonb, user_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(gone) + jsonb_array_length(written) > 0 THEN
    PERFORM lock_tags(gone || written);
    IF EXISTS (SELECT FROM named_tags(written) n WHERE n.id IS NULL) THEN
      INSERT INTO tags (provider, key, value)
        SELECT n.provider, n.key, n.value FROM named_tags(written) n WHERE n.id IS NULL
        ON CONFLICT DO NOTHING;
      PERFORM lock_tags(gone || written);
    END IF;
  END IF;
  IF jsonb_array_length(gone) > 0 THEN
    DELETE FROM identity_tags it
      USING jsonb_to_recordset(gone) AS r(identity_id bigint, provider text, key text, value text)
      JOIN named_tags(gone) t ON t.provider = r.provider AND t.key = r.key AND t.value IS NOT DISTINCT FROM r.value
      WHERE it.identity_id = r.identity_id AND it.tag_id = t.id;
  END IF;
  IF jsonb_array_length(written) > 0 THEN
    INSERT INTO identity_tags (identity_id, tag_id, proof, proof_at, provider_tag_id)
      SELECT r.identity_id, t.id, r.proof, r.proof_at, r.provider_tag_id
      FROM jsonb_to_recordset(written) AS r(identity_id bigint, provider text, key text, value text, proof text,
        proof_at timestamptz, provider_tag_id text)
      JOIN named_tags(written) t ON t.provider = r.provider AND t.key = r.key AND t.value IS NOT DISTINCT FROM r.value
      ON CONFLICT (identity_id, tag_id) DO UPDATE SET
        proof = excluded.proof, proof_at = excluded.proof_at, provider_tag_id = excluded.provider_tag_id;
  END IF;
  PERFORM refresh_users(user_ids);
  IF EXISTS (SELECT FROM drifts WHERE state = 'open') THEN
    PERFORM end_moved_drifts(ARRAY(
      SELECT DISTINCT (r ->> 'identity_id')::bigint FROM jsonb_array_elements(gone || written) r));
  END IF;
END $$;--> statement-breakpoint

-- What the lines `line_ids` (kind refresh, with the mirror before and after) found, as differences. Of identities that
-- had not been read before, `unread_ids` of those lines, what is found there contradicts nothing. Call it in the
-- transaction that wrote the mirror: any number of lines at once.
CREATE FUNCTION record_drifts(line_ids bigint[], unread_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  WITH named AS (
    SELECT DISTINCT ON (c.identity_id, o.op ->> 'key') c.id AS line, c.user_id, c.identity_id, c.provider,
      o.op ->> 'key' AS key, b.tag AS before, o.op ->> 'verb' <> 'remove' AS is_there, o.op ->> 'value' AS theirs
    FROM changes c CROSS JOIN LATERAL jsonb_array_elements(c.operations) o(op)
    LEFT JOIN LATERAL (
      SELECT t.tag FROM jsonb_array_elements(c.before) t(tag) WHERE t.tag ->> 'key' = o.op ->> 'key' LIMIT 1
    ) b ON true
    WHERE c.id = ANY (line_ids)
    ORDER BY c.identity_id, o.op ->> 'key', c.id DESC
  ), expected AS (
    -- While nothing is decided for theirs, what was expected stays what it was before the first reading.
    SELECT n.*, e.id AS earlier_id, e.given_by, e.given_at, e.given_in, e.given_run,
      CASE WHEN e.id IS NULL THEN n.before IS NOT NULL ELSE e.direction <> 'found' END AS was_there,
      CASE WHEN e.id IS NULL THEN n.before ->> 'value' ELSE e.ours END AS ours,
      CASE WHEN e.id IS NULL THEN n.before ->> 'proof' ELSE e.ours_proof END AS ours_proof,
      e.state = 'open' OR (e.state = 'overtaken' AND e.decided_at = now()) AS is_undecided
    FROM named n
    LEFT JOIN LATERAL (
      SELECT * FROM (
        SELECT d.* FROM drifts d WHERE d.identity_id = n.identity_id AND d.key = n.key
        ORDER BY d.last_seen DESC, d.id DESC LIMIT 1) last
      WHERE (last.state IN ('open', 'ignored', 'put-back') OR (last.state = 'overtaken' AND last.decided_at = now()))
        AND (last.direction <> 'gone') = (n.before IS NOT NULL)
        AND last.theirs IS NOT DISTINCT FROM n.before ->> 'value'
    ) e ON true
    -- An outcome that nobody knows is settled, not found.
    WHERE NOT (e.id IS NULL AND NOT n.is_there AND n.before ->> 'proof' = 'unknown')
      AND NOT (e.id IS NULL AND n.before IS NULL AND n.line = ANY (unread_ids))
  ), differing AS (
    SELECT x.*, CASE WHEN NOT x.was_there THEN 'found' WHEN NOT x.is_there THEN 'gone' ELSE 'other' END AS direction
    FROM expected x WHERE x.was_there <> x.is_there OR x.ours IS DISTINCT FROM x.theirs
  ), judged AS (
    SELECT f.line, f.identity_id, f.provider, f.key, f.direction, f.ours, f.theirs, f.ours_proof,
      CASE WHEN f.earlier_id IS NULL THEN g.actor ELSE f.given_by END AS given_by,
      CASE WHEN f.earlier_id IS NULL THEN g.closed_at ELSE f.given_at END AS given_at,
      CASE WHEN f.earlier_id IS NULL THEN g.id ELSE f.given_in END AS given_in,
      CASE WHEN f.earlier_id IS NULL THEN g.run_id ELSE f.given_run END AS given_run,
      CASE WHEN f.is_undecided THEN f.earlier_id END AS undecided_id,
      r.id AS known_id, s.count >= 3 AS is_stopped, p.rule,
      CASE WHEN r.decided_by IS NOT NULL THEN r.state
        WHEN p.rule = 'accept' THEN 'accepted'
        WHEN p.rule IS NULL AND f.earlier_id IS NULL
          AND NOT coalesce(g.kind = 'tags' AND g.member_id IS NOT NULL AND g.closed_at > now() - interval '30 days', false)
          THEN 'accepted'
        ELSE 'open' END AS state
    FROM differing f
    LEFT JOIN LATERAL (
      SELECT c.id, c.actor, c.kind, c.member_id, c.closed_at, c.run_id FROM changes c
      WHERE c.user_id = f.user_id AND c.id < f.line AND c.identity_id = f.identity_id AND c.state = 'closed'
        AND EXISTS (
          SELECT FROM jsonb_array_elements(c.operations) WITH ORDINALITY AS o(op, n)
          WHERE (o.op ->> 'key' = f.key OR c.outcomes -> (o.n::int - 1) -> 'kept' ->> 'key' = f.key)
            AND c.outcomes -> (o.n::int - 1) ->> 'outcome' IN ('confirmed', 'accepted', 'imported'))
      ORDER BY c.id DESC LIMIT 1
    ) g ON true
    LEFT JOIN LATERAL (
      -- Decided by a member: nobody is asked again about the same two values.
      SELECT d.id, d.state, d.decided_by FROM drifts d
      WHERE d.identity_id = f.identity_id AND d.key = f.key AND d.direction = f.direction
        AND d.ours IS NOT DISTINCT FROM f.ours AND d.theirs IS NOT DISTINCT FROM f.theirs
        AND d.state IN ('accepted', 'ignored')
      ORDER BY d.decided_by IS NULL, d.id DESC LIMIT 1
    ) r ON true
    LEFT JOIN LATERAL (
      SELECT count(*) FROM drifts d
      WHERE d.identity_id = f.identity_id AND d.key = f.key AND d.direction = f.direction
        AND d.ours IS NOT DISTINCT FROM f.ours AND d.theirs IS NOT DISTINCT FROM f.theirs
        AND d.state = 'put-back' AND d.decided_at > now() - interval '1 day'
    ) s ON true
    LEFT JOIN LATERAL (
      SELECT o.rule FROM drift_policies o WHERE o.provider = f.provider AND o.key IN (f.key, '') ORDER BY o.key DESC LIMIT 1
    ) p ON true
  ), seen_again AS (
    UPDATE drifts d SET times_seen = d.times_seen + 1, last_seen = now(), found_in = j.line
    FROM judged j WHERE d.id = j.known_id AND j.state <> 'open'
  ), moved AS (
    UPDATE drifts d SET direction = j.direction, theirs = j.theirs, state = j.state, found_in = j.line, last_seen = now(),
      times_seen = d.times_seen + 1, decided_at = CASE WHEN j.state = 'open' THEN NULL ELSE now() END,
      is_due = coalesce(j.state = 'open' AND j.rule = 'put-back' AND NOT j.is_stopped, false), is_stopped = j.is_stopped
    FROM judged j WHERE d.id = j.undecided_id AND NOT (j.known_id IS NOT NULL AND j.state <> 'open')
  )
  INSERT INTO drifts (identity_id, provider, key, direction, ours, theirs, ours_proof, given_by, given_at, given_in, given_run,
    found_in, state, decided_at, is_due, is_stopped)
  SELECT j.identity_id, j.provider, j.key, j.direction, j.ours, j.theirs, j.ours_proof, j.given_by, j.given_at, j.given_in,
    j.given_run, j.line, j.state, CASE WHEN j.state = 'open' THEN NULL ELSE now() END,
    coalesce(j.state = 'open' AND j.rule = 'put-back' AND NOT j.is_stopped, false), j.is_stopped
  FROM judged j
  WHERE j.undecided_id IS NULL AND NOT (j.known_id IS NOT NULL AND j.state <> 'open')
  ORDER BY j.line, j.key;
  PERFORM end_moved_drifts(ARRAY(SELECT DISTINCT identity_id FROM changes WHERE id = ANY (line_ids)));
END $$;--> statement-breakpoint

-- A put-back that was not applied: the difference is there as before.
CREATE FUNCTION reopen_drifts() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  UPDATE drifts d SET state = 'open', decided_by = NULL, decided_at = NULL, put_change = NULL, put_run = NULL
  WHERE d.identity_id = NEW.identity_id AND d.state = 'put-back' AND (d.put_change = NEW.id OR d.put_run = NEW.run_id)
    AND EXISTS (
      SELECT FROM jsonb_array_elements(NEW.operations) WITH ORDINALITY AS o(op, n)
      WHERE o.op ->> 'key' = d.key
        AND NEW.outcomes -> (o.n::int - 1) ->> 'outcome' IN ('refused', 'failed', 'cancelled'))
    AND NOT EXISTS (
      SELECT FROM drifts x WHERE x.identity_id = d.identity_id AND x.key = d.key AND x.state = 'open');
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER changes_reopen_drifts AFTER UPDATE OF state ON changes FOR EACH ROW
  WHEN (NEW.state = 'closed' AND NEW.outcome IN ('refused', 'failed', 'cancelled')) EXECUTE FUNCTION reopen_drifts();
