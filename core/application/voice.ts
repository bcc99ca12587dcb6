import type { Language } from '../customer/address.ts';
import type { NewId } from '../ids.ts';
import type { Garage, RepairView, Scene, StaffMember } from '../scene/scene.ts';
import type { Closing, DomainCommand, DomainEvent, Step } from './step.ts';

/** What the bot adds to the application: what is said because of events, and how. All of it is pure. */
export interface Voice<Phrase, Card> {
  react(event: DomainEvent, scene: Scene, newId: NewId): readonly Step<Phrase, Card>[];
  render(phrase: Phrase, to: { language: Language; buttons: boolean; garage: Garage; now: Date }): RenderedPhrase;
  phraseKind(phrase: Phrase): string;
  /** The question that an unproven address gets instead of anything else; undefined when it was asked already. */
  introduce(scene: Scene, view: RepairView | undefined): Phrase | undefined;
  /** `shared`: others look at it too, so that it names the mechanic. */
  drawCard(view: RepairView, scene: Scene, staff: StaffMember, shared: boolean): Card;
  /** What becomes of the card that a newer one of the same repair has replaced further down. */
  foldCard(view: RepairView, staff: StaffMember): Card;
  /** The customer's way in, on a card of its own: the repair's card is drawn again and again. */
  invitationCard(customerName: string, staff: StaffMember): Card;
  /** Tells a mechanic that these cars of a colleague who left are his or hers now. */
  handedOver(from: string, cars: readonly { plate: string; model: string | undefined }[], language: Language): string;
  prepareCard(card: Card, newToken: () => string): PreparedCard;
  /** What is left of a card after a tap on it: without buttons and inputs, with what was chosen and typed. */
  spendCard(
    card: object,
    tap: { readonly label: string; readonly values: Readonly<Record<string, string>> },
  ): PreparedCard;
  /** The same card with tokens that nobody has used. */
  renewCard(card: object, choices: readonly PreparedChoice[], newToken: () => string): PreparedCard;
  closingLine(closing: Closing, language: Language, garage: Garage): string;
}

export type RenderedPhrase = {
  readonly text: string;
  readonly choices: readonly { readonly label: string; readonly action: object }[];
};

/** A card in the channels' form with tokens for actions, and what those tokens mean. */
export type PreparedCard = {
  readonly body: string;
  readonly card: object;
  readonly choices: readonly PreparedChoice[];
};

/** A button, and what its token means. */
export type PreparedChoice = { readonly token: string; readonly label: string; readonly action: object };

/** Turns a refusal of one step into what is said about it; the steps behind the refused one are not carried out. */
export type Refuse<Phrase, Card> = (
  command: DomainCommand,
  because: { readonly code: string },
  scene: Scene,
) => readonly Step<Phrase, Card>[];
