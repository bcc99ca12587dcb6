import type { ConversationDetail } from '../../core/application/queries.ts';
import type { StaffSession, View } from '../frame/env.ts';
import { paths } from '../paths.ts';

export type HeadProps = {
  readonly view: View;
  readonly staff: StaffSession;
  readonly detail: ConversationDetail;
  /** Back to the list as it was. */
  readonly back: string;
};

/** Who the conversation is with, who speaks for us, and the button that changes it. */
export function Head({ view, staff, detail, back }: HeadProps) {
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
