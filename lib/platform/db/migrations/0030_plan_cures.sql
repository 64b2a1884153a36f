ALTER TABLE "run_providers" ADD COLUMN "plan_no_value" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "run_targets" ADD COLUMN "cause" text;--> statement-breakpoint
ALTER TABLE "run_targets" ADD COLUMN "cause_key" text;--> statement-breakpoint
ALTER TABLE "run_targets" ADD COLUMN "asked" jsonb;--> statement-breakpoint
ALTER TABLE "run_targets" ADD COLUMN "faults" jsonb;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "try_of" bigint;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "cures" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "runs_try" ON "runs" USING btree ("try_of") WHERE "runs"."try_of" is not null;