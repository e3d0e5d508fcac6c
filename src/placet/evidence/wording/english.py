"""How English says that somebody supports, opposes, doubts, abstains, or waits for something."""

from __future__ import annotations

from placet.evidence.wording.words import Cue, Wording

BLOCKS = r"(?:block|obstruct|derail|thwart|torpedo|hold up|stand in the way of|scupper|sink|stop|delay|slow|halt)"
STANCE_NOUN = r"(?:veto|vetoes|objections?|block|blockade|blocking|opposition|resistance|hold|reservations?)"
GIVE_UP = (
    r"(?:lift(?:s|ed|ing)?|drop(?:s|ped|ping)?|withdr(?:aw|aws|ew|awn|awing)|waiv(?:e|"
    r"es|ed|ing)|giv(?:e|es|ing) up|gave up"
    r"|end(?:s|ed|ing)?|abandon(?:s|ed|ing)?|renounc(?:e|es|ed|ing)|remov(?:e|es|ed|ing)|eas(?:e|es|ed|ing))"
)
GOOD = (
    r"(?:crucial|vital|important|key|essential|necessary|needed|welcome|right|positive|useful|historic|major|"
    r"decisive|sensible|good|best|logical|natural)"
)
HARM = (
    r"(?:drag|escalat|provok|prolong|endanger|harm|undermin|threaten|ruin|bankrupt|"
    r"push \w+ into|mean war|violat|breach|"
    r"lead to (?:an? |the |further )?(?:\w+ )?(?:escalation|war|conflict|confrontation|"
    r"crisis)|bring (?:us |\w+ )?closer to war|set a (?:dangerous|bad) precedent|"
    r"put [\w' ]{2,30} at risk|risk)"
)
SENT = (
    r"(?:troops|soldiers|instructors|trainers|forces|personnel|experts|advisers|officers|"
    r"weapons|money|aid|equipment|ammunition)"
)
BAD = (
    r"(?:unacceptable|not acceptable|unjustified|not justified|wrong|a (?:[\w-]+ )?(?:mistake|"
    r"error)|a step too far|inadmissible|insane|absurd|crazy|mad|madness|nonsense|hypocritical|harmful|pointless|useless|unrealistic|irrational|shameful|impossible|a bad idea|premature and wrong|"
    r"(?:a |an |the |clear |blatant |flagrant |serious )*(?:breach|violation|scandal|"
    r"provocation|betrayal|disgrace|theft|robbery|declaration of war|act of war|suicide|blackmail|insult|red rag|abuse)|"
    r"going too far|too much|dangerous|reckless|a red line|"
    r"out of the question|illegal|unlawful|unfair|irresponsible|intolerable|off the table|"
    r"a non-starter|not an option)"
)
SAY = (
    r"(?:said|says|say|saying|told \w+|adds|added|stress(?:es|ed|ing)|argu(?:es|ed|"
    r"ing)|claim(?:s|ed|ing)|insist(?:s|ed|ing)?|declar(?:es|ed|ing)|stat(?:es|ed|"
    r"ing)|"
    r"warn(?:s|ed|ing)?|believ(?:es|ed|ing)|maintain(?:s|ed|ing)?|explain(?:s|ed|ing)?|"
    r"announc(?:es|ed|ing)|reiterat(?:es|ed|ing)|underlin(?:es|ed|ing)|repeat(?:s|"
    r"ed|ing)?)"
)

VETO: tuple[Cue, ...] = (
    Cue(rf"{GIVE_UP} (?:up )?(?:its|his|her|their|the|all|any|of)? ?(?:[\w-]+ ){{0,2}}?vetoe?s?\b", veto="lifted"),
    Cue(
        r"threat(?:s|en|ens|ened|ening)?\b[^.;:]{0,40}?\b(?:veto(?:es|ing)?|block(?:ing)?|"
        r"obstruct|derail|torpedo|scupper|hold up|withhold)\b",
        veto="threatened",
    ),
    Cue(r"hint(?:s|ed|ing)? (?:at|that)[^.;:]{0,30}?\bveto\b", veto="threatened"),
    Cue(
        r"(?:is|are|was|were|seems?|looks?) (?:widely |still |also )?(?:expected|likely|"
        r"poised|set|bound|sure) to (?:use (?:its|his|their) )?veto\b",
        veto="potential",
    ),
    Cue(r"(?:not|\w{2,6}n't|never|no longer|neither) (?:be )?veto(?:ed|ing|es)?\b", "no_objection", deniable=False),
    Cue(r"(?:vetoed|blocked with (?:a|its) veto) by", veto="exercised", holder="agent", deniable=False),
    Cue(
        r"(?:could|can|may|might|would be able to|is able to|are able to|has the power to|"
        r"have the power to|is free to)"
        rf" (?:still |also |yet |simply |even |again |in theory )?(?:use (?:its|their|the|his) veto|veto|{BLOCKS})\b",
        veto="potential",
    ),
    Cue(
        rf"(?:will|would|going to|intends? to|plans? to|vow(?:s|ed|ing)? to|announced (?:that )?(?:it|he|she|they) "
        rf"(?:will|would)|promis(?:es|ed) to|pledg(?:es|ed) to|ready to|prepared to|determined to|"
        rf"(?:do|try) everything (?:\w+ ){{0,3}}to|everything in (?:its|his|their) power to) "
        rf"(?:continue to |again |also |simply )?(?:use (?:its|his|their) veto|veto|{BLOCKS})\b(?! (?:block|"
        rf"oppos|veto|resist|obstruct)ing)",
        veto="announced",
    ),
    Cue(r"(?:reserv(?:es|ed|ing) the right to (?:veto|block|use its veto))\b", veto="potential"),
    Cue(
        r"(?:not|\w{2,6}n't) (?:rule|ruled|exclude|excluded)(?: out)? (?:a |using (?:a|its|his|the) |the use of (?:a|its|his) )?veto\b",
        veto="threatened",
        deniable=False,
    ),
    Cue(r"announc(?:es|ed|ing) (?:a|its|his|their|the) veto\b", veto="announced"),
    Cue(r"veto(?:es|ed)\b(?! by)", veto="exercised"),
    Cue(
        r"(?:us(?:e|es|ed|ing)|cast(?:s|ing)?|exercis(?:e|es|ed|ing)|wield(?:s|ed|ing)?|"
        r"invok(?:e|es|ed|ing)|impos(?:e|es|ed))"
        r" (?:a|an|its|his|her|their|the) (?:[\w-]+ )?veto\b(?! power| right)",
        veto="exercised",
    ),
    Cue(
        r"(?:ha(?:s|ve|d)|hold(?:s|ing)?|retain(?:s|ed)?|keep(?:s)?|enjoy(?:s)?) (?:a|an|the|its|their)? ?"
        r"(?:right (?:of|to) (?:a )?veto|veto(?: power| right)?)\b",
        veto="potential",
    ),
    Cue(
        r"(?:right of veto|veto (?:power|right|rights|powers|threat)|(?:possible|potential|likely|looming) veto)\b",
        veto="potential",
        holder="owner",
    ),
    Cue(r"veto(?:es)?\b", veto="exercised", holder="owner"),
)

FIRST: tuple[Cue, ...] = (
    Cue(
        r"(?:call\w* for|urg\w+|advis\w+|plead\w* for) (?:more |greater |utmost )?(?:caution|restraint|prudence|patience|more time)\b|conditions (?:are|were|have) not\b|"
        r"(?:look(?:s|ed|ing)? for|seek(?:s|ing)?|explor(?:e|es|ed|ing)|find|consider) (?:\w+ )?(?:alternatives?|other (?:options|ways|solutions)|another way)\b",
        "undecided",
        deniable=False,
    ),
    Cue(
        r"(?:ask|demand|request|seek|sought|insist|want|obtain|receiv|secur|grant)\w*(?: for| on)? (?:an? |its |their |his )?(?:\w+ )?(?:exemptions?|exceptions?|opt-outs?|carve-outs?|derogations?)\b",
        "opts_out",
        deniable=False,
    ),
    Cue(r"(?:signal|show)\w* (?:\w+ )?(?:flexibility|(?:readiness|willingness) to compromise)\b", "no_objection"),
    Cue(
        r"(?:wants?|wanted|prefers?|preferred) [\w ]{2,40}? to (?:stay|remain) (?:outside|out of|limited)\b|exclud(?:es|ed) (?:sending|any|the)\b|against(?=[.;,])",
        "opposes",
        deniable=False,
    ),
    Cue(
        r"(?:ke(?:ep|eps|pt) up|maintain(?:s|ed)?|reaffirm(?:s|ed)?|repeat(?:s|ed)?|reiterat(?:es|ed)|renew(?:s|ed)?|voic(?:es|ed)|announc(?:es|ed)) (?:its|his|her|their|the) (?:\w+ )?(?:opposition|objections?|resistance|refusal|rejection|no)\b",
        "opposes",
        deniable=False,
    ),
    Cue(r"(?:positive|enthusiastic|upbeat|favou?rable) (?:about|to|towards?|on)\b", "supports"),
    Cue(
        r"(?:prevent|keep|kept|stop|bar)(?:s|ped|red|ed)? (?:it|him|her|them) from (?:taking part|participating|joining|contributing)|t(?:ook|akes?|aking) no part"
        rf"|(?:not|\w{{2,6}}n't|no longer|never) (?:be )?(?:send|provide|supply|deliver|give|sending|supplying|providing) (?:any |more |further |its |own |additional |kyiv |ukraine )*{SENT}",
        "opts_out",
        deniable=False,
    ),
    Cue(
        r"(?:sceptics|skeptics|doubters|waverers|undecided)(?: of [\w ]{2,40})? (?:are|is|were|include[sd]?)",
        "undecided",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:supporters|backers|advocates|proponents|champions)(?: of [\w ]{2,40})?(?: (?:are|is|were|include[sd]?)|,? led by)",
        "supports",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:opponents|critics|hold-?outs|opposition|resistance|blocking minority)(?: (?:of|to) [\w ]{2,40})?(?: include[sd]?|,? led by)",
        "opposes",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:defend|justif|stuck? (?:to|by)|stick(?:s)? (?:to|by)|stood by|explain)\w* (?:its|his|her|their|the) (?:\w+ )?(?:veto|blockade|objections?|opposition|refusal|resistance|decision to block)\b",
        "opposes",
        deniable=False,
    ),
    Cue(
        r"(?:regret(?:s|ted)|bemoan(?:s|ed)|lament(?:s|ed))\b(?= [\w' ]{0,30}?(?:veto|block|refus|opposition|objection|resist|deadlock|delay))",
        "opposes",
        deniable=False,
    ),
    Cue(
        r"(?:not|\w{2,6}n't|never|no longer) (?:also )?(?:guarantee|finance|underwrite|co-finance|back up) (?=(?:the|any|a|this|that|it)\b)",
        "opts_out",
        deniable=False,
    ),
    Cue(r"(?:not|\w{2,6}n't|never) sign\b", "opposes", deniable=False),
    Cue(
        rf"(?:sees?|saw|views?|viewed|regards?|regarded|considers?|considered|calls?|called|describe[sd]) [^.;:]{{1,80}}? ?(?:as )?(?:an? |the )(?:[\w-]+ )?{GOOD} (?:\w+ )?(?:step|move|signal|contribution|decision|idea|investment|tool|part)\b",
        "supports",
        deniable=False,
    ),
    Cue(
        r"(?:tabl(?:es|ed)|put(?:s)? forward|submitt?(?:s|ed)|present(?:s|ed)) (?:a|the|its|his|her|their|new) (?:\w+ )?(?:proposals?|plans?|drafts?)\b",
        "supports",
    ),
    Cue(r"question(?:s|ed) (?:it|the|whether|this)\b", "undecided", deniable=False),
    Cue(r"blocking(?= of)", "opposes", holder="owner", deniable=False),
    Cue(r"demand(?:s|ed|ing)? that\b", "supports", weak=True),
    Cue(
        r"(?:no|without|any) (?:plans?|intention|wish|desire) (?:to|of) (?:also )?(?:send|deploy|take part|participat|join|contribut)\w*|stay(?:s|ed|ing)? away\b",
        "opts_out",
        deniable=False,
    ),
    Cue(
        r"(?:clear(?:s|ed) the way|pav(?:es|ed) the way|unblock(?:s|ed|ing)?|wav(?:es|ed) through|(?:gave|gives?) (?:its|his|her|their) blessing|no longer (?:insists?|demands?|asks?|wants?|calls?))\b",
        "no_objection",
        deniable=False,
    ),
    Cue(r"(?:not|\w{2,6}n't) (?:rule|ruled|exclude|excluded)(?: out)?\b", "undecided", deniable=False),
    Cue(
        r"(?:accus(?:e|es|ed|ing)|blam(?:e|es|ed|ing)) (?:brussels|the (?:eu|union|bloc|commission|european)|eu\b|von der leyen|european|western|other leaders)",
        "opposes",
        deniable=False,
    ),
    Cue(r"(?:highly |very |deeply |openly )?critical (?:of|about)\b", "opposes"),
    Cue(
        r"(?:no|without|lack of|little) (?:\w+ )?(?:consensus|agreement|unanimity|common position)\b",
        "undecided",
        holder="owner",
        deniable=False,
    ),
    Cue(
        rf"{SAY}(?: that)? [^.;:]{{2,80}}?(?:should|must|needs? to|has to|have to|ought to) (?:now |also |therefore |quickly |finally )?(?:be (?:\w+ly )?(?:extended|expanded|approved|adopted|launched|lifted|increased|maintained|continued|trained|"
        r"strengthened|used|started|moved|allowed|given|supported)|begin|start|go ahead|continue|proceed|move|expand|extend|increase|train|support|help|strengthen|approve|adopt|act|decide|remain in (?:place|force))\b",
        "supports",
        deniable=False,
        weak=True,
    ),
    Cue(
        r"(?:(?<!as )premature|unconvinced|undecided|hesitant|sceptical|skeptical|reluctant|non-committal|wary of|cautious about|lukewarm|rais(?:es|ed|ing) (?:\w+ )?(?:doubts|concerns|questions))\b",
        "undecided",
        deniable=False,
    ),
    Cue(
        r"(?:asking for|requesting|insist(?:s|ed)? (?=the (?:loan|mission|plan|package|aid|sanctions|decision))|express(?:es|ed|ing) (?:\w+ )?(?:optimism|confidence|hope)|commit(?:s|ted)? (?:his|her|its|their) country)",
        "supports",
    ),
    Cue(r"(?:delay(?:s|ed)|hamper(?:s|ed)?|slow(?:s|ed) (?:down )?|watered down)\b", "opposes"),
)

OTHERWISE: tuple[Cue, ...] = (
    Cue(r"without the participation of", "opts_out", holder="agent", deniable=False),
    Cue(
        r"(?:without the (?:consent|approval|support|backing|agreement|vote|signature|endorsement) of"
        r"|without|with the exception of|except(?: for)?|all but|apart from|excluding|"
        r"other than|minus|save for|bar|not counting|(?:every|each) (?:\w+ ){1,3}but"
        r"|every(?:one|body) but|in the absence of)",
        "opposes",
        holder="excluded",
        deniable=False,
    ),
    # Giving up a refusal, and not refusing
    Cue(rf"{GIVE_UP} (?:its|his|her|their|the|all|any)? ?(?:[\w-]+ ){{0,2}}?{STANCE_NOUN}\b", "no_objection"),
    Cue(
        r"(?:stop(?:s|ped)?|ceas(?:e|es|ed)|quit) (?:blocking|opposing|vetoing|resisting|obstructing|holding up)\b",
        "no_objection",
    ),
    Cue(
        r"(?:not|\w{2,6}n't|never|no longer|neither) (?:be )?(?:standing |stand |stood )?(?:block|"
        r"oppose|object|resist|obstruct"
        r"|in the way|prevent|hinder|against|opposed|hostile|blocking|opposing)(?:ed|s)?\b",
        "no_objection",
        deniable=False,
    ),
    Cue(r"(?:no|without|any) objections?\b(?! from)", "no_objection", deniable=False),
    Cue(r"(?:gave|gives?|giving) (?:its |the |a )?green light", "supports"),
    # Abstaining, staying out
    Cue(
        r"(?:constructive(?:ly)? (?:abstain(?:s|ed|ing)?|abstention)|abstain(?:s|ed|ing)? constructively"
        r"|abstain(?:s|ed|ing)? with a (?:formal )?declaration|abstention (?:a|as) constructive)\b",
        "abstains_with_declaration",
        deniable=False,
    ),
    Cue(r"(?:abstain(?:s|ed|ing)?|sat out the vote|did not (?:vote for|take part in the vote))\b", "abstains"),
    Cue(r"abstention\b", "abstains", holder="owner"),
    Cue(
        r"(?:(?:does|do|will|would|did|shall) not (?:affect|apply to|bind|include|cover|"
        r"involve|burden|extend to)|exempt(?:s|ed|ing)?|exclud(?:es|ed)|spar(?:es|ed)|"
        r"leav(?:es|ing) out|"
        r"(?:opt-?outs?|exemptions?|exceptions?) (?:for|of|granted to|given to)|without the participation of|"
        r"without participation (?:of|by|from)|"
        r"(?:no|without) (?:costs?|obligations?|consequences|burden|liability) (?:for|to))",
        "opts_out",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:opt(?:s|ed|ing)? out|opt-?outs?\b|stay(?:s|ed|ing)? out|kept out|(?:not|\w{2,6}n't|"
        r"no longer|neither|nor|refus(?:e|es|ed|ing) to"
        r"|declin\w+ to|unwilling to) (?:be )?(?:also )?(?:tak(?:e|ing) part|participat(?:e|"
        r"ing)|join(?:ing)?|contribut(?:e|ing)|"
        r"send(?:ing)? (?:any )?(?:troops|soldiers|instructors|trainers)|part of|involved|"
        r"pay(?:ing)?|shar(?:e|ing) the)|"
        r"(?:is|are|was|were|be|been|being) exempt(?:ed)?)\b",
        "opts_out",
        deniable=False,
    ),
    Cue(
        r"(?:lef?t the room|walk(?:s|ed) out|was (?:not|absent) (?:present|in the room|when))\b",
        "abstains",
        deniable=False,
    ),
    # Against
    Cue(
        r"(?:relent(?:s|ed)?|gave in|giv(?:es|en|ing) in|gave way|back(?:s|ed) down|climb(?:s|"
        r"ed) down|yield(?:s|ed)|let (?:it|the \w+) pass|chang(?:es|ed) (?:its|his|her|"
        r"their) mind"
        r"|softened (?:its|his|her|their) (?:stance|position|opposition))\b",
        "no_objection",
        deniable=False,
    ),
    Cue(
        r"(?:st(?:ands?|ood)|remain(?:s|ed)?|is|was|isolated|found itself) (?:\w+ )?(?:alone|"
        r"isolated)(?: \w+)? (?:against|in (?:its|his|opposing|rejecting))",
        "opposes",
        deniable=False,
    ),
    Cue(
        r"(?:(?:hold-?out|opponent|objector|dissenter|obstacle|naysayer|critic)s?|(?:opposing|"
        r"resisting|blocking|rejecting|objecting|refusing|opposed|against)(?: [\w' ]{1,40}?)?) (?:is|"
        r"are|was|were|remains?|remained|being)",
        "opposes",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:opposed|rejected|blocked|held up|resisted|criticised|criticized|condemned|"
        r"obstructed|contested|turned down)"
        r" (?:only |mainly |notably |solely |above all )?by",
        "opposes",
        holder="agent",
        deniable=False,
    ),
    Cue(
        r"(?:votes?|voted|voting) (?:against|no)\b|(?:says?|said) \"?no\b\"?(?! to (?:that|"
        r"this) question)",
        "opposes",
    ),
    Cue(r"oppos(?:e|es|ed|ing)\b(?! sides?)", "opposes"),
    Cue(
        r"(?:reject(?:s|ed|ing)?|refus(?:e|es|ed|ing)|resist(?:s|ed|ing)?|object(?:s|ed|"
        r"ing)? to|object(?:s|ed)?(?=[.,])"
        r"|(?:rule|rules|ruled|ruling) out|dismiss(?:es|ed|ing)?|turn(?:s|ed) down|disagree(?:s|d)?|den(?:y|ies|ied) "
        r"(?:its|his|their) (?:consent|approval)|withh(?:old|olds|eld|olding) (?:(?:its|"
        r"his|her|their) )?(?:approval|consent|support|agreement|backing|signature))\b",
        "opposes",
    ),
    Cue(
        r"(?:(?:criticis|criticiz)(?:e|es|ed|ing)|(?:condemn|slam|blast|deplor|denounc|"
        r"lament|attack)(?:e|s|es|ed|med|ing)?|rebuk(?:es|ed)|hit out at|(?:is|are|was|"
        r"were) (?:upset|frustrated|angry|dismayed|annoyed)"
        r" (?:at|by|with|over)|express(?:es|ed) (?:\w+ ){0,2}(?:frustration|regret|anger|"
        r"dismay|disappointment) (?:at|over|with|about)|regret(?:s|ted)?)(?= (?:the )?(?:[\w'-]+ ){1,3}(?:position|"
        r"stance|attitude|behaviou?r|"
        r"plans?|threats?|move|line|tactics|approach|policy|demands?|u-turn|decision to (?:block|veto|reject)))",
        "supports",
        holder="critic",
        deniable=False,
    ),
    Cue(
        r"(?:optimistic|hopeful|confident|certain|convinced) (?:that|about|of)\b(?! \w+ (?:will|"
        r"would) (?:not|never|block|fail))",
        "supports",
    ),
    Cue(
        r"(?:criticis|criticiz)(?:e|es|ed|ing)\b|(?:condemn|slam|blast|deplor|denounc|lament)(?:e|s|es|ed|med|ing)?\b"
        r"|(?:lost|losing|lose|running out of) patience with",
        "opposes",
    ),
    Cue(
        r"(?:is|are|was|were|has been|have been|had been|be|remains?) (?:now |also |still |"
        r"again |single-handedly |currently )?"
        r"(?:block(?:ing)|holding up|obstructing|stalling|resisting|hindering)\b",
        "opposes",
        deniable=True,
    ),
    Cue(
        r"(?:block(?:s|ed)?|obstruct(?:s|ed)?|hinder(?:s|ed)?|thwart(?:s|ed)?|h(?:old|olds|eld) up|stall(?:s|ed)?|"
        r"imped(?:e|es|ed)|sabotag(?:e|es|ed)|delay(?:s|ed)|hamper(?:s|ed)?|slow(?:s|ed) (?:down )?|watered down|continu(?:e|es|ed) (?:to block|blocking)|"
        r"keeps? blocking|kept blocking)\b",
        "opposes",
    ),
    Cue(
        r"clash(?:es|ed|ing)? with|(?:at odds|at loggerheads) with|hostile to|sp(?:eak|"
        r"eaks|oke) out against|warn(?:s|ed|ing)? "
        r"against|(?:is|are|was|were|be|been|remains?|stands?|stood|came out|comes out|"
        r"firmly|strictly|dead) against\b"
        r"|could not accept|cannot accept|can't accept|will not accept|would not accept|"
        r"(?:is|are) not (?:ready|prepared|willing) "
        r"to (?:support|back|accept|agree|endorse|approve|sign)",
        "opposes",
        deniable=False,
    ),
    Cue(
        rf"(?:call(?:s|ed|ing)?|consider(?:s|ed|ing)?|deem(?:s|ed)?|describ(?:es|ed)|view(?:s|"
        rf"ed)|see(?:s)?|saw|find(?:s)?|found)"
        rf"\b[^.;:]{{1,90}}?\b{BAD}",
        "opposes",
        deniable=False,
    ),
    Cue(
        rf"(?:{SAY}|fear(?:s|ed)?|worr(?:y|ies|ied)|caution(?:s|ed)?)(?: that)? [^.;:]{{2,80}}?(?:would|"
        rf"will|could|might|may|risks?)(?: only| also| just)? {HARM}",
        "opposes",
        deniable=False,
    ),
    Cue(
        rf"{SAY}(?: that)? [^.;:]{{2,80}}?(?:must|should|may|can) ?not(?! (?:be (?:delayed|"
        rf"blocked|held|stopped|abandoned|left|forgotten|weakened)|wait|hesitat|give|block|"
        rf"prevent|hold|"
        r"let|abandon|stop|delay|hinder|fail|lose|forget|become))\b",
        "opposes",
        deniable=False,
    ),
    Cue(r"(?:ha(?:s|ve|d) )?gone (?:much |far |way )?too far\b", "opposes", holder="judge", deniable=False),
    Cue(
        rf"(?:is|are|was|were|be|been|remains?|remained|constitutes?|crosse[sd]) (?:simply |"
        rf"completely |totally |absolutely |therefore |still |also |both )?{BAD}",
        "opposes",
        holder="judge",
        deniable=False,
    ),
    Cue(
        r"(?:sid(?:es?|ed|ing) with|st(?:ands?|ood) (?:by|with)|join(?:s|ed|ing)?|support(?:s|"
        r"ed|ing)?|back(?:s|ed|ing)?|follow(?:s|ed|ing)?|"
        r"in line with|alongside|shar(?:es?|ed) (?:the )?(?:position|view|concerns?|stance) of|"
        r"echo(?:es|ed|ing)?)(?= (?:the )?[a-z]+[a-z'])",
        "supports",
        holder="ally",
        deniable=False,
    ),
    # Undecided
    Cue(
        r"(?:is|are|was|were|remain(?:s|ed)?|stay(?:s|ed)?|seem(?:s|ed)?) (?:still |also |"
        r"as yet |far from )?(?:unconvinced|not (?:yet |fully |entirely )*convinced|"
        r"undecided|convinced|hesitant|sceptical|skeptical|wary|cautious|non-committal|"
        r"noncommittal|divided|split|reserved|"
        r"reluctant|on the fence)\b",
        "undecided",
        deniable=False,
    ),
    Cue(
        r"(?:mull(?:s|ed|ing)?|deliberat(?:e|es|ed|ing)|weigh(?:s|ed|ing)(?: up)?|(?:is|"
        r"are|was|were) (?:still )?(?:considering|"
        r"discussing|examining|debating|studying|assessing)|(?:ha(?:s|ve|d)|did) not (?:yet )?(?:decided?|"
        r"made up|taken a "
        r"(?:position|decision)|said whether|committed)|(?:ha(?:s|ve|d)|voic(?:es|ed)|"
        r"express(?:es|ed)|rais(?:es|ed|ing)|voicing|expressing|with|enter(?:s|ed))"
        r" (?:\w+ ){0,2}?(?:reservations?|doubts|concerns|misgivings)|doubt(?:s|ed)? (?:that|"
        r"whether|if)|question(?:s|ed)? (?:whether|the)"
        r"|too early (?:to|for)|prefer(?:s|red)? (?:to )?wait\w*|wait(?:s|ed|ing)? and see|"
        r"premature|declin(?:es|ed) to (?:say|comment|take)|keep(?:s|ing)? (?:its|his|"
        r"their) options open"
        r"|wants? (?:more )?(?:time|clarity|details))\b",
        "undecided",
        deniable=False,
    ),
    # For
    Cue(
        r"(?:backed|supported|endorsed|approved|welcomed|favoured|favored|agreed|signed|"
        r"adopted|shared) (?:firmly |only |fully "
        r"|strongly |unanimously |also )?by",
        "supports",
        holder="agent",
    ),
    Cue(
        r"(?:demand(?:s|ed|ing)?|insist(?:s|ed|ing)?|ask(?:s|ed|ing)?|request(?:s|ed|ing)?|"
        r"wants?|wanted|seek(?:s|ing)?|sought)\b"
        r"[^.;]{0,60}?\b(?:guarantees?|safeguards?|assurances?)\b",
        "conditional_support",
    ),
    Cue(
        r"(?:set|sets|laid down|lays down|named|names|listed|lists|put forward|puts forward|"
        r"attach(?:es|ed)) (?:\w+ ){0,2}?"
        r"(?:conditions|demands|red lines|preconditions)\b",
        "conditional_support",
    ),
    Cue(
        r"(?:tie|ties|tied|link|links|linked|make|makes|made|condition|conditions|conditioned) (?:its|"
        r"his|her|their|any) "
        r"(?:\w+ )?(?:support|consent|approval|agreement|backing|vote|yes|participation)\b",
        "conditional_support",
    ),
    Cue(r"(?:votes?|voted|voting) (?:for|in favour|in favor|yes)\b|(?:says?|said) \"?yes\b", "supports"),
    Cue(
        r"(?:express(?:es|ed|ing)?|voic(?:es|ed|ing)|signal(?:s|led|ed|ling)?|offer(?:s|"
        r"ed|ing)?|pledg(?:es|ed|ing)|declar(?:es|ed)|"
        r"reaffirm(?:s|ed|ing)?|reiterat(?:es|ed)|confirm(?:s|ed)?|lend(?:s)?|lent|gave|"
        r"gives?|giving|throw(?:s|n)?|threw|show(?:s|ed))"
        r" (?:(?:its|his|her|their|our|a|an|the|strong|broad|full|clear|unwavering|political|"
        r"continued|unanimous|wide|firm|overall|general|"
        r"cautious|common|steadfast|new|more|military|financial|large|such|this|that|some) ){0,4}"
        r"(?:support|backing|approval|consent|agreement|readiness|willingness|assent|solidarity|interest)\b",
        "supports",
    ),
    Cue(
        r"(?:broad|broadly|wide|strong|widespread|overwhelming|general|growing|majority|"
        r"clear|overall|solid|large|ample)\"? "
        r"(?:support|backing|approval|agreement|consensus)\"?",
        "supports",
        holder="owner",
    ),
    Cue(
        r"(?:(?:is|are|was|were|be|been|remains?|came out|comes out|spoke|speaks?|speaking|"
        r"argu(?:es|ed)|declar\w+ \w+) "
        r"(?:\w+ ){0,2}?in favou?r of|in support of|(?:is|are|was|were|be|remains?|stands?|"
        r"stood) (?:\w+ ){0,2}?(?:ready|prepared|willing|keen|open|committed|"
        r"determined|eager) (?:to|for)|in favou?r\b)",
        "supports",
    ),
    Cue(
        r"(?:back(?:s|ed|ing)?|support(?:s|ed|ing)?|endors(?:e|es|ed|ing)|welcom(?:e|es|ed|ing)|favou?r(?:s|ed|ing)?|"
        r"approv(?:e|es|ed|ing)|advocat(?:e|es|ed|ing)|hail(?:s|ed|ing)?|champion(?:s|"
        r"ed)|greenlight(?:s|ed)?|embrac(?:e|es|ed))\b",
        "supports",
    ),
    Cue(
        r"(?:agree(?:s|d)?(?: (?:to|on|with|that|in))|reach(?:es|ed) (?:an )?agreement|"
        r"adopt(?:s|ed)|sign(?:s|ed) (?:the|off|up)|"
        r"consent(?:s|ed)? to|accept(?:s|ed)?|commit(?:s|ted)? (?:to|itself|themselves|(?:his|her|its|their) country)|"
        r"pledg(?:e|es|ed)|promis(?:e|es|ed)|vow(?:s|ed)|join(?:s|ed)? (?:the|a|an) (?:[\w-]+ )?(?:initiative|"
        r"coalition|mission|statement|group|scheme|plan|effort|appeal|call|programme)|"
        rf"(?:will|would|can|could|plans to|ready to) (?:also )?(?:send|provide|deploy|"
        rf"contribute|supply|second|offer) (?:up to |more |its |their |own |further |additional |"
        rf"some |about |[\d,.]+ |military |combat )*{SENT}|"
        r"will (?:extend|continue|support|help|join|train|move|relocate|host|double|increase|"
        r"contribute|take part|participate|pay|lead|host))\b",
        "supports",
    ),
    Cue(
        r"(?:call(?:s|ed|ing)? (?:for|on)|urg(?:e|es|ed|ing)|propos(?:e|es|ed|ing)|recommend(?:s|"
        r"ed|ing)?|push(?:es|ed|ing)? (?:for|to|ahead)|"
        r"press(?:es|ed|ing)? for|plead(?:s|ed|ing)? for|appeal(?:s|ed|ing)? (?:for|to)|"
        r"lobb(?:y|ies|ied|ying) (?:for|to)|argu(?:es|ed) for|"
        r"(?:wants?|wanted)\b(?! to (?:block|oppose|veto|stop|prevent|obstruct|hinder|"
        r"stand in|delay))|hop(?:es|ed) (?:to|that|for)|sought|seek(?:s|ing)?|ask(?:s|"
        r"ed) for|request(?:s|ed)?|defend(?:s|ed|ing)?|insist(?:s|ed)? (?=the (?:loan|mission|plan|package|aid|sanctions|decision))|express(?:es|ed|ing) (?:\w+ )?(?:optimism|confidence|hope)|insist(?:s|ed|ing)? (?:on(?! (?:its|"
        r"his|her|their) (?:position|veto|objections?|rejection|refusal|opposition))|that)|"
        r"ask(?:s|ed|ing) [\w' ]{2,40}? to|"
        r"intends? to|plans to|planned to|stress(?:es|ed|ing)? (?:the need|the importance)|"
        r"underlin(?:es|ed|ing) (?:the need|the importance))\b",
        "supports",
        weak=True,
    ),
    Cue(
        rf"(?:stress|underlin|argu|said|say|insist|believ|add|highlight|emphasi[sz]|maintain|"
        rf"not)(?:e|s|es|ed|ing)?(?: that)? "
        rf"(?:the |this |that |such |it |an? )(?:[\w'-]+ ){{0,6}}?(?:would|will|can|could|"
        rf"is|was) (?:be )?(?:\w+ly )?(?:an? )?(?:ensure|help|strengthen|"
        rf"reinforce|improve|contribute|benefit|make .{{1,30}} safer|(?:{GOOD} (?:step|"
        rf"move|signal|thing|decision|contribution|idea)?))\b",
        "supports",
    ),
    Cue(
        r"intent(?:ion)? to|determination to|readiness to|willingness to|resolve to|commitment to",
        "supports",
        holder="owner",
    ),
    Cue(
        r"(?:continued |persistent |firm |strong |stubborn |fierce |long-standing |open |"
        r"lone |sole |staunch )?(?:opposition|resistance|"
        r"objections?|refusal|rejection|criticism|blockade|blockage|obstruction)\b",
        "opposes",
        holder="owner",
    ),
    Cue(r"reservations?\b", "undecided", holder="owner"),
    Cue(r"support\b|backing\b|approval\b|endorsement\b", "supports", holder="owner"),
)

TOPIC_GOOD = (
    rf"(?:is|are|was|represents?|marks?|means?|remains?|would be|constitutes?) (?:an? |"
    rf"the )?(?:[\w-]+ )?{GOOD}\b(?: step| move| signal| part)?"
    r"|(?:is|was) (?:not only |not just |also |all |mainly )?about (?:supporting|sending|"
    r"helping|strengthening|protecting|responsibility|security)"
)
TOPIC_BAD = rf"(?:is|are|was|would be|remains?|constitutes?|crosses?) (?:an? |the )?(?:[\w-]+ )?{BAD}"

CEASEFIRE = (
    r"(?:cease-?fires?|cease fires?|truces?|armistice|end of (?:the )?(?:hostilities|"
    r"fighting|war)|fighting (?:ends|stops)|guns fall silent|silence of arms)"
)
PEACE = (
    r"peace (?:deal|agreement|treaty|accord|settlement|plan|arrangement)s?|peace (?:is|"
    r"has been|was|comes|holds|breaks)|(?:a|just|lasting|real) peace\b"
)

WORDING = Wording(
    cues=(*VETO, *FIRST, *OTHERWISE),
    denied=(
        r"not|yet to|n't|never|no longer|cannot|neither|nor|none|hardly|stop(?:s|ped)? short of|"
        r"fail(?:s|ed)? to|refus(?:es?|ed|ing) to|declin(?:es?|ed|ing) to|unwilling to|"
        r"unable to|reluctant to|hesitat(?:es?|ed) to|without|decided against|ruled out|"
        r"no one|nobody|no (?=\w+ (?:country|state|member|government))"
    ),
    conditions=(
        r"(?P<neg>unless|until(?! (?:\d|now|then|recently|january|february|march|april|"
        r"may\b|june|july|august|september|october|november|december|"
        r"the end of|the (?:beginning|start) of|(?:late|early|mid|next|last)\b|further|"
        r"today|yesterday|its expiry|at least \d))"
        r"|as long as (?:there is no|no|russia does not|\w+ (?:does|do|has|have|is|are) not)|"
        r"not before|without (?=(?:\w+ ){0,3}?(?:guarantees?|safeguards?|ceasefire|truce|"
        r"assurances?|peace (?:deal|agreement))))"
        r"|(?:but )?only (?:if|after|once|when|in the event of|in case of|with|on condition|"
        r"on the condition|under|following|upon)"
        r"|(?<!even )(?<!as )(?<!see )(?<!ask )(?<!asked )(?<!know )(?<!what )(?<!wonder )if(?! (?:not|"
        r"any|only|anything|necessary|possible)[,.])"
        r"|provided (?=the (?:guns|ceasefire|truce|fighting|war|others?|partners|conditions?|rest))|when(?= (?:the )?(?:war|fighting|hostilities|guns|peace)\b)"
        r"|provided(?: that)?(?! (?:by|for|with|to|the|a|an|\d|€|more|some|about|military|"
        r"training|it with))|providing that|on (?:the )?condition that|so long as"
        r"|as soon as|assuming(?: that)?|conditional (?:on|upon)|contingent (?:on|upon)|"
        r"depend(?:s|ed|ent|ing) on|subject to|in (?:exchange|return) for"
        r"|in the event of|in case of|in case|on (?:the )?condition of"
        r"|once(?! (?:again|more|described|called|said|every|a (?:year|month|week|day)|in a))"
        rf"|(?:after|following|upon|pending|during|under|with|when(?: there is)?|beyond)(?= (?:(?:a|"
        rf"an|any|the|some|possible|future|durable|lasting|stable|full|comprehensive|eventual|"
        rf"potential|credible|sustainable|permanent|real|such|there is|achieving|reaching|"
        rf"concluding|signing|agreeing|establishing|of)\W+){{0,4}}(?:{CEASEFIRE}(?! (?:talks|negotiations|efforts|proposals?|plans?|was broken|collapsed|failed))|peace (?:deal|"
        rf"agreement|treaty|accord|settlement)|peace (?:is|has been|was) (?:signed|agreed|made|reached|concluded)|(?<=after )the war\b(?! (?:began|started|broke|erupted|of)|'s)))"
        r"|when(?= (?:the )?(?:security )?(?:conditions?|situation|circumstances|time) (?:allow|"
        r"permit|is right|are right|is ripe|are met|are in place))|when(?= (?:all )?(?:its|"
        r"his|their|these|those) (?:\w+ )?(?:conditions|demands))"
        r"|before(?= (?:it|he|she|they|the country|its government|\w+) (?:would|will|could|"
        r"can|agrees?|agreed|backs?|supports?|signs?|gives?|lifts?|drops?|consents?|approves?))"
        r"|unanimous condition"
    ),
    condition_words=rf"{CEASEFIRE} (?:had to|has to|must|should|needs to) come first|"
    r"post-(?:ceasefire|truce|war|armistice)|(?:the|a|this) ceasefire condition|conditions? (?:of|"
    r"for) a ceasefire|ceasefire (?:is|was|being|as) (?:a|the) (?:pre)?condition|conditional on ceasefire",
    predicates=(
        (
            "ceasefire",
            CEASEFIRE
            + r"|(?:after|following) the (?:end of the )?war|post-war|fighting has (?:ended|stopped)|war (?:ends|is over|has ended)|hostilities (?:end|"
            r"cease|stop)",
        ),
        (
            "reparations",
            r"reparation|compensat\w+ (?:for|ukraine)|pays? for (?:the )?(?:war|damage|destruction|reconstruction)",
        ),
        ("withdrawal", r"withdr[ae]w|pull(?:s|ed|ing)? (?:out|back)|leaves? (?:ukraine|occupied|the occupied)"),
        ("peace_agreement", PEACE),
        ("approval", r"approv|adopted|agree[sd]?\b"),
        ("guarantees", r"guarantee|safeguard|assurance|insurance|protect"),
        ("money", r"€|euro|money|fund|billion|million|tranche|pay"),
    ),
    rules=(
        ("qualified_majority", r"qualified[ -]majority|\bqmv\b|weighted majority"),
        ("enhanced_cooperation", r"enhanced cooperation"),
        (
            "bypass",
            r"\b(?:bypass|circumvent|sidestep|(?:way|route|path|means|tool)s? (?:a?round|past|"
            r"to avoid|to bypass|to circumvent|to get round)|get(?:ting)? (?:a)?round|go(?:ing)? around|"
            r"work(?:ing)? around|skirt|outmanoeuvre|outmaneuver)(?:s|ed|ing|ped|ping)?\b[^.;]{0,60}?\b(?:veto|"
            r"hungar\w+|budapest|unanimity|objections?|block\w*|orb[aá]n|opposition|slovak\w*)|"
            r"\b(?:legal|procedural) (?:loophole|workaround|trick|route)|without (?:the |its )?(?:consent|"
            r"approval) of (?:hungary|budapest|slovakia)|without (?:hungary|budapest|slovakia)'s (?:consent|"
            r"approval|agreement)",
        ),
        (
            "national_decision",
            r"(?:each|every|individual|any) (?:member |eu )?(?:state|country|government|capital|"
            r"nation|member)s? (?:will |would |can |must |may |has to |is free to |itself |"
            r"alone |for itself )*(?:decid|choos|determin)|"
            r"(?:decid|choos)\w* for (?:itself|themselves)|national (?:decision|competence|"
            r"prerogative|matter)s?|sovereign (?:decision|right|choice|matter)|up to (?:each|"
            r"individual|the individual|every|the member|national|member)|"
            r"(?:decision|choice|matter)s? (?:for|of) (?:each|every|the individual|individual|"
            r"national|member) (?:state|member|countr|government|capital|parliament)|(?:lies|"
            r"rests|remains) with (?:the )?(?:member states|national|each|capitals)|remains? national",
        ),
        (
            "unanimity",
            r"unanim|by consensus|(?:requires?|needs?|required|needed) (?:a )?(?:full )?consensus|"
            r"(?:all|every one of|each of) (?:the )?(?:27|twenty-seven)(?: [\w-]+){0,4}? (?:must|"
            r"have to|need to|needs to|would have to|would need to|should|has to)\b|"
            r"(?:must|has to|have to|needs? to|would have to|can only|cannot) be (?:\w+ )?(?:approved|"
            r"agreed|adopted|accepted|backed|endorsed|supported|ratified|taken|decided|signed off|"
            r"confirmed)[\w ,]{0,40}? (?:by|with) (?:the )?(?:\w+ )?(?:\w+ of )?(?:all|every|"
            r"each|27)\b|"
            r"(?:all|every|each)(?: of the)? (?:27|twenty-seven|eu |member |countr|state|capital|"
            r"government)[\w -]{0,30}?(?:'s?)? (?:agreement|approval|consent|backing|signature|"
            r"support|yes|votes?) (?:is|are|was|were|would be) (?:needed|required|necessary)|"
            r"(?:needs?|requires?|required|needing|requiring) (?:the )?(?:\w+ ){0,3}(?:of|"
            r"from|by) (?:all|every|each)\b|(?:needs?|requires?|requiring) (?:all|every|each)(?: of)?(?: the)? (?:27|"
            r"twenty-seven|eu |member|countr|state)|"
            r"(?:consent|approval|agreement|backing|support|assent|green light|signature|yes) (?:of|"
            r"from|by) (?:all|every|each)(?: of)?(?: the)? (?:27|twenty-seven|eu |member|countr|"
            r"state|capital|government)|"
            r"(?:all|every|each) (?:eu )?(?:member|countr|state|capital|government)[\w-]*(?: (?:states?|"
            r"countries|country))? (?:must|have to|has to|need to|needs to|would have to|would need to) (?:agree|"
            r"approve|consent|back|sign|support|say|vote|endorse)|"
            r"a single (?:country|member|state|veto|vote|no|government|capital)[\w ]{0,20} (?:can|"
            r"could|may|might|is enough|suffices)|(?:one|any) (?:country|member state|member|"
            r"state|government) (?:can|could|may|has the power to) (?:block|veto|stop)|"
            r"(?:any|each|every)(?: single)?(?: one)?(?: of the| member| country| state| capital| government)[\w ]{0,20} (?:can|could|may|has (?:a|the|its own) )(?:[\w ]{0,12})?(?:block|veto|stop)|"
            r"takes? (?:the (?:consent|agreement|approval|votes?) of )?(?:all|every)(?: of)?(?: the)? (?:27|twenty-seven|eu|members?|countr|states?|capitals?|governments?)",
        ),
        ("simple_majority", r"simple majority"),
    ),
    oblique=r"for|in|to|against|on|from|inside|into|of|with|at|about|over|between|towards?|"
    r"behind|by|near|than|like|under|across|via|through|outside|within|among|without|"
    r"except|including",
    subject_after=(
        r"and|or|but|while|whereas|that|because|as|since|so|if|unless|until|when|where|"
        r"which|although|though|said|says|say|saying|told|after|before|once|only|even|"
        r"also|"
        r"neither|nor|either|both|still|not|however|then|yet|why|how|whether|meanwhile|"
        r"just|did|does|do|will|would|can|could|has|have|had|is|are|was|were|today|instead|"
        r"notably|here|now|plus|by contrast|there|"
        r"monday|tuesday|wednesday|thursday|friday|saturday|sunday|week|month|year|yesterday|"
        r"ago|earlier|later|announced|added|argued|claimed|reported|reports?|"
        r"january|february|march|april|may|june|july|august|september|october|november|december"
    ),
    pronouns=r"the (?:prime minister|premier|chancellor|president|minister|taoiseach|high representative)|"
    r"he|she|it|they|both|his|her|its|their|the country|the others|we|i|our|most|some",
    speech=(
        r"(?:said|says|say|saying|told|tells|added|adds|adding|stress(?:ed|es|ing)|announc(?:ed|"
        r"es|ing)|argu(?:ed|es|ing)|claim(?:ed|s|ing)|stat(?:ed|es|ing)|declar(?:ed|es|"
        r"ing)|"
        r"explain(?:ed|s|ing)|insist(?:ed|s|ing)|not(?:ed|es|ing)|confirm(?:ed|s|ing)|"
        r"warn(?:ed|s|ing)|underlin(?:ed|es|ing)|highlight(?:ed|s|ing)|emphasi[sz](?:ed|"
        r"es|ing)|believ(?:ed|es|ing)|"
        r"report(?:ed|s|ing)|admit(?:ted|s|ting)|recall(?:ed|s|ing)|point(?:ed|s|ing) out|"
        r"think(?:s)?|reiterat(?:ed|es|ing)|suggest(?:ed|s|ing)|repl(?:ied|ies|ying)|according to|"
        r"call(?:ed|s) it|wrote|writes)"
    ),
    clause_end=(
        r"[;:]| despite | even though | - |(?:,| and) (?:raising|viewing|adding|stressing|"
        r"underscoring|saying|citing|arguing|warning|calling|demonstrating|leaving|noting|"
        r"making|prompting)\b"
        r"|, (?:which|who|whose|where|but|while|although|though|whereas|despite|because|"
        r"so|with|as|however|according|not merely|conditional|provided|if|unless|and (?:that|"
        r"also|has|have|is|are|was|will|would))\b"
    ),
    scales={
        "thousand": 1e3,
        "million": 1e6,
        "mn": 1e6,
        "m": 1e6,
        "billion": 1e9,
        "bn": 1e9,
        "b": 1e9,
        "trillion": 1e12,
    },
    people=r"soldiers?|troops|personnel|servicemen|service members|servicepeople|instructors?|"
    r"trainers?|recruits?|fighters|military(?: personnel)?|officers|men and women|"
    r"people trained|trainees|ukrainians|members of the (?:ukrainian )?(?:armed forces|army|military)",
    more=r"more than|over|above|at least|upwards of|exceed(?:s|ed|ing)?|no fewer than|no less than|"
    r"in excess of|beyond",
    about=r"about|around|some|roughly|approximately|nearly|almost|close to|an estimated|circa|estimated|approaching",
    less=r"less than|under|fewer than|below|up to|at most|no more than|as many as|as much as",
    decimal_comma=False,
    votes=(
        r"(?P<n>2[0-7]|1[4-9]|twenty-(?:six|five|four|three|two|one)) (?:out of|of|from) (?:the |"
        r"all )?(?:27|twenty-seven|bloc|eu)"
        r"|(?:by|of|from|backed by|all|the other|the remaining|other|remaining|only|with) (?:the |"
        r"all )?(?P<m>2[1-6]|twenty-(?:six|five|four|three|two|one)) (?:other )?(?:eu |"
        r"european |member |heads|national |remaining |of )?(?:member )?(?:states?|countries|"
        r"leaders|members|governments|capitals|votes|others|nations|delegations|heads|"
        r"partners|the)"
        r"|(?P<o>2[1-6]|twenty-(?:six|five|four|three|two|one)) (?:other )?(?:eu |european |"
        r"member |national )?(?:member )?(?:states?|countries|leaders|members|governments|"
        r"capitals|votes|nations|delegations|ministers) (?:voted|back|support|endors|agree|"
        r"sign|approv|were|are|in favou?r|said)"
    ),
    after_ceasefire=rf"(?:after|once|following|when|if|in the event of|upon|under|post|with|until)[ -](?:[\w-]+ ){{0,4}}?(?:{CEASEFIRE}|"
    rf"peace)|post-(?:war|truce|ceasefire)|{CEASEFIRE} (?:holds|takes hold|is in place)",
    now=r"\bright now|\balready now|immediately|before (?:a|any|the) (?:ceasefire|truce)|"
    r"without waiting|during the war|while the war|as early as now|straight away|at once|"
    r"even without a ceasefire",
    role_nouns=(
        r"(?:(?:deputy|prime|foreign|defence|defense|finance|interior|european|affairs|"
        r"economy|state|permanent|eu|vice|government|senior|top|centre-right|opposition|"
        r"far-right|ruling|parliamentary|current|new|former|own|leading|high-level|military) ){0,5}"
        r"(?:government|governments|officials?|ministers?|prime minister|premier|president|"
        r"leaders?|leadership|side|diplomats?|delegation|parliament|chancellor|authorities|"
        r"ambassador|ministry|spokes(?:man|woman|person)|cabinet|representatives?|lawmakers|"
        r"mps|commissioner|presidency|party|coalition|head of government|chief|envoy|opposition leader|"
        r"counterparts?)\b"
    ),
)
