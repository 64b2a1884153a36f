ALTER TABLE "changes" ADD COLUMN "noticed_by" text;--> statement-breakpoint
ALTER TABLE "changes" ADD COLUMN "noticed_in" bigint;--> statement-breakpoint
CREATE INDEX "changes_unsettled" ON "changes" USING btree ("id") WHERE "changes"."state" = 'closed' and "changes"."outcome" = 'unknown';