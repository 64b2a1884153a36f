CREATE TABLE "lanes" (
	"provider" text PRIMARY KEY NOT NULL,
	"owner" text,
	"lease_until" timestamp with time zone,
	"per_second" double precision NOT NULL,
	"concurrent" integer NOT NULL,
	"state" text DEFAULT 'ready' NOT NULL,
	"reason" text,
	"since" timestamp with time zone,
	"until" timestamp with time zone,
	"resumes" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "run_lanes" (
	"run_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"state" text DEFAULT 'planned' NOT NULL,
	"paused_by" text,
	"paused_at" timestamp with time zone,
	"change" integer DEFAULT 0 NOT NULL,
	"plan_no_op" integer DEFAULT 0 NOT NULL,
	"plan_no_identity" integer DEFAULT 0 NOT NULL,
	"plan_refused" integer DEFAULT 0 NOT NULL,
	"plan_skipped" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"queued_through" bigint DEFAULT 0 NOT NULL,
	"queued_all" boolean DEFAULT false NOT NULL,
	"confirmed" integer DEFAULT 0 NOT NULL,
	"accepted" integer DEFAULT 0 NOT NULL,
	"refused" integer DEFAULT 0 NOT NULL,
	"failed" integer DEFAULT 0 NOT NULL,
	"unknown" integer DEFAULT 0 NOT NULL,
	"cancelled" integer DEFAULT 0 NOT NULL,
	"no_op" integer DEFAULT 0 NOT NULL,
	"rate" double precision,
	"samples" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "run_lanes_run_id_provider_pk" PRIMARY KEY("run_id","provider")
);
--> statement-breakpoint
CREATE TABLE "run_targets" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_targets_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"run_id" bigint NOT NULL,
	"user_id" bigint NOT NULL,
	"identity_id" bigint,
	"provider" text NOT NULL,
	"external_id" text,
	"verdict" text NOT NULL,
	"reason" text,
	"operations" jsonb NOT NULL,
	"before" jsonb NOT NULL,
	"other_tags" integer DEFAULT 0 NOT NULL,
	"calls" integer DEFAULT 0 NOT NULL,
	"undo_of" bigint
);
--> statement-breakpoint
CREATE TABLE "run_upload_rows" (
	"upload_id" bigint NOT NULL,
	"line" integer NOT NULL,
	"cells" jsonb NOT NULL,
	CONSTRAINT "run_upload_rows_upload_id_line_pk" PRIMARY KEY("upload_id","line")
);
--> statement-breakpoint
CREATE TABLE "run_uploads" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "run_uploads_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"file_name" text NOT NULL,
	"member_id" text,
	"columns" jsonb NOT NULL,
	"rows" integer DEFAULT 0 NOT NULL,
	"bad_row_count" integer DEFAULT 0 NOT NULL,
	"bad_rows" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "runs" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "runs_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text DEFAULT '' NOT NULL,
	"note" text DEFAULT '' NOT NULL,
	"title" text NOT NULL,
	"status" text DEFAULT 'planning' NOT NULL,
	"source" jsonb NOT NULL,
	"intents" jsonb NOT NULL,
	"member_id" text,
	"actor" text NOT NULL,
	"users" integer DEFAULT 0 NOT NULL,
	"problem" text,
	"bad_row_count" integer DEFAULT 0 NOT NULL,
	"bad_rows" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"planned_at" timestamp with time zone,
	"start_at" timestamp with time zone,
	"started_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"undo_of" bigint,
	"retry_of" bigint
);
--> statement-breakpoint
ALTER TABLE "run_upload_rows" ADD CONSTRAINT "run_upload_rows_upload_id_run_uploads_id_fk" FOREIGN KEY ("upload_id") REFERENCES "public"."run_uploads"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "run_lanes_alive" ON "run_lanes" USING btree ("provider") WHERE "run_lanes"."state" in ('waiting', 'running', 'paused', 'cancelled');--> statement-breakpoint
CREATE INDEX "run_targets_run" ON "run_targets" USING btree ("run_id","verdict","provider","id");--> statement-breakpoint
CREATE INDEX "runs_alive" ON "runs" USING btree ("status") WHERE "runs"."status" in ('planning', 'scheduled', 'running', 'paused');--> statement-breakpoint
CREATE INDEX "runs_undo" ON "runs" USING btree ("undo_of") WHERE "runs"."undo_of" is not null;--> statement-breakpoint
CREATE INDEX "changes_run" ON "changes" USING btree ("run_id","provider","id") WHERE "changes"."run_id" is not null;--> statement-breakpoint
CREATE INDEX "changes_open_run" ON "changes" USING btree ("run_id","provider","id") WHERE "changes"."state" <> 'closed' and "changes"."run_id" is not null;--> statement-breakpoint

-- A lane's counts follow the ledger by themselves, whoever closes, settles or cancels a change.
CREATE FUNCTION count_run_outcomes(moves jsonb) RETURNS void LANGUAGE sql AS $$
  UPDATE run_lanes l SET
    confirmed = l.confirmed + m.confirmed, accepted = l.accepted + m.accepted, refused = l.refused + m.refused,
    failed = l.failed + m.failed, unknown = l.unknown + m.unknown, cancelled = l.cancelled + m.cancelled,
    no_op = l.no_op + m.no_op
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
  WHERE l.run_id = m.run_id AND l.provider = m.provider
$$;--> statement-breakpoint
CREATE FUNCTION count_run_changes_added() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moves jsonb;
BEGIN
  SELECT jsonb_agg(g) INTO moves FROM (
    SELECT run_id, provider, outcome, count(*) AS n FROM added
    WHERE run_id IS NOT NULL AND outcome <> 'pending' GROUP BY 1, 2, 3) g;
  IF moves IS NOT NULL THEN PERFORM count_run_outcomes(moves); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION count_run_changes_moved() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE moves jsonb;
BEGIN
  SELECT jsonb_agg(g) INTO moves FROM (
    SELECT n.run_id, n.provider, s.outcome, sum(s.sign) AS n
    FROM moved_to n JOIN moved_from o ON o.id = n.id
    CROSS JOIN LATERAL (VALUES (n.outcome, 1), (o.outcome, -1)) AS s(outcome, sign)
    WHERE n.run_id IS NOT NULL AND n.outcome <> o.outcome GROUP BY 1, 2, 3) g;
  IF moves IS NOT NULL THEN PERFORM count_run_outcomes(moves); END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER run_changes_added AFTER INSERT ON changes
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_run_changes_added();--> statement-breakpoint
CREATE TRIGGER run_changes_moved AFTER UPDATE ON changes
  REFERENCING OLD TABLE AS moved_from NEW TABLE AS moved_to FOR EACH STATEMENT EXECUTE FUNCTION count_run_changes_moved();
