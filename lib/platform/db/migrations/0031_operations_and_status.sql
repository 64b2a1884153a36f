ALTER TABLE "runs" RENAME COLUMN "intents" TO "operations";--> statement-breakpoint
ALTER TABLE "run_targets" RENAME COLUMN "verdict" TO "status";--> statement-breakpoint
UPDATE runs SET source = source - 'acts' || jsonb_build_object('mappings', source->'acts') WHERE source ? 'acts';--> statement-breakpoint
UPDATE run_providers p SET reasons = (
  SELECT jsonb_agg(r - 'verdict' || jsonb_build_object('status', r->'verdict') ORDER BY at)
  FROM jsonb_array_elements(p.reasons) WITH ORDINALITY AS t(r, at)
) WHERE jsonb_path_exists(reasons, '$[*].verdict');
