ALTER TABLE "pulls" ADD COLUMN "names" integer;--> statement-breakpoint
ALTER TABLE "pulls" ADD COLUMN "named" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pulls" ADD COLUMN "names_from" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "pulls" ADD COLUMN "names_at" timestamp with time zone;