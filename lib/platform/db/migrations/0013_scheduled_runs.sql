ALTER TABLE "runs" ADD COLUMN "starter_id" text;--> statement-breakpoint
ALTER TABLE "runs" ADD COLUMN "starter" text;--> statement-breakpoint
ALTER TABLE "run_lanes" DROP COLUMN "samples";