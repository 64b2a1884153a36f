CREATE TABLE "views" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "views_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"name" text NOT NULL,
	"member_id" text NOT NULL,
	"shared" boolean DEFAULT false NOT NULL,
	"q" text NOT NULL,
	"sort" text NOT NULL,
	"columns" text[],
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "views" ADD CONSTRAINT "views_member_id_members_id_fk" FOREIGN KEY ("member_id") REFERENCES "public"."members"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "views_member" ON "views" USING btree ("member_id");--> statement-breakpoint
CREATE INDEX "users_identity_mask" ON "users" USING btree ("identity_mask");--> statement-breakpoint
CREATE INDEX "users_proof_mask" ON "users" USING btree ("proof_mask");