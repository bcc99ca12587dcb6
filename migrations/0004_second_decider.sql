CREATE TABLE "repair_contact" (
	"garage_id" uuid NOT NULL,
	"repair_id" uuid NOT NULL,
	"customer_id" uuid NOT NULL,
	"informed" boolean NOT NULL,
	"decides" boolean NOT NULL,
	"pays" boolean NOT NULL,
	CONSTRAINT "repair_contact_garage_id_repair_id_customer_id_pk" PRIMARY KEY("garage_id","repair_id","customer_id")
);
--> statement-breakpoint
ALTER TABLE "address" ADD COLUMN "asked_in" uuid;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "kind" text DEFAULT 'customer' NOT NULL;--> statement-breakpoint
ALTER TABLE "invitation" ADD COLUMN "made_from" uuid;--> statement-breakpoint
CREATE INDEX "repair_contact_customer_id_index" ON "repair_contact" USING btree ("customer_id");--> statement-breakpoint
CREATE INDEX "message_shows" ON "message" USING btree ("address_id") WHERE about ? 'shows';--> statement-breakpoint
CREATE INDEX "invitation_repair_id_index" ON "invitation" USING btree ("repair_id");--> statement-breakpoint
-- Contacts stood in the events alone so far, and none had changed since its repair was registered.
INSERT INTO "repair_contact" ("garage_id", "repair_id", "customer_id", "informed", "decides", "pays")
SELECT e."garage_id", e."repair_id", (c->>'customerId')::uuid, (c->>'informed')::boolean, (c->>'decides')::boolean, (c->>'pays')::boolean
FROM "repair_event" e CROSS JOIN jsonb_array_elements(e."data"->'contacts') c
WHERE e."type" = 'RepairRegistered'
ON CONFLICT DO NOTHING;
