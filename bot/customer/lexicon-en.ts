import type { Lexicon } from './word-class.ts';

/** English, British and American, with chat spelling and frequent misspellings. */
export const english: Lexicon = {
  yes: 'yes yess yeah yea yeh yep yup yup ya yh yas aye yessir yes_sir yus yeas ys y ye yass yeahh yepp yarp yessss yaas yis yebo yesh yee yip yees yesplease yep_yep yeahyeah_go ya_sure yeppers yessum yezz yesir yes_man sim si wey_aye whey_aye yse yed yez yaa yeap yuh yeppo yepo yss yess_please',
  sure: 'sure sure_thing absolutely definitely definately certainly of_course ofc ofcourse by_all_means for_sure 100_percent indeed_yes shure defo def deffo deffinitely surely sure_do course naturally abso obviously without_question hundred_percent hundred_per_cent for_definite most_certainly most_definitely totally too_right indeed 100%',
  no: 'no nope nah naw noo nop no_way no_thanks no_thank_you no_ta no_thx no_thnx nay negative absolutely_not certainly_not definitely_not no_sir of_course_not nae nooo naa nahh nawh nup nein not_a_chance nay_thanks nah_thanks naw_thanks no_chance noway nahh_mate noo_way 👎 nahhh mm_no mmm_no noe nopes nae_chance nah_man',
  not: 'not never nto noot n_t nott nt naw_not noy',
  none: 'nothing none nothin nowt nuthin nuffin',
  agree:
    'green_light agreed approved aproved approvd accepted deal authorised authorized greenlight aggreed confirmed approoved aprooved approved_by_me granted given greenlit okayed okayd ok_d oked thumbs_up signed_off affirmative aye_aye roger_that_go_ahead agreeed acepted accpeted aprroved appoved approvied',
  agreeVerb:
    'agree approve accept authorise authorize consent aprove agre confirm greenlight aggree acept approv aggre appove sanction endorse approuve approves',
  permission:
    'approval permission consent blessing authorisation authorization ok okay go_ahead green_light aproval my_ok go say_so authority blessings nod thumbs_up all_clear aye confirmation permision approvel agreement',
  decline:
    'decline declined reject rejected refuse refused disapprove disapproved disagree deny denied no_go declining refusing turn_down rejecting rejeccted declne have_to_say_no must_say_no going_to_say_no will_say_no gonna_say_no will_have_to_say_no say_no_to_this say_no_to_that bedank_voor_de_eer going_to_have_to_say_no gonna_have_to_say_no i_will_have_to_say_no will_have_to_decline have_to_pass going_to_have_to_pass',
  good: 'good great fine fab perfect excellent super cool lovely brilliant alright all_right okay ok k kk okey okie okie_dokie okey_dokey wonderful awesome nice splendid fantastic amazing gud grand ace sound sweet magic champion smashing fair spot_on bang_on tip_top top_notch gr8 goood okey_doke oke okeydoke okidoke aight ight alrighty alrite allright alrightie all_good fantastico brill fabulous marvellous marvelous wicked lush bonza mint belting dandy fine_and_dandy peachy righto right_o rightyo fair_dos okk okayy okiedoke jolly_good very_good happy_days',
  fine: 'fine good alright all_right great ok okay perfect fne fair reasonable acceptable spot_on lovely grand cool brilliant excellent sound in_order okey oke ideal great_with_me agreeable fien agreed aye fab alrite allright',
  allFine: 'fine alright all_right perfectly_fine absolutely_fine good all_good lovely perfect great grand fab',
  ackOnly:
    'understand noted understood received got_it gotcha roger copy_that copy seen righto right_o all_good clear kind helpful informative thorough professional',
  please: 'please pls plz pleas plese plse kindly pleae',
  thanks:
    'thanks thank_you thankyou thx ty cheers ta thanx tnx thank_u thanks_a_lot many_thanks thank_you_very_much thanks_very_much thanks_so_much thank_you_so_much much_appreciated appreciated appreciate_it i_appreciate_it thnx tks thanku thanks_again thank_you_again cheers_mate ta_very_much ta_muchly thanks_mate thanks_ever_so_much many_thanks_again thanks_in_advance tyvm ty_so_much thnks thx_again thanks_for_everything thank_you_kindly thanks_a_mill thanks_a_million thank_you_in_advance with_thanks thanks_very_kindly nice_one bless_you ta_love ta_duck thank_yo thankss thanks_tho thanks_though cheers_tho cheers_though thx_tho thank_you_though ta_though and_thank_you and_thanks',
  greet:
    'hi hello hey hiya good_morning good_afternoon good_evening morning afternoon evening dear hi_there hello_there hullo howdy good_day gday g_day evenin mornin dear_sir dear_madam dear_sir_or_madam dear_sirs to_whom_it_may_concern alright_mate oi heya hello_again hi_again yo',
  vocative:
    'mate guys folks sir madam team dude buddy pal lads love m8 mates boss lad bud man chief guv fella fellas bro bruv gents gentlemen ladies darling dear',
  signoff:
    'regards kind_regards best_regards best_wishes kr sincerely warm_regards rgds warmest_regards best many_regards rgrds all_the_best yours_sincerely yours_faithfully yours_truly love_from with_kind_regards with_regards sent_from_my_iphone take_care respectfully faithfully kindest_regards on_behalf_of',
  sorry:
    'sorry unfortunately afraid apologies im_afraid i_am_afraid i_am_sorry sadly regrettably regret_to_inform_you_that regret_to_inform_you_i_regret i_regret_to_inform_you_that i_regret_to_say_that i_have_to_disappoint_you',
  fill: 'have_a_nice_day have_a_good_day have_a_great_day have_a_good_one then_thanks have_a_lovely_day have_a_nice_weekend have_a_good_weekend good_luck talk_soon speak_soon take_care bye_now cheerio bye bye_bye ta_ra tara thanks_anyway thanks_all_the_same thanks_though xo xoxo hugs',
  doAux: 'do',
  doEn: 'do fix replace repair change_out swap sort mend install fit renew sort_out repare replce carry_out swap_out switch switch_out change rectify remedy replase repaire reapir overhaul sort_that do_up perform undertake execute complete handle finish_up service tackle repalce instal fitt fix_up replcae order arrange resolve address put_right put_on fix_em',
  startImp: 'start',
  goahead:
    'go_ahead goahead go_a_head go_ahed continue proceed procede procceed carry_on crack_on go_for_it get_on_with_it get_started go_on_then go_right_ahead go_straight_ahead make_it_happen make_it_so get_cracking get_going full_steam_ahead get_to_it go_on_with_it get_it_over_with press_on fire_away have_at_it work_away go_on_with_you get_stuck_in send_it let_her_rip let_it_rip go_on gwan go_wan go_on_so go_on_ahead on_you_go away_you_go away_ye_go on_ye_go fill_yer_boots fill_your_boots be_my_guest get_on_it get_her_done git_er_done get_er_done knock_it_out plough_on plow_on press_ahead push_on push_ahead forge_ahead gan_on steam_ahead move_forward move_ahead going_forward keep_going continue_on carry_on_then crack_on_then have_at_her start_work get_to_work get_working go_for_that go_for_this go_for_them go_with_it go_with_that go_with_this make_a_start let_us_go roll_on rock_on get_rolling get_moving proced proceeed proceed_as_quoted goa_head goahed ga_ahead go_ahead_and_do_it get_er_done bash_on batter_on work_your_magic do_your_thing do_your_stuff set_to get_weaving get_on_that go_head go_ehead gooahead crackon carryon crack_on_lads let_them_have_it do_the_needful do_the_honours proceed_accordingly jump_on_it go_then take_it_away drive_on fire_ahead fire_on let_us_go_ahead go_go_go ',
  get: 'get have got having getting',
  done: 'done fixed replaced repaired sorted changed fitted installed mended sorted_out carried_out swapped renewed serviced put_on put_right repaired_and_done changed_over swapped_out put_in seen_to taken_care_of rectified performed resolved fixt completed looked_after dealt_with replased underway finished_up done_up back_on_the_road mot_ready sorted_for_me booked_in',
  leave: 'leave leav leaving',
  keep: 'keep',
  skip: 'pass skip skp forget forget_about drop ignore passing skipping swerve sack_off give_it_a_miss give_that_a_miss give_this_a_miss give_it_a_swerve bin knock_it_on_the_head sit_this_one_out give_that_one_a_miss give_this_one_a_miss give_them_a_miss give_these_a_miss give_it_a_skip',
  asIs: 'as_is as_it_is alone be for_today for_the_time_being out then off at_it as_they_are for_the_moment be_then as_they_were for_what_it_is where_it_is how_it_is the_way_it_is like_that alone_then as_she_is as_he_is be_thanks as_is_for_now alone_please so so_thanks',
  holdOff: 'hold_off hold_fire',
  bother:
    'bother worry_about do_anything bother_with bothered touch bothering worry_about_it worry_yourself waste_your_time waste_time carry_out touch_it touch_anything undertake install fit order',
  but: 'but however though although except_that tho',
  nog: 'yet',
  dan: 'then',
  adv: 'then just after_all',
  just: 'just simply',
  soon: 'asap right_away straight_away immediately quickly as_soon_as_possible soon at_once first_thing urgently promptly when_you_can when_you_have_time when_you_get_a_chance whenever_you_can when_you_are_ready whenever_you_are_ready as_soon_as_you_can soon_as soonest at_your_earliest_convenience when_convenient wanneer_het_uitkomt wanneer_u_wilt wanneer_jullie_willen whenever_suits when_it_suits_you as_soon_as_you_like when_it_suits',
  now: 'now right_now',
  today:
    'today this_time at_the_moment at_this_time for_now at_present currently this_visit for_the_moment on_this_occasion',
  fully: 'fully completely totally absolutely all perfectly definitely entirely happily also',
  hereby: 'hereby',
  and: 'and n',
  or: 'or',
  of: 'of',
  prep: 'with to on for about at from in regarding upon',
  to: 'to',
  det: 'the my these those that this all_the all_of_the all_my our me those_old each_of_the both_of_the all_those all_these the_whole the_entire that_there any',
  een: 'a an',
  worden: 'be',
  idea: 'idea plan option',
  it: 'it',
  that: 'that this',
  ref: 'them these those him her it_all them_all those_ones these_ones those_bits that_one this_one all_that em um_all the_thing it_for_me that_for_me yerself um',
  allRef:
    'everything all all_of_it all_of_them all_of_that the_lot the_whole_lot the_whole_thing all_items all_lines all_the_items all_the_work the_whole_job everything_on_the_quote everything_on_the_list everything_you_listed everything_listed everything_quoted the_whole_shebang the_whole_thing_please the_full_works the_works the_whole_kit all_of_these all_of_those all_that_is_listed all_as_quoted everything_as_quoted all_four both_sides all_repairs all_the_repairs all_works full_job the_full_job all_the_jobs the_full_list the_whole_list the_complete_repair all_points all_as_listed everything_you_found everything_you_mentioned everything_you_said everything_that_is_on_the_quote what_is_on_the_quote what_is_in_the_quote what_you_quoted what_is_on_the_list all_three_items all_three_lines all_three_jobs all_three_repairs all_four_items all_four_jobs them_all_four all_four_of_them',
  work: 'work repair repairs job jobs quote estimate offer works quotation proposal cost costs price extra_work fix replacement repiar job_sheet work_order reparation reparations quotes bid repairing servicing treatment figures figure order proposition plan procedure recommendation recommendations terms service replacements maintenance quotaion qoute quoation workings',
  adj: 'extra additional whole proposed suggested recommended necessary full complete entire required quoted new broken worn old bad dodgy knackered rotten damaged faulty failed failing above outlined below stated specified listed mentioned detailed described discussed agreed advised all four two both agreed_upon leaking noisy squeaky sensible aforementioned said big massive resounding definite proper three',
  pos: 'front rear left right back new',
  i: 'i we id ill me_and_my_husband me_and_my_wife my_wife_and_i my_husband_and_i my_partner_and_i me_and_the_wife we_both mijn_man_en_ik mijn_vrouw_en_ik mn_man_en_ik mn_vrouw_en_ik mijn_partner_en_ik',
  you: 'you u ya yous ye y_all yall ur youse yer ye_s u_guys you_guys you_lot you_all yall_all youre_self',
  me: 'me us',
  mine: 'my our',
  forMe:
    'by_me with_me for_me by_us with_us for_us from_me to_me from_my_side on_my_end on_my_side as_far_as_i_am_concerned on_our_side on_our_end on_my_part from_us from_our_side from_this_end from_our_end my_end my_side as_far_as_we_are_concerned in_my_book for_my_car on_my_car on_the_car to_my_car to_the_car for_the_car on_behalf_of_myself with_myself with_us_too for_myself on_my_behalf on_it',
  am: 'am are',
  is: 'is are s iz seems will_be',
  have: 'have has got had_got have_got hav',
  give: 'give grant giving given gave',
  can: 'can may cn are_able_to are_allowed_to are_free_to are_welcome_to are_authorised_to are_authorized_to have_my_permission_to have_my_ok_to have_my_consent_to have_my_approval_to are_good_to are_clear_to are_cleared_to are_okay_to are_ok_to',
  will: 'will would shall going',
  want: 'want wan wanna wish wants_to need would_like',
  like: 'like love prefer_you wish appreciate_it_if',
  suits: 'works suits work will_do does_it does_the_job does',
  happy:
    'happy glad pleased content ok okay fine comfortable good glad_for willing ready more_than_happy quite_happy very_happy okey down up cool game all_for keen',
  sounds: 'sounds sound looks sonds seems seem souds sound_s looking',
  let: 'let',
  us: 'us',
  needless: 'unnecessary pointless',
  er: 'there',
  need: 'need',
  needed:
    'needed necessary required neccessary nessecary needful be_necessary be_needed be_required worth_it required_now worthwhile called_for',
  rather: 'rather prefer would_rather preference prefr would_sooner sooner',
  interest: 'interested',
  cond: 'if unless provided providing assuming as_long_as so_long_as only_if when_it in_case on_condition otherwise depends depending guarantee guaranteed promise subject_to once contingent conditional except_if whether in_the_event given_that pending suppose',
  limit:
    'max maximum at_most up_to no_more_than not_more_than under below less_than as_long_as_it_is_under not_over limit cap ceiling within tops not_exceeding',
  meer: 'more anymore any_more',
  label: 'number numbers line lines item items point option one ones bit part',
  only: 'only just solely merely nothing_but onli olny jst onlyy exclusively',
  except:
    'except excluding apart_from other_than without minus bar all_but everything_but leave_out not_including aside_from save_for excpt',
  both: 'both both_of_them either',
  rest: 'rest other others remaining another remaining_ones',
  ordinal: 'first second third fourth fifth last top_one bottom_one former latter nearside offside cheapest',
  later:
    'later tomorrow next_time next_week next_month next_service next_year another_time some_other_time another_day monday tuesday wednesday thursday friday saturday sunday tonight postpone postponed delay eventually someday sometime down_the_road january february march april june july august september october november december spring summer autumn fall afterwards evening afternoon tmrw tmr tomoro tomorow tommorow tomorrow_morning weekend later_on end_of_the_month payday fri sat sun mon tues wed thurs nxt next',
  wait: 'wait waiting hang_on hold_on hold one_sec one_moment a_moment patience wait_a_sec',
  doubt:
    'maybe perhaps think thought guess suppose probably possibly might unsure not_sure hmm hm um uh er_um hopefully almost reckon dunno idk believe hope wonder wondering doubt sort_of kind_of nearly oh meh err ugh seem leaning lean inclined torn debating fence hesitant hesitate iffy unclear unconvinced sceptical skeptical supposedly allegedly apparently tempted likely unlikely reckons undecided i_imagine in_two_minds mind_up',
  consult:
    'let_me_check let_me_ask let_me_think let_me_talk let_me_speak let_me_see let_you_know get_back_to_you come_back_to_you discuss think_about think_it_over sleep_on_it check_with speak_to_my talk_to_my ask_my call_you_back ring_you_back run_it_by need_to_ask have_to_ask will_ask consult mull give_me_a_minute give_me_a_moment give_me_five need_to_think',
  other:
    'he she they him her husband wife partner son daughter dad mum mom boss insurance insurer leasing lease brother sister colleague friend company missus wife_s hubby parents mother father boyfriend girlfriend fiance owner employer landlord insurers accountant mechanic uncle nephew cousin the_boss my_boss aa rac',
  past: 'was were had said told did yesterday before already earlier been ago last_time previously thought used just_had once had_it',
  mock: 'yeah_right as_if my_arse my_foot in_your_dreams dream_on pull_the_other_one very_funny hilarious',
  irony: 'sure_sure haha hahaha lol lmao whatever_lol oh_sure oh_great oh_yeah oh_right rofl yeah_yeah funny ha_ha',
  cheap:
    'cheap bargain expensive pricey steep dear money discount discounts cheaper refund reduction reduce negotiate haggle free used second_hand secondhand aftermarket non_original knock_off cheapo gratis deal_on lower less price_match off_the_price mates_rates',
  bye: 'bye goodbye bye_bye',
  tooMuch:
    'too_expensive too_much way_too_much too_pricey too_dear a_lot_of_money way_too_expensive too_steep far_too_expensive a_bit_expensive a_bit_steep a_bit_much too_costly very_expensive too_rich too_high way_over_budget over_budget over_my_budget too_rich_for_my_blood too_steep_for_me not_cheap_enough a_bit_pricey a_bit_dear bit_dear bit_steep bit_much bit_pricey',
  noProblem:
    'no_problem no_problems no_worries no_prob no_probs no_bother no_issue no_issues no_rush no_objection no_objections do_not_worry do_not_mind no_doubt no_hurry not_bad not_a_problem no_matter',
  unbounded:
    'whatever whatever_is_needed whatever_you_think whatever_it_takes whatever_needs_doing up_to_you your_call you_decide you_choose knock_yourself_out what_you_need what_you_think what_needs_doing what_you_have_to what_you_want what_is_needed what_needs_to_be_done as_you_see_fit use_your_judgement use_your_judgment do_your_worst anything as_you_like as_you_wish you_know_best do_what_you',
  iAmGood:
    'i_am_good we_are_good i_am_all_good i_am_all_set we_are_all_set i_am_alright_thanks you_are_good you_are_alright you_are_okay you_are_all_right youre_alright yer_alright yer_awright we_are_alright we_are_okay_thanks i_am_okay_thanks i_am_fine_thanks i_am_okay_thank_you i_am_fine_without',
  cancel: 'cancel cancelled canceled cancell withdraw',
  because: 'because cause since as cos cuz coz bc becuase becos',
  qword: 'what why how who which where when whose whats wy wht wot',
  when: 'when what_time how_soon',
  howLong: 'how_long how_far take takes how_long_left',
  aux: 'is are can could will would should does did has am was were may shall must',
  ready:
    'ready finished collect pick_up pickup pick_it_up pick_him_up pick_her_up collected picked_up pick_the_car_up redy complete completed done',
  status:
    'status update updates news progress eta coming_along started_on how_far_are_you on_the_ramp how_far_along getting_on_with_my',
  stop: 'stop stopp halt quit end',
  optout:
    'unsubscribe opt_out optout unsubscribed revoke remove_me take_me_off remove_my_number receive_any_more do_not_contact_me do_not_text_me do_not_message_me remove_my_details delete_my_number no_more_texts no_more_msgs stop_contacting lose_my_number any_more_of_these_messages',
  optin: 'start unstop rejoin resubscribe subscribe opt_in optin',
  messages:
    'messages message texts text texting messaging msg msgs whatsapps notifications sms messaging_me contacting spam emails',
  person:
    'human person agent representative rep operator real_person manager supervisor adviser advisor customer_service someone_real someone somebody anyone owner receptionist real_human robot bot computer',
  speak: 'speak talk spoken chat',
  call: 'call phone ring callback telephone call_back calling',
  complaint:
    'complaint complain complaints ridiculous scam scammers rip_off ripoff ripped_off robbery crooks disgrace disgraceful disgusting lawyer solicitor unacceptable angry furious fuck fucking fck ffs wtf shit bullshit bs crap outrageous joke thieves unhappy disappointed appalling terrible shameful sue suing trading_standards pissed piss fuming livid cowboys daylight_robbery incompetent court police idiots appalled insane absurd shambles cowboy rubbish_service disgusted ashamed useless joke_of diabolical extortion extortionate extortionists bunch_of_cowboys con_artists conned con_men bunch_of_crooks taking_the_piss taking_the_mick taking_the_mickey having_a_laugh dissapointed disapointed robbing_me rob_me fobbed lied lying liars not_happy',
  harm: 'damage damaged scratch scratched scratches injured hurt accident dent dented broke_my crash crashed',
  pickup:
    'picking_it_up picking_the_car_up collecting_it collecting_the_car collecting_my_car come_and_get_it come_and_get_my come_get_my come_get_it take_my_car want_my_car take_the_car take_it_elsewhere take_it_away bring_my_car picking_my_car pick_up_my_car_now pick_my_car_up_now want_it_back',
  car: 'car van vehicle truck motor',
  wrong:
    'wrong_number not_my_car wrong_person no_car wrong_car do_not_have_a_car do_not_own not_my_vehicle not_my_van who_is_this do_not_know_you not_a_customer have_no_car',
  change: 'change changed changing_my changed_my_mind change_my_mind amend alter revise undo',
  confirm: 'correct right that_is_right thats_right that_is_correct exactly true precisely indeed',
  language: 'english dutch in_english speak_english in_dutch',
  english: 'english in_english speak_english',
  dutch: 'dutch in_dutch',
  strongNo:
    'no_thanks no_thank_you no_ta no_thx no_thnx no_cheers nah_thanks nope_thanks nah_cheers nah_ta naw_thanks no_thankyou no_tks no_thank_u no_many_thanks no_thanks_no no_tnx no_ty hard_pass hard_no not_on_your_nelly not_a_chance no_way no_chance no_dice no_sale no_deal not_on_your_life absolutely_not not_happening not_gonna_happen not_going_to_happen over_my_dead_body nay_thank_you no_can_do_thanks not_a_hope no_siree negative count_me_out count_us_out firm_no big_no thanks_but_no_thanks i_would_rather_you_did_not rather_you_did_not not_me no_point there_is_no_point no_point_in_it nae_chance nay_chance no_thank_you_dear no_thanks_dear no_thank_you_love no_thanks_love fat_chance nty no_gracias ',
  gladly:
    'gladly with_pleasure happily that_would_be_great that_would_be_lovely that_would_be_perfect that_would_be_fantastic that_would_be_brilliant that_would_be_wonderful that_would_be_good would_be_great would_be_lovely would_be_perfect would_be_fab would_be_brilliant would_be_appreciated dat_zou_fijn_zijn dat_zou_mooi_zijn dat_zou_top_zijn dat_zou_geweldig_zijn zou_fijn_zijn zou_mooi_zijn zou_top_zijn zou_super_zijn dat_zou_super_zijn dat_zou_perfect_zijn',
  fitEn:
    'fix replace repair mend install fit renew swap change switch swap_out change_out sort_out sort replce repalce replase repaire rectify overhaul service put_on put_in tackle perform carry_out undertake do_up switch_out fit_up execute complete order resolve put_right chuck_on whack_on bung_on stick_on slap_on pop_on stick_in pop_in bung_in chuck_in throw_on throw_in sling_on bang_on bang_in whack_in proceed_with continue_with carry_on_with crack_on_with go_ahead_with replcae',
  putEn: 'put stick chuck pop bung whack slap bang throw sling get swap stick_them shove fling lob hoy lash book',
  putPrt: 'on in back_on back_in together on_there up',
  makeEn: 'make do',
  dem: 'this that these those them',
  thing: 'thing things bits parts part bastard bugger buggers lot stuff crap shit part_s components bit piece',
  price: 'price cost costs amount sum figure',
  without: 'without w_o',
  zeg: 'say',
  thisDay: 'today this_afternoon this_morning this_week',
  fiat: 'consider',
  rejected: 'declined rejected refused vetoed decided_against',
  gelieve:
    'would_you_please could_you_please will_you_please would_you_kindly could_you_kindly i_would_ask_you_to i_would_like_to_ask_you_to i_kindly_request_you_to i_request_you_to i_hereby_request_you_to i_would_appreciate_it_if_you_could i_would_appreciate_it_if_you_would i_would_be_grateful_if_you_could i_would_be_grateful_if_you_would',
  ingEn:
    'doing having fixing replacing repairing proceeding going_ahead getting going_through_with going_for changing continuing bothering_with paying_for needing requiring wanting',
  withWord: 'with',
  outPrt: 'out up over',
};
