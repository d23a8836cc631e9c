-- CreateTable
CREATE TABLE "access" (
    "account_id" BIGINT NOT NULL PRIMARY KEY,
    "state" TEXT NOT NULL,
    "until" DATETIME,
    "title" TEXT NOT NULL,
    "username" TEXT,
    "locale" TEXT,
    "telegram_language" TEXT,
    "asked_by" BIGINT,
    "decided_by" BIGINT,
    "version" INTEGER NOT NULL DEFAULT 1,
    "changed_at" DATETIME NOT NULL,
    "announced_at" DATETIME,
    "told_at" DATETIME
);

-- CreateIndex
CREATE INDEX "access_state_changed_at_idx" ON "access"("state", "changed_at");

-- CreateIndex
CREATE INDEX "access_username_idx" ON "access"("username");

-- Whoever the database knew before access was asked for counts as let in: persons, and groups (negative ids).
INSERT INTO "access" ("account_id", "state", "title", "username", "locale", "telegram_language", "changed_at", "announced_at")
SELECT "user_id", 'admitted', "first_name", "username", "locale", "telegram_language", strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'), strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM "person";

INSERT INTO "access" ("account_id", "state", "title", "changed_at", "announced_at")
SELECT "account_id", 'admitted', '', strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now'), strftime('%Y-%m-%dT%H:%M:%f+00:00', 'now') FROM (
    SELECT "user_id" AS "account_id" FROM "ai_usage_tracking" WHERE "user_id" IS NOT NULL
    UNION SELECT "chat_id" FROM "ai_usage_tracking" WHERE "chat_id" < 0
    UNION SELECT "user_id" FROM "ai_usage_user_provider"
    UNION SELECT "chat_id" FROM "chat" WHERE "chat_id" < 0
) AS "known" WHERE "account_id" NOT IN (SELECT "account_id" FROM "access");
