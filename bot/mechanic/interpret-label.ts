import { money } from '../../core/money.ts';
import type { MechanicAction } from '../cards/card.ts';
import type { AtCar } from './chat.ts';

/** What a button says that does this and nothing else. */
export function actionLabel({ say, by, options }: AtCar, action: MechanicAction): string {
  const { buttons } = say;
  switch (action.do) {
    case 'start':
    case 'busy':
    case 'reopen':
    case 'collected':
    case 'on':
    case 'take':
    case 'show':
    case 'cancel':
    case 'withdraw':
    case 'undo':
      return buttons[action.do];
    case 'done':
      return action.amountMinor === undefined
        ? buttons.done
        : buttons.doneFor(by.money(money(action.amountMinor, options.currency)));
    case 'promise':
      return buttons.promise(action.at === undefined ? undefined : by.when(new Date(action.at)));
    case 'say':
    case 'send-photo':
      return buttons.toCustomer;
    case 'note':
      return buttons.note;
    case 'found':
      return buttons.found;
    case 'wait':
      return buttons.waitForParts;
    case 'draft':
    case 'price':
      return buttons.makeQuote;
    default:
      return buttons.yes;
  }
}

/** What the customer hears of, so that a line without a plate needs a tap. */
export function reachesCustomer({ do: what }: MechanicAction): boolean {
  return (
    what === 'start' ||
    what === 'done' ||
    what === 'promise' ||
    what === 'say' ||
    what === 'send-photo' ||
    what === 'release' ||
    what === 'withdraw' ||
    what === 'reopen' ||
    what === 'cancel' ||
    what === 'send-now'
  );
}
