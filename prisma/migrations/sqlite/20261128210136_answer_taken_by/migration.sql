-- AlterTable
ALTER TABLE "answer" ADD COLUMN "taken_by" TEXT;
