-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_job_run" (
    "job" TEXT NOT NULL,
    "tick" DATETIME NOT NULL,
    "ran_at" DATETIME,
    "schedule" TEXT,
    "lease_until" DATETIME,
    "tries" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("job", "tick")
);
INSERT INTO "new_job_run" ("job", "ran_at", "tick") SELECT "job", "ran_at", "tick" FROM "job_run";
DROP TABLE "job_run";
ALTER TABLE "new_job_run" RENAME TO "job_run";
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
