-- CreateTable
CREATE TABLE "inbox" (
    "update_id" BIGINT NOT NULL,
    "lane" VARCHAR(100) NOT NULL,
    "payload" TEXT NOT NULL,
    "received_at" TIMESTAMPTZ(3) NOT NULL,
    "handled_at" TIMESTAMPTZ(3),
    "owner" VARCHAR(200),
    "lease_until" TIMESTAMPTZ(3),
    "tries" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "inbox_pkey" PRIMARY KEY ("update_id")
);

-- CreateIndex
CREATE INDEX "inbox_handled_at_lane_idx" ON "inbox"("handled_at", "lane");
