CREATE TABLE "stories" (
	"kind" text NOT NULL,
	"ref" bigint NOT NULL,
	"first_line" bigint NOT NULL,
	"last_line" bigint NOT NULL,
	"lines" integer NOT NULL,
	CONSTRAINT "stories_kind_ref_pk" PRIMARY KEY("kind","ref")
);
--> statement-breakpoint
CREATE INDEX "stories_last_line" ON "stories" USING btree ("last_line");--> statement-breakpoint
CREATE INDEX "changes_alone" ON "changes" USING btree ("id") WHERE "changes"."run_id" is null and "changes"."import_id" is null;--> statement-breakpoint

CREATE FUNCTION widen_story(of_kind text, of_ref bigint, lowest bigint, highest bigint, added bigint)
RETURNS void LANGUAGE sql AS $$
  INSERT INTO stories (kind, ref, first_line, last_line, lines)
  SELECT of_kind, of_ref, lowest, highest, added WHERE highest IS NOT NULL
  ON CONFLICT (kind, ref) DO UPDATE SET first_line = least(stories.first_line, excluded.first_line),
    last_line = greatest(stories.last_line, excluded.last_line), lines = stories.lines + excluded.lines
$$;--> statement-breakpoint

-- Once per batch of lines, never per line. Both ends are single probes of `changes_run`.
CREATE FUNCTION widen_story_of_run() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM widen_story('run', NEW.run_id,
    (SELECT min(id) FROM changes WHERE run_id = NEW.run_id AND provider = NEW.provider),
    (SELECT max(id) FROM changes WHERE run_id = NEW.run_id AND provider = NEW.provider),
    (SELECT count(*) FROM run_targets WHERE run_id = NEW.run_id AND status = 'change' AND provider = NEW.provider
      AND id > OLD.queued_through AND id <= NEW.queued_through));
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER run_providers_story AFTER UPDATE OF queued_through ON run_providers FOR EACH ROW
  WHEN (NEW.queued_through > OLD.queued_through) EXECUTE FUNCTION widen_story_of_run();--> statement-breakpoint

CREATE FUNCTION widen_story_of_import() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM widen_story('import', NEW.import_id, min(id), max(id), count(*)) FROM changes
  WHERE kind = 'import' AND id > NEW.lines_after AND id <= NEW.lines_through AND import_id = NEW.import_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER import_batches_story AFTER INSERT ON import_batches FOR EACH ROW
  EXECUTE FUNCTION widen_story_of_import();--> statement-breakpoint

CREATE FUNCTION widen_story_of_import_undo() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM widen_story('import-undo', NEW.import_id, min(id), max(id), count(*)) FROM changes
  WHERE kind = 'import' AND undo_of > NEW.lines_after AND undo_of <= NEW.lines_through AND import_id = NEW.import_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER import_batches_undo_story AFTER UPDATE OF undone ON import_batches FOR EACH ROW
  WHEN (OLD.undone IS NULL AND NEW.undone IS NOT NULL) EXECUTE FUNCTION widen_story_of_import_undo();--> statement-breakpoint

-- After the triggers, whose locks hold back new batches meanwhile.
INSERT INTO stories (kind, ref, first_line, last_line, lines)
SELECT 'run', run_id, min(id), max(id), count(*) FROM changes WHERE run_id IS NOT NULL GROUP BY run_id
UNION ALL
SELECT CASE WHEN undo_of IS NULL THEN 'import' ELSE 'import-undo' END, import_id, min(id), max(id), count(*)
FROM changes WHERE run_id IS NULL AND import_id IS NOT NULL GROUP BY 1, 2;
