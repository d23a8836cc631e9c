-- CreateTable
CREATE TABLE "request_rate" (
    "account_id" BIGINT NOT NULL PRIMARY KEY,
    "recent" TEXT NOT NULL,
    "newest_ms" BIGINT NOT NULL
);

-- CreateIndex
CREATE INDEX "request_rate_newest_ms_idx" ON "request_rate"("newest_ms");
