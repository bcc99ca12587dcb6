import type { CallWindow } from '../../../core/calendar.ts';
import { shownPhone } from '../../../core/reading/phone.ts';
import type { Garage } from '../../../core/scene/scene.ts';
import { inBothLanguages, plain } from '../format.ts';
import { anotherDecider, answersTo, aPerson, askedAgain, callMe } from './lines.ts';
import {
  answerBy,
  type Choices,
  composed,
  heading,
  type Renderers,
  type Speaker,
  sentences,
  spoken,
  standing,
} from './message.ts';

const serviceWords = inBothLanguages({
  nl: {
    unclear: 'Dat begrijp ik niet goed. Waarmee kan ik u helpen?',
    whenReady: 'Wanneer klaar?',
    reply: 'Typ *WANNEER KLAAR* voor de stand, *MENS* voor een medewerker of *BEL* om gebeld te worden.',
    passedOn: 'Ik geef dit door aan een medewerker. U krijgt hier antwoord.',
    hurry: (phone: string) => `Haast? Bel ${phone}.`,
    closed: (day: string, time: string) => `We zijn nu gesloten. Een medewerker antwoordt hier ${day} vanaf ${time}.`,
    joins: (agent: string, garage: string) => `U spreekt nu met ${agent} van ${garage}.`,
    someone: 'een medewerker',
    left: (agent: string) => `${agent} heeft het gesprek afgerond. Vanaf hier antwoordt de digitale assistent weer.`,
    someoneLeft: 'De medewerker',
    person: 'Een medewerker? Typ MENS.',
    personOrPhone: (phone: string) => `Een medewerker? Typ MENS of bel ${phone}.`,
    elsewhere:
      'We vonden extra werk en vragen nu toestemming aan uw leasemaatschappij. U hoeft niets te doen. ' +
      'Verandert de tijd, dan hoort u het hier.',
    noRepair: 'We zien voor u geen lopende reparatie.',
    refused: {
      unknown: 'Deze uitnodiging kennen we niet.',
      expired: 'Deze uitnodiging is verlopen.',
      used: 'Deze uitnodiging is al gebruikt.',
    },
    newInvitation: (phone: string | undefined) => `Vraag de garage om een nieuwe${phone ? `: ${phone}` : ''}.`,
    slowDown:
      'U stuurt veel berichten achter elkaar. We bewaren ze allemaal en een medewerker kijkt ernaar. ' +
      'Een duidelijk antwoord op een offerte telt gewoon.',
    phoneKept: 'Uw telefoonnummer is genoteerd.',
    phoneRefused: 'Dit is niet uw eigen nummer, dus we bewaren het niet.',
    newLink: 'Vraag een nieuwe aan degene die u deze stuurde.',
    belongs: (cars: string, name: string) => `Deze chat hoort al bij ${cars}${cars ? ' van ' : ''}${name}.`,
    someoneElse: 'een andere klant',
    followBoth: 'Uw nieuwe uitnodiging is voor een andere klant. Beide hier volgen? Er is nog niets veranderd.',
    both: 'Allebei',
    onlyNew: 'Alleen de nieuwe',
    typeBoth: 'Typ *ALLEBEI* of *ALLEEN NIEUWE*.',
    follows: (state: string) => `Deze auto volgt u nu ook hier. Stand nu: ${state}`,
    wrongNumber: 'Bedankt voor uw antwoord. We sturen hier niets meer over deze auto. Excuses voor de vergissing.',
  },
  en: {
    unclear: "I didn't quite understand that. How can I help?",
    whenReady: 'When is it ready?',
    reply: 'Type *WHEN READY* for how it is going, *PERSON* for a person or *CALL* to be called.',
    passedOn: 'I am passing this to a person. You will get an answer here.',
    hurry: (phone) => `In a hurry? Call ${phone}.`,
    closed: (day, time) => `We are closed now. A person will answer you here ${day} from ${time}.`,
    joins: (agent, garage) => `You are now talking to ${agent} at ${garage}.`,
    someone: 'a person',
    left: (agent) => `${agent} has finished. From here the digital assistant answers again.`,
    someoneLeft: 'The person',
    person: 'Want a person? Type PERSON.',
    personOrPhone: (phone) => `Want a person? Type PERSON or call ${phone}.`,
    elsewhere:
      "We found extra work and are asking your lease company for permission. You don't need to do anything. " +
      'If the time changes, we will tell you here.',
    noRepair: 'We see no open repair for you.',
    refused: {
      unknown: 'We do not know this invitation.',
      expired: 'This invitation has expired.',
      used: 'This invitation has already been used.',
    },
    newInvitation: (phone) => `Please ask the garage for a new one${phone ? `: ${phone}` : ''}.`,
    slowDown:
      'You are sending many messages in a row. We keep all of them and a person will look at them. ' +
      'A plain answer to a quote counts as always.',
    phoneKept: 'We have noted your phone number.',
    phoneRefused: 'This is not your own number, so we do not keep it.',
    newLink: 'Please ask the person who sent you this one for a new one.',
    belongs: (cars, name) => `This chat already belongs to ${cars}${cars ? ' of ' : ''}${name}.`,
    someoneElse: 'another customer',
    followBoth: 'Your new invitation is for another customer. Follow both here? Nothing has changed yet.',
    both: 'Both',
    onlyNew: 'Only the new one',
    typeBoth: 'Type *BOTH* or *ONLY NEW*.',
    follows: (state) => `You follow this car here too now. Right now: ${state}`,
    wrongNumber: 'Thank you for your answer. We will send nothing more about this car here. Sorry for the mistake.',
  },
});

const maxCarsNamed = 3;

/** A person or the assistant answers, and there is nothing to answer about. */
export const serviceRenderers = {
  unclear: (_, speaker) => {
    const words = speaker.pick(serviceWords);
    const choices = [{ label: words.whenReady, action: { do: 'status' } as const }, aPerson(speaker), callMe(speaker)];
    return composed([words.unclear], answerBy(speaker, choices, words.reply));
  },
  'passed-on': ({ opensAt, now }, speaker) => {
    const words = speaker.pick(serviceWords);
    return opensAt && opensAt > now
      ? composed([words.closed(speaker.day(opensAt), speaker.time(opensAt))])
      : composed([sentences(words.passedOn, speaker.phone && words.hurry(speaker.phone))]);
  },
  'agent-joins': ({ agent }, speaker) => {
    const words = speaker.pick(serviceWords);
    return composed([words.joins(spoken(agent, 30) ?? words.someone, speaker.garageName)]);
  },
  'handed-back': ({ agent }, speaker) => {
    const words = speaker.pick(serviceWords);
    return composed([`${words.left(spoken(agent, 30) ?? words.someoneLeft)} ${words.person}`]);
  },
  'decided-elsewhere': ({ vehicle }, speaker) => composed([heading(vehicle), speaker.pick(serviceWords).elsewhere]),
  'no-repair': (_, speaker) => composed([`${speaker.pick(serviceWords).noRepair} ${personOrPhone(speaker)}`]),
  'invitation-refused': ({ why, from }, speaker) => {
    const words = speaker.pick(serviceWords);
    return composed([
      `${words.refused[why]} ${from === 'customer' ? words.newLink : words.newInvitation(speaker.phone)}`,
    ]);
  },
  'which-chat': ({ name, cars, invitationId }, speaker) => {
    const words = speaker.pick(serviceWords);
    const shown = cars.slice(0, maxCarsNamed).map((plate) => plain(plate, 12));
    const more = cars.length > shown.length ? ` + ${cars.length - shown.length}` : '';
    const belongs = words.belongs(`${shown.join(', ')}${more}`, spoken(name, 40) ?? words.someoneElse);
    const follow = (how: 'both' | 'new') => ({ do: 'follow', invitationId, how }) as const;
    return composed(
      [belongs, words.followBoth],
      answerBy(
        speaker,
        [
          { label: words.both, action: follow('both') },
          { label: words.onlyNew, action: follow('new') },
        ],
        words.typeBoth,
      ),
    );
  },
  follows: ({ vehicle, state }, speaker) =>
    composed([heading(vehicle), speaker.pick(serviceWords).follows(standing(state, speaker))]),
  'wrong-number': (_, speaker) => composed([speaker.pick(serviceWords).wrongNumber]),
  'slow-down': (_, speaker) => composed([speaker.pick(serviceWords).slowDown]),
  'phone-kept': (_, speaker) => composed([speaker.pick(serviceWords).phoneKept]),
  'phone-refused': (_, speaker) => composed([speaker.pick(serviceWords).phoneRefused]),
} satisfies Pick<
  Renderers,
  | 'unclear'
  | 'passed-on'
  | 'agent-joins'
  | 'handed-back'
  | 'decided-elsewhere'
  | 'no-repair'
  | 'invitation-refused'
  | 'which-chat'
  | 'follows'
  | 'wrong-number'
  | 'slow-down'
  | 'phone-kept'
  | 'phone-refused'
>;

function personOrPhone(speaker: Speaker): string {
  return speaker.phone ? speaker.pick(serviceWords).personOrPhone(speaker.phone) : speaker.pick(serviceWords).person;
}

const questionWords = inBothLanguages({
  nl: {
    ask: 'Typ uw vraag, dan gaat hij naar de monteur.',
    orCall: 'Of zullen we u bellen?',
    orCallLater: 'We zijn nu gesloten. Of zullen we u bellen als we open zijn?',
    typeCall: 'Typ *BEL*, dan bellen we u.',
    typeLink: 'Beslist iemand anders? Typ *LINK*.',
    call: { now: 'Bel mij nu', later: 'Bel mij later' },
    questionTo: {
      mechanic: 'Uw vraag is doorgegeven aan de monteur. U krijgt hier antwoord.',
      service: 'Uw vraag is doorgegeven aan een medewerker. U krijgt hier antwoord.',
    },
    mechanicSays: (words: string) => `De monteur schrijft: “${words}”`,
    mechanicShows: (count: number, words: string | undefined) =>
      `De monteur stuurt ${count === 1 ? 'een foto' : `${count} foto's`}${words ? `: “${words}”` : '.'}`,
    begun: (time: string, date: string | undefined) =>
      `De monteur is ${date ? `op ${date} ` : ''}om ${time} aan dit werk begonnen. Sindsdien kan wijzigen niet meer.`,
    discuss: 'Wilt u overleggen? Dan bellen we u.',
    discussTyped: 'Wilt u overleggen? Typ *BEL*, dan bellen we u.',
    mayNot:
      'Alleen degene met wie de garage dit heeft afgesproken, kan hier akkoord geven. ' +
      'Met uw antwoord is *niets goedgekeurd*.',
  },
  en: {
    ask: 'Type your question and it goes to the mechanic.',
    orCall: 'Or shall we call you?',
    orCallLater: 'We are closed now. Or shall we call you when we are open?',
    typeCall: 'Type *CALL* and we will call you.',
    typeLink: 'Does someone else decide? Type *LINK*.',
    call: { now: 'Call me now', later: 'Call me later' },
    questionTo: {
      mechanic: 'Your question has been passed to the mechanic. You will get an answer here.',
      service: 'Your question has been passed to a person. You will get an answer here.',
    },
    mechanicSays: (words) => `The mechanic writes: “${words}”`,
    mechanicShows: (count, words) =>
      `The mechanic sends ${count === 1 ? 'a photo' : `${count} photos`}${words ? `: “${words}”` : '.'}`,
    begun: (time, date) =>
      `The mechanic started on this work ${date ? `on ${date} ` : ''}at ${time}. Since then it cannot be changed any more.`,
    discuss: 'Want to talk about it? We will call you.',
    discussTyped: 'Want to talk about it? Type *CALL* and we will call you.',
    mayNot:
      'Only the person the garage agreed this with can approve it here. ' + 'Your answer has *not approved anything*.',
  },
});

/** Questions to the mechanic and his words, calls, and what cannot be decided here. */
export const questionRenderers = {
  'ask-or-call': ({ vehicle, open, decides, repairId }, speaker) => {
    const words = speaker.pick(questionWords);
    const later = { label: words.call.later, action: { do: 'call-later' } as const };
    const calls = open ? [{ label: words.call.now, action: { do: 'call-me' } as const }, later] : [later];
    return composed(
      [heading(vehicle), `${words.ask} ${open ? words.orCall : words.orCallLater}`],
      answerBy(
        speaker,
        decides ? [...calls, anotherDecider(repairId, speaker)] : calls,
        sentences(words.typeCall, decides ? words.typeLink : undefined),
      ),
    );
  },
  'question-passed': ({ to }, speaker) => composed([speaker.pick(questionWords).questionTo[to]]),
  'mechanic-says': ({ vehicle, words: said }, speaker) =>
    composed([heading(vehicle), speaker.pick(questionWords).mechanicSays(plain(said, 3000))]),
  'mechanic-shows': ({ vehicle, count, words: said }, speaker) =>
    composed([heading(vehicle), speaker.pick(questionWords).mechanicShows(count, spoken(said, 800))]),
  'work-begun': ({ vehicle, at }, speaker) => {
    const words = speaker.pick(questionWords);
    const begun = words.begun(speaker.time(at), speaker.isToday(at) ? undefined : speaker.date(at));
    const answers = answerBy(speaker, [callMe(speaker)], words.discussTyped);
    return composed([heading(vehicle), begun, speaker.buttons ? words.discuss : undefined], answers);
  },
  'may-not-decide': ({ vehicle }, speaker) => composed([heading(vehicle), speaker.pick(questionWords).mayNot]),
} satisfies Pick<
  Renderers,
  'ask-or-call' | 'question-passed' | 'mechanic-says' | 'mechanic-shows' | 'work-begun' | 'may-not-decide'
>;

const callWords = inBothLanguages({
  nl: {
    when: 'Wanneer zullen we u bellen?',
    type: 'Typ een tijd, bijvoorbeeld *14:00*, of *BEL* voor zo snel mogelijk.',
    soon: (on: string) => `Genoteerd: we bellen u zo snel mogelijk${on}.`,
    within: (day: string, from: string, to: string, on: string) =>
      `Genoteerd: we bellen u ${day} tussen ${from} en ${to}${on}.`,
    on: (phone: string) => ` op ${phone}`,
    closed: 'We zijn nu gesloten.',
    ratherLater: 'Liever op een ander moment?',
    noCall: 'Toch niet bellen',
    typeNoCall: 'Toch niet? Typ *NIET BELLEN*.',
    off: 'Goed, we bellen u niet.',
    notPlanned: 'Er staat geen telefoontje voor u open.',
    still: 'Toch wel? Typ *BEL*.',
  },
  en: {
    when: 'When shall we call you?',
    type: 'Type a time, for example *14:00*, or *CALL* for as soon as we can.',
    soon: (on) => `Noted: we will call you as soon as we can${on}.`,
    within: (day, from, to, on) => `Noted: we will call you ${day} between ${from} and ${to}${on}.`,
    on: (phone) => ` on ${phone}`,
    closed: 'We are closed now.',
    ratherLater: 'Rather at another time?',
    noCall: 'No call after all',
    typeNoCall: 'Changed your mind? Type *CANCEL CALL*.',
    off: 'All right, we will not call you.',
    notPlanned: 'No call to you is planned.',
    still: 'Want a call after all? Type *CALL*.',
  },
});

/** When we call. */
export const callRenderers = {
  'call-when': ({ windows }, speaker) => {
    const words = speaker.pick(callWords);
    return composed([words.when], answerBy(speaker, choicesOf(windows, speaker), words.type));
  },
  'call-promised': ({ window, others, phone }, speaker) => {
    const words = speaker.pick(callWords);
    const on = phone === undefined ? '' : words.on(shownPhone(phone));
    const noCall = { label: words.noCall, action: { do: 'call-off' } as const };
    if (!window) return composed([words.soon(on)], answerBy(speaker, [noCall], words.typeNoCall));
    const noted = words.within(speaker.day(window.from), speaker.time(window.from), speaker.time(window.to), on);
    if (others.length === 0) return composed([noted], answerBy(speaker, [noCall], words.typeNoCall));
    return composed(
      [sentences(words.closed, noted), words.ratherLater],
      answerBy(speaker, [...choicesOf(others.slice(0, 2), speaker), noCall], sentences(words.type, words.typeNoCall)),
    );
  },
  'call-off': ({ wasPromised }, speaker) => {
    const words = speaker.pick(callWords);
    return composed([wasPromised ? words.off : words.notPlanned], answerBy(speaker, [callMe(speaker)], words.still));
  },
} satisfies Pick<Renderers, 'call-when' | 'call-promised' | 'call-off'>;

function choicesOf(windows: readonly CallWindow[], speaker: Speaker): Choices {
  return windows.map(({ from, to }) => ({
    label: `${capital(speaker.shortDay(from))} ${speaker.time(from)}–${speaker.time(to)}`,
    action: { do: 'call-at', from, to },
  }));
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1);
}

const mediaWords = inBothLanguages({
  nl: {
    kept: {
      photo: 'Uw foto is ontvangen en bewaard. Een medewerker kan hem bekijken.',
      voice: 'Uw spraakbericht is ontvangen en bewaard. Ik kan het niet beluisteren, een medewerker wel.',
      file: 'Uw bestand is ontvangen en bewaard. Een medewerker kan het bekijken.',
      other: 'Dit soort bericht kan ik niet lezen. Kunt u het typen?',
    },
    otherKept: 'Dit soort bericht kan ik niet lezen.',
    nothing: 'Hiermee is *niets goedgekeurd*.',
  },
  en: {
    kept: {
      photo: 'We have received and kept your photo. A person can look at it.',
      voice: "We have received and kept your voice message. I can't listen to it, a person can.",
      file: 'We have received and kept your file. A person can look at it.',
      other: "I can't read this kind of message. Could you type it?",
    },
    otherKept: "I can't read this kind of message.",
    nothing: '*Nothing has been approved* by it.',
  },
});

/** A picture, a recording or a file is kept, and is never an answer to a quote. */
export const mediaRenderers = {
  'media-kept': ({ what, quote }, speaker) => {
    const words = speaker.pick(mediaWords);
    if (!quote) return composed([words.kept[what]]);
    // The quote is the one question that this message asks.
    const kept = what === 'other' ? words.otherKept : words.kept[what];
    return composed([`${kept} ${words.nothing}`, askedAgain(quote, speaker)], answersTo(quote, speaker));
  },
} satisfies Pick<Renderers, 'media-kept'>;

type Named = Pick<Garage, 'name' | 'phone'>;

/** The way in for a chat that is nobody's yet, where no person of the garage reads along. */
export const unknownChatWords = inBothLanguages({
  nl: {
    way: ({ name, phone }: Named) =>
      `Dit is de digitale assistent van ${name}. We kennen deze chat nog niet. ` +
      `Open de link of scan de QR-code die u van de garage kreeg${phone ? `, of bel ${phone}` : ''}. ` +
      'Hebt u die niet? Deel dan uw telefoonnummer.',
    share: 'Deel mijn nummer',
    noMatch: ({ phone }: Named, own: boolean) =>
      `${own ? 'Bij dit nummer vinden we geen reparatie.' : 'Dit is niet uw eigen nummer.'} ` +
      `Vraag de garage om een link${phone ? `: ${phone}` : ''}.`,
  },
  en: {
    way: ({ name, phone }) =>
      `This is the digital assistant of ${name}. We do not know this chat yet. ` +
      `Open the link or scan the QR code that the garage gave you${phone ? `, or call ${phone}` : ''}. ` +
      'No link at hand? Share your phone number.',
    share: 'Share my number',
    noMatch: ({ phone }, own) =>
      `${own ? 'We find no repair for this number.' : 'This is not your own number.'} ` +
      `Please ask the garage for a link${phone ? `: ${phone}` : ''}.`,
  },
});
