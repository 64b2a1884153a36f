DROP INDEX "run_targets_run";--> statement-breakpoint
CREATE INDEX "run_targets_run" ON "run_targets" USING btree ("run_id","status","id","provider");