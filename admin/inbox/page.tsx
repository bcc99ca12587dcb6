import type { ConversationDetail, Timeline } from '../../core/application/queries.ts';
import { paths, type StaffSession, type View } from '../frame/env.ts';
import type { AssetAddresses } from '../frame/http.ts';
import { Layout, Partial } from '../frame/layout.tsx';
import { List, type ListProps } from './list.tsx';
import { Log } from './log.tsx';
import { Side } from './side.tsx';

export type ShownConversation = {
  readonly detail: ConversationDetail;
  readonly timeline: Timeline;
  readonly messages: number;
};

/** The result of an act: a notice with its place, and the words that stay in the composer. */
export type ActOutcome = { readonly notice?: NoticeText; readonly where?: 'thread' | 'side'; readonly typed?: string };

export type InboxPageProps = {
  readonly list: ListProps;
  readonly shown: ShownConversation | undefined;
  readonly assets: AssetAddresses;
  readonly cursor: string;
  readonly sendKey: string;
  readonly here: string;
  /** Addresses for reloading parts of this page. */
  readonly live: { readonly list: string; readonly thread: string | undefined };
  readonly outcome?: ActOutcome;
};

/**
 * The inbox: list, conversation and side pane. It also works as plain forms; the script keeps it
 * live.
 */
export function InboxPage(props: InboxPageProps) {
  const { list, shown, assets, here, cursor, live } = props;
  const { view, staff } = list;
  const title = shown?.detail.customer.name ?? view.words.common.inbox;
  return (
    <Layout view={view} assets={assets} staff={staff} title={title} here={here}>
      <div
        id="live"
        hidden
        data-shown={shown?.detail.conversationId}
        hx-swap="none"
        hx-trigger="load, again"
        hx-config="sse.reconnectMaxDelay:10000"
        {...{ 'hx-sse:connect': paths.events(cursor) }}
      />
      <div id="refresh-list" hidden hx-get={live.list} hx-trigger="refresh" hx-swap="none" hx-sync="this:queue last" />
      {live.thread && (
        <div
          id="refresh-thread"
          hidden
          hx-get={live.thread}
          hx-trigger="refresh"
          hx-swap="none"
          hx-sync="this:queue last"
        />
      )}
      <main class={shown ? 'panes conversation-open' : 'panes'}>
        <List {...list} />
        {shown ? <Conversation {...props} shown={shown} /> : <Choose {...list} />}
      </main>
    </Layout>
  );
}

function Choose({ view }: ListProps) {
  return (
    <section class="thread-pane nothing" id="thread">
      <div class="empty">
        <p>
          <strong>{view.words.inbox.choose.title}</strong>
        </p>
        <p>{view.words.inbox.choose.text}</p>
      </div>
    </section>
  );
}

function Conversation(props: InboxPageProps & { shown: ShownConversation }) {
  const { list, shown, sendKey, outcome } = props;
  const { view, staff } = list;
  const { detail, timeline, messages } = shown;
  const words = view.words;
  return (
    <>
      <section class="thread-pane" id="thread" aria-label={detail.customer.name}>
        <Head view={view} staff={staff} detail={detail} back={backOf(list)} />
        <Log view={view} detail={detail} timeline={timeline} messages={messages} />
        <footer>
          <Notice notice={outcome?.where === 'side' ? undefined : outcome?.notice} />
          <Composer view={view} staff={staff} detail={detail} sendKey={sendKey} typed={outcome?.typed ?? ''} />
        </footer>
      </section>
      <aside class="side-pane" id="side-pane" aria-label={words.thread.details}>
        <header>
          <h2>{words.thread.details}</h2>
          <a class="button ghost close" href="#thread">
            <span aria-hidden="true">×</span>
            <span class="unseen">{words.thread.log}</span>
          </a>
        </header>
        <SideNotice outcome={outcome} />
        <Side view={view} detail={detail} role={staff.role} />
      </aside>
    </>
  );
}

function SideNotice({ outcome }: { outcome: ActOutcome | undefined }) {
  return (
    <div id="side-notice" class="notice" role="alert">
      {outcome?.where === 'side' && outcome.notice && <p>{outcome.notice.text}</p>}
    </div>
  );
}

function backOf({ filter, before }: ListProps): string {
  return paths.inbox({ filter, ...(before ? { before } : {}) });
}

/** Replaces the list on the page. */
export function ListPart(list: ListProps) {
  return (
    <Partial id="list">
      <List {...list} />
    </Partial>
  );
}

type ThreadPartsProps = {
  readonly list: Pick<ListProps, 'view' | 'staff' | 'filter' | 'before'>;
  readonly shown: ShownConversation;
  /** Set after an act; `sendKey` is new when a message was sent. */
  readonly act?: { readonly outcome: ActOutcome; readonly sendKey: string | undefined };
};

/** Replaces everything of a conversation but the composer. */
export function ThreadParts({ list, shown, act }: ThreadPartsProps) {
  const { view, staff, filter, before } = list;
  const { detail, timeline, messages } = shown;
  const back = paths.inbox({ filter, ...(before ? { before } : {}) });
  return (
    <>
      <Partial id="head">
        <Head view={view} staff={staff} detail={detail} back={back} />
      </Partial>
      <Partial id="log">
        <Log view={view} detail={detail} timeline={timeline} messages={messages} />
      </Partial>
      <Partial id="side">
        <Side view={view} detail={detail} role={staff.role} />
      </Partial>
      <Partial id="composer-hint">
        <ComposerHint view={view} staff={staff} detail={detail} />
      </Partial>
      {act && (
        <>
          <Partial id="notice">
            <Notice notice={act.outcome.where === 'side' ? undefined : act.outcome.notice} />
          </Partial>
          <Partial id="side-notice">
            <SideNotice outcome={act.outcome} />
          </Partial>
        </>
      )}
      {act?.sendKey && (
        <Partial id="send-key">
          <SendKey value={act.sendKey} />
        </Partial>
      )}
    </>
  );
}

export type HeadProps = {
  readonly view: View;
  readonly staff: StaffSession;
  readonly detail: ConversationDetail;
  /** The list as it was before. */
  readonly back: string;
};

/** Shows the customer's name, who has the conversation, and the button to change that. */
function Head({ view, staff, detail, back }: HeadProps) {
  const words = view.words.thread;
  const { controller } = detail;
  const mine = controller?.staffId === staff.staffId;
  const state = !controller ? words.botHas : mine ? words.youHave : words.has(controller.name);
  const [repair] = detail.repairs;
  return (
    <header id="head" class="thread-head">
      <a class="back" href={back}>
        <span aria-hidden="true">‹</span>
        <span class="unseen">{words.back}</span>
      </a>
      <div class="title">
        <h1>{detail.customer.name}</h1>
        <p>
          {repair && <span class="plate">{repair.plate}</span>}
          {detail.simulated && <span class="mark">{view.words.inbox.simulated}</span>}
          <span class={controller ? 'state person' : 'state bot'}>{state}</span>
        </p>
      </div>
      <a class="button outline details" href="#side-pane">
        {words.details}
      </a>
      <Controls view={view} staff={staff} detail={detail} mine={mine} />
    </header>
  );
}

type ControlsProps = Omit<HeadProps, 'back'> & { readonly mine: boolean };

function Controls({ view, staff, detail, mine }: ControlsProps) {
  const words = view.words.thread;
  const { conversationId, controller, controlVersion } = detail;
  const mayFree = staff.role === 'manager' || staff.role === 'administrator';
  return (
    <div class="controls">
      {controller && (mine || mayFree) && <Act action={paths.handBack(conversationId)} label={words.handBack} plain />}
      {!mine && (
        <Act
          action={paths.takeOver(conversationId)}
          label={controller ? words.takeFrom(controller.name) : words.takeOver}
        >
          <input type="hidden" name="controlVersion" value={controlVersion} />
          {controller && <input type="hidden" name="from" value={controller.staffId} />}
        </Act>
      )}
    </div>
  );
}

function Act({ action, label, plain, children }: ActProps) {
  return (
    <form method="post" action={action} hx-post={action} hx-swap="none" hx-disable="find button">
      {children}
      <button type="submit" class={plain ? 'outline' : undefined}>
        {label}
      </button>
    </form>
  );
}

type ActProps = { action: string; label: string; plain?: boolean; children?: unknown };

export type NoticeText = { readonly title?: string; readonly text: string };

/** Stands above the composer when something was not done. */
function Notice({ notice }: { notice: NoticeText | undefined }) {
  return (
    <div id="notice" class="notice" role="alert">
      {notice?.title && <strong>{notice.title}</strong>}
      {notice && <p>{notice.text}</p>}
    </div>
  );
}

/** Each message has its own key, so that a form that is sent twice sends one message. */
function SendKey({ value }: { value: string }) {
  return <input type="hidden" id="send-key" form="composer" name="idempotencyKey" value={value} />;
}

export type ComposerProps = {
  readonly view: View;
  readonly staff: StaffSession;
  readonly detail: ConversationDetail;
  readonly sendKey: string;
  readonly typed: string;
};

/** In UTF-16 units; what is longer stays in the box, and is refused with a sentence. */
export const maxTextLength = 4000;

/**
 * The input for a message. It is never replaced while the page is open, so that typed words are not
 * lost.
 */
function Composer({ view, staff, detail, sendKey, typed }: ComposerProps) {
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
        data-writer={staff.staffId}
      >
        <textarea
          name="text"
          rows={1}
          data-most={maxTextLength}
          data-too-long={view.words.refusals.tooLong('{over}', maxTextLength)}
          aria-label={words.message}
          placeholder={words.placeholder}
          required
        >
          {typed}
        </textarea>
        <button type="submit">{words.send}</button>
      </form>
      <p id="composer-length" role="status" />
      <ComposerHint view={view} staff={staff} detail={detail} />
    </>
  );
}

/** Says that sending also takes the conversation over. */
function ComposerHint({ view, staff, detail }: Omit<ComposerProps, 'sendKey' | 'typed'>) {
  return (
    <p id="composer-hint" class="hint">
      {detail.controller?.staffId === staff.staffId ? '' : view.words.thread.sendTakesOver}
    </p>
  );
}
