CREATE TABLE "pull_rows" (
	"pull_id" bigint NOT NULL,
	"external_id" text NOT NULL,
	"second_ref" text,
	"name" text,
	"email" text,
	"tags" jsonb,
	"is_named" boolean DEFAULT false NOT NULL,
	"is_bad" boolean NOT NULL,
	"read_from" timestamp with time zone NOT NULL,
	"candidates" bigint[],
	CONSTRAINT "pull_rows_pull_id_external_id_pk" PRIMARY KEY("pull_id","external_id")
);
--> statement-breakpoint
CREATE TABLE "pull_schedules" (
	"provider" text PRIMARY KEY NOT NULL,
	"every_hours" smallint NOT NULL,
	"quiet_from" smallint,
	"quiet_until" smallint,
	"limit_share" smallint NOT NULL,
	"changed_by" text NOT NULL,
	"changed_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "pulls" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "pulls_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider" text NOT NULL,
	"kind" text NOT NULL,
	"state" text DEFAULT 'running' NOT NULL,
	"step" text DEFAULT 'read' NOT NULL,
	"member_id" text,
	"actor" text NOT NULL,
	"limit_share" smallint NOT NULL,
	"cursor" text,
	"list_share" double precision,
	"identities_through" bigint,
	"written_through" text,
	"confirmed" boolean DEFAULT false NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"created" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"gone" integer DEFAULT 0 NOT NULL,
	"held" integer DEFAULT 0 NOT NULL,
	"cases" integer DEFAULT 0 NOT NULL,
	"bad" integer DEFAULT 0 NOT NULL,
	"bad_reasons" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"reason" text,
	"paused_by" text,
	"failures" smallint DEFAULT 0 NOT NULL,
	"not_before" timestamp with time zone DEFAULT now() NOT NULL,
	"owner" text,
	"lease_until" timestamp with time zone,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"began_at" timestamp with time zone,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "seen_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "gone_since" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "told_name" text;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "told_email" text;--> statement-breakpoint
ALTER TABLE "pull_rows" ADD CONSTRAINT "pull_rows_pull_id_pulls_id_fk" FOREIGN KEY ("pull_id") REFERENCES "public"."pulls"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "pull_rows_second_ref" ON "pull_rows" USING btree ("pull_id","second_ref") WHERE "pull_rows"."second_ref" is not null;--> statement-breakpoint
CREATE INDEX "pull_rows_email" ON "pull_rows" USING btree ("pull_id",fold_text("email")) WHERE "pull_rows"."email" is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "pulls_one_open" ON "pulls" USING btree ("provider") WHERE "pulls"."ended_at" is null;--> statement-breakpoint
CREATE INDEX "pulls_provider" ON "pulls" USING btree ("provider","id");