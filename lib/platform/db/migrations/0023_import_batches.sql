CREATE TABLE "import_batches" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "import_batches_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"import_id" bigint NOT NULL,
	"user_ids" bigint[] NOT NULL,
	"identity_ids" bigint[] NOT NULL,
	"renamed" jsonb NOT NULL,
	"lines_after" bigint NOT NULL,
	"lines_through" bigint NOT NULL,
	"written_at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone" jsonb,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undo_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "undone_by" text;--> statement-breakpoint
CREATE INDEX "import_batches_import" ON "import_batches" USING btree ("import_id","id");