-- What is known of a provider is true of one key and address; what a provider says is left may exceed 32 bits.
-- AlterTable
ALTER TABLE "ai_provider_outcome" DROP CONSTRAINT "ai_provider_outcome_pkey",
ADD COLUMN     "key_hash" VARCHAR(16) NOT NULL DEFAULT '',
ADD CONSTRAINT "ai_provider_outcome_pkey" PRIMARY KEY ("provider", "key_hash");

-- AlterTable
ALTER TABLE "ai_quota_reading" DROP CONSTRAINT "ai_quota_reading_pkey",
ADD COLUMN     "key_hash" VARCHAR(16) NOT NULL DEFAULT '',
ADD CONSTRAINT "ai_quota_reading_pkey" PRIMARY KEY ("provider", "key_hash", "model", "unit", "window");

-- AlterTable
ALTER TABLE "ai_usage_hour" DROP CONSTRAINT "ai_usage_hour_pkey",
ADD COLUMN     "answered" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "key_hash" VARCHAR(16) NOT NULL DEFAULT '',
ADD CONSTRAINT "ai_usage_hour_pkey" PRIMARY KEY ("hour", "provider", "model", "key_hash");

-- AlterTable
ALTER TABLE "ai_usage_tracking" ADD COLUMN     "asked_model" VARCHAR(200),
ADD COLUMN     "key_hash" VARCHAR(16),
ALTER COLUMN "remaining_requests" SET DATA TYPE BIGINT,
ALTER COLUMN "remaining_tokens" SET DATA TYPE BIGINT;
