-- AlterTable
ALTER TABLE "ai_quota_reading" ADD COLUMN     "baseline_at" TIMESTAMPTZ(3),
ADD COLUMN     "baseline_remaining" BIGINT,
ADD COLUMN     "booked_since" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "ai_usage_tracking" ADD COLUMN     "original_cost_pico_usd" BIGINT,
ADD COLUMN     "original_cost_source" VARCHAR(20);

-- AlterTable
ALTER TABLE "setting" ADD COLUMN     "version" INTEGER NOT NULL DEFAULT 1;

-- CreateTable
CREATE TABLE "alert_episode" (
    "key" VARCHAR(300) NOT NULL,
    "level" VARCHAR(20) NOT NULL,
    "episode" INTEGER NOT NULL,
    "opened_at" TIMESTAMPTZ(3) NOT NULL,
    "changed_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "alert_episode_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "admin_action" (
    "id" UUID NOT NULL,
    "admin_id" BIGINT NOT NULL,
    "action" VARCHAR(50) NOT NULL,
    "target" VARCHAR(300) NOT NULL,
    "before" JSONB,
    "after" JSONB,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "undone_at" TIMESTAMPTZ(3),
    "undone_by" BIGINT,

    CONSTRAINT "admin_action_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "provider_pause" (
    "provider" VARCHAR(50) NOT NULL,
    "paused_by" BIGINT NOT NULL,
    "paused_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "provider_pause_pkey" PRIMARY KEY ("provider")
);

-- CreateTable
CREATE TABLE "user_budget" (
    "user_id" BIGINT NOT NULL,
    "daily_tokens" BIGINT NOT NULL,
    "updated_by" BIGINT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "user_budget_pkey" PRIMARY KEY ("user_id")
);

-- CreateTable
CREATE TABLE "user_budget_raise" (
    "user_id" BIGINT NOT NULL,
    "date" DATE NOT NULL,
    "extra_tokens" BIGINT NOT NULL,

    CONSTRAINT "user_budget_raise_pkey" PRIMARY KEY ("user_id","date")
);

-- CreateTable
CREATE TABLE "model_price" (
    "id" UUID NOT NULL,
    "model" VARCHAR(250) NOT NULL,
    "input_pico_usd" BIGINT,
    "cached_pico_usd" BIGINT,
    "output_pico_usd" BIGINT,
    "valid_from" TIMESTAMPTZ(3) NOT NULL,
    "set_by" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "model_price_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "conversation_state" (
    "key" VARCHAR(200) NOT NULL,
    "value" TEXT NOT NULL,
    "updated_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "conversation_state_pkey" PRIMARY KEY ("key")
);

-- CreateIndex
CREATE INDEX "admin_action_created_at_idx" ON "admin_action"("created_at");

-- CreateIndex
CREATE INDEX "model_price_model_valid_from_idx" ON "model_price"("model", "valid_from");
