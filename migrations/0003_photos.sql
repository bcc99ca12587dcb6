CREATE TABLE "repair_photo" (
	"garage_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"repair_id" uuid NOT NULL,
	"n" smallint NOT NULL,
	"quote_id" uuid,
	"version" integer,
	"sent_at" timestamp (3) with time zone,
	CONSTRAINT "repair_photo_garage_id_message_id_pk" PRIMARY KEY("garage_id","message_id")
);
--> statement-breakpoint
ALTER TABLE "attempt" ADD COLUMN "pictures" jsonb;--> statement-breakpoint
ALTER TABLE "decision" ADD COLUMN "shown_pictures" jsonb;--> statement-breakpoint
CREATE INDEX "repair_photo_message_id_index" ON "repair_photo" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "message_album" ON "message" USING btree ("address_id",(content->>'album')) WHERE content ? 'album';