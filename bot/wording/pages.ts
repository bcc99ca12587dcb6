/** Words of the page behind an invitation link, on which a customer chooses a chat app. */
export const invitationWords = {
  nl: {
    title: 'Uw reparatie in de chat',
    lead: (garage: string) => `${garage} houdt u in de chat op de hoogte van uw reparatie, en vraagt daar uw akkoord.`,
    decideTitle: 'U mag meebeslissen',
    decideLead: (garage: string) =>
      `Een klant van ${garage} vraagt u om mee te beslissen over een reparatie. U krijgt de offertes in de chat en antwoordt daar.`,
    continueIn: { telegram: 'Verder in Telegram', simulator: 'Verder in de simulator' } as Labels,
    continueElsewhere: 'Verder in de chat',
    used: 'Deze link is al gebruikt. Verder gaat in de chat waarin u hem opende.',
    expired: 'Deze link is verlopen. Vraag de garage om een nieuwe.',
    decideExpired: 'Deze link is verlopen. Vraag een nieuwe aan degene die u deze stuurde.',
    unknown: 'Deze link klopt niet. Vraag de garage om een nieuwe.',
    none: 'Er is nog geen chat-app gekoppeld. Bel de garage.',
  },
  en: {
    title: 'Your repair in the chat',
    lead: (garage: string) =>
      `${garage} keeps you up to date about your repair in the chat, and asks for your approval there.`,
    decideTitle: 'You may decide too',
    decideLead: (garage: string) =>
      `A customer of ${garage} asks you to decide about a repair too. You get the quotes in the chat and answer there.`,
    continueIn: { telegram: 'Continue in Telegram', simulator: 'Continue in the simulator' } as Labels,
    continueElsewhere: 'Continue in the chat',
    used: 'This link has been used. Go on in the chat in which you opened it.',
    expired: 'This link has expired. Ask the garage for a new one.',
    decideExpired: 'This link has expired. Ask the person who sent it to you for a new one.',
    unknown: 'This link is not right. Ask the garage for a new one.',
    none: 'No chat app is connected yet. Please call the garage.',
  },
} as const;

/** By the name of the channel. */
type Labels = Readonly<Record<string, string>>;

/** Words for a link to a file that does not work. */
export const fileLinkWords = {
  nl: {
    forged: 'Deze link klopt niet. Open het bestand vanuit het gesprek.',
    expired: 'Deze link is verlopen. Laad het gesprek opnieuw en open het bestand nog eens.',
    unknown: 'Dit bestand is er niet.',
  },
  en: {
    forged: 'This link is not right. Open the file from the conversation.',
    expired: 'This link has expired. Load the conversation again and open the file once more.',
    unknown: 'This file is not here.',
  },
} as const;
