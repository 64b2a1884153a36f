-- Unlogged: no commit waits for the disk, and what a crash forgets is the last seconds.
CREATE UNLOGGED TABLE "provider_budgets" (
	"provider" text PRIMARY KEY NOT NULL,
	"starts" double precision NOT NULL,
	"filled_at" timestamp with time zone NOT NULL,
	"paused_until" timestamp with time zone NOT NULL
);
--> statement-breakpoint
CREATE UNLOGGED TABLE "provider_calls" (
	"provider" text NOT NULL,
	"process" uuid NOT NULL,
	"held" integer NOT NULL,
	"waiting" integer NOT NULL,
	"waiting_since" timestamp with time zone,
	"asked_at" timestamp with time zone NOT NULL,
	"per_second" double precision NOT NULL,
	"concurrent" integer NOT NULL,
	"lease_until" timestamp with time zone NOT NULL,
	CONSTRAINT "provider_calls_provider_process_pk" PRIMARY KEY("provider","process")
);
--> statement-breakpoint
-- All that a process says and asks about one provider, in one round trip. It says: `kept` parallel calls stay its own,
-- `stock` starts that it has taken for its run stay unused for now, `unused` ones come back, and the provider asked it
-- for a pause of `pause_ms`. It asks: one parallel call and one start for each of `edits`; for a run up to `run_calls`
-- parallel calls and `run_starts` starts, of which it never stocks more than `block`.
-- Gives what was granted; how many parallel calls the process has to give up as soon as one ends (`owed`); when the next
-- start is due (`wait_ms`, 0: something else was lacking); and how long the provider is still paused.
CREATE FUNCTION take_calls(of_provider text, of_process uuid, own_per_second float8, own_concurrent int, lease_ms int,
  kept int, edits int, run_calls int, run_starts int, block int, stock int, unused int, pause_ms float8,
  OUT granted_edits int, OUT granted_calls int, OUT granted_starts int, OUT owed int, OUT wait_ms float8,
  OUT paused_ms float8) LANGUAGE plpgsql AS $$
DECLARE
  at timestamptz;
  budget provider_budgets;
  own_since timestamptz;
  other record;
  rate float8;
  capacity float8;
  reserve float8;
  free int;
BEGIN
  SELECT * INTO budget FROM provider_budgets b WHERE b.provider = of_provider FOR UPDATE;
  IF NOT FOUND THEN
    INSERT INTO provider_budgets VALUES (of_provider, 'infinity', clock_timestamp(), '-infinity')
      ON CONFLICT DO NOTHING;
    SELECT * INTO budget FROM provider_budgets b WHERE b.provider = of_provider FOR UPDATE;
  END IF;
  -- Not now(), which is when this statement began to wait for the lock.
  at := clock_timestamp();
  SELECT c.waiting_since INTO own_since FROM provider_calls c
    WHERE c.provider = of_provider AND c.process = of_process;
  IF NOT FOUND THEN
    DELETE FROM provider_calls c WHERE c.provider = of_provider AND c.lease_until < at - interval '1 minute';
  END IF;
  SELECT coalesce(sum(c.held), 0)::int AS held,
    coalesce(sum(c.waiting) FILTER (WHERE c.asked_at > at - interval '1 second'), 0)::int AS waiting,
    -- One for each process that has waited for longer: so they take turns.
    (count(*) FILTER (WHERE c.asked_at > at - interval '1 second'
      AND c.waiting_since < coalesce(own_since, at)))::int AS earlier,
    min(c.per_second) AS per_second, min(c.concurrent) AS concurrent
  INTO other FROM provider_calls c
  WHERE c.provider = of_provider AND c.process <> of_process AND c.lease_until > at;

  rate := least(own_per_second, other.per_second);
  free := least(own_concurrent, other.concurrent) - other.held - kept;
  -- A burst may be as long as the provider is wide, or 100 ms of a fast rate; what a process has in stock is part of it.
  capacity := greatest(1, greatest(least(own_concurrent, other.concurrent), rate / 10) - (block - 1));
  -- Runs leave two starts for edits where the next 50 ms still find room: what finds none is lost.
  reserve := greatest(0, least(2, floor(capacity - 1 - rate * 0.05)));
  budget.starts := least(capacity,
    budget.starts + rate * greatest(0, extract(epoch FROM at - budget.filled_at)::float8) + unused);
  budget.paused_until := greatest(budget.paused_until, at + make_interval(secs => pause_ms / 1000));
  paused_ms := greatest(0, ceil(extract(epoch FROM least(budget.paused_until, at + interval '1 day') - at)::float8 * 1000));

  granted_edits := 0;
  granted_calls := 0;
  granted_starts := 0;
  IF paused_ms = 0 THEN
    granted_edits := greatest(0, least(edits, free - other.earlier, floor(budget.starts) - other.earlier));
    IF granted_edits = edits THEN
      granted_starts := greatest(0, least(run_starts, block - stock,
        floor(budget.starts - granted_edits - other.waiting - reserve)));
      granted_calls := greatest(0, least(run_calls, free - granted_edits - other.waiting, stock + granted_starts));
    END IF;
  END IF;
  budget.starts := budget.starts - granted_edits - granted_starts;
  owed := greatest(0, other.waiting - (free - granted_edits - granted_calls));
  wait_ms := CASE
    WHEN granted_edits < edits THEN 1 + other.earlier - budget.starts
    WHEN granted_starts = 0 AND run_starts > 0 THEN 1 + other.waiting + reserve - budget.starts
    ELSE 0 END;
  wait_ms := greatest(0, ceil(wait_ms / rate * 1000));

  UPDATE provider_budgets b SET starts = budget.starts, filled_at = at, paused_until = budget.paused_until
    WHERE b.provider = of_provider;
  INSERT INTO provider_calls AS c (provider, process, held, waiting, waiting_since, asked_at, per_second, concurrent,
      lease_until)
    VALUES (of_provider, of_process, kept + granted_edits + granted_calls, edits - granted_edits,
      CASE WHEN edits = granted_edits THEN NULL WHEN granted_edits > 0 THEN at ELSE coalesce(own_since, at) END, at,
      own_per_second, own_concurrent,
      -- Who holds nothing and waits for nothing does not count.
      CASE WHEN kept + edits + granted_calls > 0 THEN at + make_interval(secs => lease_ms / 1000.0) ELSE at END)
    ON CONFLICT ON CONSTRAINT provider_calls_provider_process_pk DO UPDATE SET held = excluded.held,
      waiting = excluded.waiting, waiting_since = excluded.waiting_since, asked_at = excluded.asked_at,
      per_second = excluded.per_second, concurrent = excluded.concurrent, lease_until = excluded.lease_until;
END $$;
