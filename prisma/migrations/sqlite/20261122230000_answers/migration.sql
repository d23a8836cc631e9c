-- CreateTable
CREATE TABLE "answer" (
    "chat_id" BIGINT NOT NULL,
    "message_id" INTEGER NOT NULL,
    "user_id" BIGINT NOT NULL,
    "conversation" TEXT NOT NULL,
    "question" JSONB,
    "request_ids" JSONB NOT NULL,
    "created_at" DATETIME NOT NULL,

    PRIMARY KEY ("chat_id", "message_id")
);

-- CreateIndex
CREATE INDEX "answer_user_id_idx" ON "answer"("user_id");

-- CreateIndex
CREATE INDEX "answer_created_at_idx" ON "answer"("created_at");
