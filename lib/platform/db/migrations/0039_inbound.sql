CREATE TABLE "inbound_addresses" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbound_addresses_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider" text NOT NULL,
	"seed" text NOT NULL,
	"digest" text NOT NULL,
	"member_id" text,
	"made_by" text NOT NULL,
	"made_at" timestamp with time zone DEFAULT now() NOT NULL,
	"ended_by" text,
	"ended_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "inbound_events" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbound_events_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"provider" text NOT NULL,
	"address_id" bigint NOT NULL,
	"type" text NOT NULL,
	"external_id" text,
	"content" jsonb NOT NULL,
	"digest" text NOT NULL,
	"state" text DEFAULT 'kept' NOT NULL,
	"reason" text,
	"received_at" timestamp with time zone DEFAULT now() NOT NULL,
	"applied_at" timestamp with time zone
);
--> statement-breakpoint
CREATE UNIQUE INDEX "inbound_addresses_digest" ON "inbound_addresses" USING btree ("digest");--> statement-breakpoint
CREATE INDEX "inbound_events_kept" ON "inbound_events" USING btree ("id") WHERE "inbound_events"."state" = 'kept';--> statement-breakpoint
CREATE INDEX "inbound_events_of" ON "inbound_events" USING btree ("provider","external_id","id") WHERE "inbound_events"."external_id" is not null;--> statement-breakpoint
CREATE INDEX "inbound_events_latest" ON "inbound_events" USING btree ("provider","id");--> statement-breakpoint
-- As in 0021, and besides: what a provider only took (`accepted`) is confirmed once it reports it.
CREATE OR REPLACE FUNCTION is_correction(earlier changes, later changes) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT earlier.state = 'closed' AND earlier.outcome IN ('failed', 'unknown', 'accepted', 'refused', 'cancelled')
    AND to_jsonb(earlier) - '{outcomes,outcome,not_seen_until,settle_at}'::text[]
      = to_jsonb(later) - '{outcomes,outcome,not_seen_until,settle_at}'::text[]
    AND jsonb_array_length(earlier.outcomes) = jsonb_array_length(later.outcomes)
    AND later.outcomes <> earlier.outcomes
    AND later.outcome = (SELECT o ->> 'outcome' FROM jsonb_array_elements(later.outcomes) o ORDER BY array_position(
      '{unknown,failed,refused,cancelled,accepted,confirmed,imported,no-op}'::text[], o ->> 'outcome') LIMIT 1)
    AND NOT EXISTS (
      SELECT FROM jsonb_array_elements(earlier.outcomes) WITH ORDINALITY AS b(o, n)
      JOIN jsonb_array_elements(later.outcomes) WITH ORDINALITY AS a(o, n) USING (n)
      WHERE a.o <> b.o AND (a.o ->> 'outcome' = 'confirmed' AND a.o -> 'corrected' = b.o AND (
        b.o ->> 'outcome' IN ('unknown', 'accepted') OR (b.o ->> 'outcome' = 'failed' AND b.o ? 'notSeenUntil'))) IS NOT TRUE
    )
$$;
