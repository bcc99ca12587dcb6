import { as, type QuoteId } from '../ids.ts';
import { openQuote, quotesOf, releasedVersion, standingDecision } from '../repair/guard.ts';
import type { Quote, Repair, RepairCommand } from '../repair/repair.ts';

/** Stands for the newest quote; version 0 stands for its newest version that fits. */
export const latest = as<QuoteId>('latest');

/** Drawn blindly, hardly any command would hit a quote that exists; most of them are pointed at the newest one. */
export function aimed(command: RepairCommand, repair: Repair): RepairCommand {
  const quotes = quotesOf(repair);
  const target = quotes.at(-1);
  switch (command.type) {
    case 'DraftQuote': {
      if (command.data.quoteId !== latest) return command;
      const quoteId = openQuote(repair)?.quoteId ?? as<QuoteId>(`q-${quotes.length + 1}`);
      return { ...command, data: { ...command.data, quoteId } };
    }
    case 'ReleaseQuote':
    case 'ExpireQuote':
    case 'DecideQuote': {
      const expired = quotes.find(({ versions }) => versions.at(-1)?.standing.status === 'expired');
      // Now and then an expired quote is sent again, though another one may be open by now.
      const aim = command.type === 'ReleaseQuote' && command.data.mechanicWaits ? (expired ?? target) : target;
      const quoteId = command.data.quoteId === latest ? (aim?.quoteId ?? latest) : command.data.quoteId;
      const version = command.data.version === 0 ? newest(aim, command.type) : command.data.version;
      return { ...command, data: { ...command.data, quoteId, version } } as RepairCommand;
    }
    case 'WithdrawQuote':
      if (command.data.quoteId !== latest || !target) return command;
      return { ...command, data: { ...command.data, quoteId: target.quoteId } };
    case 'RevokeDecision': {
      const decided = quotes.findLast(standingDecision);
      if (command.data.quoteId !== latest || !decided) return command;
      return { ...command, data: { ...command.data, quoteId: decided.quoteId } };
    }
    default:
      return command;
  }
}

function newest(quote: Quote | undefined, type: RepairCommand['type']): number {
  const released = type === 'ReleaseQuote' ? undefined : quote && releasedVersion(quote);
  return (released ?? quote?.versions.at(-1))?.version ?? 1;
}
