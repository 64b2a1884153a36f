DROP INDEX "audit_events_one_outcome";--> statement-breakpoint
CREATE UNIQUE INDEX "audit_events_one_outcome" ON "audit_events" USING btree (("detail" ->> 'asked')) WHERE "audit_events"."kind" in ('catalogue-tag.created', 'catalogue-tag-created', 'catalogue-tag.refused', 'catalogue-tag.not-seen')
        and "audit_events"."detail" ->> 'asked' is not null;