CREATE TABLE "choice" (
	"token" text PRIMARY KEY NOT NULL,
	"garage_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"label" text NOT NULL,
	"action" jsonb NOT NULL,
	"quote_id" uuid,
	"version" integer,
	"expires_at" timestamp (3) with time zone,
	"used_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "conversation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"garage_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"controller_id" uuid,
	"controller_since" timestamp (3) with time zone,
	"control_version" integer DEFAULT 0 NOT NULL,
	"unclear" integer DEFAULT 0 NOT NULL,
	"pending_answer" jsonb,
	"reminders_paused_until" timestamp (3) with time zone,
	"last_message_id" uuid,
	"last_message_at" timestamp (3) with time zone,
	"waiting_since" timestamp (3) with time zone,
	"simulated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "conversation_garage_id_customer_id_unique" UNIQUE("garage_id","customer_id")
);
--> statement-breakpoint
CREATE TABLE "conversation_event" (
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "conversation_event_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"garage_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" jsonb NOT NULL,
	"correlation" text,
	CONSTRAINT "conversation_event_garage_id_id_pk" PRIMARY KEY("garage_id","id")
);
--> statement-breakpoint
CREATE TABLE "conversation_seen" (
	"conversation_id" uuid NOT NULL,
	"staff_id" uuid NOT NULL,
	"message_id" uuid,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "conversation_seen_conversation_id_staff_id_pk" PRIMARY KEY("conversation_id","staff_id")
);
--> statement-breakpoint
CREATE TABLE "living_card" (
	"repair_id" uuid NOT NULL,
	"address_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	CONSTRAINT "living_card_repair_id_address_id_pk" PRIMARY KEY("repair_id","address_id")
);
--> statement-breakpoint
CREATE TABLE "message" (
	"id" uuid PRIMARY KEY NOT NULL,
	"garage_id" uuid NOT NULL,
	"conversation_id" uuid,
	"address_id" uuid,
	"direction" text NOT NULL,
	"by" jsonb NOT NULL,
	"sort" text,
	"phrase" text,
	"body" text NOT NULL,
	"content" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"about" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"repair_id" uuid,
	"external_id" text,
	"at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "waiting_item" (
	"id" uuid PRIMARY KEY NOT NULL,
	"garage_id" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"repair_id" uuid,
	"kind" text NOT NULL,
	"owner" text NOT NULL,
	"raised_at" timestamp (3) with time zone NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"ended_how" text,
	"ended_by" jsonb,
	"message_id" uuid
);
--> statement-breakpoint
CREATE TABLE "address" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"chat" text NOT NULL,
	"customer_id" uuid,
	"staff_id" uuid,
	"display_name" text,
	"language" text,
	"proven_at" timestamp (3) with time zone,
	"proven_by" text,
	"frozen_at" timestamp (3) with time zone,
	"opted_out_at" timestamp (3) with time zone,
	"unreachable_at" timestamp (3) with time zone,
	"last_heard_at" timestamp (3) with time zone,
	"asked" jsonb,
	"asked_at" timestamp (3) with time zone,
	"focus_repair_id" uuid,
	"focus_at" timestamp (3) with time zone,
	"last_act" jsonb,
	"flood_from" timestamp (3) with time zone,
	"flood_count" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "address_account_id_chat_unique" UNIQUE("account_id","chat")
);
--> statement-breakpoint
CREATE TABLE "customer" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"phone" text,
	"email" text,
	"language" text NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"created_at" timestamp (3) with time zone NOT NULL,
	"erased_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "invitation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"garage_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"repair_id" uuid,
	"created_at" timestamp (3) with time zone NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"used_by" uuid
);
--> statement-breakpoint
CREATE TABLE "vehicle" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"plate_key" text NOT NULL,
	"plate" text NOT NULL,
	"model" text,
	"owner_id" uuid,
	CONSTRAINT "vehicle_organisation_id_plate_key_unique" UNIQUE("organisation_id","plate_key")
);
--> statement-breakpoint
CREATE TABLE "audit_entry" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"staff_id" uuid,
	"what" text NOT NULL,
	"subject" text,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "bay" (
	"garage_id" uuid NOT NULL,
	"name" text NOT NULL,
	"has_lift" boolean DEFAULT true NOT NULL,
	CONSTRAINT "bay_garage_id_name_pk" PRIMARY KEY("garage_id","name")
);
--> statement-breakpoint
CREATE TABLE "channel_account" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"channel" text NOT NULL,
	"external_id" text NOT NULL,
	"name" text NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"skills" jsonb NOT NULL,
	"cursor" text,
	CONSTRAINT "channel_account_channel_external_id_unique" UNIQUE("channel","external_id")
);
--> statement-breakpoint
CREATE TABLE "channel_account_garage" (
	"account_id" uuid NOT NULL,
	"garage_id" uuid NOT NULL,
	CONSTRAINT "channel_account_garage_account_id_garage_id_pk" PRIMARY KEY("account_id","garage_id")
);
--> statement-breakpoint
CREATE TABLE "counter" (
	"garage_id" uuid NOT NULL,
	"name" text NOT NULL,
	"value" integer NOT NULL,
	CONSTRAINT "counter_garage_id_name_pk" PRIMARY KEY("garage_id","name")
);
--> statement-breakpoint
CREATE TABLE "garage" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"address_line" text,
	"phone" text,
	"language" text NOT NULL,
	"zone" text NOT NULL,
	"currency" char(3) NOT NULL,
	"vat_rate" integer NOT NULL,
	"tolerance" integer DEFAULT 0 NOT NULL,
	"mechanic_releases_up_to" bigint,
	"quiet_from" smallint,
	"quiet_to" smallint,
	"settings" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "garage_day" (
	"garage_id" uuid NOT NULL,
	"day" date NOT NULL,
	"opens" smallint DEFAULT 0 NOT NULL,
	"closes" smallint,
	"reason" text,
	CONSTRAINT "garage_day_garage_id_day_opens_pk" PRIMARY KEY("garage_id","day","opens")
);
--> statement-breakpoint
CREATE TABLE "garage_hours" (
	"garage_id" uuid NOT NULL,
	"weekday" smallint NOT NULL,
	"opens" smallint NOT NULL,
	"closes" smallint NOT NULL,
	CONSTRAINT "garage_hours_garage_id_weekday_opens_pk" PRIMARY KEY("garage_id","weekday","opens")
);
--> statement-breakpoint
CREATE TABLE "installation" (
	"name" text PRIMARY KEY NOT NULL,
	"value" jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "lease" (
	"name" text PRIMARY KEY NOT NULL,
	"holder" text NOT NULL,
	"epoch" integer NOT NULL,
	"until" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "link_code" (
	"code_hash" text PRIMARY KEY NOT NULL,
	"staff_id" uuid NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "organisation" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "price_item" (
	"garage_id" uuid NOT NULL,
	"code" text NOT NULL,
	"name_nl" text NOT NULL,
	"name_en" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"vat_rate" integer NOT NULL,
	CONSTRAINT "price_item_garage_id_code_pk" PRIMARY KEY("garage_id","code")
);
--> statement-breakpoint
CREATE TABLE "staff" (
	"id" uuid PRIMARY KEY NOT NULL,
	"organisation_id" uuid NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"language" text NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"user_id" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "staff_user_id_unique" UNIQUE("user_id")
);
--> statement-breakpoint
CREATE TABLE "staff_garage" (
	"staff_id" uuid NOT NULL,
	"garage_id" uuid NOT NULL,
	CONSTRAINT "staff_garage_staff_id_garage_id_pk" PRIMARY KEY("staff_id","garage_id")
);
--> statement-breakpoint
CREATE TABLE "attempt" (
	"delivery_id" bigint NOT NULL,
	"n" smallint NOT NULL,
	"text" text NOT NULL,
	"hash" text NOT NULL,
	"started_at" timestamp (3) with time zone NOT NULL,
	"ended_at" timestamp (3) with time zone,
	"outcome" text,
	"code" text,
	"external_id" text,
	CONSTRAINT "attempt_delivery_id_n_pk" PRIMARY KEY("delivery_id","n")
);
--> statement-breakpoint
CREATE TABLE "delivery" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "delivery_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"garage_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"lane_id" uuid NOT NULL,
	"message_id" uuid NOT NULL,
	"conversation_id" uuid,
	"kind" text DEFAULT 'message' NOT NULL,
	"edits" uuid,
	"state" text DEFAULT 'queued' NOT NULL,
	"repeatable" smallint DEFAULT 0 NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"external_id" text,
	"queued_at" timestamp (3) with time zone NOT NULL,
	"sent_at" timestamp (3) with time zone,
	"delivered_at" timestamp (3) with time zone,
	"read_at" timestamp (3) with time zone,
	"code" text
);
--> statement-breakpoint
CREATE TABLE "feed" (
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "feed_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"garage_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" uuid,
	"repair_id" uuid,
	CONSTRAINT "feed_xid_id_pk" PRIMARY KEY("xid","id")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "inbox_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"account_id" uuid NOT NULL,
	"lane_id" uuid NOT NULL,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"payload" jsonb NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"error" text,
	"done_at" timestamp (3) with time zone,
	"answer" jsonb
);
--> statement-breakpoint
CREATE TABLE "inbox_lane" (
	"id" uuid PRIMARY KEY DEFAULT gen_random_uuid() NOT NULL,
	"account_id" uuid NOT NULL,
	"chat" text NOT NULL,
	"due_at" timestamp (3) with time zone,
	"epoch" integer DEFAULT 0 NOT NULL,
	"touched" integer DEFAULT 0 NOT NULL,
	CONSTRAINT "inbox_lane_account_id_chat_unique" UNIQUE("account_id","chat")
);
--> statement-breakpoint
CREATE TABLE "lane" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone,
	"epoch" integer DEFAULT 0 NOT NULL,
	"touched" integer DEFAULT 0 NOT NULL
);
--> statement-breakpoint
CREATE TABLE "media" (
	"sha256" text PRIMARY KEY NOT NULL,
	"mime_type" text NOT NULL,
	"size" integer NOT NULL,
	"bytes" "bytea" NOT NULL,
	"thumbnail" "bytea",
	"created_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
CREATE TABLE "message_media" (
	"message_id" uuid NOT NULL,
	"n" smallint NOT NULL,
	"sha256" text,
	"account_id" uuid,
	"reference" text,
	"file_name" text,
	"due_at" timestamp (3) with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"failed" text,
	CONSTRAINT "message_media_message_id_n_pk" PRIMARY KEY("message_id","n")
);
--> statement-breakpoint
CREATE TABLE "seen" (
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "seen_account_id_key_pk" PRIMARY KEY("account_id","key")
);
--> statement-breakpoint
CREATE TABLE "simulator_entry" (
	"id" bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY (sequence name "simulator_entry_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"chat" text NOT NULL,
	"external_id" text NOT NULL,
	"direction" text NOT NULL,
	"at" text NOT NULL,
	"edited" boolean DEFAULT false NOT NULL,
	"content" jsonb NOT NULL,
	"media_bytes" "bytea",
	"media_type" text,
	"media_name" text,
	CONSTRAINT "simulator_entry_chat_external_id_unique" UNIQUE("chat","external_id")
);
--> statement-breakpoint
CREATE TABLE "timer" (
	"garage_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject" uuid NOT NULL,
	"conversation_id" uuid NOT NULL,
	"due_at" timestamp (3) with time zone NOT NULL,
	"leased_until" timestamp (3) with time zone,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"dead" text,
	CONSTRAINT "timer_garage_id_kind_subject_pk" PRIMARY KEY("garage_id","kind","subject")
);
--> statement-breakpoint
CREATE TABLE "decision" (
	"garage_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"repair_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"outcome" text NOT NULL,
	"approved" jsonb NOT NULL,
	"declined" jsonb NOT NULL,
	"total_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"decided_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone NOT NULL,
	"by" jsonb NOT NULL,
	"pseudonym" text NOT NULL,
	"how" text NOT NULL,
	"identified_by" text NOT NULL,
	"channel" text,
	"address_id" uuid,
	"shown_text" text,
	"shown_hash" text,
	"shown_sent_at" timestamp (3) with time zone,
	"shown_delivered_at" timestamp (3) with time zone,
	"answer_text" text,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "decision_garage_id_id_pk" PRIMARY KEY("garage_id","id")
);
--> statement-breakpoint
CREATE TABLE "fact" (
	"garage_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"repair_id" uuid,
	"conversation_id" uuid,
	"quote_id" uuid,
	"version" integer,
	"staff_id" uuid,
	"amount_minor" bigint,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	CONSTRAINT "fact_garage_id_id_pk" PRIMARY KEY("garage_id","id")
);
--> statement-breakpoint
CREATE TABLE "quote_line" (
	"garage_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"line_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"severity" text NOT NULL,
	"amount_minor" bigint NOT NULL,
	"vat_rate" integer NOT NULL,
	"state" text NOT NULL,
	"finding_id" uuid,
	CONSTRAINT "quote_line_garage_id_quote_id_version_line_id_pk" PRIMARY KEY("garage_id","quote_id","version","line_id")
);
--> statement-breakpoint
CREATE TABLE "quote_version" (
	"garage_id" uuid NOT NULL,
	"quote_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"repair_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"status" text NOT NULL,
	"total_minor" bigint NOT NULL,
	"currency" char(3) NOT NULL,
	"released_at" timestamp (3) with time zone,
	"valid_until" timestamp (3) with time zone,
	"decided_at" timestamp (3) with time zone,
	"outcome" text,
	"approved_minor" bigint,
	CONSTRAINT "quote_version_garage_id_quote_id_version_pk" PRIMARY KEY("garage_id","quote_id","version")
);
--> statement-breakpoint
CREATE TABLE "repair" (
	"garage_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" integer NOT NULL,
	"conversation_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"vehicle_id" uuid NOT NULL,
	"mechanic_id" uuid,
	"status" text NOT NULL,
	"on_lift" boolean NOT NULL,
	"blocked_by" text,
	"waits_for_customer_since" timestamp (3) with time zone,
	"promised_at" timestamp (3) with time zone,
	"registered_at" timestamp (3) with time zone NOT NULL,
	"started_at" timestamp (3) with time zone,
	"completed_at" timestamp (3) with time zone,
	"closed_at" timestamp (3) with time zone,
	"agreed_minor" bigint,
	"approved_minor" bigint DEFAULT 0 NOT NULL,
	"amount_minor" bigint,
	"currency" char(3) NOT NULL,
	"simulated" boolean DEFAULT false NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "repair_garage_id_id_pk" PRIMARY KEY("garage_id","id"),
	CONSTRAINT "repair_garage_id_number_unique" UNIQUE("garage_id","number"),
	CONSTRAINT "repair_id_unique" UNIQUE("id")
);
--> statement-breakpoint
CREATE TABLE "repair_event" (
	"garage_id" uuid NOT NULL,
	"repair_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"type" text NOT NULL,
	"data" jsonb NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"by" jsonb NOT NULL,
	"correlation" text,
	CONSTRAINT "repair_event_garage_id_repair_id_version_pk" PRIMARY KEY("garage_id","repair_id","version")
);
--> statement-breakpoint
CREATE TABLE "repair_text" (
	"garage_id" uuid NOT NULL,
	"id" text NOT NULL,
	"repair_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"body" text NOT NULL,
	CONSTRAINT "repair_text_garage_id_repair_id_id_pk" PRIMARY KEY("garage_id","repair_id","id")
);
--> statement-breakpoint
CREATE TABLE "account" (
	"id" text PRIMARY KEY NOT NULL,
	"account_id" text NOT NULL,
	"provider_id" text NOT NULL,
	"user_id" text NOT NULL,
	"access_token" text,
	"refresh_token" text,
	"id_token" text,
	"access_token_expires_at" timestamp (3) with time zone,
	"refresh_token_expires_at" timestamp (3) with time zone,
	"scope" text,
	"password" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "rate_limit" (
	"id" text PRIMARY KEY NOT NULL,
	"key" text NOT NULL,
	"count" integer NOT NULL,
	"last_request" bigint NOT NULL,
	CONSTRAINT "rate_limit_key_unique" UNIQUE("key")
);
--> statement-breakpoint
CREATE TABLE "session" (
	"id" text PRIMARY KEY NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"token" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"ip_address" text,
	"user_agent" text,
	"user_id" text NOT NULL,
	"impersonated_by" text,
	CONSTRAINT "session_token_unique" UNIQUE("token")
);
--> statement-breakpoint
CREATE TABLE "two_factor" (
	"id" text PRIMARY KEY NOT NULL,
	"secret" text NOT NULL,
	"backup_codes" text NOT NULL,
	"user_id" text NOT NULL,
	"verified" boolean DEFAULT true,
	"failed_verification_count" integer DEFAULT 0,
	"locked_until" timestamp (3) with time zone
);
--> statement-breakpoint
CREATE TABLE "user" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"email" text NOT NULL,
	"email_verified" boolean DEFAULT false NOT NULL,
	"image" text,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"role" text,
	"banned" boolean DEFAULT false,
	"ban_reason" text,
	"ban_expires" timestamp (3) with time zone,
	"two_factor_enabled" boolean DEFAULT false,
	CONSTRAINT "user_email_unique" UNIQUE("email")
);
--> statement-breakpoint
CREATE TABLE "verification" (
	"id" text PRIMARY KEY NOT NULL,
	"identifier" text NOT NULL,
	"value" text NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_account_id_channel_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_customer_id_customer_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "address" ADD CONSTRAINT "address_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "customer" ADD CONSTRAINT "customer_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitation" ADD CONSTRAINT "invitation_customer_id_customer_id_fk" FOREIGN KEY ("customer_id") REFERENCES "public"."customer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_owner_id_customer_id_fk" FOREIGN KEY ("owner_id") REFERENCES "public"."customer"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "bay" ADD CONSTRAINT "bay_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_account" ADD CONSTRAINT "channel_account_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_account_garage" ADD CONSTRAINT "channel_account_garage_account_id_channel_account_id_fk" FOREIGN KEY ("account_id") REFERENCES "public"."channel_account"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "channel_account_garage" ADD CONSTRAINT "channel_account_garage_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "counter" ADD CONSTRAINT "counter_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "garage" ADD CONSTRAINT "garage_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "garage_day" ADD CONSTRAINT "garage_day_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "garage_hours" ADD CONSTRAINT "garage_hours_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "link_code" ADD CONSTRAINT "link_code_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "price_item" ADD CONSTRAINT "price_item_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff" ADD CONSTRAINT "staff_organisation_id_organisation_id_fk" FOREIGN KEY ("organisation_id") REFERENCES "public"."organisation"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_garage" ADD CONSTRAINT "staff_garage_staff_id_staff_id_fk" FOREIGN KEY ("staff_id") REFERENCES "public"."staff"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "staff_garage" ADD CONSTRAINT "staff_garage_garage_id_garage_id_fk" FOREIGN KEY ("garage_id") REFERENCES "public"."garage"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "account" ADD CONSTRAINT "account_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "session" ADD CONSTRAINT "session_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "two_factor" ADD CONSTRAINT "two_factor_user_id_user_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."user"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "choice_message_id_index" ON "choice" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "choice_quote_id_version_index" ON "choice" USING btree ("quote_id","version");--> statement-breakpoint
CREATE INDEX "conversation_customer_id_index" ON "conversation" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "conversation_garage_id_last_message_at_index" ON "conversation" USING btree ("garage_id","last_message_at");--> statement-breakpoint
CREATE INDEX "conversation_event_conversation_id_id_index" ON "conversation_event" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "conversation_event_garage_id_type_at_index" ON "conversation_event" USING btree ("garage_id","type","at");--> statement-breakpoint
CREATE INDEX "message_conversation_id_at_index" ON "message" USING btree ("conversation_id","at");--> statement-breakpoint
CREATE INDEX "message_address_id_external_id_index" ON "message" USING btree ("address_id","external_id");--> statement-breakpoint
CREATE INDEX "message_about_repair" ON "message" USING btree ("repair_id","phrase") WHERE repair_id is not null;--> statement-breakpoint
CREATE INDEX "message_about_quote" ON "message" USING btree ((about->>'quoteId')) WHERE about ? 'quoteId';--> statement-breakpoint
CREATE INDEX "waiting_item_conversation_id_index" ON "waiting_item" USING btree ("conversation_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "waiting_item_garage_id_due_at_index" ON "waiting_item" USING btree ("garage_id","due_at") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "address_customer_id_index" ON "address" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "address_staff_id_index" ON "address" USING btree ("staff_id") WHERE staff_id is not null;--> statement-breakpoint
CREATE INDEX "customer_organisation_id_phone_index" ON "customer" USING btree ("organisation_id","phone");--> statement-breakpoint
CREATE UNIQUE INDEX "invitation_token_hash_index" ON "invitation" USING btree ("token_hash");--> statement-breakpoint
CREATE INDEX "invitation_created_at_index" ON "invitation" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "audit_entry_organisation_id_at_index" ON "audit_entry" USING btree ("organisation_id","at");--> statement-breakpoint
CREATE INDEX "delivery_open" ON "delivery" USING btree ("lane_id","id") WHERE state in ('queued', 'sending');--> statement-breakpoint
CREATE INDEX "delivery_message_id_index" ON "delivery" USING btree ("message_id");--> statement-breakpoint
CREATE INDEX "delivery_external" ON "delivery" USING btree ("lane_id","external_id") WHERE external_id is not null;--> statement-breakpoint
CREATE INDEX "feed_at_index" ON "feed" USING btree ("at");--> statement-breakpoint
CREATE INDEX "inbox_open" ON "inbox" USING btree ("lane_id","id") WHERE state = 'new';--> statement-breakpoint
CREATE INDEX "inbox_dead" ON "inbox" USING btree ("id") WHERE state = 'dead';--> statement-breakpoint
CREATE INDEX "inbox_lane_due" ON "inbox_lane" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "lane_due" ON "lane" USING btree ("account_id","due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "message_media_due" ON "message_media" USING btree ("due_at") WHERE due_at is not null;--> statement-breakpoint
CREATE INDEX "seen_at_index" ON "seen" USING btree ("at");--> statement-breakpoint
CREATE INDEX "simulator_entry_xid_id_index" ON "simulator_entry" USING btree ("xid","id");--> statement-breakpoint
CREATE INDEX "timer_due" ON "timer" USING btree ("due_at") WHERE dead is null;--> statement-breakpoint
CREATE INDEX "decision_garage_id_repair_id_index" ON "decision" USING btree ("garage_id","repair_id");--> statement-breakpoint
CREATE INDEX "fact_garage_id_kind_at_index" ON "fact" USING btree ("garage_id","kind","at");--> statement-breakpoint
CREATE INDEX "quote_version_garage_id_repair_id_index" ON "quote_version" USING btree ("garage_id","repair_id");--> statement-breakpoint
CREATE INDEX "quote_version_repair_id_status_index" ON "quote_version" USING btree ("repair_id","status");--> statement-breakpoint
CREATE INDEX "repair_conversation_id_index" ON "repair" USING btree ("conversation_id");--> statement-breakpoint
CREATE INDEX "repair_customer_id_index" ON "repair" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "repair_garage_id_status_index" ON "repair" USING btree ("garage_id","status");--> statement-breakpoint
CREATE INDEX "repair_vehicle_id_index" ON "repair" USING btree ("vehicle_id");--> statement-breakpoint
CREATE INDEX "repair_event_garage_id_type_at_index" ON "repair_event" USING btree ("garage_id","type","at");--> statement-breakpoint
CREATE INDEX "account_user_id_index" ON "account" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "session_user_id_index" ON "session" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "two_factor_user_id_index" ON "two_factor" USING btree ("user_id");--> statement-breakpoint
CREATE INDEX "two_factor_secret_index" ON "two_factor" USING btree ("secret");--> statement-breakpoint
CREATE INDEX "verification_identifier_index" ON "verification" USING btree ("identifier");