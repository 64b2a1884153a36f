CREATE TABLE "case_looks" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"seen_through" timestamp with time zone DEFAULT '-infinity' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erased_people" (
	"digest" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "identity_cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"pair" text NOT NULL,
	"user_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"identity_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"later_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"act_id" bigint
);
--> statement-breakpoint
CREATE TABLE "merged_users" (
	"id" bigint PRIMARY KEY NOT NULL,
	"into_id" bigint NOT NULL,
	"act_id" bigint NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"name_from" text,
	"email_from" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"user_id" bigint NOT NULL,
	"other_id" bigint,
	"before" jsonb NOT NULL,
	"member_id" text,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_by" text,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user_links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"act_id" bigint NOT NULL,
	"is_undo" boolean DEFAULT false NOT NULL,
	"identity_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"from_user_id" bigint,
	"to_user_id" bigint,
	"why" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_from" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_from" text;--> statement-breakpoint
CREATE INDEX "erased_people_user" ON "erased_people" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_cases_pair" ON "identity_cases" USING btree ("kind","pair");--> statement-breakpoint
CREATE INDEX "identity_cases_open" ON "identity_cases" USING btree ("kind","id") WHERE "identity_cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "identity_cases_users" ON "identity_cases" USING gin ("user_ids");--> statement-breakpoint
CREATE INDEX "merged_users_into" ON "merged_users" USING btree ("into_id");--> statement-breakpoint
CREATE INDEX "merged_users_email" ON "merged_users" USING btree (fold_text("email"));--> statement-breakpoint
CREATE INDEX "user_acts_user" ON "user_acts" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "user_acts_other" ON "user_acts" USING btree ("other_id","id") WHERE "user_acts"."other_id" is not null;--> statement-breakpoint
CREATE INDEX "user_links_act" ON "user_links" USING btree ("act_id");--> statement-breakpoint
CREATE INDEX "user_links_identity" ON "user_links" USING btree ("identity_id","id");--> statement-breakpoint
-- Who left the list by a merge, and who they are now: `n` itself where nothing happened to them.
CREATE FUNCTION user_now(n bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE way (id) AS (
    SELECT n UNION SELECT m.into_id FROM way JOIN merged_users m ON m.id = way.id
  ) SELECT id FROM way WHERE NOT EXISTS (SELECT FROM merged_users m WHERE m.id = way.id) LIMIT 1
$$;--> statement-breakpoint
-- The user and everybody who went into them.
CREATE FUNCTION users_within(n bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE way (id) AS (
    SELECT n UNION SELECT m.id FROM way JOIN merged_users m ON m.into_id = way.id
  ) SELECT id FROM way
$$;--> statement-breakpoint
CREATE TRIGGER user_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON user_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();
