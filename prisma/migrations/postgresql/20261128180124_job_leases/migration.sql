-- AlterTable
ALTER TABLE "job_run" ADD COLUMN     "lease_until" TIMESTAMPTZ(3),
ADD COLUMN     "schedule" TEXT,
ADD COLUMN     "tries" INTEGER NOT NULL DEFAULT 0,
ALTER COLUMN "ran_at" DROP NOT NULL;
