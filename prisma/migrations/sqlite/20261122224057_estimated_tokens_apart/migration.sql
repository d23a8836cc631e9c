-- All of it or nothing: a process that is killed between two statements must not leave a ledger without totals.
BEGIN IMMEDIATE;

-- The views read the table that is built anew.
DROP VIEW "daily_ai_usage";
DROP VIEW "provider_ai_stats";

-- RedefineTables
CREATE TABLE "new_ai_usage_summary" (
    "date" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "action_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "cost_source" TEXT NOT NULL,
    "tokens_estimated" BOOLEAN NOT NULL DEFAULT false,
    "requests" INTEGER NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cached_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "unmeasured" INTEGER NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "latency_ms_sum" BIGINT NOT NULL,
    "last_used_at" DATETIME NOT NULL,

    PRIMARY KEY ("date", "provider", "model", "action_type", "status", "cost_source", "tokens_estimated")
);
-- Costs of estimated tokens were kept apart by the end of cost_source.
INSERT INTO "new_ai_usage_summary" ("cost_source", "tokens_estimated", "date", "provider", "model", "action_type", "status", "requests", "prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "reasoning_tokens", "unmeasured", "cost_pico_usd", "latency_ms_sum", "last_used_at")
SELECT
    CASE WHEN substr("cost_source", -10) = '_estimated' THEN substr("cost_source", 1, length("cost_source") - 10) ELSE "cost_source" END,
    substr("cost_source", -10) = '_estimated',
    "date", "provider", "model", "action_type", "status", "requests", "prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "reasoning_tokens", "unmeasured", "cost_pico_usd", "latency_ms_sum", "last_used_at"
FROM "ai_usage_summary";
DROP TABLE "ai_usage_summary";
ALTER TABLE "new_ai_usage_summary" RENAME TO "ai_usage_summary";

CREATE VIEW "daily_ai_usage" AS
SELECT
    "date",
    "provider",
    SUM("requests") AS "total_requests",
    SUM(CASE WHEN "status" = 'ok' THEN 0 ELSE "requests" END) AS "failed_requests",
    SUM("prompt_tokens") AS "prompt_tokens",
    SUM("completion_tokens") AS "completion_tokens",
    SUM("total_tokens") AS "total_tokens",
    SUM("cost_pico_usd") / 1000000000000.0 AS "cost_estimate"
FROM "ai_usage_summary"
GROUP BY "date", "provider";

CREATE VIEW "provider_ai_stats" AS
SELECT
    "provider",
    SUM("requests") AS "total_requests",
    SUM(CASE WHEN "status" = 'ok' THEN 0 ELSE "requests" END) AS "failed_requests",
    SUM("prompt_tokens") AS "prompt_tokens",
    SUM("completion_tokens") AS "completion_tokens",
    SUM("total_tokens") AS "total_tokens",
    SUM("total_tokens") * 1.0 / SUM("requests") AS "average_tokens",
    SUM("cost_pico_usd") / 1000000000000.0 AS "cost_estimate",
    MIN("date") AS "first_used",
    MAX("last_used_at") AS "last_used"
FROM "ai_usage_summary"
GROUP BY "provider";

COMMIT;
