ALTER TABLE "provider_budgets" ADD COLUMN "edited_at" timestamp with time zone DEFAULT '-infinity' NOT NULL;
--> statement-breakpoint
-- All that a process says and asks about one provider, in one round trip. It says: `kept` parallel calls stay its own,
-- `stock` starts that it has taken for its run stay unused for now, `unused` ones come back, and the provider asked it
-- for a pause of `pause_ms`. It asks: one parallel call and one start for each of `edits`; for a run up to `run_calls`
-- parallel calls and `run_starts` starts, of which it never stocks more than `block`.
-- Gives what was granted; how many parallel calls the process has to give up as soon as one ends (`owed`); when the next
-- start is due (`wait_ms`, 0: something else was lacking); and how long the provider is still paused.
-- While people edit, one of many parallel calls stays free of runs: who edits often need not wait for a run to give one up.
CREATE OR REPLACE FUNCTION take_calls(of_provider text, of_process uuid, own_per_second float8, own_concurrent int, lease_ms int,
  kept int, edits int, run_calls int, run_starts int, block int, stock int, unused int, pause_ms float8,
  OUT granted_edits int, OUT granted_calls int, OUT granted_starts int, OUT owed int, OUT wait_ms float8,
  OUT paused_ms float8) LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz;
  at_ms float8;
  budget provider_budgets;
  own_since float8;
  other record;
  rate float8;
  wide int;
  capacity float8;
  reserve float8;
  free int;
  spared int;
BEGIN
  SELECT * INTO budget FROM provider_budgets b WHERE b.provider = of_provider
    ORDER BY b.turn DESC LIMIT 1 FOR UPDATE;
  IF NOT FOUND THEN
    -- `turn` alone would let two make the row: one of them later, when the other's has moved on.
    PERFORM pg_advisory_xact_lock(hashtextextended('provider_budgets', 0));
    INSERT INTO provider_budgets SELECT of_provider, 0, 'infinity', clock_timestamp(), '-infinity', '{}'
      WHERE NOT EXISTS (SELECT 1 FROM provider_budgets b WHERE b.provider = of_provider);
    SELECT * INTO budget FROM provider_budgets b WHERE b.provider = of_provider
      ORDER BY b.turn DESC LIMIT 1 FOR UPDATE;
  END IF;
  -- Not now(), which is when this statement began to wait for the lock.
  at := clock_timestamp();
  at_ms := extract(epoch FROM at)::float8 * 1000;
  own_since := (budget.processes -> of_process::text ->> 'waitingSince')::float8;
  SELECT coalesce(sum(c.held), 0)::int AS held,
    -- Who waits asks again and again; who did not for a second is gone.
    coalesce(sum(c.waiting) FILTER (WHERE c."askedAt" > at_ms - 1000), 0)::int AS waiting,
    -- One for each process that has waited for longer: so they take turns.
    (count(*) FILTER (WHERE c."askedAt" > at_ms - 1000 AND c."waitingSince" < coalesce(own_since, at_ms)))::int
      AS earlier,
    min(c."perSecond") AS per_second, min(c.concurrent) AS concurrent,
    coalesce(jsonb_object_agg(p.key, p.value) FILTER (WHERE p.key IS NOT NULL), '{}') AS processes
  INTO other FROM jsonb_each(budget.processes) p CROSS JOIN LATERAL jsonb_to_record(p.value) AS c(held int, waiting int,
    "waitingSince" float8, "askedAt" float8, "leaseUntil" float8, "perSecond" float8, concurrent int)
  WHERE p.key <> of_process::text AND c."leaseUntil" > at_ms;

  rate := least(own_per_second, other.per_second);
  wide := least(own_concurrent, other.concurrent);
  free := wide - other.held - kept;
  spared := CASE WHEN wide >= 8 AND budget.edited_at > at - interval '10 seconds' THEN 1 ELSE 0 END;
  -- A burst may be as long as the provider is wide, or 100 ms of a fast rate; what a process has in stock is part of it.
  capacity := greatest(1, greatest(wide, rate / 10) - (block - 1));
  -- Runs leave two starts for edits where the next 50 ms still find room: what finds none is lost.
  reserve := greatest(0, least(2, floor(capacity - 1 - rate * 0.05)));
  budget.starts := least(capacity,
    budget.starts + rate * greatest(0, extract(epoch FROM at - budget.filled_at)::float8) + unused);
  budget.paused_until := greatest(budget.paused_until, at + make_interval(secs => pause_ms / 1000));
  paused_ms := ceil(extract(epoch FROM budget.paused_until - at)::float8 * 1000);

  granted_edits := 0;
  granted_calls := 0;
  granted_starts := 0;
  IF paused_ms = 0 THEN
    granted_edits := greatest(0, least(edits, free - other.earlier, floor(budget.starts) - other.earlier));
    IF granted_edits = edits THEN
      granted_starts := greatest(0, least(run_starts, block - stock,
        floor(budget.starts - granted_edits - other.waiting - reserve)));
      granted_calls := greatest(0, least(run_calls, free - granted_edits - other.waiting - spared,
        stock + granted_starts));
    END IF;
  END IF;
  budget.starts := budget.starts - granted_edits - granted_starts;
  owed := greatest(0, other.waiting - (free - granted_edits - granted_calls));
  wait_ms := CASE
    WHEN granted_edits < edits THEN 1 + other.earlier - budget.starts
    WHEN granted_starts = 0 AND run_starts > 0 THEN 1 + other.waiting + reserve - budget.starts
    ELSE 0 END;
  wait_ms := greatest(0, ceil(wait_ms / rate * 1000));

  -- Who holds nothing and waits for nothing does not count.
  IF kept + edits + granted_calls > 0 THEN
    other.processes := other.processes || jsonb_build_object(of_process::text, jsonb_build_object(
      'held', kept + granted_edits + granted_calls, 'waiting', edits - granted_edits,
      'waitingSince', CASE WHEN edits = granted_edits THEN NULL WHEN granted_edits > 0 THEN at_ms
        ELSE coalesce(own_since, at_ms) END,
      'askedAt', at_ms, 'leaseUntil', at_ms + lease_ms, 'perSecond', own_per_second, 'concurrent', own_concurrent));
  END IF;
  UPDATE provider_budgets b SET turn = budget.turn + 1, starts = budget.starts, filled_at = at,
      paused_until = budget.paused_until, processes = other.processes,
      edited_at = CASE WHEN edits > 0 THEN at ELSE budget.edited_at END
    WHERE b.provider = of_provider AND b.turn = budget.turn;
END $$;
