-- CreateTable
CREATE TABLE "web_session" (
    "token_hash" VARCHAR(64) NOT NULL,
    "user_id" BIGINT NOT NULL,
    "created_at" TIMESTAMPTZ(3) NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "web_session_pkey" PRIMARY KEY ("token_hash")
);

-- CreateTable
CREATE TABLE "web_link" (
    "code_hash" VARCHAR(64) NOT NULL,
    "user_id" BIGINT NOT NULL,
    "expires_at" TIMESTAMPTZ(3) NOT NULL,
    "used_at" TIMESTAMPTZ(3),

    CONSTRAINT "web_link_pkey" PRIMARY KEY ("code_hash")
);

-- CreateIndex
CREATE INDEX "web_session_user_id_idx" ON "web_session"("user_id");

-- CreateIndex
CREATE INDEX "web_session_expires_at_idx" ON "web_session"("expires_at");

-- CreateIndex
CREATE INDEX "web_link_user_id_idx" ON "web_link"("user_id");

-- CreateIndex
CREATE INDEX "web_link_expires_at_idx" ON "web_link"("expires_at");
