-- CreateTable
CREATE TABLE "web_session" (
    "token_hash" TEXT NOT NULL PRIMARY KEY,
    "user_id" BIGINT NOT NULL,
    "created_at" DATETIME NOT NULL,
    "expires_at" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "web_link" (
    "code_hash" TEXT NOT NULL PRIMARY KEY,
    "user_id" BIGINT NOT NULL,
    "expires_at" DATETIME NOT NULL,
    "used_at" DATETIME
);

-- CreateIndex
CREATE INDEX "web_session_user_id_idx" ON "web_session"("user_id");

-- CreateIndex
CREATE INDEX "web_session_expires_at_idx" ON "web_session"("expires_at");

-- CreateIndex
CREATE INDEX "web_link_user_id_idx" ON "web_link"("user_id");

-- CreateIndex
CREATE INDEX "web_link_expires_at_idx" ON "web_link"("expires_at");
