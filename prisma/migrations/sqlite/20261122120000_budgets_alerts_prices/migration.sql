-- AlterTable
ALTER TABLE "ai_usage_tracking" ADD COLUMN "original_cost_pico_usd" BIGINT;
ALTER TABLE "ai_usage_tracking" ADD COLUMN "original_cost_source" TEXT;

-- CreateTable
CREATE TABLE "alert_episode" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "level" TEXT NOT NULL,
    "episode" INTEGER NOT NULL,
    "opened_at" DATETIME NOT NULL,
    "changed_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "admin_action" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "admin_id" BIGINT NOT NULL,
    "action" TEXT NOT NULL,
    "target" TEXT NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "created_at" DATETIME NOT NULL,
    "undone_at" DATETIME,
    "undone_by" BIGINT
);

-- CreateTable
CREATE TABLE "provider_pause" (
    "provider" TEXT NOT NULL PRIMARY KEY,
    "paused_by" BIGINT NOT NULL,
    "paused_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "user_budget" (
    "user_id" BIGINT NOT NULL PRIMARY KEY,
    "daily_tokens" BIGINT NOT NULL,
    "updated_by" BIGINT NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "user_budget_raise" (
    "user_id" BIGINT NOT NULL,
    "date" DATETIME NOT NULL,
    "extra_tokens" BIGINT NOT NULL,

    PRIMARY KEY ("user_id", "date")
);

-- CreateTable
CREATE TABLE "model_price" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "model" TEXT NOT NULL,
    "input_pico_usd" BIGINT,
    "cached_pico_usd" BIGINT,
    "output_pico_usd" BIGINT,
    "valid_from" DATETIME NOT NULL,
    "set_by" BIGINT NOT NULL,
    "created_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "conversation_state" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "updated_at" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_ai_quota_reading" (
    "provider" TEXT NOT NULL,
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

    PRIMARY KEY ("provider", "model", "unit", "window")
);
INSERT INTO "new_ai_quota_reading" ("model", "observed_at", "provider", "quota_limit", "remaining", "reset_at", "source", "unit", "window") SELECT "model", "observed_at", "provider", "quota_limit", "remaining", "reset_at", "source", "unit", "window" FROM "ai_quota_reading";
DROP TABLE "ai_quota_reading";
ALTER TABLE "new_ai_quota_reading" RENAME TO "ai_quota_reading";
CREATE TABLE "new_setting" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "value" TEXT NOT NULL,
    "version" INTEGER NOT NULL DEFAULT 1,
    "updated_at" DATETIME NOT NULL
);
INSERT INTO "new_setting" ("key", "updated_at", "value") SELECT "key", "updated_at", "value" FROM "setting";
DROP TABLE "setting";
ALTER TABLE "new_setting" RENAME TO "setting";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "admin_action_created_at_idx" ON "admin_action"("created_at");

-- CreateIndex
CREATE INDEX "model_price_model_valid_from_idx" ON "model_price"("model", "valid_from");
