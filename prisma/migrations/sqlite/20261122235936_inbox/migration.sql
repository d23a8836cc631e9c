-- CreateTable
CREATE TABLE "inbox" (
    "update_id" BIGINT NOT NULL PRIMARY KEY,
    "lane" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "received_at" DATETIME NOT NULL,
    "handled_at" DATETIME,
    "owner" TEXT,
    "lease_until" DATETIME,
    "tries" INTEGER NOT NULL DEFAULT 0
);

-- CreateIndex
CREATE INDEX "inbox_handled_at_lane_idx" ON "inbox"("handled_at", "lane");
