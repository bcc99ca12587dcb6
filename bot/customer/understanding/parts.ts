/**
 * What can be wrong with a car, as beginnings of words in both languages; the words of one group
 * name the same thing.
 */
const GROUPS: Readonly<Record<string, string>> = {
  brake:
    'rem remmen remblok remsch remvl remle remkl remtr remzadel brake pads disc rotor caliper schijven blokken blokjes handrem',
  tyre: 'band banden winterband zomerband allseason tyre tire wheel wiel velg',
  wiper: 'wisser ruitenwis wiper wisserbl blades',
  oil: 'olie oil oliefilter',
  battery: 'accu batterij battery',
  light: 'lamp lampje lampen koplamp licht verlichting headl bulb light taillight remlicht',
  exhaust: 'uitlaat katalysator exhaust muffler catalytic',
  clutch: 'koppeling clutch',
  belt: 'distributie riem multiriem timing cambelt belt',
  shock: 'schokdemp schokbr shock damper demper vering veer spring suspension',
  filter: 'filter luchtfilter interieurfilter pollenfilter',
  cooling: 'airco aircon koelvl coolant radiator radiateur waterpomp thermostaat',
  steering:
    'stuurkogel spoorstang draagarm fusee uitlijn alignment stuurhuis trackrod control_arm ballj wishbone steering',
  mot: 'apk mot keuring',
  service: 'beurt service onderhoud onderhoudsbeurt servicing',
  plug: 'bougie bobine spark ignition',
  engine: 'motorsteun dynamo startmotor turbo alternator starter lambdasonde sensor',
  glass: 'voorruit ruit windscreen windshield spiegel mirror',
  driveshaft: 'aandrijfas homokineet wiellager lager bearing driveshaft',
};

const stems: readonly (readonly [string, string])[] = Object.entries(GROUPS)
  .flatMap(([group, list]) => list.split(' ').map((stem) => [stem, group] as const))
  .sort(([a], [b]) => b.length - a.length);

/**
 * A stem shorter than five letters is a whole word or takes a plural, so that "remind" is not a
 * brake.
 */
function startsWith(word: string, stem: string): boolean {
  return stem.length >= 5
    ? word.startsWith(stem)
    : word === stem || word === `${stem}s` || word === `${stem}en` || word === `${stem}'s`;
}

/** The thing that a word names, or nothing. */
export function partGroup(word: string): string | undefined {
  return stems.find(([stem]) => startsWith(word, stem))?.[1];
}

/** Words of a quote line that a customer may use for it, without the small words. */
export function wordsOf(description: string): readonly string[] {
  return (
    description
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .match(/\p{L}{3,}/gu) ?? []
  );
}

/** Words that name nothing, though a line's description may hold them or begin as they do. */
const SMALL = new Set(
  'de het een dat die met voor van aan op in uit er en onder over nieuw nieuwe the a it is for with and of to on my under new'.split(
    ' ',
  ),
);

export function isSmall(word: string): boolean {
  return SMALL.has(word);
}

/**
 * True when a customer's word names this line: the same word, the same thing, or the same beginning
 * of five letters or more.
 */
export function namesLine(word: string, description: string): boolean {
  if (word.length < 2 || isSmall(word)) return false;
  const group = partGroup(word);
  return wordsOf(description).some(
    (own) =>
      own === word ||
      (group !== undefined && partGroup(own) === group) ||
      (word.length >= 5 && own.length >= 5 && own.slice(0, 5) === word.slice(0, 5)),
  );
}
