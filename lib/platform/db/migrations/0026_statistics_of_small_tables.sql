-- Statistics of a table with a few rows say that its pages are nearly empty, and are believed when a run has filled ten
-- thousand of them a minute later: each look for one row then reads all. Without any the planner assumes full pages.
ALTER TABLE "users" SET (autovacuum_analyze_threshold = 1000, autovacuum_vacuum_threshold = 1000);
--> statement-breakpoint
ALTER TABLE "identities" SET (autovacuum_analyze_threshold = 1000, autovacuum_vacuum_threshold = 1000);
--> statement-breakpoint
ALTER TABLE "identity_tags" SET (autovacuum_analyze_threshold = 1000, autovacuum_vacuum_threshold = 1000);
--> statement-breakpoint
ALTER TABLE "changes" SET (autovacuum_analyze_threshold = 1000, autovacuum_vacuum_threshold = 1000);
