ALTER TABLE "vehicle" DROP CONSTRAINT "vehicle_organisation_id_plate_key_unique";--> statement-breakpoint
ALTER TABLE "vehicle" ADD COLUMN "simulated" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "vehicle" ADD CONSTRAINT "vehicle_organisation_id_simulated_plate_key_unique" UNIQUE("organisation_id","simulated","plate_key");--> statement-breakpoint
UPDATE "vehicle" SET "simulated" = true FROM "customer" WHERE "customer"."id" = "vehicle"."owner_id" AND "customer"."simulated";
