/** What may stand before, between and behind answers without changing them. Closed lists, as patterns. */

/** May be followed by a name. */
export const GREET = `
  (hoi|hallo) met
  (hi|hello|hey|hiya) (it is|this is)
  (hoi|hallo|hai|hey|hi|hello|hiya|moi|hoi hoi|dag) [allemaal|jongens|mannen|garage|there|all|guys|meneer|mevrouw|everyone|mate]
  (goedemorgen|goedemiddag|goedenavond|goedendag|goeiemorgen|goeiemiddag|goedenmorgen|goede morgen|goede middag|goeden avond) [allemaal|meneer|mevrouw|heren|garage]
  (good morning|good afternoon|good evening|good day) [all|guys|sir|lads|everyone]
  (beste|dear|geachte) [garage|monteur|team|meneer|mevrouw|heer|heer mevrouw|heren|sir|sirs|madam|sir or madam|all|allemaal|mechanic|mensen]
`;

/** Stands at the end, and may be followed by a name. */
export const SIGN_OFF = `
  (groet|groetjes|groeten|gr|grtjes|grtz|greetz|mvg|hoogachtend|hartelijke groet|hartelijke groeten|veel groetjes|vriendelijke groet|vriendelijke groeten)
  [met] (vriendelijke|hartelijke) (groet|groeten)
  (groetjes|groeten|groet) van
  [kind|best|warm|with kind] regards
  (kindest regards|yours sincerely|yours faithfully|sincerely|rgds|thanks and regards)
`;

export const THANKS = `
  [alvast|heel erg|hartelijk|super|echt] bedankt [hoor|alvast]
  [alvast] (dank|dank je|dank u|dankje|dankjewel|dank je wel|dank u wel|dankuwel|dankjulliewel|merci|hartelijk dank|vriendelijk dank|bvd|bij voorbaat dank|dank alvast)
  (thanks|thank you|many thanks|cheers|ta|ty|thank u) [very much|so much|a lot|in advance|again|all|mate|guys]
  (thanks|thank you) for (letting me know|letting us know|checking|the message|your message|the update|the info|the information|the quote|the photo|the photos|the pictures|the picture|the explanation|asking|the clear explanation|your help)
  (bedankt|dank|dank je|dank u|dank je wel|dank u wel|dankjewel) voor (het bericht|uw bericht|je bericht|jullie bericht|het berichtje|de informatie|de info|de uitleg|de duidelijke uitleg|de foto|de fotos|de offerte|het doorgeven|het laten weten|het melden|de moeite|het snelle bericht)
`;

/** Reasons and remarks that people give, word for word; beside full answers only. */
export const ASIDE = `
  veiligheid (voorop|voor alles|eerst|gaat voor|boven alles|is belangrijk)
  (ik vertrouw|wij vertrouwen) (jullie|u|erop|op jullie)
  (het moet|moet|dat moet) [toch|nu eenmaal] gebeuren
  (wat moet dat moet|als het moet dan moet het|het is nodig|het is wel nodig)
  sorry voor (de late reactie|het late antwoord|mijn late reactie)
  (net gelezen|ik lees het nu pas)
  (safety first|better safe than sorry)
  i trust (you|you guys|your judgement|your judgment)
  (it needs doing|it needs to be done|it has to be done|has to be done|needs doing|it needs fixing)
  sorry for the (late|slow|delayed) (reply|response|answer)
`;

/** At the end, behind a pause and beside full approvals only: "ja, tot straks" answers something else, "tot morgen akkoord" sets a term. */
export const FAREWELL = `
  tot ziens
  (fijne|prettige|goede) (dag|middag|avond|dag nog|dag verder)
  nog een fijne dag
  have a (nice|good|lovely|great) day
  (best wishes|all the best)
  speak soon
`;

export const POLITE = 'alstublieft|please|graag';

/** Words that speak to the reader. */
export const FILLER = 'hoor|jongens|mannen|meneer|mevrouw|mate|sir|guys|lads';

/** Stand in names without a capital. */
export const NAME_PARTS = 'de van der den dhr'.split(' ');
/** Words that are names too, and always the word. */
export const NEVER_NAMES = (
  'maandag dinsdag woensdag donderdag vrijdag zaterdag zondag monday tuesday wednesday thursday friday saturday sunday ' +
  'januari februari maart april mei juni juli augustus september oktober november december january february march may june july august october ' +
  'lente zomer herfst winter spring summer autumn half zonder voorlopig misschien alleen price later morgen lease bank'
).split(' ');
export const FIRST_NAMES =
  `jan piet kees henk willem hans peter johan erik mark marco martijn jeroen bas tom tim rob ronald
  richard michel dennis bart bert gerard cor dirk joost ruud sander stefan thomas lars daan sem lucas luuk finn jesse
  anna anne maria johanna ans ria els petra ingrid marieke sandra monique linda karin esther wilma saskia yvonne mieke
  anja anita annie truus bep gerda lisa lotte sanne eva emma julia sophie sara sarah fatima mohammed ahmed ali yusuf omar
  john james david paul mike michael steve chris andrew matt dan dave alan ian gary kevin brian tony simon nick ben sam
  joe jack harry george charlie emily kate lucy jane susan karen julie helen laura claire rachel rebecca nicola amy
  margaret linda janet sheila donna tracey priya`.split(/\s+/u);
