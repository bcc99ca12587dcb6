/** A place in the feed, `xid-id`: the id of a server-sent event. */
export type FeedCursor = string;

/** What changed, ids only. */
export type FeedRow = {
  readonly cursor: FeedCursor;
  readonly garageId: string;
  readonly kind: 'conversation' | 'repair' | 'account';
  readonly conversationId: string | undefined;
  readonly repairId: string | undefined;
};

/** Everything that changed, in an order that skips nothing; one reader per process stands behind it. */
export interface Feed {
  /** How far everybody was told: a page that is drawn after this call shows all up to here. */
  position(): FeedCursor;
  /**
   * Calls `listener` for everything after `after`, without a gap or a repetition, then for what comes. Resolves to how to stop, or
   * to `reload` when the cursor is older than what is kept, far behind, or none.
   */
  follow(after: FeedCursor, listener: (rows: readonly FeedRow[]) => void): Promise<'reload' | (() => void)>;
}
