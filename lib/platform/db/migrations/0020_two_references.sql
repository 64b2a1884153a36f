CREATE TABLE "identity_refs" (
	"provider" text NOT NULL,
	"ref" text NOT NULL,
	"identity_id" bigint NOT NULL,
	"is_own_id" boolean DEFAULT false NOT NULL,
	CONSTRAINT "identity_refs_provider_ref_pk" PRIMARY KEY("provider","ref")
);
--> statement-breakpoint
ALTER TABLE "identities" ADD COLUMN "same_as_id" bigint;--> statement-breakpoint
ALTER TABLE "identity_refs" ADD CONSTRAINT "identity_refs_identity_id_identities_id_fk" FOREIGN KEY ("identity_id") REFERENCES "public"."identities"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identity_refs_identity" ON "identity_refs" USING btree ("identity_id");--> statement-breakpoint
ALTER TABLE "identities" ADD CONSTRAINT "identities_same_as_id_identities_id_fk" FOREIGN KEY ("same_as_id") REFERENCES "public"."identities"("id") ON DELETE set null ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "identities_same_as" ON "identities" USING btree ("same_as_id") WHERE "identities"."same_as_id" is not null;--> statement-breakpoint
INSERT INTO identity_refs (provider, ref, identity_id)
  SELECT provider, external_id, id FROM identities WHERE provider = 'fragment';--> statement-breakpoint
-- What an identity is entered by, where its provider knows users by more than one reference.
CREATE FUNCTION keep_entered_refs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO identity_refs (provider, ref, identity_id)
    SELECT provider, external_id, id FROM added WHERE provider = 'fragment' ORDER BY external_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER identities_refs_added AFTER INSERT ON identities
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION keep_entered_refs();--> statement-breakpoint
-- Another id is another user there: nothing that was told of the former one holds.
CREATE FUNCTION replace_entered_refs() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  DELETE FROM identity_refs WHERE identity_id = NEW.id;
  INSERT INTO identity_refs (provider, ref, identity_id) VALUES (NEW.provider, NEW.external_id, NEW.id);
  UPDATE identities SET same_as_id = NULL WHERE same_as_id = NEW.id;
  NEW.same_as_id := NULL;
  RETURN NEW;
END $$;--> statement-breakpoint
CREATE TRIGGER identities_refs_replaced BEFORE UPDATE OF external_id ON identities FOR EACH ROW
  WHEN (NEW.provider = 'fragment' AND NEW.external_id <> OLD.external_id)
  EXECUTE FUNCTION replace_entered_refs();--> statement-breakpoint
-- What answers said of users' references: `told` is [{identity_id, provider, id, other}], `id` the provider's own id,
-- `other` the second reference or null. The identity that holds the own id is the user; any other that turns out to be
-- the same user is marked by `same_as_id`. So what is marked never holds an own id, and what it points to always does.
-- The caller has locked the identities.
CREATE FUNCTION learn_refs(told jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  -- What held before: a user can be deleted at the provider and made anew, or be given another second reference.
  WITH t AS (SELECT * FROM jsonb_to_recordset(told) AS t(identity_id bigint, provider text, id text, other text)),
  gone AS (
    UPDATE identity_refs r SET is_own_id = false FROM t
    WHERE r.identity_id = t.identity_id AND r.is_own_id AND r.ref <> t.id RETURNING r.identity_id
  )
  UPDATE identities i SET same_as_id = NULL FROM gone WHERE i.same_as_id = gone.identity_id;
  DELETE FROM identity_refs r
    USING jsonb_to_recordset(told) AS t(identity_id bigint, id text, other text), identities i
    WHERE r.identity_id = t.identity_id AND i.id = t.identity_id
      AND r.ref NOT IN (t.id, coalesce(t.other, t.id), i.external_id);
  -- Whoever holds the id has it as their own, unless an answer gave them another.
  INSERT INTO identity_refs (provider, ref, identity_id, is_own_id)
    SELECT DISTINCT ON (t.provider, t.id) t.provider, t.id, t.identity_id, true
    FROM jsonb_to_recordset(told) AS t(identity_id bigint, provider text, id text) ORDER BY 1, 2, 3
    ON CONFLICT (provider, ref) DO UPDATE SET is_own_id = true
      WHERE NOT identity_refs.is_own_id AND NOT EXISTS (
        SELECT FROM identity_refs o WHERE o.identity_id = identity_refs.identity_id AND o.is_own_id);
  INSERT INTO identity_refs (provider, ref, identity_id)
    SELECT DISTINCT ON (t.provider, t.other) t.provider, t.other, own.identity_id
    FROM jsonb_to_recordset(told) AS t(identity_id bigint, provider text, id text, other text)
    JOIN identity_refs own ON own.provider = t.provider AND own.ref = t.id AND own.is_own_id
    WHERE t.other <> t.id ORDER BY 1, 2, 3
    ON CONFLICT (provider, ref) DO NOTHING;
  UPDATE identities i SET same_as_id = nullif(own.identity_id, i.id)
    FROM jsonb_to_recordset(told) AS t(identity_id bigint, provider text, id text)
    LEFT JOIN identity_refs own ON own.provider = t.provider AND own.ref = t.id AND own.is_own_id
    WHERE i.id = t.identity_id AND i.same_as_id IS DISTINCT FROM nullif(own.identity_id, i.id);
  -- The second reference leads to somebody of whom no answer has told an id: it is the same user.
  UPDATE identities i SET same_as_id = own.identity_id
    FROM jsonb_to_recordset(told) AS t(provider text, id text, other text)
    JOIN identity_refs own ON own.provider = t.provider AND own.ref = t.id AND own.is_own_id
    JOIN identity_refs r ON r.provider = t.provider AND r.ref = t.other AND r.identity_id <> own.identity_id
    WHERE i.id = r.identity_id AND i.same_as_id IS DISTINCT FROM own.identity_id
      AND NOT EXISTS (SELECT FROM identity_refs o WHERE o.identity_id = i.id AND o.is_own_id);
END $$;
