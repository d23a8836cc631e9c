-- CreateTable
CREATE TABLE "ai_usage_chat_summary" (
    "date" DATE NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_usage_chat_summary_pkey" PRIMARY KEY ("date","chat_id")
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
CREATE INDEX "ai_usage_chat_summary_chat_id_date_idx" ON "ai_usage_chat_summary"("chat_id", "date");

-- CreateIndex
CREATE INDEX "budget_hold_scope_date_idx" ON "budget_hold"("scope", "date");

-- What groups used, as far as single requests are still kept.
INSERT INTO "ai_usage_chat_summary" ("date", "chat_id", "requests", "total_tokens", "cost_pico_usd", "last_used_at")
SELECT "date", "chat_id", COUNT(*), COALESCE(SUM("total_tokens"), 0), COALESCE(SUM("cost_pico_usd"), 0), MAX("created_at")
FROM "ai_usage_tracking" WHERE "chat_id" < 0 AND "status" <> 'pending' GROUP BY "date", "chat_id";
