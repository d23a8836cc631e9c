-- AlterTable
ALTER TABLE "chat" ADD COLUMN "moved_to" BIGINT;

-- CreateIndex
CREATE INDEX "chat_moved_to_idx" ON "chat"("moved_to");
