/** Long enough for a car that is brought the evening before, short enough for a slip that lies about; in ms. */
export const invitationValidMs = 7 * 24 * 3_600_000;
