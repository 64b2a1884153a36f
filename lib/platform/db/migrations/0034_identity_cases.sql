CREATE TABLE "case_looks" (
	"id" smallint PRIMARY KEY DEFAULT 1 NOT NULL,
	"seen_through" timestamp with time zone DEFAULT '-infinity' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "erased_people" (
	"digest" text PRIMARY KEY NOT NULL,
	"user_id" bigint NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "identity_cases" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "identity_cases_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"pair" text NOT NULL,
	"user_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"identity_ids" bigint[] DEFAULT '{}'::bigint[] NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"state" text DEFAULT 'open' NOT NULL,
	"opened_at" timestamp with time zone DEFAULT now() NOT NULL,
	"later_at" timestamp with time zone,
	"decided_by" text,
	"decided_at" timestamp with time zone,
	"act_id" bigint
);
--> statement-breakpoint
CREATE TABLE "merged_users" (
	"id" bigint PRIMARY KEY NOT NULL,
	"into_id" bigint NOT NULL,
	"act_id" bigint NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"name_from" text,
	"email_from" text,
	"created_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "user_acts" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_acts_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"kind" text NOT NULL,
	"user_id" bigint NOT NULL,
	"other_id" bigint,
	"before" jsonb NOT NULL,
	"member_id" text,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL,
	"undone_by" text,
	"undone_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "user_links" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "user_links_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"act_id" bigint NOT NULL,
	"is_undo" boolean DEFAULT false NOT NULL,
	"identity_id" bigint NOT NULL,
	"provider" text NOT NULL,
	"external_id" text NOT NULL,
	"from_user_id" bigint,
	"to_user_id" bigint,
	"why" text NOT NULL,
	"actor" text NOT NULL,
	"at" timestamp with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "name_from" text;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "email_from" text;--> statement-breakpoint
CREATE INDEX "identities_profile_email" ON "identities" USING btree (fold_text("profile" ->> 'email')) WHERE "identities"."profile" is not null;--> statement-breakpoint
CREATE INDEX "erased_people_user" ON "erased_people" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "identity_cases_pair" ON "identity_cases" USING btree ("kind","pair");--> statement-breakpoint
CREATE INDEX "identity_cases_open" ON "identity_cases" USING btree ("kind","id") WHERE "identity_cases"."state" = 'open';--> statement-breakpoint
CREATE INDEX "identity_cases_users" ON "identity_cases" USING gin ("user_ids");--> statement-breakpoint
CREATE INDEX "merged_users_into" ON "merged_users" USING btree ("into_id");--> statement-breakpoint
CREATE INDEX "merged_users_email" ON "merged_users" USING btree (fold_text("email"));--> statement-breakpoint
CREATE INDEX "user_acts_user" ON "user_acts" USING btree ("user_id","id");--> statement-breakpoint
CREATE INDEX "user_acts_other" ON "user_acts" USING btree ("other_id","id") WHERE "user_acts"."other_id" is not null;--> statement-breakpoint
CREATE INDEX "user_links_act" ON "user_links" USING btree ("act_id");--> statement-breakpoint
CREATE INDEX "user_links_identity" ON "user_links" USING btree ("identity_id","id");--> statement-breakpoint
-- Who left the list by a merge, and who they are now: `n` itself where nothing happened to them.
CREATE FUNCTION user_now(n bigint) RETURNS bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE way (id) AS (
    SELECT n UNION SELECT m.into_id FROM way JOIN merged_users m ON m.id = way.id
  ) SELECT id FROM way WHERE NOT EXISTS (SELECT FROM merged_users m WHERE m.id = way.id) LIMIT 1
$$;--> statement-breakpoint
-- The user and everybody who went into them.
CREATE FUNCTION users_within(n bigint) RETURNS SETOF bigint LANGUAGE sql STABLE AS $$
  WITH RECURSIVE way (id) AS (
    SELECT n UNION SELECT m.id FROM way JOIN merged_users m ON m.into_id = way.id
  ) SELECT id FROM way
$$;--> statement-breakpoint
CREATE TRIGGER user_links_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON user_links
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();
--> statement-breakpoint
-- As before, and the one exception `erase_user`, which only ever updates.
CREATE OR REPLACE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND coalesce(current_setting('tagdesk.erases_user', true), '') = 'on' THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION 'Lines of % are never altered or removed.', TG_TABLE_NAME;
END $$;--> statement-breakpoint
CREATE OR REPLACE FUNCTION keep_ended() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF coalesce(current_setting('tagdesk.corrects_outcome', true), '') = 'on' AND is_correction(old, new) THEN
    RETURN new;
  END IF;
  IF coalesce(current_setting('tagdesk.erases_user', true), '') = 'on' THEN RETURN new; END IF;
  RAISE EXCEPTION 'Lines of % are never altered or removed.', TG_TABLE_NAME;
END $$;--> statement-breakpoint
-- Texts within, never keys or numbers.
CREATE FUNCTION scrub_json(j jsonb, pattern text, label text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE jsonb_typeof(j)
    WHEN 'string' THEN to_jsonb(regexp_replace(j #>> '{}', pattern, label, 'gi'))
    WHEN 'array' THEN (SELECT coalesce(jsonb_agg(scrub_json(e, pattern, label) ORDER BY n), '[]')
      FROM jsonb_array_elements(j) WITH ORDINALITY a (e, n))
    WHEN 'object' THEN (SELECT coalesce(jsonb_object_agg(k, scrub_json(v, pattern, label)), '{}') FROM jsonb_each(j) o (k, v))
    ELSE j END
$$;--> statement-breakpoint
-- A text or json column as an expression that replaces what the pattern ($1) finds by the label ($2).
CREATE FUNCTION scrubbing(name text, type text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
  SELECT format(CASE type WHEN 'jsonb' THEN 'CASE WHEN %1$I::text ~* $1 THEN scrub_json(%1$I, $1, $2) ELSE %1$I END'
    ELSE 'regexp_replace(%1$I, $1, $2, ''gi'')' END, name)
$$;--> statement-breakpoint
-- Erases a user and everybody who went into them. `texts`: all names, e-mails and ids of theirs, for their own lines;
-- `telling`: those that are long enough to be looked for everywhere else; `digests`: by which they are known again.
-- Lines, outcomes and counts stay. Gives the number of lines.
CREATE FUNCTION erase_user(n bigint, texts text[], telling text[], digests text[]) RETURNS bigint LANGUAGE plpgsql AS $$
DECLARE
  label text := 'erased user ' || n;
  ids bigint[] := array(SELECT users_within(n));
  held bigint[] := array(SELECT id FROM identities WHERE user_id = ANY (ids));
  acts bigint[] := array(SELECT id FROM user_acts WHERE user_id = ANY (ids) OR other_id = ANY (ids));
  bounded text := '(?<![[:alnum:]])(%s)(?![[:alnum:]])';
  own text;
  everywhere text;
  lines bigint;
  r record;
BEGIN
  SELECT format(bounded, string_agg(regexp_replace(t, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|' ORDER BY length(t) DESC))
    INTO own FROM unnest(texts) t;
  SELECT format(bounded, string_agg(regexp_replace(t, '([^[:alnum:][:space:]])', '\\\1', 'g'), '|' ORDER BY length(t) DESC))
    INTO everywhere FROM unnest(telling) t;
  PERFORM set_config('tagdesk.erases_user', 'on', true);
  -- Ids that went to somebody else are theirs now.
  UPDATE changes SET external_id = label, note = regexp_replace(note, own, label, 'gi'), exchanges = '[]',
    profile = CASE WHEN profile IS NULL THEN NULL ELSE '{}'::jsonb END,
    operations = CASE WHEN operations::text ~* own THEN scrub_json(operations, own, label) ELSE operations END,
    before = CASE WHEN before::text ~* own THEN scrub_json(before, own, label) ELSE before END,
    after = CASE WHEN after::text ~* own THEN scrub_json(after, own, label) ELSE after END,
    outcomes = CASE WHEN outcomes::text ~* own THEN scrub_json(outcomes, own, label) ELSE outcomes END
  WHERE (user_id = ANY (ids) OR user_id IN (SELECT from_user_id FROM user_links WHERE identity_id = ANY (held))
      AND identity_id = ANY (held))
    AND identity_id NOT IN (SELECT id FROM identities WHERE user_id <> ALL (ids));
  GET DIAGNOSTICS lines = ROW_COUNT;
  -- Notes about others may name them: found by the index over words.
  FOR r IN SELECT t FROM unnest(telling) t LOOP
    UPDATE changes SET note = regexp_replace(note, everywhere, label, 'gi')
    WHERE state = 'closed' AND note <> '' AND to_tsvector('simple', note) @@ phraseto_tsquery('simple', r.t);
  END LOOP;
  UPDATE run_targets SET external_id = label,
    operations = scrub_json(operations, own, label), before = scrub_json(before, own, label)
  WHERE user_id = ANY (ids) OR identity_id = ANY (held);
  UPDATE user_links SET external_id = label WHERE identity_id = ANY (held)
    OR (act_id = ANY (acts) AND identity_id NOT IN (SELECT id FROM identities));
  UPDATE user_acts SET before = '{}' WHERE id = ANY (acts);
  UPDATE audit_events SET detail = scrub_json(detail, own, label)
  WHERE lower(subject) = ANY (SELECT lower(i::text) FROM unnest(ids) i) AND (kind LIKE 'user.%' OR kind LIKE 'identity.%')
    AND detail::text ~* own;
  UPDATE import_batches b SET renamed = (SELECT coalesce(jsonb_agg(e), '[]') FROM jsonb_array_elements(b.renamed) e
    WHERE (e ->> 'id')::bigint <> ALL (ids)) WHERE EXISTS (
    SELECT FROM jsonb_array_elements(b.renamed) e WHERE (e ->> 'id')::bigint = ANY (ids));
  -- Renamed, a row of a pull that is under way would become somebody new.
  DELETE FROM pull_rows l WHERE EXISTS (
    SELECT FROM unnest(texts) t WHERE t IN (l.external_id, l.second_ref) OR lower(t) = lower(l.email));
  DELETE FROM identity_cases WHERE user_ids && ids OR identity_ids && held;
  DELETE FROM merged_users WHERE id = ANY (ids);
  DELETE FROM identity_tags WHERE identity_id = ANY (held);
  DELETE FROM identities WHERE id = ANY (held);
  DELETE FROM users WHERE id = ANY (ids);
  DELETE FROM tags WHERE usage_count = 0 AND (key ~* everywhere OR value ~* everywhere)
    AND NOT EXISTS (SELECT FROM identity_tags it WHERE it.tag_id = tags.id);
  INSERT INTO erased_people (digest, user_id) SELECT DISTINCT d, n FROM unnest(digests) d ON CONFLICT DO NOTHING;
  -- Everything else, tables of later versions among it: no member's and no session's, and not the large ones that
  -- were done above by their indexes.
  FOR r IN
    SELECT c.relname AS name, string_agg(format('%I = %s', a.attname, scrubbing(a.attname, format_type(a.atttypid, NULL))), ', ') AS assigned,
      string_agg(format('%I::text ~* $1', a.attname), ' OR ') AS found
    FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
    WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      AND format_type(a.atttypid, NULL) IN ('text', 'character varying', 'jsonb')
      AND c.relname NOT IN ('changes', 'users', 'identities', 'identity_refs', 'identity_tags', 'tags', 'members', 'sessions',
        'accounts', 'verifications', 'two_factors', 'member_links', 'rate_limits', 'heartbeats', 'provider_budgets',
        'provider_leases', 'erased_people', 'counters')
    GROUP BY c.relname ORDER BY c.relname
  LOOP
    IF everywhere IS NOT NULL THEN
      EXECUTE format('UPDATE %I SET %s WHERE %s', r.name, r.assigned, r.found) USING everywhere, label;
    END IF;
  END LOOP;
  PERFORM set_config('tagdesk.erases_user', '', true);
  RETURN lines;
END $$;
