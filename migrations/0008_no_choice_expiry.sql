ALTER TABLE "choice" DROP COLUMN "expires_at";--> statement-breakpoint
ALTER TABLE "choice" DROP COLUMN "used_at";