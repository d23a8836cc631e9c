-- Runs one statement while nobody else runs one of the same turn. Waiting for the turn and the statement are one round
-- trip, so that a busy client keeps nobody waiting; and the statement begins after the wait, so that it sees what those
-- before it wrote. The statement's rows come as JSON, its parameters go as text.
CREATE FUNCTION "in_turn"("turn" text, "statement" text, VARIADIC "parameters" text[]) RETURNS SETOF jsonb
LANGUAGE plpgsql VOLATILE AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended("turn", 0));
  RETURN QUERY EXECUTE "statement" USING "parameters"[1], "parameters"[2], "parameters"[3], "parameters"[4];
END
$$;
