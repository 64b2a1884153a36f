-- What the mirror holds for identities now, as MirrorTag[] (changes/store-mirror.ts tells it alike where a line is
-- taken). A statement that locks identities sees what was there when it began, before whoever held a lock changed it; a
-- volatile function that is asked after the locks sees what was committed until then.
CREATE FUNCTION mirrors_now(ids bigint[]) RETURNS TABLE (id bigint, tags jsonb) LANGUAGE plpgsql VOLATILE ROWS 50 AS $$
BEGIN
  RETURN QUERY SELECT one.id, (SELECT coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value,
      'proof', it.proof, 'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'providerTagId', it.provider_tag_id) ORDER BY t.key), '[]'::jsonb)
    FROM identity_tags it JOIN tags t ON t.id = it.tag_id WHERE it.identity_id = one.id)
  FROM unnest(ids) AS one(id);
END $$;
