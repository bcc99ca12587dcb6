/** English answers to an open quote, as patterns; the kinds are those of answers-nl.ts. */
const SLOTS = {
  WITH: 'with (it|everything|the repair|the repairs|the work|the extra work|the quote|all of it|all of that|the whole lot)',
  /** "Not going ahead with everything" leaves some of it open. */
  WITH_THIS: 'with (it|this|the repair|the repairs|the work|the quote)',
  DO: 'go ahead|proceed|do it|do it all|do the work|do the repair|do the repairs|carry out the work|carry out the repair|carry out the repairs|fix it|repair it',
  QUOTE:
    'the quote|your quote|this quote|the estimate|your estimate|the proposal|your proposal|your offer|the whole quote',
  REPAIR: 'the repair|the repairs|the work|the extra work|the job',
  /** Without "the extra work": whoever wants none of that may want the quote. */
  NO_REPAIR: 'the repair|the repairs|the work|the job',
  ME: 'me|us',
};

const APPROVE = {
  full: `
    [please|kindly|just|please just|do|yes please] go ahead [<WITH>]
    go ahead (then|please|and (fix it|repair it|do it|do everything|do the work|do it all))
    [just|lets|please] go for it
    [please|just|please just] do it [all|please|then]
    [please] do (all|them all|all of it|all of that|all of them|everything|everything on the quote|the lot|the whole lot|the work|the repair|the repairs|the job)
    please do
    [please] (carry out|go ahead with) (<REPAIR>)
    [please|kindly] proceed [<WITH>|as quoted]
    [please|just|please just] get it (done|fixed|sorted|repaired)
    please have it (done|fixed|repaired)
    [please] get (it all|everything) (done|fixed|sorted)
    [please|just] (fix|repair) it [please]
    (please repair|please fix)
    crack on [with it|with the work]
    [please] start (<REPAIR>)
    (you may|feel free to|please feel free to) (<DO>)
    (you can|u can) (go ahead|proceed)
    (you can|you may|u can) (go ahead|proceed) <WITH>
    you have (my|our) (permission|approval|authorisation|ok|go ahead) [to (<DO>)]
    you have (my|our) (permission|approval) for (<REPAIR>)
    (i|we) [hereby] give [you] [my|our] (permission|approval) [to (go ahead|proceed|do the work|carry out the work)|for the repair|for the work]
    (i|we) [hereby] approve
    (i|we) [hereby] (agree to|agree with|approve|accept|authorise|authorize) (<QUOTE>)
    (i|we) [hereby] (agree to|approve|authorise|authorize) (<REPAIR>|everything|all|all of it)
    [fully|quote] (approved|agreed)
    (accepted|quote accepted|consider it approved|this is approved)
    [i am|we are] happy to (approve|approve it|go ahead|proceed|go ahead <WITH>)
    [i am|we are|i would be] happy for you to (<DO>)
    (i|we) would like (to go ahead|to proceed|to go ahead <WITH>|you to go ahead|you to proceed|you to do it|you to do the work|you to do the repair)
    (i|we) would like it done
    (i|we) want (to go ahead|to proceed|you to go ahead)
    lets (do it|do this|go ahead|get it done|get it fixed|get it sorted|go with it)
    (you have the green light|you have got the green light) [from me|from us]
    green light from (me|us)
    (you have|you have got) the go ahead
    (it is|that is) a (yes|go) from (<ME>)
    (it is a yes|that is a yes|yes from me|yes from us|big yes from me|my answer is yes|i say yes|we say yes)
    yes to (everything|all|the lot|all of it|all of that|the quote|the repair|the repairs|the work|the whole lot)
    (yes|yep|yeah|yes please) that is (fine|ok|all fine|good|perfect)
    yes that (will be fine|would be great|would be good|would be lovely)
    (yes|yeah|yep) sounds good
    (all of it|everything|the lot|the whole lot) please
    yes (all|all of it|all of them|everything)
    (yes|yeah) go on then
    deal
    #total is (fine|ok|good) [by me|with me]
    (go ahead|agreed|approved|ok|yes) for #total
    yes #total is (fine|ok|good)
    yes to #total
    (i|we) (agree to|accept|approve|agree with) [the quote of] #total
  `,
  consent: `
    [that is] (fine|ok) (by|with) (<ME>)
    [that is] good by (<ME>)
    that is (alright|all right|perfectly fine|absolutely fine) (by|with) (<ME>)
    (absolutely fine|all fine) (by|with) (<ME>)
    [that] works for (<ME>)
    [that] sounds good [to (<ME>)]
    ok for (<ME>)
    (i|we) (agree|accept)
    (sure|of course|certainly|by all means)
  `,
  bare: `
    (yes|yep|yeah|yup|aye|absolutely|definitely)
    (yes|yeah|yep) (ok|alright|fine)
    yes (sure|of course|indeed|absolutely|definitely|certainly|thanks|thank you|for sure)
    ok (yes|yep|yeah)
    (of course yes|absolutely yes|definitely yes|yeah sure|yeah of course)
  `,
  weak: `
    (all|all of it|all of them|everything|the lot)
    [please] (carry on|continue|start|begin|get started|carry on with it|continue with it|carry on with the work)
    (you can|you may|u can) (start|begin|continue|carry on) [on it|with it]
    work away
    might as well
  `,
  mild: `
    (ok|alright|all right|fine|good|grand|perfect|excellent|understood|fair enough) [then]
    (sure thing|indeed|makes sense|that makes sense)
    that is (fine|great|good|ok|perfect|alright)
    (all good|sounds fine|sounds reasonable|sounds great|that sounds fine|good idea|good plan)
  `,
};

const REJECT = {
  full: `
    [please|just|no] do not (do it|do anything|do any of it|do any of them|fix it|go ahead|proceed|bother) [please]
    [please] do not (go ahead|proceed) with (it|this|the repair|the repairs|the work|the quote)
    [please] do not bother with (it|this|the repair|the repairs|the work)
    [please] do not (carry out|do) (<NO_REPAIR>)
    please do not
    [please|just|please just|lets|no] leave it [as it is|as is|alone|be|please]
    [please] leave (everything|things) as (it is|is|they are)
    leave as is
    [i am|we are] not interested
    (i|we) [must|have to|will|will have to] decline [<QUOTE>|the repair]
    leave it all [please]
    quote declined
    (i|we) (reject|refuse) [<QUOTE>|the repair]
    (i|we) do not (approve|agree|accept|consent)
    (i|we) do not (approve|agree to|accept|agree with) (the quote|your quote|this quote|the estimate|the proposal|your offer)
    [i|we] do not want (it|it done|it repaired|it fixed|the repair|the repairs|the work done|anything done|any of it)
    (i|we) do not want (to go ahead|to proceed|to go ahead <WITH_THIS>|you to do it|to do it)
    (i|we) do not need it done
    (i|we) would rather not [do it|have it done|go ahead]
    (i|we) would prefer not to
    (rather not|i would rather leave it|i would rather you did not)
    (i will|we will|i am going to|we are going to) pass on it
    (hard pass|i will give it a miss|give it a miss|give it a miss please)
    [please|lets|just|i will|we will] skip it [please]
    [i am|we are] not going ahead [<WITH_THIS>]
    (i|we) will not (go ahead|proceed|be going ahead|be proceeding) [<WITH_THIS>]
    (i|we) will not be doing it
    [i am|we are] not doing it
    not (needed|necessary)
    (that|it|this) is not (needed|necessary)
    (that|it|this) will not be (needed|necessary)
    do nothing [please]
    (it is|that is) a no [from me|from us]
    (my answer is no|i say no|we say no|no from me|no from us)
    (absolutely|definitely|certainly) not
    (i|we) have decided (against it|not to go ahead|not to proceed|not to do it)
    (thanks|thank you) but no [thanks|thank you]
    lets not [do it]
  `,
  consent: '',
  bare: 'no|nope|nah|no ta|no cheers',
  weak: `
    (none|none of it|none of them|declined|rejected|refused|not approved|not agreed)
    (do not|no need|skip|not happening|not this time|forget it)
    [way|that is|it is|that is way|it is way] too (expensive|dear|pricey|much|much money) [for me]
    (not worth it|it is not worth it|that is not worth it|i can not afford it|i can not afford that|can not afford it|can not afford that)
  `,
  mild: 'sorry|unfortunately|i am afraid|i am sorry',
};

export const ENGLISH = { slots: SLOTS, approve: APPROVE, reject: REJECT } as const;
