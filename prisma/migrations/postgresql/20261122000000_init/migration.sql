-- CreateTable
CREATE TABLE "ai_usage_tracking" (
    "id" UUID NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "action_type" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "user_id" BIGINT,
    "chat_id" BIGINT,
    "prompt_tokens" INTEGER,
    "completion_tokens" INTEGER,
    "total_tokens" INTEGER,
    "cached_tokens" INTEGER,
    "reasoning_tokens" INTEGER,
    "audio_seconds" DOUBLE PRECISION,
    "reserved_tokens" INTEGER,
    "tokens_estimated" BOOLEAN NOT NULL DEFAULT false,
    "rate_limit_info" JSONB,
    "remaining_requests" INTEGER,
    "remaining_tokens" INTEGER,
    "cost_estimate" DECIMAL(20,12),
    "cost_pico_usd" BIGINT,
    "cost_source" VARCHAR(20),
    "error_reason" VARCHAR(30),
    "error_message" VARCHAR(300),
    "latency_ms" INTEGER,
    "lease_owner" VARCHAR(200),
    "lease_until" TIMESTAMPTZ(3),
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "date" DATE NOT NULL,

    CONSTRAINT "ai_usage_tracking_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ai_usage_summary" (
    "date" DATE NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "action_type" VARCHAR(20) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "cost_source" VARCHAR(20) NOT NULL,
    "requests" INTEGER NOT NULL,
    "prompt_tokens" BIGINT NOT NULL,
    "completion_tokens" BIGINT NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cached_tokens" BIGINT NOT NULL,
    "reasoning_tokens" BIGINT NOT NULL,
    "unmeasured" INTEGER NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,
    "latency_ms_sum" BIGINT NOT NULL,
    "last_used_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_usage_summary_pkey" PRIMARY KEY ("date","provider","model","action_type","status","cost_source")
);

-- CreateTable
CREATE TABLE "ai_usage_user_summary" (
    "date" DATE NOT NULL,
    "user_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    CONSTRAINT "ai_usage_user_summary_pkey" PRIMARY KEY ("date","user_id")
);

-- CreateTable
CREATE TABLE "ai_usage_user_provider" (
    "user_id" BIGINT NOT NULL,
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

    CONSTRAINT "ai_usage_user_provider_pkey" PRIMARY KEY ("user_id","date","provider")
);

-- CreateTable
CREATE TABLE "ai_usage_user_window" (
    "from_date" DATE NOT NULL,
    "to_date" DATE NOT NULL,
    "user_id" BIGINT NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    CONSTRAINT "ai_usage_user_window_pkey" PRIMARY KEY ("from_date","to_date","user_id")
);

-- CreateTable
CREATE TABLE "ai_usage_hour" (
    "hour" TIMESTAMPTZ(3) NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "requests" INTEGER NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    CONSTRAINT "ai_usage_hour_pkey" PRIMARY KEY ("hour","provider","model")
);

-- CreateTable
CREATE TABLE "ai_usage_latency" (
    "date" DATE NOT NULL,
    "provider" VARCHAR(50) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "bucket" INTEGER NOT NULL,
    "requests" INTEGER NOT NULL,

    CONSTRAINT "ai_usage_latency_pkey" PRIMARY KEY ("date","provider","model","bucket")
);

-- CreateTable
CREATE TABLE "ai_quota_reading" (
    "provider" VARCHAR(50) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "unit" VARCHAR(20) NOT NULL,
    "window" VARCHAR(10) NOT NULL,
    "quota_limit" BIGINT,
    "remaining" BIGINT,
    "reset_at" TIMESTAMPTZ(3),
    "source" VARCHAR(10) NOT NULL,
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_quota_reading_pkey" PRIMARY KEY ("provider","model","unit","window")
);

-- CreateTable
CREATE TABLE "ai_provider_outcome" (
    "provider" VARCHAR(50) NOT NULL,
    "status" VARCHAR(20) NOT NULL,
    "model" VARCHAR(200) NOT NULL,
    "reason" VARCHAR(30),
    "retry_at" TIMESTAMPTZ(3),
    "observed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "ai_provider_outcome_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "user_reservation" (
    "user_id" BIGINT NOT NULL,
    "date" DATE NOT NULL,
    "reserved_tokens" BIGINT NOT NULL,

    CONSTRAINT "user_reservation_pkey" PRIMARY KEY ("user_id","date")
);

-- CreateTable
CREATE TABLE "person" (
    "user_id" BIGINT NOT NULL,
    "first_name" TEXT NOT NULL,
    "username" TEXT,
    "locale" VARCHAR(5),
    "telegram_language" VARCHAR(35),
    "first_seen_at" TIMESTAMPTZ(3) NOT NULL,
    "last_seen_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "person_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "chat" (
    "chat_id" BIGINT NOT NULL,
    "model" VARCHAR(250),
    "reachable" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "chat_pkey" PRIMARY KEY ("chat_id")
);

-- CreateTable
CREATE TABLE "conversation_turn" (
    "id" UUID NOT NULL,
    "conversation" VARCHAR(100) NOT NULL,
    "role" VARCHAR(10) NOT NULL,
    "content" TEXT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_turn_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "job_run" (
    "job" VARCHAR(50) NOT NULL,
    "tick" TIMESTAMPTZ(3) NOT NULL,
    "ran_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "job_run_pkey" PRIMARY KEY ("job","tick")
);

-- CreateTable
CREATE TABLE "setting" (
    "key" VARCHAR(100) NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "setting_pkey" PRIMARY KEY ("key")
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
