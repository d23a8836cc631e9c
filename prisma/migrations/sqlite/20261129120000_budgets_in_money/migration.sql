-- CreateTable
CREATE TABLE "ai_usage_chat_summary" (
    "date" DATETIME NOT NULL,
    "chat_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "last_used_at" DATETIME NOT NULL,

    PRIMARY KEY ("date", "chat_id")
);

-- CreateTable
CREATE TABLE "budget_hold" (
    "request_id" TEXT NOT NULL,
    "scope" TEXT NOT NULL,
    "date" DATETIME NOT NULL,
    "held_pico_usd" BIGINT NOT NULL,

    PRIMARY KEY ("request_id", "scope")
);

-- CreateIndex
CREATE INDEX "ai_usage_chat_summary_chat_id_date_idx" ON "ai_usage_chat_summary"("chat_id", "date");

-- CreateIndex
CREATE INDEX "budget_hold_scope_date_idx" ON "budget_hold"("scope", "date");

-- What groups used, as far as single requests are still kept.
INSERT INTO "ai_usage_chat_summary" ("date", "chat_id", "requests", "total_tokens", "cost_pico_usd", "last_used_at")
SELECT "date", "chat_id", COUNT(*), COALESCE(SUM("total_tokens"), 0), COALESCE(SUM("cost_pico_usd"), 0), MAX("created_at")
FROM "ai_usage_tracking" WHERE "chat_id" < 0 AND "status" <> 'pending' GROUP BY "date", "chat_id";
