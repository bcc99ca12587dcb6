import type { Language } from '../../core/customer/address.ts';
import type { DecisionRefusal } from '../../core/repair/repair.ts';

const nl = {
  not_found: 'Dit bestaat niet meer.',
  agent_controls: (by: string) => `${by} heeft dit gesprek al. Er is niets veranderd.`,
  stale_control: 'Iemand anders nam intussen over of gaf terug. De pagina toont nu hoe het staat.',
  not_in_control: (by: string) => `Alleen ${by} of een manager kan dit gesprek teruggeven.`,
  key_reused: 'Dit bericht is al eerder verstuurd, met andere woorden. Controleer het gesprek.',
  no_address: 'Er is geen adres waarop deze klant een bericht kan krijgen. Bel de klant.',
  emptyMessage: 'Er staat nog niets om te sturen.',
  tooLong: 'Dit bericht is te lang: hooguit 4000 tekens.',
  other: 'Dit kan nu niet. De pagina toont hoe het staat.',
  incomplete: 'Vul in wat de klant zegt, wie u sprak en de tijd van het gesprek.',
  noLines: 'Kies minstens één regel, of “Niets doen”.',
  decision: {
    may_not_decide: 'Uw rol mag deze beslissing niet vastleggen.',
    not_proven: 'Dit adres is niet bevestigd.',
    old_version: 'Er is een nieuwere versie van deze offerte. Lees die voor.',
    already_decided: 'Over deze offerte is al beslist.',
    expired: 'Deze offerte is verlopen. De monteur kan hem opnieuw versturen.',
    withdrawn: 'Deze offerte is ingetrokken.',
    not_delivered: 'Deze offerte is nog niet verstuurd.',
    sent_before_delivery: 'De tijd van het gesprek ligt vóór het versturen van deze offerte, of in de toekomst.',
    not_newest_question: 'Er is intussen iets anders gevraagd.',
    several_quotes: 'Er staan meer offertes open.',
    agent_controls: 'Een collega heeft dit gesprek.',
    unknown_line: 'Deze regel staat niet in de offerte.',
  } satisfies Record<DecisionRefusal, string>,
};

const en: typeof nl = {
  not_found: 'This does not exist any more.',
  agent_controls: (by) => `${by} has this conversation already. Nothing was changed.`,
  stale_control: 'Somebody else took over or handed back meanwhile. The page now shows how it stands.',
  not_in_control: (by) => `Only ${by} or a manager can hand this conversation back.`,
  key_reused: 'This message was sent before, in other words. Check the conversation.',
  no_address: 'There is no address at which this customer can get a message. Call the customer.',
  emptyMessage: 'There is nothing to send yet.',
  tooLong: 'This message is too long: 4000 characters at most.',
  other: 'This is not possible now. The page shows how it stands.',
  incomplete: 'Fill in what the customer says, whom you spoke and the time of the conversation.',
  noLines: 'Choose at least one line, or “Do nothing”.',
  decision: {
    may_not_decide: 'Your role may not record this decision.',
    not_proven: 'This address is not confirmed.',
    old_version: 'There is a newer version of this quote. Read that one aloud.',
    already_decided: 'This quote has been decided already.',
    expired: 'This quote has expired. The mechanic can send it anew.',
    withdrawn: 'This quote was withdrawn.',
    not_delivered: 'This quote has not been sent yet.',
    sent_before_delivery: 'The time of the conversation lies before this quote was sent, or in the future.',
    not_newest_question: 'Something else was asked meanwhile.',
    several_quotes: 'More than one quote is open.',
    agent_controls: 'A colleague has this conversation.',
    unknown_line: 'This line is not in the quote.',
  },
};

/** Why something was not done. */
export const refusals: Record<Language, typeof nl> = { nl, en };
