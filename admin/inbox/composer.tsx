import type { ConversationDetail } from '../../core/application/queries.ts';
import type { StaffSession, View } from '../frame/env.ts';
import { paths } from '../paths.ts';

export type NoticeText = { readonly title?: string; readonly text: string };

/** What stands above the line to write in when something was not done. */
export function Notice({ notice }: { notice: NoticeText | undefined }) {
  return (
    <div id="notice" class="notice" role="alert">
      {notice?.title && <strong>{notice.title}</strong>}
      {notice && <p>{notice.text}</p>}
    </div>
  );
}

/** A key of its own for each message: the same form sent twice sends one message. */
export function SendKey({ value }: { value: string }) {
  return <input type="hidden" id="send-key" form="composer" name="idempotencyKey" value={value} />;
}

export type ComposerProps = {
  readonly view: View;
  readonly staff: StaffSession;
  readonly detail: ConversationDetail;
  readonly sendKey: string;
  readonly typed: string;
};

/** The line to write in. It is never drawn anew while the page stands, so that nothing typed is lost. */
export function Composer({ view, staff, detail, sendKey, typed }: ComposerProps) {
  const words = view.words.thread;
  const action = paths.messages(detail.conversationId);
  return (
    <>
      <SendKey value={sendKey} />
      <form
        id="composer"
        class="composer"
        method="post"
        action={action}
        hx-post={action}
        hx-swap="none"
        hx-disable="find button"
        data-conversation={detail.conversationId}
      >
        <textarea
          name="text"
          rows={1}
          maxlength={4000}
          aria-label={words.message}
          placeholder={words.placeholder}
          required
        >
          {typed}
        </textarea>
        <button type="submit">{words.send}</button>
      </form>
      <ComposerHint view={view} staff={staff} detail={detail} />
    </>
  );
}

/** Says what sending does besides sending. */
export function ComposerHint({ view, staff, detail }: Omit<ComposerProps, 'sendKey' | 'typed'>) {
  return (
    <p id="composer-hint" class="hint">
      {detail.controller?.staffId === staff.staffId ? '' : view.words.thread.sendTakesOver}
    </p>
  );
}
