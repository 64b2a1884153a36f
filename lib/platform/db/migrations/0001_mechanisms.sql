-- Brings the derived columns of the given users up to date. Called in the transaction that changed them.
CREATE FUNCTION refresh_users(ids bigint[]) RETURNS void LANGUAGE sql AS $$
  UPDATE users u SET
    search = s.search, tag_ids = s.tag_ids, tag_count = s.tag_count,
    identity_mask = s.identity_mask, proof_mask = s.proof_mask, changed_at = now()
  FROM (
    SELECT w.id,
      lower(concat_ws(E'\n', nullif(w.name, ''), nullif(w.email, ''), i.external_ids)) AS search,
      coalesce(t.tag_ids, '{}') AS tag_ids,
      coalesce(t.tag_count, 0) AS tag_count,
      coalesce(i.mask, 0)::smallint AS identity_mask,
      coalesce(t.proofs, 0)::smallint AS proof_mask
    FROM users w
    LEFT JOIN LATERAL (
      SELECT string_agg(external_id, E'\n' ORDER BY id) AS external_ids,
        bit_or(CASE provider WHEN 'vero' THEN 1 WHEN 'cerego' THEN 2 WHEN 'capillary' THEN 4 WHEN 'fragment' THEN 8 ELSE 0 END) AS mask
      FROM identities WHERE user_id = w.id
    ) i ON true
    LEFT JOIN LATERAL (
      SELECT array_agg(DISTINCT it.tag_id) AS tag_ids, count(*)::int AS tag_count,
        bit_or(CASE it.proof WHEN 'confirmed' THEN 1 WHEN 'accepted' THEN 2 WHEN 'imported' THEN 4 WHEN 'unknown' THEN 8 ELSE 0 END) AS proofs
      FROM identities n JOIN identity_tags it ON it.identity_id = n.id WHERE n.user_id = w.id
    ) t ON true
    WHERE w.id = ANY (ids)
  ) s
  WHERE u.id = s.id
$$;--> statement-breakpoint

-- Usage counts follow the mirror by themselves, whoever writes it. Rows are locked in id order: no deadlocks.
CREATE FUNCTION count_tags_added() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM tags WHERE id IN (SELECT tag_id FROM added) ORDER BY id FOR NO KEY UPDATE;
  UPDATE tags t SET usage_count = t.usage_count + a.n, last_used_at = now()
  FROM (SELECT tag_id, count(*)::int AS n FROM added GROUP BY tag_id) a WHERE t.id = a.tag_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE FUNCTION count_tags_removed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM tags WHERE id IN (SELECT tag_id FROM removed) ORDER BY id FOR NO KEY UPDATE;
  UPDATE tags t SET usage_count = t.usage_count - r.n
  FROM (SELECT tag_id, count(*)::int AS n FROM removed GROUP BY tag_id) r WHERE t.id = r.tag_id;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER identity_tags_added AFTER INSERT ON identity_tags
  REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION count_tags_added();--> statement-breakpoint
CREATE TRIGGER identity_tags_removed AFTER DELETE ON identity_tags
  REFERENCING OLD TABLE AS removed FOR EACH STATEMENT EXECUTE FUNCTION count_tags_removed();--> statement-breakpoint

-- Exact totals without counting a million rows.
CREATE FUNCTION count_users() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO counters AS c (name, value) SELECT 'users', count(*) FROM moved HAVING count(*) > 0
    ON CONFLICT (name) DO UPDATE SET value = c.value + excluded.value;
  ELSE
    UPDATE counters SET value = value - (SELECT count(*) FROM moved) WHERE name = 'users';
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER users_added AFTER INSERT ON users
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION count_users();--> statement-breakpoint
CREATE TRIGGER users_removed AFTER DELETE ON users
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION count_users();--> statement-breakpoint
CREATE FUNCTION count_identities() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    INSERT INTO counters AS c (name, value)
    SELECT 'identities:' || provider, count(*) FROM moved GROUP BY provider ORDER BY provider
    ON CONFLICT (name) DO UPDATE SET value = c.value + excluded.value;
  ELSE
    UPDATE counters c SET value = c.value - m.n
    FROM (SELECT 'identities:' || provider AS name, count(*) AS n FROM moved GROUP BY provider) m WHERE c.name = m.name;
  END IF;
  RETURN NULL;
END $$;--> statement-breakpoint
CREATE TRIGGER identities_added AFTER INSERT ON identities
  REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION count_identities();--> statement-breakpoint
CREATE TRIGGER identities_removed AFTER DELETE ON identities
  REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION count_identities();--> statement-breakpoint

-- What was recorded stays recorded: the audit log takes new lines only, the ledger never loses one.
CREATE FUNCTION refuse_alteration() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'Lines of % are never altered or removed.', TG_TABLE_NAME;
END $$;--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();--> statement-breakpoint
CREATE TRIGGER changes_kept BEFORE DELETE ON changes
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_alteration();
