import type { Lexicon } from './word-class.ts';

/** Dutch, with dialect, chat spelling and frequent misspellings. */
export const dutch: Lexicon = {
  yes: 'ja jah jha jaaa jazeker jep jup joa joah jao jahoor yes jaja_graag yep joh_ja jaah yup yess jow_ja jazekers jawohl oui jaja_is_goed ja_ja_graag jo_ja jaoh joh_is_goed bet jawel jaq jaw jaz jaaah jaja_hoor jas jaa joaa jaok jea jeh jowja',
  sure: 'zeker zeker_weten natuurlijk ntuurlijk natuurlik tuurlijk uiteraard absoluut vanzelfsprekend zekers jazeker zonder_twijfel zeer_zeker vanzelf natuurlijk_wel allicht',
  no: 'nee neen neeh neej nee_hoor nei nej neu ne nop nope nee_joh absoluut_niet zeker_niet beslist_niet echt_niet natuurlijk_niet uiteraard_niet neuh nuh nehh noppes neee neje neenee mm_nee mmm_nee ',
  not: 'niet echt_niet nie neit nite nit niett nied nieet nt nooit nimmer geenszins niets_van ni nit niiet nieht nii niej nieh neet nait',
  geen: 'geen gene genen gn geeen gee gen gin genne gein',
  none: 'niets niks nix niks_van helemaal_niks helemaal_niets nergens',
  accord:
    'akkoord akoord accoord acoord akkord akord akkort akkoort akkoor akkkoord akk akko akkoordje ackoord akkroord akkorod akkoordd accordd ackord akoort acoort akkoord_hoor geaccordeerd ackkoord akoordd accoort aakkoord akkorrd akoordje akkord_hoor akkard akoorde',
  agreeVerb:
    'accepteer accepteren accordeer aanvaard aanvaarden bevestig bevestigen accepteert onderschrijf accorderen autoriseer autoriseren aksepteer instem goedkeuren toestaan akkordeer onderteken teken',
  agree:
    'afgesproken goedgekeurd goed_gekeurd groen_licht geaccepteerd bevestigd aanvaard goedgekeurt goedgekeurdt toegestaan ingestemd geaccordeerd geautoriseerd verleend toestemming_verleend toestemming_gegeven akkoord_gegeven akkoord_bevonden opdracht_gegeven fiat groenlicht getekend_voor_akkoord gezien_en_akkoord akkoord_verklaard',
  permission:
    'akkoord akoord accoord acoord akkord toestemming goedkeuring groen_licht akkoordverklaring zegen fiat instemming machtiging opdracht jawoord autorisatie go bevestiging opdracht_tot groenlicht',
  decline:
    'afgewezen geweigerd weiger afwijzen bedank_ervoor afgekeurd weigeren afgeslagen bedank_voor_de_eer bedank_vriendelijk ga_nee_zeggen moet_nee_zeggen zeg_nee geen_gebruik_van_te_maken geen_gebruik_van_maken geen_gebruik_van',
  good: 'goed goe goedd god prima priema primaa top toppie topp topper perfect uitstekend fijn super ok oke okee okey oki okido okidoki ook_goed mooi geweldig helemaal_goed helemaal_prima in_orde dik_in_orde fantastisch heerlijk okay okeej tof bueno cool chill nice nais gaaf keurig best flex lekker prachtig oki_doki okiedokie helder_en_akkoord okee_dan okay_dan klopt_helemaal voortreffelijk puik pico_bello tiptop picobello tip_top',
  fine: 'goed goe prima priema ok oke okee okey okay in_orde akkoord akoord accoord top perfect uitstekend oki fijn in_de_haak dik_in_orde dikke_prima tof puik redelijk acceptabel schappelijk aanvaardbaar netjes helemaal_goed helemaal_prima oki_doki voortreffelijk nette mooie schappelijke eerlijke redelijke goede faire fair',
  ackOnly:
    'begrijp snap duidelijk begrepen helder gezien gelezen ontvangen genoteerd joe jo jow joejoe yo jau alles_goed alles_prima alles_ok alles_oke all_fine alles_fijn alles_wel alles_okay alles_in_orde vriendelijk handig attent behulpzaam dat_kan da_kan kan_zeker',
  gladly:
    'graag grag graga gaarne heel_graag zeer_graag graaag graagg gaag graahg gr4ag geern geerne met_plezier liefst grraag',
  please: 'alsjeblieft alstublieft asjeblieft aub svp ajb alsublieft astublieft',
  thanks:
    'bedankt bedank dank dankje danku dankjewel dankuwel dank_je dank_u dank_je_wel dank_u_wel dank_jullie_wel merci thx tnx thanks alvast_bedankt bij_voorbaat_dank mijn_dank graag_gedaan hartelijk_dank hartelijk_bedankt alvast_dank bvd dankje_wel dank_uwel danku_wel bedankt_alvast dankjulliewel dankjewel_hoor dankuwel_hoor hartstikke_bedankt heel_erg_bedankt super_bedankt nogmaals_dank nogmaals_bedankt waarvoor_dank dank_alvast thx_alvast mercikes merci_bien dankje_hoor dank_jullie wel_bedankt vriendelijk_bedankt dankzij_jullie bedankt_voor_alles en_bedankt en_dank_u_wel en_dankjewel en_alvast_bedankt en_dank',
  greet:
    'hoi hallo hey heej hee goedemorgen goeiemorgen goedenmorgen goedemiddag goeiemiddag goedenavond goedeavond goeieavond goedendag goede_morgen goede_middag goede_avond beste geachte moi hoihoi dag goeiendag goeiedag dagg hallokes hoi_hoi yo morgen_allemaal goeie_morgen goeie_middag goeie_avond goeien_avond goeienavond goeiendag goeimorgen halloo haai heyhey ey beste_allen ha hee_hallo he joehoe jo ewa hai',
  vocative:
    'heer heren mevrouw meneer garage team jongens mannen dames monteur gozer vriend maat man bro broer jong kerel gast schat makker chef baas jongen lieve',
  signoff:
    'groet groeten groetjes gr grt grtjs mvg met_vriendelijke_groet met_vriendelijke_groeten vriendelijke_groet vriendelijke_groeten hartelijke_groet hartelijke_groeten grtz m_v_g groetje vriendelijke_groetjes gegroet hartelijks lieve_groet lieve_groetjes hoogachtend fam met_groet met_groeten met_vr_gr met_vr_groet groetjes_uit groeten_uit vr_gr vriendelijk_gegroet veel_groeten namens',
  hoor: 'hoor hor heur',
  sorry:
    'sorry helaas jammer excuses joh het_spijt_me spijtig jammer_genoeg spijt_me helaas_pindakaas balen ik_moet_u_helaas_meedelen_dat ik_moet_je_teleurstellen ik_moet_jullie_teleurstellen',
  fill: 'allez alvast fijne_dag fijne_dag_nog fijne_avond werkse prettige_dag prettige_dag_nog prettige_avond fijn_weekend succes succes_ermee werk_ze veel_succes goedendag_nog fijne_middag fijne_middag_nog prettig_weekend dus fijne_dag_verder fijne_werkdag kusjes prettige_werkdag toch_bedankt evengoed_bedankt in_ieder_geval_bedankt toch_dank desalniettemin_bedankt x xx xxx xxxx kus',
  doImp:
    'doe doet regel regelt vervang vervangt maak repareer repareert plaats plaatst monteer verwissel wissel ververs herstel vernieuw bestel fix fiks fixt zet doew steek herstelt verhelp los doeme dou dow duu doot doeg doede maakt_u vervangt_u repareert_u herstelt_u plaatst_u moak mauk moakt',
  doInf:
    'doen regelen vervangen maken repareren herstellen uitvoeren plaatsen monteren doorgaan verdergaan doorzetten wisselen verwisselen verversen fixen aanpakken opknappen oplossen vernieuwen bestellen verrichten afmaken gebeuren inplannen uit_voeren in_orde_maken door_gaan vervange uitvoere doorgan gaan_doen laten_doen maken_en_doen fiksen klussen in_orde_brengen klaarmaken rechtzetten verhelpen steken zetten leggen onderhanden_nemen voltooien realiseren in_werking_stellen verderzetten vervolgen toepassen afhandelen doene voortzetten door_doen verder_doen doordoen verderdoen in_gang_zetten uitgevoerd_worden repareere er_aan_beginnen vervangene herstelle maakn vervngen repaereren montere opzetten inzetten erop_zetten erin_zetten opleggen onderzetten eronder_zetten terugzetten insteken opsteken vast_doen vastzetten afwerken bijvullen afstellen uitlijnen afdraaien knallen uit_te_voeren in_te_plannen door_te_gaan door_te_voeren op_te_lossen aan_te_pakken op_te_knappen in_orde_te_maken in_orde_te_brengen uit_te_laten_voeren te_laten_uitvoeren meenemen meepakken',
  startImp: 'begin start starten beginnen beginne aanvangen start_er begint',
  startInf:
    'beginnen starten aanvangen beginne opstarten van_start_gaan aan_de_slag aan_de_slag_gaan van_start ermee_beginnen er_aan_beginnen eraan_beginnen aan_de_gang aan_de_gang_gaan',
  goahead:
    'ga_je_gang gaat_u_gang ga_uw_gang gaat_uw_gang gaje_gang ga_jullie_gang ga_jegang ga_je_gan ga_jullie_gang gaat_u_uw_gang ga_gerust_je_gang ga_gerust_uw_gang ga_gang aan_de_slag ga_aan_de_slag ga_maar_aan_de_slag kom_maar_door ga_ervoor ga_er_voor ga_er_maar_voor ga_los ga_er_maar_vol_voor ga_er_dan_maar_voor gaan_met_die_banaan gaan_met_de_banaan gaan_we_doen toe_maar komt_maar_door vooruit_maar vooruit_dan_maar vooruit_met_de_geit hup_doen knallen gas_erop gas_op_die_lolly vlammen we_gaan_ervoor we_gaan_er_voor wij_gaan_ervoor ik_ga_ervoor ik_ga_er_voor aan_de_bak aan_t_werk aan_het_werk zet_maar_door zet_door zet_het_maar_door zet_maar_in_gang zet_het_in_gang zet_in_gang zet_de_boel_in_gang laat_maar_gebeuren laat_maar_doen kom_maar_op doe_je_ding doen_jullie_ding doe_jullie_ding doe_uw_ding doet_uw_ding doe_maar_door ga_je_gang_hoor gaat_u_gerust_uw_gang gaat_u_maar_door ga_ervoor_jongens handen_uit_de_mouwen ga_ermee_aan_de_slag ga_er_mee_aan_de_slag u_kunt_uw_gang_gaan je_gang uw_gang jullie_gang uwgang ga_er_gerust_mee_door aan_de_arbeid ga_dr_voor ga_dervoor ga_der_maar_voor ervoor_gaan volle_gas voluit hup_met_de_geit geef_maar_gas geef_gas vooruit_maar_weer maak_maar_klaar maak_hem_maar_klaar maak_het_maar_klaar maak_mar_klaar maak_mor_klaar maak_hom_mor_klaar maak_hom_maar_klaar maak_em_maar_klaar vooruit_dan doe_maar_lekker voor_akkoord voor_akkoord_getekend voor_gezien_en_akkoord',
  laat: 'laat laot lat laa',
  laten: 'laten late',
  ga: 'ga gaat gaan gaon',
  door: 'door verder voort deur',
  sepImp:
    'voer voert zet zetten pak pakt knap knapt steek steekt gooi smijt leg los plan hang stop kwak flikker mik schroef bouw duw sla_er leg_er doe monteer breng brengt vul vult schuif draai maak knal knalt ram',
  sepPrt: 'uit aan op erop erin eronder in eraan in_orde op_de_auto onder opnieuw in_elkaar tussen bij eruit weer_op',
  zitten:
    'zitten zitte zo achterwege rusten gaan voor_wat_het_is zoals_het_is zoals_hij_is zoals_ie_is varen schieten vallen waaien achterwege_blijven voor_wat_ie_is zo_als_het_is met_rust buiten_beschouwing aan_mij_voorbijgaan aan_me_voorbijgaan aan_mij_voorbij_gaan aan_me_voorbij_gaan ',
  done: 'gedaan gemaakt gefixt geregeld gerepareerd uitgevoerd vervangen hersteld gebeurd gemonteerd aangepakt opgelost verholpen uitgevoert gerepareert vernieuwd geplaatst voortgezet gedaen gedaan_worden aangelegd verricht',
  keur: 'keur keuren',
  sla: 'sla slaan sloa',
  over: 'overslaan over',
  skip: 'overslaan skippen skip schrap schrappen oversl pas',
  maar: 'maar mar mer maa mr maor ma mor mair mah mae maer moar',
  but: 'maar echter doch',
  wel: 'wel',
  nog: 'nog noch',
  toch: 'toch',
  dan: 'dan',
  adv: 'gewoon gwn even eventjes ff effe effen efkes toch dan ook gerust ofcourse ff_gewoon',
  soon: 'snel vlug meteen direct gelijk zsm zo_snel_mogelijk per_direct gelijk_even zo_spoedig_mogelijk zo_gauw_mogelijk spoedig onmiddellijk dadelijk gezwind terstond rap seffens subiet direct_even alvast vandaag_nog nog_vandaag',
  now: 'nu',
  today: 'vandaag deze_keer dit_keer voorlopig momenteel op_dit_moment',
  fully: 'helemaal volledig geheel totaal volmondig zeker ook wel heel',
  hereby: 'hierbij bij_deze bij_dezen',
  er: 'er hier daar der',
  ermee:
    'ermee er_mee hiermee hier_mee daarmee daar_mee mee ermede er_mee_akkoord der_mee daar_ook_mee ermee_in hierin erin er_helemaal_mee er_wel_mee hiermede erover erover_eens ervoor',
  af: 'af ervan_af er_van_af hiervan_af daarvan_af ervanaf vanaf',
  van: 'van',
  eens: 'eens',
  and: 'en',
  or: 'of danwel ofwel',
  prep: 'met voor op aan over tegen van bij volgens conform betreffende inzake m.b.t mbt omtrent wat_betreft in',
  to: 'te om_te om',
  det: 'de het die deze mijn dit jullie_voorstel den da dees ons onze mn mijne ne dieje deeze hun zn zijn_nieuwe al_de al_die alle',
  een: 'een n',
  worden: 'worden wordt word',
  idea: 'idee plan voorstel',
  ref: 'het dat da dit ze hem t tda dees dit_alles dat_alles hetgeen het_zaakje het_ding dieje',
  allRef:
    'alles allemaal alle_punten alle_regels alle_posten alle_werkzaamheden alle_reparaties alle_onderdelen de_hele_handel het_hele_zaakje het_hele_pakket het_geheel het_hele_lijstje alls alle_werken al_het_werk het_hele_plan de_hele_rataplan de_hele_boel de_hele_mik alle_voorgestelde_werkzaamheden alles_wat_erop_staat alles_van_de_offerte alles_op_de_offerte alles_wat_op_de_offerte_staat alles_op_de_lijst de_hele_lijst alles_in_een_keer alles_ineens de_volledige_offerte het_hele_zooitje heel_de_boel heel_de_handel heel_het_boeltje alle_zaken alle_punten_op_de_offerte alle_kanten beide_kanten allebei_de_kanten alle_vier alle_4 rondom de_complete_reparatie het_totaal',
  work: 'reparatie reparaties werk werkzaamheden klus klusje offerte voorstel werkje opdracht vervanging herstelling herstellingen kosten prijs bedrag offert meerwerk extra_werk werken herstellingswerken onderhoud reparatiewerkzaamheden reperatie reparatuur prijsopgave bestelling prijsvoorstel ingreep kostenraming raming begroting herstelwerken bestek order aanbod voorstelling klussen onderhoudsbeurt herstelwerkzaamheden prijsofferte aanbieding reparati offrete ofertte oferte offertte reparaite voorstellen werkorder uitvoering herstel',
  adj: 'hele voorgestelde genoemde bijkomende extra benodigde nodige gevraagde volledige complete nieuwe nieuw uw gehele gewenste totale aangegeven beschreven aanbevolen geadviseerde bovenstaande bovengenoemde bewuste desbetreffende vermelde gemelde geschetste aangeboden gestelde noodzakelijke vereiste kapotte oude versleten verrotte stukke lekke defecte onderstaande opgegeven duidelijke goede redelijke verdere voornoemde uitgewerkte stomme rotte klote brakke geoffreerde besproken afgesproken vier twee beide alle',
  pos: 'voor achter links rechts vooras achteras linksvoor rechtsvoor linksachter rechtsachter nieuwe nieuw',
  i: 'ik wij we k ikke ikzelf ick ich',
  you: 'u je jij jullie ge gij men jullie_gerust u_allen gullie gulder jullie_ge jullie_dat ulle jij_dat gij_da',
  me: 'me mij ons mi',
  mine: 'mijn ons onze m',
  forMe:
    'voor_mij wat_mij_betreft van_mij wat_ons_betreft wmb mijnentwege voor_ons langs_mijn_kant van_mijn_kant van_mijn_zijde aan_mijn_kant van_onze_kant van_ons wat_mij_aangaat bij_mij van_mijnentwege mijnerzijds onzerzijds namens_mij namens_ons voor_mijn_part voor_mijn_gevoel vwb_mij voor_mij_part wat_ons_aangaat van_mijn_part mij_betreft vanuit_mij vanuit_ons van_mij_uit',
  am: 'ben zijn',
  is: 'is tis das zijn es lijkt_me_dat klinkt_ook',
  have: 'heeft hebt hebben heb krijgt krijg krijgen',
  give: 'geef geven verleen gef verlenen verleend gegeven geeft gaf',
  may: 'mag mogen moogt maag',
  can: 'kan kunt kunnen',
  will: 'gaan zal zullen',
  want: 'wil willen wens wou wensen wil_graag wenst wilt verzoek',
  vind: 'vind vin vinden vinde vindt_ik vinnik',
  lijkt: 'lijkt lijk lekt lyk lykt',
  sounds: 'klinkt klink ziet_er ziet_er_allemaal klinkt_allemaal oogt',
  hoeft: 'hoeft hoef hoeven hoeff hoefd hoet hoeeft hoev heoft hoetf hft hoefd_het',
  needed: 'nodig nodich noodzakelijk nodeg gewenst',
  needless: 'onnodig overbodig nutteloos overbodige zinloos',
  need: 'behoefte trek zin',
  interest: 'interesse belangstelling intresse',
  rather: 'liever lieverst beter',
  zie: 'zie zien wijs wijzen',
  meer: 'meer',
  cond: 'als indien mits tenzij zolang wanneer_het wanneer_dat voorwaarde op_voorwaarde onder_voorwaarde garantie garanderen beloof beloven ervan_uitgaande het_is_goed_mis anders tenminste',
  limit:
    'max maximaal maximum hooguit hoogstens niet_meer_dan niet_boven niet_duurder_dan onder_de minder_dan tot niet_over uiterlijk limiet plafond binnen_de tegen_maximaal',
  label: 'nummer nr nrs punt punten post optie stuk onderdeel',
  only: 'alleen enkel uitsluitend slechts alleen_maar enkel_en_alleen aleen alleeen alln allen_maar',
  except: 'behalve uitgezonderd zonder op_na met_uitzondering_van buiten min minus behave',
  both: 'allebei beide beiden alle_twee alletwee allebij alle_2 alle_drie',
  rest: 'rest overige overigen anderen andere ander overig resterende restant anderes andre',
  ordinal:
    'eerste tweede derde vierde vijfde laatste bovenste onderste voorste achterste linker rechter linkse rechtse voorkant achterkant linkerkant rechterkant linkerzijde rechterzijde kleinste grootste goedkoopste',
  later:
    'later straks morgen overmorgen volgende_keer volgende_week volgende_maand volgende_beurt andere_keer ander_keer een_andere_keer vanavond maandag dinsdag woensdag donderdag vrijdag zaterdag zondag binnenkort volgend_jaar winterbeurt uitstellen uitgesteld voorjaar najaar januari februari maart april mei juni juli augustus september oktober november december zomer herfst lente zaterdags weekend na_de_vakantie volgend volgende einde_maand eind_van_de_maand keer_later nadien vanmiddag vanmorgen vanochtend morgenochtend morgenmiddag ooit nieuwjaar winter',
  wait: 'wacht wachten even_wachten afwachten',
  doubt:
    'misschien mss wellicht denk dacht twijfel twijfelen eventueel waarschijnlijk volgens_mij geloof hoop vermoed onzeker nou tja hmm hm mwah eh uh euh ehm goh pff poeh poe ach weet_niet geen_idee bijna ongeveer pfff eigenlijk mja hmmm ofzo zoiets wss denkelijk vermoedelijk ongetwijfeld gok gokje neig neigen weifel aarzel schijnbaar blijkbaar zou_kunnen weet_het_niet jaja tja_nou vraag_me_af lijkt_wel min_of_meer half_om_half zal_wel',
  consult:
    'overleg overleggen overlegg bespreken bespreek kom_er_op_terug kom_erop_terug kom_hier_op_terug terugkomen ruggespraak nadenken even_denken over_nadenken denk_er_even_over laat_het_weten laat_u_weten hoor_je_nog hoort_u_nog navragen even_vragen vragen_aan na_vragen overleggn nachtje_over_slapen nachtje_slapen erover_slapen',
  other:
    'hij zij hun man vrouw partner zoon dochter vader moeder baas leasemaatschappij lease verzekering verzekeraar vriend collega broer zus buurman echtgenoot echtgenote mn_vrouw mn_man vriendin schoonvader ouders pa ma opa oma kinderen dochters zonen zusje broertje eigenaar bedrijf werkgever verzekeraars leaseplan anwb',
  past: 'had heb gezegd zei zeiden gisteren gehad begonnen eerder al vorige was waren eerst net zat zaten reed gaf kreeg vorig toen destijds',
  mock: 'ja_doei ja_doeg ja_dag ja_daag ja_vast tuurlijk_joh ammehoela mijn_neus me_hoela',
  irony: 'jaja jaha haha hahaha hihi lol lmao haa pfffft alsof',
  cheap:
    'goedkoop koopje geld duur dure prijzig korting kortingen goedkoper goedkope gratis imitatie tweedehands gebruikte gebruikt aanbieding duurder afdingen matsen prijsje_minder minder vriendenprijs',
  lekker: 'lekker leuk',
  bye: 'doei doeg daag dag houdoe ciao',
  tooMuch:
    'te_duur veel_te_duur te_veel_geld teveel_geld te_prijzig veel_geld erg_duur heel_duur te_veel teveel erg_prijzig hartstikke_duur te_gek_voor_woorden veels_te_duur veels_te_veel te_gortig te_hoog te_kostbaar veel_te_veel te_pittig te_begrotelijk boven_mijn_budget boven_budget te_dure te_hoge_prijs te_gek veel_te_veel_geld te_deur veel_te_deur wordt_me_te_gek wordt_mij_te_gek wordt_me_te_duur wordt_mij_te_duur wordt_te_duur',
  noProblem:
    'geen_probleem geen_punt geen_bezwaar geen_zorgen maakt_niet_uit maakt_mij_niet_uit maakt_me_niet_uit niet_erg geeft_niet geen_haast',
  unbounded:
    'zet_hem_op zet_em_op zie_maar zien_maar ziet_maar kijk_maar wat_nodig_is wat_er_nodig_is wat_nodig_was wat_moet wat_moet_gebeuren wat_er_moet_gebeuren wat_jullie_willen wat_je_wilt wat_u_wilt wat_goed_is wat_u_goeddunkt aan_jullie aan_u aan_jou wat_jullie_denken wat_nodig naar_eigen_inzicht beslis_zelf beslis_maar_zelf beslissen_jullie jullie_weten_het_beter u_weet_het_beter je_weet_het_beter',
  cancel: 'annuleer annuleren annulering cancel cancellen afzeggen intrekken',
  because: 'want omdat aangezien wnt immers',
  qword:
    'weet_u weet_je weten_jullie wat waarom hoe hoezo wie waar welke hoeveel waarvoor waarmee wanneer wrm vanwaar waardoor',
  when: 'wanneer hoe_laat wnr',
  howLong: 'hoe_lang hoelang hoe_ver hoever duurt duren',
  aux: 'is zijn kan kunt kunnen mag mogen moet moeten heeft hebben hebt wordt worden zou zouden zal zullen zit bent ben gaat gaan kost doet komt',
  ready: 'klaar gereed af ophalen gehaald opgehaald halen afhalen klaor',
  status:
    'status stand_van_zaken hoe_staat_het hoe_gaat_het_met nieuws voortgang vordering update begonnen opgeschoten in_de_steigers al_iets_bekend iets_bekend hoe_ver_zijn',
  stop: 'stop stopp stoppen stopt ophouden hou_op houd_op',
  optout:
    'van_de_lijst uit_uw_bestand afmelden uitschrijven afmelding meld_mij_af meld_me_af schrijf_mij_uit uitschrijving blokkeren haal_mijn_nummer_uit mijn_nummer_uit haal_mijn_nummer_weg verwijder_mijn_nummer stuur_me_niks_meer stuur_me_niets_meer stuur_mij_niets_meer stuur_mij_niks_meer niet_meer_te_contacteren niet_meer_contacteren niet_meer_appen niet_meer_berichten geen_appjes_meer wil_me_uitschrijven',
  optin: 'aanmelden inschrijven weer_berichten',
  messages:
    'berichten bericht chatberichten chatbericht appberichten appen appjes apps sms smsen smsjes whatsapp app berichtjes appje meldingen',
  person:
    'mens medewerker medewerkster persoon iemand echt_iemand echt_persoon echte_persoon klantenservice receptie balie menselijk werkplaatschef chef eigenaar baas_van leidinggevende manager bedrijfsleider mns computer robot chatbot bot',
  speak: 'spreken praten spreek contact doorverbinden doorverbind',
  call: 'bel bellen terugbellen telefoon telefonisch belletje gebeld opbellen telefoontje',
  complaint:
    'klacht klachten schandalig schandelijk schande belachelijk oplichter oplichters oplichting oplichterij afzetters afzetterij afzetter boos woedend kwaad advocaat rechter onacceptabel ontevreden teleurgesteld kut klote klootzakken godverdomme gvd verdomme tering kanker hufters dieven slechte_service waardeloos bizar onzin flauwekul geschillencommissie misselijk niet_tevreden rot_op opzouten sodemieter zakkenvullers rekening_vol recensie review pisnijdig genaaid ziek_van aangifte politie absurd debiel idioten kutzooi onbeschoft',
  harm: 'schade kras krassen gewond letsel ongeluk ongeval kapotgemaakt kapot_gemaakt beschadigd deuk aanrijding brand_ontstaan',
  pickup:
    'haal_hem haal_m haal_de_auto haal_mijn_auto kom_hem haal_die haal_het_ding haal_de_wagen haal_mijn_wagen kom_mijn_auto kom_de_auto haal_hem_op',
  car: 'ie auto wagen bus busje auto_s bak voertuig bolide motor kar',
  wrong:
    'verkeerd_nummer verkeerde_nummer niet_mijn_auto mijn_auto_niet niet_mijn_wagen verkeerde_persoon verkeerde_auto heb_geen_auto geen_auto onbekend_voor_mij ken_ik_niet niet_van_mij verkeerd_verbonden geen_klant niet_onze_auto verkeerd_persoon bij_de_verkeerde verkeerde_garage heb_ik_verkocht helemaal_geen_auto auto_verkocht',
  change:
    'wijzig wijzigen bedenk_me bedenk_mij bedacht toch_anders anders verander veranderen aanpassen herroep terugdraaien wijzigingen me_bedacht',
  confirm: 'klopt correct juist inderdaad kloptt',
  language: 'nederlands engels in_het_nederlands in_het_engels',
  dutch: 'nederlands in_het_nederlands vlaams',
  english: 'engels in_het_engels',
  strongYes: 'zeg_maar_ja volmondig_ja',
  fitImp:
    'vervang vervangt repareer repareert plaats plaatst monteer monteert verwissel wissel ververs herstel herstelt vernieuw fix fiks maak fixt verhelp vervnag vervagn repparreer repareerd vervand moak mauk bestel bestelt',
  fitInf:
    'vervangen repareren herstellen plaatsen monteren wisselen verwisselen verversen vernieuwen fixen fiksen maken vervange aanpakken opknappen verhelpen uitvoeren doorvoeren steken zetten leggen herstelle uit_te_voeren in_te_plannen door_te_gaan door_te_voeren op_te_lossen aan_te_pakken op_te_knappen in_orde_te_maken in_orde_te_brengen uit_te_laten_voeren te_laten_uitvoeren meenemen meepakken',
  dem: 'die deze dat dit da dees dieje',
  thing:
    'boel zooi handel troep shit ding dingen zaak zaakje rotzooi spul spullen zaken rommel geval kreng ellende krengen kar onderdelen onderdeel geheel hap machien bakkie bakske beestje',
  price: 'prijs bedrag kosten prijzen prijsje tarief',
  asQuoted: 'zoals_voorgesteld',
  gelieve: 'gelieve gelieven_te gliever',
  thisDay: 'vandaag deze_week',
  aanvaard: 'stem',
  zeg: 'zeg zegge',
  without: 'zonder',
  strongNo:
    'nee_bedankt nee_dank_u nee_dank_je nee_dank_je_wel nee_dank_u_wel nee_dankjewel nee_dankuwel nee_danku nee_merci neen_merci nee_liever_niet neen_dank_u nee_dank nee_thanks neen_bedankt doe_maar_geen_moeite doe_geen_moeite laat_de_moeite spaar_je_de_moeite nee_dankje nee_dankjewel_hoor nee_dank_je_hoor ik_doe_het_toch_niet doe_het_toch_niet ik_doe_het_toch_maar_niet doe_het_toch_maar_niet vergeet_het_maar vergeet_dat_maar non_merci ',
  rejected: 'afgewezen afgekeurd geweigerd afgeslagen verworpen',
  hesit: '',
};
