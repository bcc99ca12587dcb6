import type { InboundContent } from '../../../channels/channel.ts';
import type { Meanwhile, WhoQuestion, Workplace } from '../../../core/application/workplace.ts';
import type { Language } from '../../../core/customer/address.ts';
import { lettered, movedCard, whoCard } from '../../cards/workplace-card.ts';
import { workplaceWords } from '../../mechanic/workplace-words.ts';
import type { Turn } from '../../turn/context.ts';
import { reply } from '../../turn/tell-staff.ts';
import { answer, languageHere } from './answer.ts';

/** More than anybody types before looking up. */
const mostKept = 20;

/** Asks who stands here, below what was written; it is kept for whoever answers, with what waited already. */
export async function ask(turn: Turn, place: Workplace, said: Meanwhile | undefined): Promise<void> {
  const { store, party, context, channel } = turn;
  const { addressId } = party;
  const language = languageHere(turn);
  const before = await waiting(turn, place);
  if (said && isAnswered(before.fresh, said)) return;
  if (said && before.fresh.length >= mostKept) return answer(turn, workplaceWords[language].tooMuch);
  const meanwhile = [...before.fresh, ...(said ? [said] : [])];
  if (before.question) await fold(turn, place, before.question, language);
  const card = whoCard(
    {
      place: place.name,
      people: lettered(await store.mechanicsAt(addressId)),
      mostButtons: channel.capabilities.choices.max,
      said: meanwhile.map((one) => one.said),
      missed: before.missed,
    },
    language,
  );
  const messageId = await reply(context, { do: 'reply', addressId, reply: { card } });
  await store.askWho(addressId, { messageId, meanwhile }, context.now);
}

type Waiting = {
  readonly question: WhoQuestion | undefined;
  readonly fresh: readonly Meanwhile[];
  /** What it was, for whoever did it. */
  readonly missed: readonly string[];
};

/** What waits for an answer, and what has waited so long that whoever comes now may not mean it any more. */
export async function waiting({ store, party, context: { now } }: Turn, { garageId }: Workplace): Promise<Waiting> {
  const question = await store.whoAsked(party.addressId);
  const { meanwhile = [] } = question ?? {};
  if (meanwhile.length === 0) return { question, fresh: [], missed: [] };
  const { focusMs } = (await store.garageOf(garageId)).settings;
  const isFresh = ({ at }: Meanwhile): boolean => now.getTime() - new Date(at).getTime() < focusMs;
  const missed = meanwhile.filter((one) => !isFresh(one)).map(({ said }) => said);
  return { question, fresh: meanwhile.filter(isFresh), missed };
}

/** The parts of an album come one by one; the first of them stands for all. */
function isAnswered(kept: readonly Meanwhile[], said: Meanwhile): boolean {
  const album = albumOf(said);
  return album !== undefined && kept.some((one) => albumOf(one) === album);
}

function albumOf({ content }: Meanwhile): string | undefined {
  const said = content as InboundContent;
  return said.kind === 'media' ? said.album : undefined;
}

async function fold(
  { context, party }: Turn,
  place: Workplace,
  { messageId: edits }: WhoQuestion,
  language: Language,
): Promise<void> {
  const card = movedCard(place.name, language);
  await reply(context, { do: 'reply', addressId: party.addressId, reply: { card }, edits });
}
