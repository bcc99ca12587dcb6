CREATE TABLE "chat_record" (
	"account_id" uuid NOT NULL,
	"chat" text NOT NULL,
	"record" jsonb NOT NULL,
	CONSTRAINT "chat_record_account_id_chat_pk" PRIMARY KEY("account_id","chat")
);
--> statement-breakpoint
CREATE TABLE "garage_posts" (
	"garage_id" uuid PRIMARY KEY NOT NULL,
	"address_id" uuid NOT NULL
);
--> statement-breakpoint
CREATE TABLE "workplace" (
	"address_id" uuid PRIMARY KEY NOT NULL,
	"garage_id" uuid NOT NULL,
	"name" text NOT NULL,
	"duty_staff_id" uuid,
	"duty_until" timestamp (3) with time zone
);
--> statement-breakpoint
ALTER TABLE "link_code" ALTER COLUMN "staff_id" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "link_code" ADD COLUMN "kind" text DEFAULT 'staff' NOT NULL;--> statement-breakpoint
ALTER TABLE "link_code" ADD COLUMN "garage_id" uuid;--> statement-breakpoint
ALTER TABLE "link_code" ADD COLUMN "name" text;--> statement-breakpoint
ALTER TABLE "chat_record" ADD CONSTRAINT "chat_record_account_id_channel_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "garage_posts" ADD CONSTRAINT "garage_posts_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "garage_posts" ADD CONSTRAINT "garage_posts_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workplace" ADD CONSTRAINT "workplace_address_id_address_id_fk" FOREIGN KEY ("address_id") REFERENCES "public"."address"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workplace" ADD CONSTRAINT "workplace_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "workplace" ADD CONSTRAINT "workplace_duty_staff_id_staff_id_fk" FOREIGN KEY ("duty_staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "inbox_awaited" ON "inbox" USING btree ("lane_id",(payload->>'dedupeKey')) WHERE payload ? 'awaits';