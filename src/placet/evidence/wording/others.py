"""The words of the other languages: fewer than for English, and without its syntax; the scores say how much weaker."""

from __future__ import annotations

from placet.evidence.wording.words import Cue, Wording

TO_BLOCK = r"(?:за)?блокувати|blockieren|verhindern|bloquer|bloccare|bloquear|(?:za)?blokować|(?:meg)?blokkol\w*|blokuoti|užblokuoti"
SUPPORT_OF = (
    r"(?:unterstützung|zustimmung)(?= (?:von|durch|aus|der|zahlreicher|vieler|fast))|"
    r"(?:soutien|appui|aval)(?= (?:de|des|du|d'|parmi))|(?:sostegno|appoggio)(?= (?:di|"
    r"de|da|tra))|"
    r"(?:apoyo|respaldo)(?= (?:de|del|entre))|(?:poparcie|poparciem|wsparciem)(?= \w)|"
    r"(?:підтримка|підтримку|підтримкою)(?= (?:з боку|серед|\w+ (?:країн|держав)))|"
    r"parama(?= \w)"
)
END = r"[^.;]{0,90}?"


def _veto(noun: str, verb: str, may: str, threaten: str, lift: str) -> tuple[Cue, ...]:
    """Return the cues of a veto: given up, threatened, possible, used."""
    return (
        Cue(rf"(?:{lift}){END}(?:{noun})|(?:{noun}){END}(?:{lift})", veto="lifted"),
        Cue(rf"(?:{threaten}){END}(?:{noun}|{verb})|(?:{noun}){END}(?:{threaten})", veto="threatened"),
        Cue(rf"(?:{may}){END}(?:{noun}|{verb}|{TO_BLOCK})|(?:{noun})\w* (?:{may})", veto="potential", deniable=False),
        Cue(rf"(?:{verb})", veto="exercised"),
        Cue(rf"(?:{noun})", veto="exercised", holder="subject"),
    )


def _stances(
    *,
    supports: str,
    opposes: str,
    undecided: str,
    no_objection: str,
    declared: str,
    abstains: str,
    opts_out: str,
    without: str,
    wants: str,
    by_support: str = "",
    by_oppose: str = "",
) -> tuple[Cue, ...]:
    """Return the cues of a language's stances, in order of precedence."""
    rows = [
        Cue(without, "opposes", holder="excluded", deniable=False),
        Cue(no_objection, "no_objection", deniable=False),
        Cue(declared, "abstains_with_declaration", deniable=False),
        Cue(SUPPORT_OF, "supports", holder="owner"),
        Cue(abstains, "abstains", deniable=False),
        Cue(opts_out, "opts_out", deniable=False),
    ]
    if by_oppose:
        rows.append(Cue(by_oppose, "opposes", holder="agent", deniable=False))
    if by_support:
        rows.append(Cue(by_support, "supports", holder="agent", deniable=False))
    rows += [
        Cue(opposes, "opposes"),
        Cue(undecided, "undecided", deniable=False),
        Cue(supports, "supports"),
        Cue(wants, "supports"),
    ]
    return tuple(rows)


_DE_CEASEFIRE = (
    r"waffenstillstand\w*|waffenruhe\w*|feuerpause\w*|kriegsende\w*|ende (?:des krieges|"
    r"der kämpfe|der kampfhandlungen)"
)
GERMAN = Wording(
    cues=(
        *_veto(
            r"veto\w*|vetorecht\w*",
            r"(?:ein|sein|ihr) veto (?:ein)?(?:legt|legte|gelegt)",
            r"könnt?e?n?\b|kann|hat (?:ein|das)|droht ein",
            r"droh(?:t|te|en|ten)|angedroht|androh\w+",
            r"aufgeb\w+|zurückzieh\w+|zog|zieht|fallen ?(?:lassen|gelassen)|lässt|beend\w+|"
            r"gibt",
        ),
        *_stances(
            without=r"mit ausnahme (?:von )?|außer|ohne(?: die zustimmung(?: von)?)?|bis auf",
            no_objection=r"(?:gibt|gab|geben) (?:\w+ ){0,3}(?:widerstand|blockade) auf|kein(?:e|en)? einw\w+|"
            r"nicht (?:mehr )?(?:blockier\w+|widersetz\w+|im weg\w*)|lenk(?:t|te|en) ein",
            declared=r"konstruktiv\w* enthalt\w*|konstruktive enthaltung",
            abstains=r"enth(?:ält|ielt|ielten|alten) sich|enthaltung\b|sich (?:der stimme )?enthalt\w+",
            opts_out=r"(?:nicht|keine? \w+) (?:\w+ )?(?:beteilig\w+|teilnehm\w+|mitmach\w+|entsend\w+)|"
            r"beteilig(?:t|en) sich (?:\w+ )?nicht|nimmt (?:\w+ )?nicht teil|ausgenommen",
            opposes=rf"(?:lehn(?:t|te|en|ten)\b{END}\bab\b|abgelehnt|ablehn\w+|(?:wies|wiesen|weist|weisen)\b{END}\bzurück|blockier\w+|verweiger\w+|"
            rf"widersetz\w+|weiger\w+ sich|stellt sich (?:quer|gegen)|wehr(?:t|te|en) sich|"
            r"(?:ist|sind|war|waren|stimm\w+|sprach\w* sich|spricht sich|sprechen sich|votier\w+) (?:strikt |"
            r"klar |weiter |auch )?(?:gegen|dagegen)|kritisier\w+|kritisch (?:gesehen|sieht|"
            r"sehen|gegenüber)|sieht?\b[^.;]{0,40}? kritisch|"
            r"inakzeptabel|nicht hinnehm\w+|verhinder\w+|schließt?\b[^.;]{0,40}?\baus\b|hält\b[^.;]{0,60}?\bfür (?:falsch|"
            r"gefährlich|inakzeptabel|unzulässig))",
            undecided=r"zurückhaltend\w*|skeptisch\w*|unentschieden|unentschlossen|vorbehalte?n?|zöger\w+|"
            r"zweifel\w*|bedenken|noch nicht (?:entschieden|festgelegt)|prüf(?:t|en)|abwart\w+|"
            r"zu früh|verfrüht",
            supports=r"unterstütz(?!ung\b)\w+|befürwort\w+|begrüß\w+|stimm(?:t|te|en|ten)\b[^.;]{0,60}?\bzu\b|"
            r"zugestimmt|dafür (?:ausgesprochen|aus)|(?:sprach\w*|spricht|sprechen) sich (?:\w+ )?für|"
            r"(?:ist|sind|war|waren|zeigt\w* sich) (?:\w+ )?(?:bereit|offen|dafür)|"
            r"(?:breite|große|viel|starke)\w* (?:unterstützung|zustimmung)|mitgetragen|einverstanden|"
            r"wollen (?:sich )?(?:\w+ ){0,3}beteiligen",
            wants=r"(?:will|wollen|wünscht|forder(?:t|te|n|ten)|dräng(?:t|te|en|ten)|schl(?:ägt|"
            r"ug)\b[^.;]{0,40}? vor|plädier\w+|verlang\w+|wirb\w*|warb|hofft)\b",
            by_support=r"von (?=(?:den )?(?:\d\d |meisten |allen |anderen )?\w+[^.;]{0,40}(?:unterstützt|"
            r"mitgetragen|gebilligt|begrüßt))",
            by_oppose=r"von (?=\w+[^.;]{0,30}(?:blockiert|abgelehnt|aufgehalten))",
        ),
    ),
    denied=r"nicht|kein\w*|nie|weder|kaum",
    conditions=(
        r"(?P<neg>es sei denn|solange (?=[^.;]{0,40}(?:kein|nicht))|bis (?=[^.;]{0,50}(?:waffenstillstand|"
        r"waffenruhe|garantie|zugestimmt|erfüllt)))|(?:aber )?(?:nur|erst|allenfalls) (?:wenn|"
        r"falls|nach|bei|im fall|unter|sobald)|wenn|falls|sofern|sobald|"
        r"unter der (?:bedingung|voraussetzung)|vorausgesetzt|im falle? (?:ein|des|der)\w*|"
        r"im gegenzug für|abhängig von|"
        rf"(?:nach|bei|ab|seit|mit)(?= (?:\w+ ){{0,4}}?(?:{_DE_CEASEFIRE}|friedens(?:schluss|abkommen|vertrag)))"
    ),
    condition_words=r"nach kriegsende",
    predicates=(
        ("ceasefire", _DE_CEASEFIRE + r"|ende der gewalt|waffen schweigen"),
        ("reparations", r"reparation\w*|entschädig\w*"),
        ("withdrawal", r"abzug|abzieh\w+|zurückzieh\w+|rückzug"),
        ("peace_agreement", r"frieden\w*"),
        ("approval", r"zustimm\w+|gebilligt"),
        ("guarantees", r"garanti\w+|zusicherung\w*|absicherung\w*"),
        ("money", r"euro|geld|milliard\w+"),
    ),
    rules=(
        ("qualified_majority", r"qualifizierte\w* mehrheit"),
        ("enhanced_cooperation", r"verstärkte\w* zusammenarbeit"),
        (
            "bypass",
            r"(?:veto|ungarn\w*|budapest\w*|blockade|einstimmigkeit)[^.;]{0,60}? (?:umgeh\w+|"
            r"umgangen|auszuhebeln|aushebel\w+)|umgeh\w+ (?:des|der) (?:\w+ )?(?:veto\w*|blockade)",
        ),
        (
            "national_decision",
            r"(?:jeder?|jedes) (?:mitglied\w*|staat|land) (?:\w+ ){0,3}(?:selbst|allein)|nationale entscheidung\w*",
        ),
        (
            "unanimity",
            r"einstimmig\w*|einmütig\w*|alle[nr]? (?:der )?(?:27|eu-|mitglied\w*)[\w -]{0,40}?(?:zustimm\w+|"
            r"mitzieh\w+|einverstanden|billigen)|zustimmung (?:aller|von allen)|im konsens",
        ),
        ("simple_majority", r"einfache\w* mehrheit"),
    ),
    oblique=r"laut|für|in|im|gegen|von|vom|mit|nach|aus|bei|zu|zum|zur|über|an|auf|durch|ohne|außer|"
    r"des|innerhalb|um|zwischen|wegen|trotz|unter|vor",
    pronouns=r"er\b|sie\b",
    speech=r"(?:sagt(?:e|en)?|erklärt(?:e|en)?|kündigt(?:e|en)?|betont(?:e|en)?|meint(?:e|"
    r"en)?|teilt(?:e|en)?|berichtet(?:e|en)?|nach angaben von|laut|so|warnt(?:e|en)?)",
    clause_end=r"[;:]|, (?:weil|da|aber|während|obwohl|doch|sagte|wobei|die|der|das|so)\b",
    scales={
        "tausend": 1e3,
        "millionen": 1e6,
        "million": 1e6,
        "mio.": 1e6,
        "mio": 1e6,
        "milliarden": 1e9,
        "milliarde": 1e9,
        "mrd.": 1e9,
        "mrd": 1e9,
    },
    people=r"soldat\w*|militärs|ausbilder\w*|rekruten|kräfte",
    more=r"mehr als|über|mindestens|gut",
    about=r"rund|etwa|ungefähr|circa|ca\.|knapp|fast|an die",
    less=r"weniger als|bis zu|höchstens|unter",
    votes=r"(?P<n>2[0-7]) (?:von|der) (?:den )?27|(?:von|alle|die übrigen|übrigen|anderen|"
    r"mit) (?:den )?(?:übrigen |anderen )?(?P<m>2[1-6]) (?:anderen |übrigen )?(?:eu-)?(?:staaten|"
    r"länder\w*|mitglied\w*|staats\w*|regierung\w*)",
    after_ceasefire=rf"(?:nach|bei|im falle|sobald|erst)[^.;]{{0,40}}?(?:{_DE_CEASEFIRE})",
    now=r"schon jetzt|sofort|jetzt schon|bereits jetzt|vor einem waffenstillstand|während des krieges",
    role_nouns=r"(?:regierung\w*|regierungschef\w*|ministerpräsident\w*|verteidigungsminister\w*|"
    r"außenminister\w*|premier\w*|präsident\w*|kanzler\w*|minister\w*|botschafter\w*|"
    r"seite|vertreter\w*|parlament)\b",
)

_FR_CEASEFIRE = r"cessez-le-feu|trêve|armistice|fin (?:des combats|des hostilités|de la guerre)|arrêt des combats"
FRENCH = Wording(
    cues=(
        *_veto(
            r"droit de veto|veto",
            r"(?:a |ont |avait )?(?:mis|opposé|met|oppose|brandi|posé) (?:\w+ )?(?:son|leur|"
            r"un|le) veto",
            r"pourrai(?:t|ent)|peut|peuvent|dispose\w*|a (?:un|le)",
            r"menac\w+|brandi\w*",
            r"lev(?:é|er|ée|ant)\b|lève|renonc\w+|retir\w+|abandonn\w+",
        ),
        *_stances(
            without=r"à l'exception (?:de |du |des |d')|excepté|hormis|sauf|sans(?: l'accord (?:de |du ))?",
            no_objection=r"ne (?:s'oppos\w+|bloqu\w+|s'y oppos\w+) (?:plus|pas)|n'a (?:pas|aucune|plus) d?'?objection\w*|"
            r"(?:lev|cess|mett?)\w* (?:\w+ ){0,3}(?:blocage|opposition|fin à son)",
            declared=r"abst\w+ (?:\w+ )?constructiv\w+",
            abstains=r"s'(?:est |sont |était )?abst\w+|abstention",
            opts_out=r"ne (?:particip\w+|contribu\w+|prend\w+|s'associ\w+|enverr\w+) (?:pas|plus)|exempt\w+|"
            r"dispens\w+|opt-out",
            opposes=r"s'oppos\w+|s'est opposée?|opposée?s? à|rejet\w+|refus\w+|bloqu(?!age)\w+|critiqu\w+|"
            r"dénon\w+|condamn\w+|vot\w+ contre|(?:est|sont|était) (?:\w+ )?contre|inacceptable|"
            r"hostile\w*|déplor\w+|fustig\w+|exclu(?:t|ent)\b",
            undecided=r"réserv(?:e|es|é|ée|és)\b|hésit\w+|réticen\w+|scepti\w+|indécis\w*|prématuré\w*|"
            r"trop tôt|dout\w+|n'a pas (?:encore )?(?:décidé|tranché)|prudent\w*",
            supports=r"souti(?:ent|ennent|endr\w+)|souten\w+|appui\w+|favorable\w*|approuv\w+|salu(?:e|"
            r"ent|é)\b|(?:large|fort|plein|vaste) soutien|prêt\w* à|vot\w+ pour|(?:assur|promett|"
            r"promis|s'engag)\w*|d'accord|se félicit\w+|donn\w+ (?:son|leur) (?:feu vert|accord|"
            r"aval)",
            wants=r"(?:veu(?:t|lent)|souhait\w+|propos\w+|appel(?:le|lent|é)|demand\w+|réclam\w+|"
            r"plaid\w+|exhort\w+|espèr\w+)\b",
            by_support=r"(?:soutenue?s?|approuvée?s?|appuyée?s?|adoptée?s?|signée?s?) par",
            by_oppose=r"(?:bloquée?s?|rejetée?s?|refusée?s?|critiquée?s?) par",
        ),
    ),
    denied=r"ne|n'(?=\w)|pas|jamais|sans|refus\w+ de",
    conditions=(
        r"(?P<neg>à moins que?|tant que|jusqu'à ce que|pas avant)|(?:mais )?(?:seulement|"
        r"uniquement) (?:si|après|en cas)|(?<!comme )si (?!bien|\w+ soit)|s'il|à condition (?:que|"
        r"de|d')|pourvu que|dès (?:que|lors que|la)|une fois|"
        rf"en cas d[e']|sous réserve|en échange|en contrepartie|dépend\w*|conditionn\w+ (?:à|"
        rf"par)|(?:après|suite à|avec|lors d')(?= ?(?:\w+[ ']){{0,4}}?(?:{_FR_CEASEFIRE}|"
        rf"(?:accord|traité) de paix))"
    ),
    predicates=(
        ("ceasefire", _FR_CEASEFIRE),
        ("reparations", r"réparations|dédommag\w+|indemni\w+"),
        ("withdrawal", r"retrait|retir\w+"),
        ("peace_agreement", r"paix"),
        ("approval", r"approuv\w+|adopt\w+"),
        ("guarantees", r"garanti\w+"),
        ("money", r"euros|argent|fonds"),
    ),
    rules=(
        ("qualified_majority", r"majorité qualifiée"),
        ("enhanced_cooperation", r"coopération renforcée"),
        ("bypass", r"contourn\w+ (?:\w+ ){0,3}(?:veto|hongr\w+|budapest|blocage|unanimité|opposition)"),
        (
            "national_decision",
            r"chaque (?:état|pays)[^.;]{0,40}? (?:décid\w+|choisi\w*)|décision nationale|compétence nationale",
        ),
        (
            "unanimity",
            r"unanim\w+|(?:accord|aval|approbation|feu vert|consentement) (?:de |des )(?:tous|"
            r"l'ensemble|chacun|27)|(?:tous )?les (?:27|vingt-sept)[^.;]{0,30}? (?:doivent|"
            r"devraient)|par consensus",
        ),
    ),
    oblique=r"à|au|aux|de|du|des|d|en|dans|pour|contre|avec|sur|par|vers|chez|entre|sans|sauf|selon|envers|hors",
    pronouns=r"il\b|elle\b",
    speech=r"(?:a (?:dit|déclaré|annoncé|affirmé|ajouté|estimé|assuré|indiqué|expliqué|souligné)|"
    r"(?:dit|déclare|annonce|affirme|estime|assure|indique|explique|souligne)(?:nt)?|"
    r"selon|d'après)",
    clause_end=r"[;:]|, (?:mais|car|tandis|alors|qui|dont|où|a-t-)\b",
    scales={
        "mille": 1e3,
        "million": 1e6,
        "millions": 1e6,
        "milliard": 1e9,
        "milliards": 1e9,
        "md": 1e9,
        "mds": 1e9,
        "m": 1e6,
    },
    people=r"soldats?|militaires|instructeurs|formateurs|recrues|combattants",
    more=r"plus de|au moins|dépass\w+",
    about=r"environ|quelque|près de|autour de|presque",
    less=r"moins de|jusqu'à|au plus",
    votes=r"(?P<n>2[0-7]) (?:sur|des) (?:les )?(?:27|vingt-sept)|par (?:les )?(?P<m>2[1-6]) (?:autres )?(?:pays|"
    r"états|membres|dirigeants|ministres)|(?P<o>2[1-6]) (?:pays|états|états membres|"
    r"dirigeants) (?:ont |soutien\w+|approuv\w+|sont favorables)",
    after_ceasefire=rf"(?:après|en cas|une fois|si|dès)[^.;]{{0,40}}?(?:{_FR_CEASEFIRE})",
    now=r"dès maintenant|immédiatement|sans attendre|dès à présent",
    role_nouns=r"(?:gouvernement|premier ministre|ministre\w*|président\w*|dirigeant\w*|chef\w*|"
    r"diplomat\w*|responsables?|parlement|chancelier|délégation)\b",
)

_IT_CEASEFIRE = (
    r"cessate il fuoco|cessate-il-fuoco|tregua|armistizio|fine (?:della guerra|delle ostilità|dei combattimenti)"
)
ITALIAN = Wording(
    cues=(
        *_veto(
            r"diritto di veto|potere di veto|veto",
            r"(?:ha |hanno )?(?:posto|messo|opposto|imposto|esercitato|pone|mette|oppone) (?:\w+ )?(?:il|"
            r"un|suo) (?:suo )?veto",
            r"potrebbe\w*|può|possono|ha (?:il|un)",
            r"minacci\w+",
            r"ritir\w+|revoc\w+|rinunci\w+|toglie\w*|tolto",
        ),
        *_stances(
            without=r"(?:ad|con l') ?eccezione (?:di |dell'|della |del )|tranne|salvo|eccetto|senza(?: il consenso (?:di |"
            r"dell'))?|a parte",
            no_objection=r"non (?:si oppon\w+|bloc\w+ più|ha obiezioni|ostacol\w+)|toglie (?:il|lo) blocco|"
            r"(?:ritir|rinunci|toglie)\w* (?:\w+ ){0,3}(?:blocco|opposizione|obiezion\w+)",
            declared=r"asten\w+ costruttiv\w*|astension\w+ costruttiv\w*",
            abstains=r"si (?:è |sono )?asten\w+|astension\w+|si astien\w+",
            opts_out=r"non (?:parteciper?\w*|prender\w* parte|contribuir\w*|aderi\w+|invier\w+)|esentat\w+|"
            r"esclus\w+|si chiama fuori",
            opposes=r"(?:si )?oppon\w+|si è oppost\w+|contrari\w+|respin\w+|rifiut\w+|blocc(?!o\b)\w+|"
            r"critic(?!o\b)\w+|condann\w+|vota\w* contro|inaccettabil\w+|boccia\w*|ostacol\w+|"
            r"dice no|detto no",
            undecided=r"riserv(?:e|a)\b|scettic\w+|indecis\w+|perpless\w+|dubbi\b|prudent\w+|non (?:ha|"
            r"hanno) (?:ancora )?deciso|troppo presto|prematur\w+|esit\w+|valutando",
            supports=r"sostien\w+|sosten\w+|appoggi\w+|favorevol\w+|approv(?!azione)\w+|(?:ampio|forte|"
            r"pieno|largo) (?:sostegno|appoggio|consenso)|pront\w+ a|accogli\w+ con|plaud\w+|"
            r"d'accordo|dà il via libera|si impegn\w+|garantir\w+",
            wants=r"(?:vuole|vogliono|chied(?:e|ono)|propon\w+|propost\w+|auspic\w+|sollecit\w+|"
            r"esort\w+|spera|invoc\w+)\b",
            by_support=r"(?:sostenut|appoggiat|approvat|firmat|adottat)[oaie] da\w*",
            by_oppose=r"(?:bloccat|respint|criticat|ostacolat)[oaie] da\w*",
        ),
    ),
    denied=r"non|né|senza|mai",
    conditions=(
        r"(?P<neg>a meno che|finché non|fino a quando non|fintanto che|salvo che)|(?:ma )?(?:solo|"
        r"soltanto|unicamente) (?:se|dopo|in caso|quando|a condizione)|(?<!come )se (?!stess|"
        r"non altro)|a condizione (?:che|di)|a patto (?:che|di)|purché|qualora|non appena|"
        r"una volta|"
        rf"in caso di|in cambio di|subordinat\w+ a\w*|dipend\w+ da\w*|(?:dopo|con|previo|"
        rf"in presenza di)(?= (?:\w+[ ']){{0,4}}?(?:{_IT_CEASEFIRE}|accordo di pace))"
    ),
    predicates=(
        ("ceasefire", _IT_CEASEFIRE),
        ("reparations", r"riparazion\w+|risarcim\w+"),
        ("withdrawal", r"ritir\w+"),
        ("peace_agreement", r"pace"),
        ("approval", r"approv\w+"),
        ("guarantees", r"garanzi\w+"),
        ("money", r"euro|fondi"),
    ),
    rules=(
        ("qualified_majority", r"maggioranza qualificata"),
        ("enhanced_cooperation", r"cooperazione rafforzata"),
        ("bypass", r"aggir\w+ (?:\w+[ '])?(?:\w+[ '])?(?:veto|ungher\w+|budapest|unanimità)"),
        ("national_decision", r"(?:ciascun|ogni|singol\w+) (?:stato|paese)[^.;]{0,40}? decid\w+|decisione nazionale"),
        (
            "unanimity",
            r"unanim\w+|(?:consenso|approvazione|accordo|via libera|assenso) di tutti|tutti (?:e |"
            r"i |gli )*(?:27|ventisette|stati|paesi)[^.;]{0,30}? (?:devono|dovrebbero|dovranno)",
        ),
    ),
    oblique=r"a|al|alla|all|agli|ai|alle|di|del|della|dell|dei|degli|delle|d|da|dal|dalla|"
    r"dall|dai|in|nel|nella|nell|nei|per|contro|con|su|sul|sulla|sull|verso|tra|fra|"
    r"senza|tranne|secondo",
    pronouns=r"egli\b|ella\b",
    speech=r"(?:ha (?:detto|dichiarato|annunciato|affermato|aggiunto|spiegato|sottolineato|"
    r"ribadito)|(?:dice|dichiara|annuncia|afferma|spiega|sottolinea|ribadisce)(?:no)?|"
    r"secondo)",
    clause_end=r"[;:]|, (?:ma|perché|mentre|che|cui|dove|e l')\b",
    scales={"mila": 1e3, "milioni": 1e6, "milione": 1e6, "mln": 1e6, "miliardi": 1e9, "miliardo": 1e9, "mld": 1e9},
    people=r"soldati|militari|istruttori|reclute|combattenti|truppe",
    more=r"più di|oltre|almeno",
    about=r"circa|quasi|intorno a|all'incirca|un'ottantina",
    less=r"meno di|fino a|al massimo",
    votes=r"(?P<n>2[0-7]) (?:su|dei|di) (?:i )?(?:27|ventisette)|da (?:altri )?(?P<m>2[1-6]) (?:paesi|"
    r"stati|leader|membri|capitali)",
    after_ceasefire=rf"(?:dopo|in caso|una volta|se|condizione)[^.;]{{0,50}}?(?:{_IT_CEASEFIRE})",
    now=r"subito|immediatamente|già ora|fin d'ora",
    role_nouns=r"(?:governo|premier|primo ministro|ministr\w+|president\w+|leader|diplomatic\w+|"
    r"parlamento|cancellier\w+|delegazione)\b",
)

_ES_CEASEFIRE = (
    r"alto el fuego|tregua|armisticio|cese (?:el|del) fuego|cese de (?:las )?hostilidades|"
    r"fin de (?:la guerra|los combates)"
)
SPANISH = Wording(
    cues=(
        *_veto(
            r"derecho de veto|derecho a veto|poder de veto|veto",
            r"vet(?:ó|ado|a|aron|an)\b|(?:impuso|ejerció|interpuso|usó) (?:su|el|un) veto",
            r"podría\w*|puede\w*|tiene\w* (?:el |un )?",
            r"amenaz\w+",
            r"levant\w+|retir\w+|renunci\w+",
        ),
        *_stances(
            without=r"(?:a|con la) excepción de|excepto|salvo|menos|sin(?: el consentimiento de| el apoyo de)?",
            no_objection=r"no (?:se opon\w+|bloque\w+|tiene\w* objeci\w+|pondr\w+ obst\w+)|(?:levant|retir|"
            r"dej)\w* (?:\w+ ){0,3}(?:bloqueo|oposición|objeciones|de bloquear)",
            declared=r"abst\w+ constructiv\w+",
            abstains=r"se (?:ha |han )?abst\w+|abstención",
            opts_out=r"no (?:participar\w*|contribuir\w*|tomar\w* parte|enviar\w*|se sumar\w*)|exent\w+|"
            r"queda\w* fuera|se desmarc\w+",
            opposes=r"se (?:ha )?op(?:on|us|uest)\w+|opuest\w+|rechaz\w+|bloque(?!o\b)\w+|niega\w*|"
            r"negó|critic\w+|conden\w+|vot\w+ en contra|(?:está\w*|mostr\w+) (?:\w+ )?en contra|"
            r"inaceptable\w*|descart\w+",
            undecided=r"reservas|escéptic\w+|indecis\w+|dud(?:a|as|an|ó)\b|no ha\w* decidido|demasiado pronto|"
            r"prematur\w+|reticen\w+|caut\w+",
            supports=r"apoy\w+|respald\w+|favorable\w*|a favor|aprob\w+|(?:amplio|fuerte|pleno|firme) (?:apoyo|"
            r"respaldo)|dispuest\w+ a|celebr(?:a|ó|aron)\b|acog\w+ con|de acuerdo|se comprometi\w+|"
            r"da luz verde|dio luz verde|avala\w*",
            wants=r"(?:quiere\w*|pide\w*|pidi\w+|propon\w+|propuso|insta\w*|instó|reclam\w+|defiend\w+|espera\w*)\b",
            by_support=r"(?:apoyad|respaldad|aprobad|firmad)[oa]s? por",
            by_oppose=r"(?:bloquead|rechazad|criticad)[oa]s? por",
        ),
    ),
    denied=r"no|ni|sin|nunca|tampoco",
    conditions=(
        r"(?P<neg>a menos que|a no ser que|hasta que|mientras no)|(?:pero )?(?:solo|sólo|"
        r"únicamente) (?:si|tras|después|cuando|en caso)|siempre (?:y cuando|que)|(?<!como )si (?!bien|"
        r"no)|a condición de|con la condición|en caso de|una vez|en cuanto|a cambio de|"
        rf"depend\w+ de|condicionad\w+ a|(?:tras|después de|con|cuando haya)(?= (?:\w+ ){{0,4}}?(?:{_ES_CEASEFIRE}|"
        rf"acuerdo de paz))"
    ),
    predicates=(
        ("ceasefire", _ES_CEASEFIRE),
        ("reparations", r"reparaci\w+|indemniz\w+"),
        ("withdrawal", r"retir\w+"),
        ("peace_agreement", r"paz"),
        ("approval", r"aprob\w+"),
        ("guarantees", r"garant\w+"),
        ("money", r"euros|fondos"),
    ),
    rules=(
        ("qualified_majority", r"mayoría cualificada"),
        ("enhanced_cooperation", r"cooperación reforzada"),
        (
            "bypass",
            r"(?:sortear|eludir|esquivar|evitar|rodear)\w* (?:\w+ ){0,3}(?:veto|hungr\w+|húngar\w+|"
            r"budapest|unanimidad)",
        ),
        ("national_decision", r"cada (?:estado|país)[^.;]{0,40}? decid\w+|decisión nacional"),
        (
            "unanimity",
            r"un[aá]nim\w+|(?:consentimiento|acuerdo|aprobación|visto bueno|apoyo) de (?:todos|"
            r"los 27|los veintisiete)|todos los (?:27|veintisiete|estados|países|socios)[^.;]{0,30}? (?:deben|"
            r"tienen que|tendrían que)|por consenso",
        ),
    ),
    oblique=r"a|al|de|del|en|para|contra|con|sobre|por|hacia|entre|sin|salvo|excepto|según|desde|tras|dentro",
    pronouns=r"él\b|ella\b",
    speech=r"(?:dijo|ha dicho|declar\w+|anunci\w+|afirm\w+|añadi\w+|explic\w+|subray\w+|asegur\w+|según)",
    clause_end=r"[;:]|, (?:pero|porque|mientras|aunque|que|quien|según)\b",
    scales={"mil": 1e3, "millón": 1e6, "millones": 1e6, "mil millones": 1e9},
    people=r"soldados|militares|instructores|efectivos|reclutas|tropas|uniformados",
    more=r"más de|al menos|por encima de",
    about=r"unos|unas|cerca de|alrededor de|casi|aproximadamente|en torno a",
    less=r"menos de|hasta|como máximo",
    votes=r"(?P<n>2[0-7]) de (?:los )?(?:27|veintisiete)|por (?:los )?(?:otros )?(?P<m>2[1-6]) (?:países|"
    r"estados|socios|líderes|miembros)",
    after_ceasefire=rf"(?:tras|después|una vez|si|cuando|en caso)[^.;]{{0,50}}?(?:{_ES_CEASEFIRE})",
    now=r"ya mismo|de inmediato|inmediatamente|ahora mismo",
    role_nouns=r"(?:gobierno|primer ministro|primera ministra|ministr\w+|president\w+|líder|diplomátic\w+|"
    r"parlamento|canciller|delegación)\b",
)

_PL_CEASEFIRE = (
    r"zawieszeni\w+ broni|rozejm\w*|przerwani\w+ ognia|zakończeni\w+ (?:wojny|walk|"
    r"działań)|ustani\w+ walk|końc\w+ wojny|wstrzymani\w+ ognia"
)
POLISH = Wording(
    cues=(
        *_veto(
            r"praw\w+ weta|weto|wetem|weta",
            r"zawetow\w+|wetow\w+|wetuj\w+",
            r"moż\w+|mog\w+|mógłb\w+|ma prawo",
            r"zagroz\w+|gro[zż]\w+",
            r"wycof\w+|cof\w+|znos\w+|zni(?:osł|eść)\w*|rezygn\w+|zrezygn\w+",
        ),
        *_stances(
            without=r"z wyjątkiem|oprócz|poza|bez(?: zgody| poparcia| udziału)?",
            no_objection=r"nie (?:sprzeciwi\w+|blok\w+|ma\w* nic przeciw\w*|zgłasza\w* zastrzeżeń)|(?:przesta\w+|"
            r"zaprzesta\w+|kończ\w+|zakończ\w+) blok\w+|wycof\w+ (?:\w+ )?sprzeciw\w*",
            declared=r"konstruktywn\w+ wstrzym\w+|wstrzym\w+ (?:się )?(?:\w+ )?konstruktywn\w+",
            abstains=r"wstrzyma\w+ się|wstrzymując\w* się|nie (?:za)?głosowa\w+ za|nie poparł\w* w głosowaniu",
            opts_out=r"nie (?:weźmi\w+|bierz\w+|wezm\w+) udziału|nie (?:będzie |będą )?(?:uczestnicz\w+|"
            r"wyśl\w+|przystąpi\w+)|wyłączon\w+|zwolnion\w+",
            opposes=r"sprzeciw\w+|przeciw(?:ko|n\w+|staw\w+)?\b|odrzuc\w+|odmaw\w+|odmówi\w+|blok(?!ad)\w+|"
            r"zablok\w+|krytyk(?:uj|ow)\w+|skrytykow\w+|potępi\w+|nie zgadza\w* się|nie zgodzi\w+|"
            r"niedopuszczaln\w+|nie do przyjęcia|wyklucz\w+",
            undecided=r"zastrzeże\w+|sceptycz\w+|niezdecydow\w+|waha\w* się|wątpi\w+|za wcześnie|przedwcze\w+|"
            r"rozważa\w*|ostrożn\w+|nie podj\w+ (?:jeszcze )?decyzji",
            supports=r"popar\w+|popiera\w*|wspar(?!ci)\w+|wspiera\w*|poprz\w+|za \w+iem opowie\w+|opowie\w+ się za|"
            r"z zadowoleniem|zgadza\w* się|zgodzi\w+ się|gotow\w+|akceptuj\w+|zaakcept\w+|"
            r"zatwierdz\w+|szerok\w+ poparci\w+|przychyl\w+|deklaruj\w+",
            wants=r"(?:chce|chcą|chciał\w*|domaga\w*|apel\w+|zaapel\w+|propon\w+|zapropon\w+|wzywa\w*|"
            r"wezwa\w+|naciska\w*|postuluj\w+|liczy na|nalega\w*)\b",
            by_support=r"(?:popieran|popart|wspieran|przyjęt|podpisan)\w+ przez",
            by_oppose=r"(?:blokowan|zablokowan|odrzucon|krytykowan)\w+ przez",
        ),
    ),
    denied=r"nie|ani|bez|nigdy",
    conditions=(
        r"(?P<neg>chyba że|dopóki nie|póki nie|dopóki|zanim)|(?:ale )?(?:tylko|dopiero|"
        r"jedynie|wyłącznie) (?:jeśli|jeżeli|po|gdy|kiedy|pod warunkiem|w przypadku|w razie)|"
        r"jeśli|jeżeli|pod warunkiem|o ile|gdyby|w zamian za|w przypadku|w razie|skoro tylko|"
        r"gdy tylko|uzależn\w+|zależ\w+ od|"
        rf"po(?= (?:\w+ ){{0,3}}?(?:{_PL_CEASEFIRE}|zawarciu pokoju|porozumieni\w+ pokojow\w+))"
    ),
    predicates=(
        ("ceasefire", _PL_CEASEFIRE),
        ("reparations", r"reparac\w+|odszkodow\w+"),
        ("withdrawal", r"wycof\w+"),
        ("peace_agreement", r"poko\w+"),
        ("approval", r"zatwierdz\w+|zgod\w+"),
        ("guarantees", r"gwaranc\w+"),
        ("money", r"euro|pieni\w+"),
    ),
    rules=(
        ("qualified_majority", r"większoś\w+ kwalifikowan\w+|kwalifikowan\w+ większoś\w+"),
        ("enhanced_cooperation", r"wzmocnion\w+ współprac\w+"),
        (
            "bypass",
            r"(?:obej\w+|omin\w+|omij\w+|obchodz\w+) (?:\w+ ){0,2}(?:wet\w+|węg\w+|budapeszt\w*|"
            r"sprzeciw\w*|jednomyśln\w+)",
        ),
        ("national_decision", r"każd\w+ (?:państwo|kraj)\w*[^.;]{0,40}? (?:sam\w*|decyduj\w+)|decyzj\w+ narodow\w+"),
        (
            "unanimity",
            r"jednomyśln\w+|jednogłośn\w+|(?:zgod\w+|popar\w+|aprobat\w+) (?:wszystkich|każdego)|"
            r"musz\w+ [^.;]{0,30}?wszystki\w+|wszystki\w+ (?:27 |państw\w* |kraj\w* )+[^.;]{0,30}?(?:musz\w+|musia\w+)|konsensus\w*",
        ),
    ),
    oblique=r"w|we|na|do|dla|z|ze|od|o|przez|przeciw|przeciwko|wobec|za|po|przy|nad|pod|między|"
    r"bez|oprócz|poza|według|ku|u",
    pronouns=r"on\b|ona\b",
    speech=r"(?:powiedzia\w+|oświadczy\w+|zapowiedzi\w+|poinformowa\w+|stwierdzi\w+|podkreśli\w+|"
    r"ogłosi\w+|doda\w+|przekaza\w+|zaznaczy\w+|według|zdaniem|jak (?:poda\w+|mówi\w*))",
    clause_end=r"[;:]|, (?:ale|bo|ponieważ|jednak|podczas|któr\w+|a)\b",
    scales={
        "tys.": 1e3,
        "tys": 1e3,
        "tysięcy": 1e3,
        "tysiące": 1e3,
        "mln": 1e6,
        "miliona": 1e6,
        "miliony": 1e6,
        "milionów": 1e6,
        "mld": 1e9,
        "miliard": 1e9,
        "miliarda": 1e9,
        "miliardy": 1e9,
        "miliardów": 1e9,
    },
    people=r"żołnierz\w*|wojskowych|instruktor\w*|rekrutów|szkoleniowców",
    more=r"ponad|co najmniej|przeszło|więcej niż",
    about=r"około|ok\.|blisko|prawie|niemal|niespełna|mniej więcej",
    less=r"do|mniej niż|najwyżej|maksymalnie",
    votes=r"(?P<n>2[0-7]) (?:z|spośród) 27|(?:przez|poparł\w*|wszystkich) (?:pozostał\w+ )?(?P<m>2[1-6]) (?:innych |"
    r"pozostałych )?(?:państw\w*|kraj\w*|przywód\w+|stolic)|(?P<o>2[1-6]) (?:państw|"
    r"krajów) (?:popar\w+|popiera\w*|zagłosowa\w+)",
    after_ceasefire=rf"(?:po|dopiero|w przypadku|w razie|gdy|jeśli)[^.;]{{0,40}}?(?:{_PL_CEASEFIRE})",
    now=r"już teraz|natychmiast|od razu|niezwłocznie",
    role_nouns=r"(?:rząd\w*|premier\w*|minister\w*|minist\w+|prezydent\w*|szef\w*|dyploma\w+|"
    r"parlament\w*|kanclerz\w*|przywód\w+|strona)\b",
)

_UK_CEASEFIRE = (
    r"припиненн\w+ вогню|перемир['\w]+|завершенн\w+ (?:війни|бойових)|закінченн\w+ (?:війни|"
    r"бойових)|режим\w* тиші|припиненн\w+ бойових"
)
UKRAINIAN = Wording(
    cues=(
        *_veto(
            r"прав\w+ вето|вето",
            r"ветув\w+|заветув\w+|ветує|наклал\w* вето|накладає вето",
            r"мож\w+|могл\w+|має право",
            r"погрож\w+|пригроз\w+",
            r"зня\w+|знімає|відкли\w+|відмов\w+ від",
        ),
        *_stances(
            without=r"за винятком|крім|окрім|без(?: згоди| підтримки| участі)?",
            no_objection=r"не (?:запереч\w+|блок\w+|проти\b|виступа\w+ проти)|(?:припин\w+|перестан\w+|"
            r"перестал\w+) блок\w+|зня\w+ (?:\w+ )?(?:заперечення|блокування)",
            declared=r"конструктивн\w+ утрим\w+|утрим\w+ (?:\w+ )?конструктивн\w+",
            abstains=r"утрима\w+|не голосув\w+ за",
            opts_out=r"не (?:бра\w+|візьм\w+|бере|братим\w*) участ\w+|не (?:долуч\w+|приєдна\w+|надішл\w+|"
            r"відправ\w+)|звільнен\w+ від|не стосу\w+",
            opposes=r"виступа\w+ проти|виступи\w+ проти|проти\b|відхил\w+|відкида\w+|відмови\w+|відмовля\w+|"
            r"блоку\w+|заблок\w+|критику\w+|розкритик\w+|засуди\w+|неприйнятн\w+|заперечу\w+|"
            r"перешкодж\w+|опира\w+",
            undecided=r"застереж\w+|скептич\w+|не визначил\w+|сумнів\w+|зарано|передчасн\w+|обмірков\w+|"
            r"розгляда\w+|вага\w+|обережн\w+",
            supports=r"підтрим(?!к)\w+|схвал\w+|віта\w+|привіта\w+|погоди\w+|погоджу\w+|готов\w+|за розширення|"
            r"широк\w+ підтримк\w+|домовил\w+|зобов'яза\w+|висловил\w+ підтримк\w+",
            wants=r"(?:хоче|хочуть|хотіл\w+|заклика\w+|закликал\w+|пропону\w+|запропон\w+|наполяга\w+|"
            r"вимага\w+|просит\w*|сподіва\w+)\b",
            by_support=r"підтриман\w+ (?=\d|усіма|країнами)",
            by_oppose=r"(?:заблокован|відхилен)\w+ (?=\w+)",
        ),
    ),
    denied=r"не|ні|без|жодн\w+",
    conditions=(
        r"(?P<neg>якщо не|доки не|поки не|допоки|хіба що)|(?:але )?(?:лише|тільки|виключно) (?:якщо|"
        r"після|за умови|у разі|коли|в разі)|якщо|за умови|у разі|в разі|щойно|як тільки|"
        r"в обмін на|залеж\w+ від|у випадку|"
        rf"після(?= (?:\w+ ){{0,3}}?(?:{_UK_CEASEFIRE}|мирн\w+ угод\w+|укладення миру|встановлення миру))"
    ),
    predicates=(
        ("ceasefire", _UK_CEASEFIRE),
        ("reparations", r"репарац\w+|відшкодув\w+"),
        ("withdrawal", r"вивед\w+|виведенн\w+|відвед\w+"),
        ("peace_agreement", r"мир\w*"),
        ("approval", r"схвал\w+"),
        ("guarantees", r"гаранті\w+"),
        ("money", r"євро|кошт\w+"),
    ),
    rules=(
        ("qualified_majority", r"кваліфікован\w+ більш\w+"),
        ("enhanced_cooperation", r"посилен\w+ співпрац\w+|розширен\w+ співпрац\w+"),
        (
            "bypass",
            r"(?:обійти|обхід|обход\w+|обійш\w+) (?:\w+ ){0,2}(?:вето|угор\w+|будапешт\w*|"
            r"одностайн\w+)",
        ),
        (
            "national_decision",
            r"кожн\w+ (?:країн\w+|держав\w+)[^.;]{0,40}? (?:сам\w*|виріш\w+)|національн\w+ рішенн\w+",
        ),
        (
            "unanimity",
            r"одностайн\w+|одноголосн\w+|(?:згод\w+|схваленн\w+|підтримк\w+) (?:всіх|усіх|"
            r"кожн\w+)|(?:всі|усі|всіх|усіх) (?:27|країн\w*|держав\w*)[^.;]{0,30}? (?:ма\w+|"
            r"повинн\w+|мусять|потрібн\w+)|консенсус\w*",
        ),
    ),
    oblique=r"в|у|на|до|для|з|із|зі|від|про|через|проти|щодо|за|після|при|над|під|між|без|крім|окрім|поза|серед|по",
    pronouns=r"він\b|вона\b",
    speech=r"(?:сказа\w+|заяви\w+|заявля\w+|повідоми\w+|оголоси\w+|наголоси\w+|підкресли\w+|"
    r"додал\w*|зазначи\w+|за словами|на думку|за даними)",
    clause_end=r"[;:]|, (?:але|бо|оскільки|однак|тоді|як\w+|а)\b",
    scales={
        "тис.": 1e3,
        "тис": 1e3,
        "тисяч": 1e3,
        "тисячі": 1e3,
        "млн": 1e6,
        "мільйон": 1e6,
        "мільйони": 1e6,
        "мільйонів": 1e6,
        "млрд": 1e9,
        "мільярд": 1e9,
        "мільярди": 1e9,
        "мільярдів": 1e9,
        "мільярда": 1e9,
    },
    money=r"євро|€",
    people=r"військовослужбовц\w*|військових|солдат\w*|бійц\w*|інструктор\w*|новобранц\w*|воїнів",
    more=r"понад|більше|більш як|щонайменше",
    about=r"близько|приблизно|майже|орієнтовно",
    less=r"до|менше|не більше",
    votes=r"(?P<n>2[0-7]) (?:із|з) 27|(?:підтрим\w+|усіх|решта|інші|від) (?:інших |решта )?(?P<m>2[1-6]) (?:інших )?(?:країн\w*|"
    r"держав\w*|лідер\w*|член\w*)|(?P<o>2[1-6]) (?:країн|держав)\w*(?:-член\w*)? (?:підтрим\w+|"
    r"схвал\w+|за\b)",
    after_ceasefire=rf"(?:після|лише|у разі|в разі|коли|якщо)[^.;]{{0,40}}?(?:{_UK_CEASEFIRE})",
    now=r"вже зараз|негайно|просто зараз|уже зараз",
    role_nouns=r"(?:уряд\w*|прем'єр\w*|міністр\w*|президент\w*|глав\w+|очільни\w+|дипломат\w*|"
    r"парламент\w*|канцлер\w*|сторон\w+|лідер\w*)\b",
)

_HU_CEASEFIRE = r"tűzszün\w*|fegyverszün\w*|fegyvernyugv\w*|harcok (?:vég|leáll)\w*|háború (?:vég|lezár)\w*"
HUNGARIAN = Wording(
    cues=(
        *_veto(
            r"vétój\w+|vétó\w*",
            r"megvétóz\w+|vétózta\w*|vétózott|vétóz(?:ik|za)\b",
            r"(?:meg)?vétózhat\w*|vétójog\w*|élhet",
            r"fenyeget\w*",
            r"feladt\w*|visszavon\w*|feloldott\w*|feloldja",
        ),
        *_stances(
            without=r"kivételével|kivéve|(?:beleegyezése |jóváhagyása |támogatása )?nélkül",
            no_objection=r"nem (?:ellenez\w*|akadályoz\w*|blokkol\w*|emel\w* kifogást|tiltakoz\w*)",
            declared=r"konstruktív\w* tartózkod\w+",
            abstains=r"tartózkod\w+",
            opts_out=r"nem (?:vesz|vett|vesznek|kíván|kívánt) (?:\w+ )?rész\w*|nem (?:csatlakoz\w+|"
            r"küld\w*|járul\w*)|kimarad\w*|mentesül\w*",
            opposes=r"ellenz\w+|ellenez\w+|elutasít\w*|blokkol\w*|megtagad\w*|akadályoz\w*|ellene szavaz\w*|"
            r"nem támogat\w*|bírál\w*|elítél\w*|elfogadhatatlan\w*|nemet mond\w*|tiltakoz\w*|"
            r"szembehelyez\w*|hátráltat\w*",
            undecided=r"fenntartás\w*|szkeptikus\w*|bizonytalan\w*|kétel\w*|túl korai|korai\b|mérlegel\w*|"
            r"óvatos\w*|nem döntött\w*",
            supports=r"támogat(?!ás)\w*|üdvözöl\w*|egyetért\w*|jóváhagyt\w*|beleegyez\w+ (?:adt|ad)\w*|"
            r"kész\b|hajland\w+|elfogadt\w*|megszavaz\w*|széles\w* támogatás\w*|kiáll\w* (?:a |"
            r"az )?",
            wants=r"(?:akar\w*|szeretn\w*|javasol\w*|javaslat\w* tett\w*|sürget\w*|kér(?:t|i|te|"
            r"ik|ték)\b|szorgalmaz\w*)",
        ),
    ),
    denied=r"nem|sem|ne\b|soha",
    conditions=(
        r"(?P<neg>hacsak|amíg nem|mindaddig|addig)|(?:de )?(?:csak|kizárólag) (?:akkor|"
        r"ha|azután|ha majd)|ha\b(?! csak)|amennyiben|feltéve|azzal a feltétellel|abban az esetben|"
        r"amint|cserébe|"
        rf"(?:(?:egy |a |az |tartós |esetleges |lehetséges )*(?:{_HU_CEASEFIRE})) (?:esetén|"
        rf"után|idején|fejében|mellett)|(?:feltétel\w*)(?= )"
    ),
    condition_words=rf"(?:{_HU_CEASEFIRE}) (?:esetén|után|utáni|mellett)|békekötés után",
    predicates=(
        ("ceasefire", _HU_CEASEFIRE),
        ("reparations", r"jóvátétel\w*|kártérít\w*"),
        ("withdrawal", r"kivon\w*|visszavon\w*"),
        ("peace_agreement", r"béke(?!keret)\w*"),
        ("approval", r"jóváhagy\w*"),
        ("guarantees", r"garanci\w*|biztosíték\w*"),
        ("money", r"euró\w*|pénz\w*"),
    ),
    rules=(
        ("qualified_majority", r"minősített többs\w*"),
        ("enhanced_cooperation", r"megerősített együttműk\w*"),
        (
            "bypass",
            r"(?:vétó\w*|magyar\w*|budapest\w*|egyhangú\w*)[^.;]{0,50}?(?:megkerül\w*|kikerül\w*)|"
            r"megkerül\w* (?:\w+ ){0,2}(?:vétó\w*|magyar\w*)",
        ),
        (
            "national_decision",
            r"minden (?:tagállam|ország)[^.;]{0,40}? maga|nemzeti (?:döntés|hatáskör)\w*|minden (?:tagállam|"
            r"ország) önállóan",
        ),
        (
            "unanimity",
            r"egyhangú\w*|konszenzus\w*|(?:mind a |mind |összes |valamennyi |minden )(?:27 |"
            r"huszonhét )?(?:\w+ )?(?:tagállam\w*|tagország\w*|ország\w*)[^.;]{0,30}?(?:jóváhagy\w*|"
            r"beleegyez\w*|hozzájárul\w*|egyetért\w*|támogat\w*|igen\w*)",
        ),
    ),
    oblique=r"(?!)",
    pronouns=r"ő\b",
    speech=r"(?:mondta|közölte|jelentette ki|bejelentette|hangsúlyozta|elmondta|szerint|hozzátette|"
    r"nyilatkozta|írta|állította)",
    clause_end=r"[;:]|, (?:de|mert|mivel|így|azonban|míg|amely\w*|aki\w*|és)\b",
    scales={"ezer": 1e3, "millió": 1e6, "milliárd": 1e9, "mrd": 1e9},
    money=r"euró\w*|eurós",
    people=r"katon\w*|kiképző\w*|oktató\w*|harcos\w*|újonc\w*",
    more=r"több mint|legalább|meghaladó|több,? mint|mintegy több",
    about=r"mintegy|körülbelül|nagyjából|közel|csaknem|majdnem|hozzávetőleg",
    less=r"kevesebb mint|legfeljebb",
    votes=r"(?:a )?(?:27|huszonhét)\w*(?:-\w+)? (?:\w+ ){0,2}?(?:közül )?(?P<n>2[0-6])\b|"
    r"(?P<m>2[1-6]) (?:másik )?(?:\w+ )?(?:tagállam|ország|vezető|tagország|állam)\w* (?:\w+ ){0,3}?(?:támogat\w*|"
    r"elfogad\w*|aláír\w*|megszavaz\w*|jóváhagy\w*|fogadt\w*)",
    after_ceasefire=rf"(?:{_HU_CEASEFIRE})\w*",
    now=r"már most|azonnal|haladéktalanul",
    role_nouns=r"(?:kormány\w*|miniszterelnök\w*|külügyminiszter\w*|védelmi miniszter\w*|honvédelmi miniszter\w*|"
    r"miniszter\w*|elnök\w*|vezető\w*|diplomat\w*|parlament\w*|kancellár\w*|fél)\b",
)

_LT_CEASEFIRE = r"paliaub\w*|ugnies nutraukim\w*|karo pabaig\w*|kovų pabaig\w*"
LITHUANIAN = Wording(
    cues=(
        *_veto(
            r"veto",
            r"vetav\w+|vetuo\w+",
            r"gal(?:i|ėtų|ėtu)\b|turi teisę",
            r"gras\w+",
            r"atšauk\w+|atsiim\w+|atsisak\w+",
        ),
        *_stances(
            without=r"išskyrus|be(?: \w+ pritarimo)?",
            no_objection=r"ne(?:prieštarau\w+|blokuo\w+|blokuos|prieštaraus)",
            declared=r"konstruktyv\w+ susilaik\w+",
            abstains=r"susilaik\w+",
            opts_out=r"nedalyv\w+|neprisijung\w+|nesiųs\w*|nesių\w+",
            opposes=r"prieštarau\w+|priešina\w*|priešin\w+|atmet\w+|atsisak\w+|blokuo\w+|blokav\w+|"
            r"kritikuo\w+|kritikav\w+|smerki\w+|nepritar\w+|nepriimtin\w+|nepalaik\w+",
            undecided=r"abejo\w+|skeptišk\w+|svarst\w+|neapsisprend\w+|per anksti|dvejo\w+|atsargi\w+",
            supports=r"palaik\w+|pritar\w+|remi(?:a|ame|anti)\b|parėm\w+|sutink\w+|sutiko|pasireng\w+|"
            r"pasiruoš\w+|sveikin\w+",
            wants=r"(?:nori|norėtų|siūl\w+|pasiūl\w+|ragin\w+|paragin\w+|siek\w+|reikalau\w+|praš\w+)",
        ),
    ),
    denied=r"ne\b|nei|be\b",
    conditions=rf"(?P<neg>nebent|kol ne\w*|kol)|(?:tik|vien) (?:jei|jeigu|po|kai|su sąlyga)|jei\b|"
    rf"jeigu|su sąlyga|jeib|kai tik|mainais|priklaus\w+ nuo|po(?= (?:\w+ ){{0,3}}?(?:{_LT_CEASEFIRE}|"
    rf"taikos))|paskelbus|esant|sudarius|pasibaigus",
    predicates=(
        ("ceasefire", _LT_CEASEFIRE),
        ("reparations", r"reparac\w+|kompensac\w+"),
        ("withdrawal", r"išved\w+|atitrauk\w+"),
        ("peace_agreement", r"taik\w+"),
        ("approval", r"patvirtin\w+"),
        ("guarantees", r"garantij\w+"),
        ("money", r"eur\w+"),
    ),
    rules=(
        ("qualified_majority", r"kvalifikuot\w+ (?:balsų )?daugum\w+"),
        ("enhanced_cooperation", r"tvirtesn\w+ bendradarbiavim\w+"),
        ("bypass", r"(?:apeiti|apein\w+|apėj\w+) (?:\w+ ){0,2}(?:veto|vengr\w+|budapešt\w*)"),
        (
            "unanimity",
            r"vieningai|vieningo|vienbalsi\w+|vieningum\w*|vienbals\w*|konsensus\w*|vis(?:os|"
            r"ų|oms) (?:27|šal\w+|valstyb\w+)[^.;]{0,40}?(?:pritar\w+|turi\b|sutik\w+)",
        ),
    ),
    oblique=r"į|iš|prie|už|prieš|su|be|nuo|apie|dėl|per|po|pas|tarp|ant|išskyrus",
    pronouns=r"jis\b|ji\b",
    speech=r"(?:sakė|pranešė|pareiškė|pabrėžė|teigė|nurodė|pridūrė|anot|pasak)",
    clause_end=r"[;:]|, (?:bet|nes|tačiau|kuri\w*)\b",
    scales={
        "tūkst.": 1e3,
        "tūkstančių": 1e3,
        "tūkstančiai": 1e3,
        "mln.": 1e6,
        "mln": 1e6,
        "milijonų": 1e6,
        "milijonai": 1e6,
        "mlrd.": 1e9,
        "mlrd": 1e9,
        "milijardų": 1e9,
        "milijardai": 1e9,
        "milijardo": 1e9,
    },
    money=r"eur\w+|€",
    people=r"kari\w+|kareivi\w+|instruktori\w+",
    more=r"daugiau (?:kaip|nei)|virš|per|bent",
    about=r"apie|maždaug|beveik|netoli",
    less=r"iki|mažiau (?:kaip|nei)",
    votes=r"(?P<n>2[0-7]) iš 27|(?P<m>2[1-6]) (?:kit\w+ )?(?:šal\w+|valstyb\w+|lyder\w+) (?:palaik\w+|"
    r"pritar\w+|parėm\w+|remi\w+)",
    after_ceasefire=rf"(?:po|paskelbus|tik|kai)[^.;]{{0,40}}?(?:{_LT_CEASEFIRE})",
    now=r"jau dabar|nedelsiant|iškart",
    role_nouns=r"(?:vyriausyb\w+|premjer\w+|ministr\w+|prezident\w+|vadov\w+|diplomat\w+|kancler\w+)\b",
)

WORDINGS: dict[str, Wording] = {
    "de": GERMAN,
    "fr": FRENCH,
    "it": ITALIAN,
    "es": SPANISH,
    "pl": POLISH,
    "uk": UKRAINIAN,
    "hu": HUNGARIAN,
    "lt": LITHUANIAN,
}

# What the remaining languages get: the words that name a rule, a ceasefire or a veto, and sums in euros.
_VETO = r"veto\w*|вето|βέτο|vétó\w*|vető\w*|weto\w*|veetó\w*"
_UNANIMITY = (
    r"единодуш\w+|jednomysl\w+|jednohlas\w+|enstemmig\w*|enighed|ομοφων\w+|ομόφων\w+|"
    r"ühehääl\w+|yksimieli\w+|d'aon toil|d'aon ghuth|jednoglas\w+|vienprātīg\w+|unanim\w*|"
    r"unanimità|eenparig\w*|unanimiteit|unanimidade|soglasj\w*|soglasn\w*|enhällig\w*|enighet"
)
_CEASEFIRES = (
    r"прекратяване на огъня|примири\w+|příměř\w+|zastaven\w+ palby|våbenhvile\w*|κατάπαυση του πυρός|"
    r"εκεχειρί\w+|relvarahu\w*|vaherahu\w*|tulitau\w*|aselepo\w*|sos cogaidh|primirj\w*|"
    r"prekid\w* vatre|pamier\w*|"
    r"uguns pārtraukšan\w*|waqfien mill-ġlied|staakt-het-vuren|wapenstilstand|bestand|"
    r"cessar-fogo|trégua\w*|încetare\w* focului|armistiți\w*|prímeri\w*|premirj\w*|"
    r"eldupphör\w*|vapenvila\w*|vapenstillestånd\w*"
)
SHARED = Wording(
    cues=(Cue(_VETO, veto="exercised", holder="subject", deniable=False),),
    denied=r"(?!)",
    conditions=r"(?!)",
    condition_words=_CEASEFIRES,
    predicates=(("ceasefire", _CEASEFIRES),),
    rules=(
        ("unanimity", _UNANIMITY),
        (
            "qualified_majority",
            r"квалифицирано мнозинство|kvalifikovan\w+ většin\w*|kvalificere\w* flertal|ειδική\w* πλειοψηφία\w*|"
            r"kvalifitseeritud hääl\w*|määräenemmist\w*|tromlach cáilithe|kvalificiran\w+ većin\w*|"
            r"kvalificēt\w+ (?:balsu )?vairākum\w*|maġġoranza kwalifikata|gekwalificeerde meerderheid|"
            r"maioria qualificada|majoritate\w* calificată|kvalifikovan\w+ väčšin\w*|kvalificiran\w+ večin\w*|"
            r"kvalificerad majoritet",
        ),
    ),
    scales={
        "mio.": 1e6,
        "mio": 1e6,
        "mld.": 1e9,
        "mld": 1e9,
        "mrd": 1e9,
        "mia.": 1e9,
        "miljard": 1e9,
        "miljoen": 1e6,
        "miljarder": 1e9,
        "miljoner": 1e6,
        "milioane": 1e6,
        "miliarde": 1e9,
        "mil milhões": 1e9,
        "milhões": 1e6,
        "млн.": 1e6,
        "млрд.": 1e9,
        "милиона": 1e6,
        "милиарда": 1e9,
        "miliard": 1e9,
        "miliardy": 1e9,
        "milionů": 1e6,
        "miliónov": 1e6,
        "miljardit": 1e9,
        "miljonit": 1e6,
        "miljardia": 1e9,
        "miljoonaa": 1e6,
        "milijarde": 1e9,
        "milijuna": 1e6,
        "milijonov": 1e6,
        "miljardi": 1e9,
        "miljoni": 1e6,
        "milliarder": 1e9,
        "millioner": 1e6,
        "δισεκατομμύρια": 1e9,
        "εκατομμύρια": 1e6,
    },
    money=r"euro\w*|eur[oa]\w*|евро|ευρώ|eiro|eur\b",
)
