CREATE TABLE "tag_pairs" (
	"first_id" integer NOT NULL,
	"second_id" integer NOT NULL,
	"kind" text NOT NULL,
	"verdict" text DEFAULT 'open' NOT NULL,
	"decided_by" text,
	"member_id" text,
	"decided_at" timestamp with time zone,
	"found_at" timestamp with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "tag_pairs_first_id_second_id_pk" PRIMARY KEY("first_id","second_id")
);
--> statement-breakpoint
ALTER TABLE "tag_pairs" ADD CONSTRAINT "tag_pairs_first_id_tags_id_fk" FOREIGN KEY ("first_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tag_pairs" ADD CONSTRAINT "tag_pairs_second_id_tags_id_fk" FOREIGN KEY ("second_id") REFERENCES "public"."tags"("id") ON DELETE cascade ON UPDATE no action;