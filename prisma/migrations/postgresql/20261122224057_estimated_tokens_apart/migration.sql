-- AlterTable
ALTER TABLE "ai_usage_summary" DROP CONSTRAINT "ai_usage_summary_pkey",
ADD COLUMN     "tokens_estimated" BOOLEAN NOT NULL DEFAULT false;

-- Costs of estimated tokens were kept apart by the end of cost_source.
UPDATE "ai_usage_summary"
SET "cost_source" = left("cost_source", -10), "tokens_estimated" = true
WHERE right("cost_source", 10) = '_estimated';

ALTER TABLE "ai_usage_summary" ADD CONSTRAINT "ai_usage_summary_pkey" PRIMARY KEY ("date", "provider", "model", "action_type", "status", "cost_source", "tokens_estimated");
