-- AlterTable
ALTER TABLE "conversation_turn" ADD COLUMN "user_id" BIGINT;

-- A conversation's key ends with the id of the person whose it is.
UPDATE "conversation_turn" SET "user_id" = CAST(substring("conversation" FROM '(?:^|:)(-?\d{1,18})$') AS BIGINT);

-- CreateTable
CREATE TABLE "forgotten_use" (
    "date" DATE NOT NULL,
    "pseudonym" VARCHAR(64) NOT NULL,
    "total_tokens" BIGINT NOT NULL,
    "cost_pico_usd" BIGINT NOT NULL,

    CONSTRAINT "forgotten_use_pkey" PRIMARY KEY ("date","pseudonym")
);

-- CreateIndex
CREATE INDEX "ai_usage_user_window_user_id_idx" ON "ai_usage_user_window"("user_id");

-- CreateIndex
CREATE INDEX "answer_conversation_idx" ON "answer"("conversation");

-- CreateIndex
CREATE INDEX "conversation_turn_user_id_idx" ON "conversation_turn"("user_id");

-- CreateIndex
CREATE INDEX "conversation_turn_created_at_idx" ON "conversation_turn"("created_at");

-- CreateIndex
CREATE INDEX "access_asked_by_idx" ON "access"("asked_by");
