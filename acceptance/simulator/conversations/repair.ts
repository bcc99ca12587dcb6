import sharp from 'sharp';
import { see } from '../../people/visitor.ts';
import { buttons, type ConversationStage } from './stage.ts';

/** The chapters of one repair, from the first word to the car that is ready. */
export async function playFirst(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, jan, chapter } = stage;
  await chapter('introduction', buttons, async () => {
    await stage.registers(say.register);
    await jan.says(say.hello);
    await jan.hears(say.unknownChat);
    await jan.region.getByRole('button', { name: 'Share number' }).click();
    await jan.hears(say.broughtCar);
    await jan.presses(say.yesMyCar);
    await jan.hears(say.signedUp);
  });
  await chapter('started', buttons, async () => {
    await mechanic.says(say.eta);
    await mechanic.hears(/16:30/);
    await mechanic.says(say.start);
    await jan.hears(say.started);
    await jan.says(say.whenReady);
    await jan.hears(say.status);
  });
}

export async function playQuote(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, jan, chapter, clockTo } = stage;
  await chapter('quote', buttons, async () => {
    await mechanic.region.getByRole('textbox', { name: 'Message', exact: true }).fill(say.found);
    const picture = { name: 'disc.png', mimeType: 'image/png', buffer: await aPhoto() };
    await mechanic.region.locator('input[type=file]').setInputFiles(picture);
    await mechanic.hears(say.photoWithCar);
    await stage.photoIsKept();
    await stage.quotes(say.quoteOne, say.send);
    await jan.hears(say.amounts.pads);
    await clockTo(0, '8:48');
    await jan.hears(say.reminder);
    await jan.says(say.letMeAsk);
    await jan.hears(say.consult);
    await jan.says(say.nonsense);
    await jan.hears(say.notSure);
    await jan.says(say.oddYes);
    await jan.hears(say.mayWeDoThis);
  });
  await chapter('approved', buttons, async () => {
    await jan.presses(say.approve);
    await jan.hears(say.noted);
  });
}

export async function playChange(stage: ConversationStage): Promise<void> {
  const { words: say, jan, chapter, page, url, lang } = stage;
  await chapter('change', buttons, async () => {
    await jan.presses(say.change);
    await jan.hears(say.takenBack);
    const old = jan.log.getByRole('button', { name: say.approve }).last();
    const token = await old.getAttribute('value');
    const onMessage = await old.locator('xpath=..').locator('[name=onMessage]').getAttribute('value');
    await stage.quotes(say.quoteMore, say.send);
    await jan.hears(say.newQuote);
    // Another window may still show the old button.
    const tapped = await page.request.post(`${url}/simulator/customer-buttons/taps?lang=${lang}`, {
      data: { token, onMessage },
      headers: { origin: url },
    });
    if (!tapped.ok()) throw new Error(`The tap was refused: ${await tapped.text()}`);
    await jan.hears(say.oldQuote);
    await jan.presses(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('lines', buttons, async () => {
    await stage.quotes(say.quoteTwo, say.send);
    await jan.hears(say.amounts.both);
    await jan.presses(say.choose);
    await jan.hears(say.whatShallWe);
    await jan.says(say.onlyPads);
    await jan.hears(say.isThisMeant);
  });
  await chapter('partly', buttons, async () => {
    await jan.presses(say.yesThis);
    await jan.hears(say.partOfIt);
  });
}

/** What is no listed answer: one quote, and all that may be asked about it. */
export async function playQuestions(stage: ConversationStage): Promise<void> {
  const { words: say, jan, chapter } = stage;
  await chapter('likely-yes', buttons, async () => {
    await stage.quotes(say.quoteLamps, say.send);
    await jan.hears(say.amounts.lamps);
    await jan.says(say.oddYes);
    await jan.hears(say.mayWeDoAll);
    await jan.says(say.oddYesAgain);
    await jan.hears(say.weCanCall);
  });
  await chapter('limits', buttons, async () => {
    await jan.says(say.onCondition);
    await jan.hears(say.noCondition);
    await jan.says(say.upTo);
    await jan.hears(say.noCeiling);
  });
  await chapter('likely-no', buttons, async () => {
    await jan.says(say.oddNo);
    await jan.hears(say.notAtAll);
    await stage.reads();
    await jan.says(say.yes);
    await jan.hears(say.mayWeDoAll);
  });
}

/** A yes that stands beside something else, or that somebody else said; and a plain one. */
export async function playBeside(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, jan, chapter } = stage;
  await chapter('beside', buttons, async () => {
    await jan.says(say.yesAndQuestion);
    await jan.hears(say.mayWeDoAll);
    await mechanic.presses(say.itCan);
    await jan.hears(say.mechanicWrites);
    await stage.reads();
    await jan.says(say.isGood);
    await see(jan.log.getByRole('listitem').last()).toContainText(say.mayWeDoAll);
  });
  await chapter('forwarded', buttons, async () => {
    await stage.forwards(buttons, say.wifeSays);
    await jan.hears(say.notYourOwn);
  });
  await chapter('counted', buttons, async () => {
    await stage.reads();
    await jan.says(say.isGood);
    await jan.hears(say.noted);
  });
}

export async function playAsking(stage: ConversationStage): Promise<void> {
  const { words: say, mechanic, jan, chapter } = stage;
  await chapter('asking', buttons, async () => {
    await stage.quotes(say.quoteFilter, say.send);
    await jan.hears(say.amounts.filter);
    await jan.presses(say.askOrCall);
    await jan.hears(say.typeQuestion);
    await jan.says(say.canItWait);
    await jan.hears(say.questionPassed);
    await mechanic.presses(say.itCan);
    await jan.hears(say.mechanicWrites);
    await jan.region
      .locator('input[type=file]')
      .setInputFiles({ name: 'photo.png', mimeType: 'image/png', buffer: await aPhoto() });
    await jan.hears(say.photoKept);
    await jan.presses(say.askOrCall);
    await jan.presses(say.callLater);
    const newest = jan.log.getByRole('listitem').last();
    await see(newest).toContainText(say.whenCall);
    await newest.getByRole('button').first().click();
    await jan.hears(say.callNoted);
    await jan.presses(say.decline);
    await jan.hears(say.notDone);
  });
  await chapter('ready', buttons, async () => {
    await mechanic.says(say.etaTomorrow);
    await jan.hears(say.later);
    await mechanic.says(say.done);
    await jan.hears(say.ready);
  });
}

/** A worn disc, as a mechanic might photograph it. */
function aPhoto(): Promise<Buffer> {
  return sharp(
    Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="640" height="420">
      <rect width="640" height="420" fill="#3b4048"/><circle cx="300" cy="215" r="170" fill="#8d949c"/>
      <g fill="none" stroke="#747b84" stroke-width="3"><circle cx="300" cy="215" r="150"/><circle cx="300" cy="215" r="128"/>
      <circle cx="300" cy="215" r="106"/></g><circle cx="300" cy="215" r="70" fill="#565c64"/>
      <g fill="#2f3339"><circle cx="300" cy="172" r="9"/><circle cx="341" cy="202" r="9"/><circle cx="325" cy="250" r="9"/>
      <circle cx="275" cy="250" r="9"/><circle cx="259" cy="202" r="9"/></g>
      <rect x="420" y="120" width="70" height="190" rx="14" fill="#1f2227"/><rect x="408" y="150" width="12" height="130" fill="#b45309"/>
      <circle cx="414" cy="215" r="52" fill="none" stroke="#facc15" stroke-width="7"/></svg>`),
  )
    .png()
    .toBuffer();
}
