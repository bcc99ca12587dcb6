ALTER TABLE "channel_account" ADD COLUMN "audience" text DEFAULT 'everybody' NOT NULL;--> statement-breakpoint
UPDATE "channel_account" SET "audience" = 'staff' WHERE "channel" = 'teams';