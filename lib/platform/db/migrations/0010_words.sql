-- How often words stand in notes: without it the planner takes every word for rare and gathers millions of lines for a
-- common one. It does not use what it knows of the partial index over the same words.
CREATE STATISTICS IF NOT EXISTS "changes_note_words" ON (to_tsvector('simple', "note")) FROM "changes";--> statement-breakpoint
ANALYZE "changes";
