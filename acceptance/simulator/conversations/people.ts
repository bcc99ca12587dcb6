import type { Pool } from 'pg';
import { toRepair } from '../../../bot/step.ts';
import { as, type CustomerId, type MessageId, type RepairId } from '../../../core/ids.ts';
import { openDesk } from '../../people/panel.ts';
import { see } from '../../people/visitor.ts';
import { buttons, type ConversationStage, wordsOnly } from './stage.ts';

/** The chapters with a customer who only types. */
export async function playWords(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, piet, chapter, clockTo } = stage;
  await chapter('text-only', wordsOnly, async () => {
    await stage.registers(say.registerPiet);
    await piet.opensInvitation();
    await piet.hears(say.signedUp);
    await mechanic.says(say.startPiet);
    await piet.hears(say.started);
    await stage.quotes(say.quotePiet, say.sendGoOn);
    await piet.hears(say.amounts.battery);
    await clockTo(0, '10:10');
    await piet.hears(say.noAnswerYet);
    await piet.says('1');
    await piet.hears(say.partOfIt);
  });
}

/** What is no listed answer, without buttons; and an answer that comes too late. */
export async function playMoreWords(stage: ConversationStage): Promise<void> {
  const { words: say, piet, chapter, clockTo } = stage;
  await chapter('text-only-questions', wordsOnly, async () => {
    await stage.quotes(say.quotePietTwo, say.sendGoOn);
    await piet.hears(say.amounts.coolantMore);
    await piet.says(say.oddYes);
    await piet.hears(say.mayWeDoAll);
    await piet.says(say.oddYesAgain);
    await piet.hears(say.preferCall);
    await piet.says(say.oddNo);
    await piet.hears(say.notAtAll);
    await piet.says(say.justCoolant);
    await piet.hears(say.isThisMeant);
    await piet.says(say.letMeAsk);
    await piet.hears(say.consult);
  });
  await chapter('text-only-more', wordsOnly, async () => {
    await piet.says(say.onCondition);
    await piet.hears(say.noCondition);
    await piet.says(say.upTo);
    await piet.hears(say.noCeiling);
    await piet.says(say.yesAndQuestion);
    await piet.hears(say.mayWeDoAll);
    await stage.forwards(wordsOnly, say.wifeSays);
    await piet.hears(say.notYourOwn);
    await piet.says(say.oddStop);
    await piet.hears(say.noMoreMessages);
    await stage.reads();
    await piet.says(say.no);
    await piet.hears(say.notSureApproval);
    await stage.reads();
    await piet.says(say.no);
    await piet.hears(say.notDone);
  });
  await chapter('expired', wordsOnly, async () => {
    await stage.quotes(say.quotePietMore, say.sendGoOn);
    await piet.hears(say.amounts.coolant);
    await piet.says(say.oddYes);
    await piet.hears(say.mayWeDoThis);
    await clockTo(1, '17:35');
    await piet.hears(say.expired);
    // The answer says the same as the message before.
    const told = piet.log.getByRole('listitem').filter({ hasText: say.expired });
    const before = await told.count();
    await piet.says(say.yes);
    await see(told).toHaveCount(before + 1);
  });
}

/** Who decides is somebody of a lease company; no page says so yet, so that it is a command here. */
async function playLease(stage: ConversationStage): Promise<void> {
  const { words: say, jan, chapter, pool } = stage;
  await chapter('lease', buttons, async () => {
    await stage.registers(say.registerLease);
    const { rows } = await pool.query<{ repair_id: string; customer_id: string; at: Date }>(
      `select id as repair_id, customer_id, registered_at as at from repair order by registered_at desc limit 1`,
    );
    const [{ repair_id, customer_id, at } = { repair_id: '', customer_id: '', at: new Date() }] = rows;
    const desk = await openDesk(pool, 'Bob');
    const contact = { customerId: as<CustomerId>(customer_id), informed: true, decides: false, pays: false };
    await desk.commands(
      toRepair({
        type: 'ChangeContacts',
        data: { repairId: as<RepairId>(repair_id), contacts: [contact] },
        meta: { at, by: { kind: 'staff', staffId: desk.who.staffId, role: 'agent' } },
      }),
    );
    await stage.quotes(say.quoteLease, say.send);
    await jan.hears(say.leaseAsked);
  });
}

/** The link that Jan forwards is followed by Piet. */
async function playDecider(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, jan, piet, chapter } = stage;
  await chapter('decider', buttons, () =>
    chapter('decider-other', wordsOnly, async () => {
      await mechanic.says(say.startAgain);
      await jan.hears(say.started);
      await stage.quotes(say.quoteAgain, say.send);
      await jan.hears(say.amounts.light);
      await jan.presses(say.askOrCall);
      // Older messages have the same button, for another car.
      await see(jan.log.getByRole('listitem').last()).toContainText(say.typeQuestion);
      await jan.presses(say.someoneElse);
      await jan.hears(say.forwardLink);
      await piet.opensInvitation();
      await piet.hears(say.asksYou);
      await jan.hears(say.decidesToo);
      await piet.says(say.yes);
      await piet.hears(say.noted);
      await jan.hears(say.otherApproved);
    }),
  );
}

/** What a page that is up to date has shown. */
async function newestIn(pool: Pool, conversationId: string): Promise<MessageId> {
  const { rows } = await pool.query<{ id: string }>(
    `select id from message where conversation_id = $1 and direction <> 'note' order by at desc, id desc limit 1`,
    [conversationId],
  );
  return as<MessageId>(rows[0]?.id ?? '');
}

/** The chapters with other people beside the customer. */
export async function playPeople(stage: ConversationStage): Promise<void> {
  const { words: say, jan, chapter, clockTo, pool } = stage;
  await clockTo(2, '9:00');
  await chapter('person', buttons, async () => {
    await stage.registers(say.registerAgain);
    await jan.says(say.nonsense);
    await jan.hears(say.howHelp);
    await jan.says(say.nonsenseAgain);
    await jan.hears(say.passedOn);
    const desk = await openDesk(pool, 'Anna');
    const conversationId = await desk.conversationOf('customer-buttons');
    await desk.panel.takeOver(desk.who, conversationId, { controlVersion: 0, from: undefined });
    await jan.hears('Anna');
    const messageId = await newestIn(pool, conversationId);
    await desk.panel.send(desk.who, conversationId, say.annaSays, { idempotencyKey: say.annaSays, messageId });
    await jan.hears(say.annaSays);
    await desk.panel.handBack(desk.who, conversationId);
    await jan.hears(say.handedBack);
    await jan.says(say.otherLanguage);
    await jan.hears(say.otherSpoken);
    await jan.says(say.ownLanguage);
    await jan.hears(say.ownSpoken);
  });
  await chapter('stop', buttons, async () => {
    await jan.says(say.oddStop);
    await jan.hears(say.noMoreMessages);
    await jan.presses(say.stopButton);
    await jan.hears(say.noMore);
    await jan.says('START');
    await jan.hears(say.again);
    await jan.says(say.stopInFull);
    await see(jan.log.getByRole('listitem').last()).toContainText(say.noMore);
    await jan.says('START');
    await see(jan.log.getByRole('listitem').last()).toContainText(say.again);
  });
  await playLease(stage);
  await playDecider(stage);
  await chapter('night', buttons, async () => {
    await clockTo(2, '19:00');
    await jan.says(say.person);
    await jan.hears(say.closed);
    await jan.says(say.call);
    await jan.hears(say.callNoted);
  });
}
