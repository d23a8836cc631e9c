-- Runs statements one after the other, in one round trip: what they lock is not kept for as long as a busy client needs
-- to send each of them. `statements` is an array of [statement, number of its parameters]; the parameters of all of them
-- follow as text, at most six for each.
CREATE FUNCTION "run_together"("statements" jsonb, VARIADIC "parameters" text[]) RETURNS void
LANGUAGE plpgsql VOLATILE AS $$
DECLARE
  "step" jsonb;
  "p" text[];
  "taken" int := 0;
BEGIN
  FOR "step" IN SELECT jsonb_array_elements("statements") LOOP
    "p" := "parameters"["taken" + 1 : "taken" + ("step"->>1)::int];
    EXECUTE "step"->>0 USING "p"[1], "p"[2], "p"[3], "p"[4], "p"[5], "p"[6];
    "taken" := "taken" + ("step"->>1)::int;
  END LOOP;
END
$$;
