-- CreateTable
CREATE TABLE "ai_usage_chat_summary" (
    "chat_id" BIGINT NOT NULL,
    "date" DATE NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "requests" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "flat_cost_pico_usd" BIGINT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_usage_chat_summary_pkey" PRIMARY KEY ("chat_id","date","provider")
);

-- CreateTable
CREATE TABLE "budget_hold" (
    "request_id" UUID NOT NULL,
    "scope" VARCHAR(80) NOT NULL,
    "date" DATE NOT NULL,
    "held_pico_usd" BIGINT NOT NULL,

    CONSTRAINT "budget_hold_pkey" PRIMARY KEY ("request_id","scope")
);

-- CreateIndex
CREATE INDEX "ai_usage_chat_summary_date_total_tokens_idx" ON "ai_usage_chat_summary"("date", "total_tokens");

-- CreateIndex
CREATE INDEX "budget_hold_scope_date_idx" ON "budget_hold"("scope", "date");

-- What groups used, as far as single requests are still kept.
INSERT INTO "ai_usage_chat_summary" ("chat_id", "date", "provider", "requests", "failed", "prompt_tokens", "completion_tokens", "total_tokens", "cost_pico_usd", "flat_cost_pico_usd", "last_used_at")
SELECT "chat_id", "date", "provider", COUNT(*), SUM(CASE WHEN "status" = 'ok' THEN 0 ELSE 1 END),
    COALESCE(SUM("prompt_tokens"), 0), COALESCE(SUM("completion_tokens"), 0), COALESCE(SUM("total_tokens"), 0),
    COALESCE(SUM("cost_pico_usd"), 0), COALESCE(SUM(CASE WHEN "cost_source" = 'flat' THEN "cost_pico_usd" ELSE 0 END), 0), MAX("created_at")
FROM "ai_usage_tracking" WHERE "chat_id" < 0 AND "status" <> 'pending' GROUP BY "chat_id", "date", "provider";
