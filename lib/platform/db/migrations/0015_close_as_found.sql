-- Closes one line that is as its sender left it: still theirs, and the mirror of the identity still what the line found
-- when it was taken. `line` is what is known now, `gone` and `written` the difference to the mirror. Gives when the line
-- was due; null, with nothing written, where anything is otherwise: then somebody has to look what it is now.
CREATE FUNCTION close_as_found(line jsonb, gone jsonb, written jsonb) RETURNS timestamptz LANGUAGE plpgsql AS $$
DECLARE
  r record;
  found_user bigint;
  held record;
BEGIN
  SELECT * INTO r FROM jsonb_to_record(line) AS r(id bigint, identity_id bigint, attempts int, was_read boolean,
    outcomes jsonb, outcome text, after jsonb, exchanges jsonb, settle_in_ms int, duration_ms int);
  SELECT user_id INTO found_user FROM identities WHERE id = r.identity_id FOR NO KEY UPDATE;
  IF NOT FOUND THEN RETURN NULL; END IF;
  -- Statements of their own, which see what whoever held the identity's lock has written.
  SELECT c.state, c.attempts, c.before, c.not_before INTO held FROM changes c WHERE c.id = r.id FOR UPDATE;
  IF held.state IS DISTINCT FROM 'sending' OR held.attempts <> r.attempts THEN RETURN NULL; END IF;
  -- As changes/store-mirror.ts tells it where a line is taken.
  IF held.before IS DISTINCT FROM (
    SELECT coalesce(jsonb_agg(jsonb_build_object('key', t.key, 'value', t.value, 'proof', it.proof,
      'proofAt', to_char(it.proof_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
      'providerTagId', it.provider_tag_id) ORDER BY t.key), '[]'::jsonb)
    FROM identity_tags it JOIN tags t ON t.id = it.tag_id WHERE it.identity_id = r.identity_id
  ) THEN RETURN NULL; END IF;
  UPDATE changes c SET state = 'closed', lease_until = NULL, closed_at = now(), outcomes = r.outcomes,
    outcome = r.outcome, after = r.after, exchanges = c.exchanges || r.exchanges,
    duration_ms = CASE WHEN jsonb_array_length(r.exchanges) = 0 THEN c.duration_ms
      ELSE coalesce(c.duration_ms, 0) + r.duration_ms END,
    settle_at = now() + make_interval(secs => r.settle_in_ms / 1000.0)
  WHERE c.id = r.id;
  IF r.was_read THEN UPDATE identities SET read_at = now() WHERE id = r.identity_id; END IF;
  PERFORM write_mirror(gone, written, ARRAY[found_user]);
  RETURN held.not_before;
END $$;
