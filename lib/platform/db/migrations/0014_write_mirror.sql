-- The tags that `rows` name by text; null where the catalogue does not have one yet. Texts are compared as the unique
-- index keeps them, by their md5.
CREATE FUNCTION named_tags(rows jsonb) RETURNS TABLE (id int, provider text, key text, value text)
LANGUAGE sql STABLE ROWS 10 AS $$
  SELECT t.id, r.provider, r.key, r.value
  FROM (SELECT DISTINCT provider, key, value FROM jsonb_to_recordset(rows) AS n(provider text, key text, value text)) r
  LEFT JOIN tags t ON t.provider = r.provider AND md5(t.key) = md5(r.key)
    AND md5(coalesce(t.value, '')) = md5(coalesce(r.value, ''))
$$;--> statement-breakpoint

-- Locks what `rows` name, in the order of ids: the counting triggers lock tags one statement at a time, and taken
-- together and in order they cannot deadlock.
CREATE FUNCTION lock_tags(rows jsonb) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM tags WHERE tags.id IN (SELECT n.id FROM named_tags(rows) n) ORDER BY tags.id FOR NO KEY UPDATE;
END $$;--> statement-breakpoint

-- Writes a difference to the mirror, and the summaries of `user_ids` after it: `gone` and `written` are rows of
-- identity_tags with their tag as text. One call for a batch: neither an edit nor a group of a run's results pays a
-- round trip, and the reading of the same JSON, for each step.
CREATE FUNCTION write_mirror(gone jsonb, written jsonb, user_ids bigint[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF jsonb_array_length(gone) + jsonb_array_length(written) > 0 THEN
    PERFORM lock_tags(gone || written);
    IF EXISTS (SELECT FROM named_tags(written) n WHERE n.id IS NULL) THEN
      INSERT INTO tags (provider, key, value)
        SELECT n.provider, n.key, n.value FROM named_tags(written) n WHERE n.id IS NULL
        ON CONFLICT DO NOTHING;
      PERFORM lock_tags(gone || written);
    END IF;
  END IF;
  IF jsonb_array_length(gone) > 0 THEN
    DELETE FROM identity_tags it
      USING jsonb_to_recordset(gone) AS r(identity_id bigint, provider text, key text, value text)
      JOIN named_tags(gone) t ON t.provider = r.provider AND t.key = r.key AND t.value IS NOT DISTINCT FROM r.value
      WHERE it.identity_id = r.identity_id AND it.tag_id = t.id;
  END IF;
  IF jsonb_array_length(written) > 0 THEN
    INSERT INTO identity_tags (identity_id, tag_id, proof, proof_at, provider_tag_id)
      SELECT r.identity_id, t.id, r.proof, r.proof_at, r.provider_tag_id
      FROM jsonb_to_recordset(written) AS r(identity_id bigint, provider text, key text, value text, proof text,
        proof_at timestamptz, provider_tag_id text)
      JOIN named_tags(written) t ON t.provider = r.provider AND t.key = r.key AND t.value IS NOT DISTINCT FROM r.value
      ON CONFLICT (identity_id, tag_id) DO UPDATE SET
        proof = excluded.proof, proof_at = excluded.proof_at, provider_tag_id = excluded.provider_tag_id;
  END IF;
  PERFORM refresh_users(user_ids);
END $$;
