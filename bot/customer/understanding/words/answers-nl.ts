/**
 * Dutch answers to an open quote, as patterns (see ../pattern.ts). The kinds of an answer:
 *   full     answers by itself
 *   consent  answers by itself or behind a bare yes, and not beside thanks or a farewell only
 *   bare     a plain yes or no; the same
 *   weak     answers only beside a bare or a full one ("ja, ga maar door")
 *   mild     answers nothing, and may stand beside a full one ("prima, doe maar")
 * A no never points ("dit", "dat") at what may be one line of several, but where it says that all of it is not needed.
 * No word for a part, a car or a price stands in any of them, and nothing that could mean something else as the answer to an open quote.
 */
const SLOTS = {
  DOEN: 'doen|maken|repareren|uitvoeren|herstellen',
  HET: 'het|alles|de reparatie|de werkzaamheden|het werk|het extra werk',
  MET: 'met (alles|de offerte|deze offerte|uw offerte|het voorstel|uw voorstel|de reparatie|de werkzaamheden|het extra werk)',
  /** "Niet akkoord met alles" leaves some of it open. */
  DEZE: 'met (de offerte|deze offerte|uw offerte|het voorstel|uw voorstel|de reparatie|de werkzaamheden)',
  VOOR: 'voor (de reparatie|de werkzaamheden|alles)',
  BIJ: 'hierbij|bij deze',
};

const APPROVE = {
  full: `
    doe (maar|het|het maar|dat maar|dan maar|het dan maar|dat dan maar|toch maar|het toch maar)
    doe (het gewoon|het maar gewoon|gewoon maar|het nu maar|maar even|het maar even|maar meteen|het maar meteen|maar dan)
    doe (alles|alles maar|maar alles|maar allemaal|het allemaal|het allemaal maar|alles wat op de offerte staat|maar alles wat op de offerte staat)
    doet u (maar|het maar|dat maar)
    maak (maar|het maar|alles maar|maar alles) [in orde]
    laat [het|alles] maar (maken|repareren|uitvoeren|herstellen)
    (regel|fix|herstel) (maar|het maar|alles maar)
    repareer (maar|het|het maar|alles maar)
    voer (het|alles|de reparatie|de werkzaamheden|de offerte|het werk) [maar] uit
    voer maar uit
    ga [maar|gerust] (je|uw|jullie) gang
    gaat uw gang
    ga [maar|gewoon] aan (de slag|de gang) [ermee|hiermee]
    ga er maar mee aan (de slag|de gang)
    aan de slag
    ik ga (ervoor|er voor)
    [gewoon|alles|allemaal] doen
    alles (maken|uitvoeren)
    gewoon [laten] (maken|repareren|uitvoeren)
    (doen|maken|repareren|uitvoeren|herstellen) graag
    (uitvoeren|repareren|maken) maar
    graag [alles|het|dit] [laten] (<DOEN>)
    graag in orde maken
    (alles graag|allemaal graag|graag alles|graag allemaal|graag alles in orde maken|ja alles|ja allemaal|alles ja)
    toch maar doen
    gaarne (uitvoeren|repareren)
    (u|je) mag (<HET>) [gewoon|gerust] (<DOEN>)
    jullie mogen (<HET>) [gewoon|gerust] (<DOEN>)
    (ge|gij) moogt het (<DOEN>)
    (dat mag u|dat mag je|dat mogen jullie|dat moogt ge|mag je|mag u) doen
    (u mag|je mag|jullie mogen|u kunt|jullie kunnen|je kunt) aan de slag
    (u mag|je mag|jullie mogen|u kunt|jullie kunnen|je kunt) (beginnen met de reparatie|met de reparatie beginnen|beginnen met het werk)
    begin maar met (de reparatie|het werk)
    het mag [gerust]
    mag gebeuren
    [het|dat|alles|de reparatie] mag (gedaan|gemaakt|uitgevoerd|gerepareerd|hersteld) worden
    (dat|het|alles) mag gebeuren
    (van mij|voor mij|van ons|wat mij betreft|wat ons betreft) mag (het|dat)
    (van mij|wat mij betreft) (mag je|mag u|mogen jullie) (het|alles) doen
    (wat mij betreft|wat ons betreft) [is het] (akkoord|goed|prima|ok)
    (wat mij betreft|van mij) kunnen jullie (beginnen|aan de slag)
    (voor mij|voor ons) is het akkoord
    [ik ga|ik ben|ga|ben|wij gaan|we gaan|wij zijn|we zijn] [<BIJ>|helemaal|volledig|hiermee|ermee] akkoord [<MET>]
    (ik ga|wij gaan|we gaan|ga) (er mee|hier mee) akkoord
    [ik ga|wij gaan|we gaan|ga|ik ben|wij zijn|we zijn] met (alles|de offerte|uw offerte|het voorstel|uw voorstel|de reparatie|het geheel) akkoord
    (is|dat is|het is|offerte|de offerte is|voorstel) akkoord
    akkoord (op alles|op de offerte|voor alles|voor de reparatie|voor het geheel|voor de offerte)
    (voor akkoord|voor mij akkoord|ik zeg akkoord)
    [ik ga|ik ben|wij gaan|we gaan] akkoord (met|voor) #total
    [ik ga|wij gaan|we gaan] akkoord met de offerte van #total
    [is|dat is] akkoord voor #total
    ja #total is (goed|akkoord|prima|ok)
    #total is (akkoord|goed|prima|ok)
    (u heeft|u hebt|je hebt|jullie hebben|ge hebt) [<BIJ>] (mijn|ons) (akkoord|toestemming|goedkeuring) [<VOOR>]
    (<BIJ>) mijn (akkoord|toestemming|goedkeuring)
    mijn (akkoord|toestemming|goedkeuring) (heeft u|hebt u|heb je|hebben jullie)
    (ik geef|wij geven|we geven) [u|jullie] [<BIJ>] (akkoord|toestemming) [<VOOR>]
    ik geef [<BIJ>] mijn (akkoord|toestemming) [<VOOR>]
    (<BIJ>) (geef ik|geven wij|verleen ik|verlenen wij) [u] [mijn] (akkoord|toestemming|opdracht) [<VOOR>]
    (<BIJ>) bevestig ik (mijn|het) akkoord
    (ik bevestig mijn|wij bevestigen ons) akkoord
    [offerte|<BIJ>] goedgekeurd
    (ik keur|wij keuren) (het|de offerte|alles|de reparatie) [<BIJ>] goed
    (ik accepteer|wij accepteren|we accepteren) (de offerte|uw offerte|het voorstel|uw voorstel|dit voorstel)
    groen licht (van mij|van ons|van mijn kant)
    (u heeft|u hebt|jullie hebben|je hebt) [van mij] groen licht
    (ik ben|ben|wij zijn|we zijn) het (ermee|er mee|hiermee) eens
    (ja|jazeker|ja hoor) (is|dat is) (goed|prima|ok)
    ja dat (lijkt me|lijkt mij|klinkt) (goed|prima)
    (ja|ja heel|jazeker) graag
    (ik wil|wij willen|we willen) het graag laten (<DOEN>)
    ik wil graag dat (u het doet|je het doet|jullie het doen)
    laten we (het|dat) [maar|gewoon] doen
    (mijn antwoord is ja|ik zeg ja|het antwoord is ja|van mij een ja)
    deal
  `,
  consent: `
    [heel] graag
    (is|dat is) (goed|prima|ok) [hoor]
    (ik vind het|wij vinden het|we vinden het|vind ik|dat vind ik) (goed|prima)
    (klinkt|dat klinkt) (goed|prima)
  `,
  bare: `
    ja [hoor|zeker|natuurlijk|tuurlijk|uiteraard|prima|absoluut|ok]
    ok ja
    (jazeker|zeker weten|yes|yep)
  `,
  weak: `
    (alles|allemaal|het allemaal|mag allemaal)
    (mag|mag wel|mag hoor|akkoord dus|mee eens|dat wil ik|dat wil ik graag|dat willen we graag)
    (begin|start) maar
    begin er maar aan
    (u mag|je mag|jullie mogen|u kunt|jullie kunnen|je kunt) (beginnen|starten|doorgaan|verder gaan)
    ga (maar|er maar mee) (door|verder) [ermee|hiermee|met de reparatie|met het werk]
    ga (door|verder) (ermee|hiermee|met de reparatie|met het werk)
    (uitvoeren|repareren|maken|herstellen)
  `,
  mild: `
    (ok|prima|top|toppie|goed|mooi|fijn|super|perfect|uitstekend|duidelijk|helder) [dan]
    helemaal (goed|prima|ok|top)
    (lijkt me|lijkt mij|dat lijkt me|dat lijkt mij) (goed|prima|een goed plan|een goed idee|verstandig)
    (goed|prima) (plan|idee|voorstel)
    (natuurlijk|uiteraard|tuurlijk|zeker|absoluut|in orde)
    [nou] vooruit [dan|maar|dan maar]
  `,
};

const REJECT = {
  full: `
    doe (het|maar|het maar|mij maar|het toch maar|toch maar|het liever) niet
    doe [maar] (niets|niks)
    [graag|liever] (niets|niks) [laten] doen
    [het|dat] hoeft allemaal niet
    ga niet akkoord
    [graag|liever|toch] niet [laten] (doen|maken|uitvoeren) [graag]
    laat [het|alles] maar zitten
    laat (het|alles) [maar] zo
    laat maar zo
    (ik laat|we laten|wij laten) het [maar] (zo|zitten)
    [gewoon] zo laten
    [dat|dit|het] hoeft [voor mij|van mij|voor ons|van ons|echt] niet
    [dat|dit|het] hoeft (niet voor mij|niet van mij|echt niet|niet te gebeuren|niet gemaakt te worden|niet gedaan te worden)
    (voor mij|van mij|van ons|voor ons|wat mij betreft) hoeft (het|dat|dit) [echt] niet
    (ik hoef|wij hoeven|we hoeven) het niet
    hoef ik niet
    [het|dat|dit] [is|lijkt me|vind ik] niet nodig
    (ik vind het|wij vinden het) niet nodig
    niet akkoord [<DEZE>]
    (ik ga|wij gaan|we gaan|ik ben|wij zijn|we zijn) niet akkoord [<DEZE>]
    (ik ga|wij gaan|we gaan|ik ben|wij zijn) (hier|er) niet mee akkoord
    (ik ga|wij gaan|we gaan) (hiermee|ermee) niet akkoord
    (daar ga ik|daar gaan we|hier ga ik) niet mee akkoord
    (ik geef|wij geven|we geven) geen (akkoord|toestemming) [voor (de reparatie|de werkzaamheden)]
    (ik wijs|wij wijzen|we wijzen) (het|dit|de offerte|deze offerte|uw offerte|het voorstel|dit voorstel) [<BIJ>] af
    (<BIJ>) (wijs ik|wijzen wij) (de offerte|deze offerte|het voorstel|dit voorstel) af
    de offerte wijs ik af
    (ik zie|wij zien|we zien) (ervan|er van|hiervan|hier van|er|daarvan) af
    (ik zie|wij zien|we zien) er vanaf
    (ik zie|wij zien|we zien) af van (de reparatie|deze reparatie|de werkzaamheden|de offerte|het voorstel)
    (ik wil|wij willen|we willen) het niet [laten (<DOEN>)]
    wil ik niet [laten (<DOEN>)]
    (ik doe|we doen|wij doen) het [maar|toch|liever] niet
    (ga ik|gaan we|gaan wij) niet [laten] doen
    (ik ga|we gaan|wij gaan) het niet (doen|laten doen|laten maken|laten repareren|laten uitvoeren)
    (ik laat|we laten|wij laten) het niet (<DOEN>)
    liever niet
    ik heb het liever niet
    [dan] toch maar niet
    (ik sla|we slaan|wij slaan) het [maar] over
    sla het maar over
    overslaan [graag]
    [ik heb|wij hebben] geen interesse
    [dat|dit|het] hoeft niet meer
    (beslist|zeker|absoluut) niet
    (mijn antwoord is nee|ik zeg nee|het antwoord is nee|het wordt een nee)
    ik weiger de offerte
  `,
  consent: '',
  bare: `
    nee [hoor]
    (nope|nah)
    nee (merci|danke)
  `,
  weak: `
    (niet|geen van alle|niets ervan|afgewezen|geweigerd|geen akkoord|geen toestemming)
    (laat maar|laat zitten|skip|skip maar|sla over|sla maar over|ik pas|dan niet|dan maar niet|niets|niks|echt niet|geen geld voor|dit keer niet|deze keer niet)
    [dat|dit|het] (is|vind ik|wordt) [me|mij|ons|voor mij] [veel] te duur
    (te duur|veel te duur|te duur voor mij|ik vind het te duur|vind het te duur|te veel geld|veel te veel geld)
    (geen behoefte aan|geen behoefte)
  `,
  mild: 'sorry|helaas|jammer|jammer genoeg|spijt me',
};

export const DUTCH = { slots: SLOTS, approve: APPROVE, reject: REJECT } as const;
