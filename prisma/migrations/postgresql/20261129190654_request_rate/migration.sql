-- CreateTable
CREATE TABLE "request_rate" (
    "account_id" BIGINT NOT NULL,
    "recent" TEXT NOT NULL,
    "newest_ms" BIGINT NOT NULL,

    CONSTRAINT "request_rate_pkey" PRIMARY KEY ("account_id")
);

-- CreateIndex
CREATE INDEX "request_rate_newest_ms_idx" ON "request_rate"("newest_ms");
