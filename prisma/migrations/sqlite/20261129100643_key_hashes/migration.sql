-- All of it or nothing: a process that is killed between two statements must not leave a ledger without its rows.
BEGIN IMMEDIATE;

-- What is known of a provider is true of one key and address; what a provider says is left may exceed 32 bits.
CREATE TABLE "new_ai_provider_outcome" (
    "provider" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "reason" TEXT,
    "retry_at" DATETIME,
    "observed_at" DATETIME NOT NULL,

    PRIMARY KEY ("provider", "key_hash")
);
INSERT INTO "new_ai_provider_outcome" ("model", "observed_at", "provider", "reason", "retry_at", "status") SELECT "model", "observed_at", "provider", "reason", "retry_at", "status" FROM "ai_provider_outcome";
DROP TABLE "ai_provider_outcome";
ALTER TABLE "new_ai_provider_outcome" RENAME TO "ai_provider_outcome";
CREATE TABLE "new_ai_quota_reading" (
    "provider" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL DEFAULT '',
    "model" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "window" TEXT NOT NULL,
    "quota_limit" BIGINT,
    "remaining" BIGINT,
    "reset_at" DATETIME,
    "source" TEXT NOT NULL,
    "observed_at" DATETIME NOT NULL,
    "baseline_remaining" BIGINT,
    "baseline_at" DATETIME,
    "booked_since" BIGINT NOT NULL DEFAULT 0,

    PRIMARY KEY ("provider", "key_hash", "model", "unit", "window")
);
INSERT INTO "new_ai_quota_reading" ("baseline_at", "baseline_remaining", "booked_since", "model", "observed_at", "provider", "quota_limit", "remaining", "reset_at", "source", "unit", "window") SELECT "baseline_at", "baseline_remaining", "booked_since", "model", "observed_at", "provider", "quota_limit", "remaining", "reset_at", "source", "unit", "window" FROM "ai_quota_reading";
DROP TABLE "ai_quota_reading";
ALTER TABLE "new_ai_quota_reading" RENAME TO "ai_quota_reading";
CREATE TABLE "new_ai_usage_hour" (
    "hour" DATETIME NOT NULL,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "key_hash" TEXT NOT NULL DEFAULT '',
    "requests" INTEGER NOT NULL,
    "answered" INTEGER NOT NULL DEFAULT 0,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    PRIMARY KEY ("hour", "provider", "model", "key_hash")
);
INSERT INTO "new_ai_usage_hour" ("cost_pico_usd", "hour", "model", "provider", "requests", "total_tokens") SELECT "cost_pico_usd", "hour", "model", "provider", "requests", "total_tokens" FROM "ai_usage_hour";
DROP TABLE "ai_usage_hour";
ALTER TABLE "new_ai_usage_hour" RENAME TO "ai_usage_hour";
CREATE TABLE "new_ai_usage_tracking" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "provider" TEXT NOT NULL,
    "model" TEXT NOT NULL,
    "asked_model" TEXT,
    "key_hash" TEXT,
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
    "remaining_requests" BIGINT,
    "remaining_tokens" BIGINT,
    "cost_estimate" DECIMAL,
    "cost_pico_usd" BIGINT,
    "cost_source" TEXT,
    "original_cost_pico_usd" BIGINT,
    "original_cost_source" TEXT,
    "error_reason" TEXT,
    "error_message" TEXT,
    "latency_ms" INTEGER,
    "lease_owner" TEXT,
    "lease_until" DATETIME,
    "created_at" DATETIME NOT NULL,
    "date" DATETIME NOT NULL
);
INSERT INTO "new_ai_usage_tracking" ("action_type", "audio_seconds", "cached_tokens", "chat_id", "completion_tokens", "cost_estimate", "cost_pico_usd", "cost_source", "created_at", "date", "error_message", "error_reason", "id", "latency_ms", "lease_owner", "lease_until", "model", "original_cost_pico_usd", "original_cost_source", "prompt_tokens", "provider", "rate_limit_info", "reasoning_tokens", "remaining_requests", "remaining_tokens", "reserved_tokens", "status", "tokens_estimated", "total_tokens", "user_id") SELECT "action_type", "audio_seconds", "cached_tokens", "chat_id", "completion_tokens", "cost_estimate", "cost_pico_usd", "cost_source", "created_at", "date", "error_message", "error_reason", "id", "latency_ms", "lease_owner", "lease_until", "model", "original_cost_pico_usd", "original_cost_source", "prompt_tokens", "provider", "rate_limit_info", "reasoning_tokens", "remaining_requests", "remaining_tokens", "reserved_tokens", "status", "tokens_estimated", "total_tokens", "user_id" FROM "ai_usage_tracking";
DROP TABLE "ai_usage_tracking";
ALTER TABLE "new_ai_usage_tracking" RENAME TO "ai_usage_tracking";
CREATE INDEX "ai_usage_tracking_created_at_idx" ON "ai_usage_tracking"("created_at");
CREATE INDEX "ai_usage_tracking_user_id_created_at_idx" ON "ai_usage_tracking"("user_id", "created_at");
CREATE INDEX "ai_usage_tracking_provider_model_created_at_idx" ON "ai_usage_tracking"("provider", "model", "created_at");
CREATE INDEX "ai_usage_tracking_status_lease_until_idx" ON "ai_usage_tracking"("status", "lease_until");

COMMIT;
