ALTER TABLE "tags" ADD COLUMN "has_effects" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "run_targets" DROP COLUMN "other_tags";