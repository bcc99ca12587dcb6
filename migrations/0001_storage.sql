-- Rows of these tables change a few times soon after they are made: room on the page keeps an update off the indexes, and early
-- vacuums keep a lane's few pages few.
ALTER TABLE "lane" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "inbox_lane" SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.01, autovacuum_vacuum_cost_delay = 0);--> statement-breakpoint
ALTER TABLE "delivery" SET (fillfactor = 70, autovacuum_vacuum_scale_factor = 0.02);--> statement-breakpoint
ALTER TABLE "attempt" SET (fillfactor = 50);--> statement-breakpoint
ALTER TABLE "inbox" SET (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.02);
