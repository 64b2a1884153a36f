DROP INDEX "tags_usage";--> statement-breakpoint
CREATE INDEX "changes_created" ON "changes" USING brin ("created_at");--> statement-breakpoint
-- Counts change with every edit: room in the page lets them change in place.
ALTER TABLE "tags" SET (fillfactor = 60);
