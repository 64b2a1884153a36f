ALTER TABLE "run_lanes" ADD COLUMN "stop" jsonb;--> statement-breakpoint
ALTER TABLE "run_lanes" ADD COLUMN "let_pass" jsonb DEFAULT '[]'::jsonb NOT NULL;