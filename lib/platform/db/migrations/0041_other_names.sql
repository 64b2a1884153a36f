ALTER TABLE "identities" ADD COLUMN "other_name" text;--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "other_email" text;--> statement-breakpoint
CREATE INDEX "identities_other_names" ON "identities" USING btree ("id") WHERE "identities"."other_name" is not null or "identities"."other_email" is not null;