-- Requests of each month in a table of their own, so that a month which nobody keeps any longer is dropped whole.
-- Ids begin with their time in milliseconds (UUIDv7): a range of them is a month, and the id alone stays the key, so
-- that a request is there once, whatever its month.
-- The table that was there becomes the part for everything up to the end of this month. It is read once, to see that
-- it holds nothing else; no row is moved, but those whose id is no time.
DO $$
DECLARE
  next_month timestamp := date_trunc('month', now() AT TIME ZONE 'UTC') + interval '1 month';
  boundary uuid := rpad(lpad(to_hex((extract(epoch FROM next_month) * 1000)::bigint), 12, '0'), 32, '0')::uuid;
  former regclass;
  owner name;
  granted record;
BEGIN
  ALTER TABLE "ai_usage_tracking" RENAME TO "ai_usage_tracking_first";
  ALTER TABLE "ai_usage_tracking_first" RENAME CONSTRAINT "ai_usage_tracking_pkey" TO "ai_usage_tracking_first_pkey";
  ALTER INDEX "ai_usage_tracking_created_at_idx" RENAME TO "ai_usage_tracking_first_created_at_idx";
  ALTER INDEX "ai_usage_tracking_user_id_created_at_idx" RENAME TO "ai_usage_tracking_first_user_id_created_at_idx";
  ALTER INDEX "ai_usage_tracking_provider_model_created_at_idx"
    RENAME TO "ai_usage_tracking_first_provider_model_created_at_idx";
  ALTER INDEX "ai_usage_tracking_status_lease_until_idx" RENAME TO "ai_usage_tracking_first_status_lease_until_idx";

  CREATE TABLE "ai_usage_tracking" (
    LIKE "ai_usage_tracking_first" INCLUDING DEFAULTS INCLUDING COMMENTS,
    CONSTRAINT "ai_usage_tracking_pkey" PRIMARY KEY ("id")
  ) PARTITION BY RANGE ("id");
  CREATE INDEX "ai_usage_tracking_created_at_idx" ON "ai_usage_tracking"("created_at");
  CREATE INDEX "ai_usage_tracking_user_id_created_at_idx" ON "ai_usage_tracking"("user_id", "created_at");
  CREATE INDEX "ai_usage_tracking_provider_model_created_at_idx"
    ON "ai_usage_tracking"("provider", "model", "created_at");
  CREATE INDEX "ai_usage_tracking_status_lease_until_idx" ON "ai_usage_tracking"("status", "lease_until");

  -- Whatever no other part takes: an insert never fails for want of one.
  CREATE TABLE "ai_usage_tracking_other" PARTITION OF "ai_usage_tracking" DEFAULT;
  INSERT INTO "ai_usage_tracking_other" SELECT * FROM "ai_usage_tracking_first" WHERE "id" >= boundary;
  DELETE FROM "ai_usage_tracking_first" WHERE "id" >= boundary;
  EXECUTE format(
    'ALTER TABLE "ai_usage_tracking" ATTACH PARTITION "ai_usage_tracking_first" FOR VALUES FROM (MINVALUE) TO (%L)',
    boundary
  );

  -- Whoever had rights on the table has them on the new one. Its parts need none of their own.
  former := 'ai_usage_tracking_first'::regclass;
  SELECT pg_get_userbyid(relowner) INTO owner FROM pg_class WHERE oid = former;
  FOR granted IN
    SELECT privilege_type, is_grantable, CASE grantee WHEN 0 THEN 'PUBLIC' ELSE quote_ident(pg_get_userbyid(grantee)) END AS grantee
    FROM pg_class, aclexplode(relacl) WHERE oid = former AND grantee <> relowner
  LOOP
    EXECUTE format(
      'GRANT %s ON "ai_usage_tracking" TO %s %s',
      granted.privilege_type, granted.grantee, CASE WHEN granted.is_grantable THEN 'WITH GRANT OPTION' ELSE '' END
    );
  END LOOP;
  IF owner <> current_user THEN
    EXECUTE format('ALTER TABLE "ai_usage_tracking" OWNER TO %I', owner);
    EXECUTE format('ALTER TABLE "ai_usage_tracking_other" OWNER TO %I', owner);
  END IF;
END
$$;
