CREATE TABLE "set_up_link" (
	"token_hash" text PRIMARY KEY NOT NULL,
	"staff_id" uuid,
	"expires_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "set_up_link_staff_id_unique" UNIQUE("staff_id")
);
--> statement-breakpoint
ALTER TABLE "staff" ADD COLUMN "last_sign_in_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "session" ADD COLUMN "seen_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "set_up_link" ADD CONSTRAINT "set_up_link_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
-- Links of the first administrator stand in the new table; each start prints a new one.
DELETE FROM "installation" WHERE "name" = 'setup_link';
