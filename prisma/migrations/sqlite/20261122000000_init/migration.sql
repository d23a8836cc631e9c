-- CreateTable
CREATE TABLE "ai_usage_tracking" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "action_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "user_id" BIGINT,
    "chat_id" BIGINT,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "total_tokens" INTEGER,
    "cached_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "audio_seconds" REAL,
    "reserved_tokens" INTEGER,
    "tokens_estimated" BOOLEAN NOT NULL DEFAULT false,
    "rate_limit_info" JSONB,
    "remaining_requests" INTEGER,
    "remaining_tokens" INTEGER,
    "cost_estimate" DECIMAL,
    "cost_pico_usd" BIGINT,
    "cost_source" TEXT,
    "error_reason" TEXT,
    "error_message" TEXT,
    "latency_ms" INTEGER,
    "lease_owner" TEXT,
    "lease_until" DATETIME,
    "created_at" DATETIME NOT NULL,
    "date" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ai_usage_summary" (
    "date" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "action_type" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "cost_source" TEXT NOT NULL,
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

    PRIMARY KEY ("date", "provider", "model", "action_type", "status", "cost_source")
);

-- CreateTable
CREATE TABLE "ai_usage_user_summary" (
    "date" DATETIME NOT NULL,
    "user_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    PRIMARY KEY ("date", "user_id")
);

-- CreateTable
CREATE TABLE "ai_usage_user_provider" (
    "user_id" BIGINT NOT NULL,
    "date" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "failed" INTEGER NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "flat_cost_pico_usd" BIGINT NOT NULL,
    "last_used_at" DATETIME NOT NULL,

    PRIMARY KEY ("user_id", "date", "provider")
);

-- CreateTable
CREATE TABLE "ai_usage_user_window" (
    "from_date" DATETIME NOT NULL,
    "to_date" DATETIME NOT NULL,
    "user_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    PRIMARY KEY ("from_date", "to_date", "user_id")
);

-- CreateTable
CREATE TABLE "ai_usage_hour" (
    "hour" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    PRIMARY KEY ("hour", "provider", "model")
);

-- CreateTable
CREATE TABLE "ai_usage_latency" (
    "date" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "bucket" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,

    PRIMARY KEY ("date", "provider", "model", "bucket")
);

-- CreateTable
CREATE TABLE "ai_quota_reading" (
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "quota_limit" BIGINT,
    "remaining" BIGINT,
    "reset_at" DATETIME,
    "source" TEXT NOT NULL,
    "observed_at" DATETIME NOT NULL,

    PRIMARY KEY ("provider", "model", "unit", "window")
);

-- CreateTable
CREATE TABLE "ai_provider_outcome" (
    "provider" TEXT NOT NULL PRIMARY KEY,
    "status" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "reason" TEXT,
    "retry_at" DATETIME,
    "observed_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "user_reservation" (
    "user_id" BIGINT NOT NULL,
    "date" DATETIME NOT NULL,
    "reserved_tokens" BIGINT NOT NULL,

    PRIMARY KEY ("user_id", "date")
);

-- CreateTable
CREATE TABLE "person" (
    "user_id" BIGINT NOT NULL PRIMARY KEY,
    "first_name" TEXT NOT NULL,
    "username" TEXT,
    "locale" TEXT,
    "telegram_language" TEXT,
    "first_seen_at" DATETIME NOT NULL,
    "last_seen_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "chat" (
    "chat_id" BIGINT NOT NULL PRIMARY KEY,
    "model" TEXT,
    "reachable" BOOLEAN NOT NULL DEFAULT true
);

-- CreateTable
CREATE TABLE "conversation_turn" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "conversation" TEXT NOT NULL,
    "role" TEXT NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "job_run" (
    "job" TEXT NOT NULL,
    "tick" DATETIME NOT NULL,
    "ran_at" DATETIME NOT NULL,

    PRIMARY KEY ("job", "tick")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "ai_usage_tracking_created_at_idx" ON "ai_usage_tracking"("created_at");

-- CreateIndex
CREATE INDEX "ai_usage_tracking_user_id_created_at_idx" ON "ai_usage_tracking"("user_id", "created_at");

-- CreateIndex
CREATE INDEX "ai_usage_tracking_provider_model_created_at_idx" ON "ai_usage_tracking"("provider", "model", "created_at");

-- CreateIndex
CREATE INDEX "ai_usage_tracking_status_lease_until_idx" ON "ai_usage_tracking"("status", "lease_until");

-- CreateIndex
CREATE INDEX "ai_usage_user_summary_date_total_tokens_idx" ON "ai_usage_user_summary"("date", "total_tokens");

-- CreateIndex
CREATE INDEX "ai_usage_user_window_from_date_to_date_total_tokens_idx" ON "ai_usage_user_window"("from_date", "to_date", "total_tokens");

-- CreateIndex
CREATE INDEX "conversation_turn_conversation_id_idx" ON "conversation_turn"("conversation", "id");

-- The two views that people query by hand. They read the daily totals, so they outlive the single rows.
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
