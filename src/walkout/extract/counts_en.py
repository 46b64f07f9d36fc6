"""Counts in English: bounding words, numeral, attributes, counted noun."""

from __future__ import annotations

import re

from walkout.extract.counts import UNITS, Bound, FoundCount, NounClass, bounded, is_whole
from walkout.model.values import Count
from walkout.text.numerals import Numeral, Spot, find_en
from walkout.text.patterns import alternation

_CLASSES: dict[NounClass, str] = {
    "worker": "worker employee staff staffer labourer laborer workman workmen operative cleaner "
              "cook waiter "
    "waitress seafarer sailor dockworker docker machinist technician engineer programmer welder "
    "porter "
    "colleague co-worker coworker union_member member_of_staff shop_assistant sanitation_worker "
    "nanny "
    "flight_attendant pilot trade_unionist janitor workforce clerk warehouse_worker craftsman "
    "craftsmen barista signaller electrician mechanic metalworker autoworker steelworker "
    "ironworker railroader railwayman railwaymen boatman boatmen fireman firemen firefighter "
    "dustman dustmen loader unloader stevedore longshoreman longshoremen instructor tour_guide "
    "caddie attendant cashier seamstress weaver tailor gardener carer caretaker musician dancer "
    "actor footballer screenwriter translator surveyor workmate farmhand farmworker civil_servant "
    "public_servant government_employee law_enforcement_officer teller salesman salesmen"
    " saleswoman "
    "saleswomen salespeople hairdresser packer picker busman busmen tradesman tradesmen apprentice "
    "plumber painter welder tutor unionist deckhand filleter cutter spinner polisher grinder "
    "moulder fitter dyer compositor "
    "bookbinder roofer mason quarryman quarrymen logger shearer milker tapper plucker sorter "
    "checker "
    "lineman linemen trackman trackmen ferryman ferrymen lighterman lightermen stagehand "
    "projectionist "
    "animator typist telephonist sweeper scavenger binman binmen letter_carrier mail_carrier "
    "midwife "
    "midwives pharmacist radiographer academic researcher librarian steward stewardess embroiderer "
    "stitcher hemmer knitter lacemaker glassblower shipwright stoker baker butcher brewer "
    "nanny maid housekeeper bartender beautician model "
    "assembler shoemaker sewer operator driller hand millhand presser trimmer laster caster turner "
    "riveter potter tanner reeler twister doffer ironer blacksmith founder gilder upholsterer "
    "joiner glazier plasterer scaffolder rigger",
    "construction": "construction_worker builder bricklayer carpenter",
    "driver": "driver cabbie taxi_driver truck_driver trucker cab_driver bus_driver cabdriver "
              "motorist "
    "pedicab_driver rickshaw_driver taxi_owner truck_owner lorry_owner rickshaw_owner bus_owner "
    "boat_owner motorised_rickshaw_owner conductor bus_conductor taxi_operator cab_operator",
    "courier": "courier delivery_worker delivery_driver delivery_rider rider deliveryman "
               "deliverymen postman",
    "miner": "miner pitman pitmen coal_miner coalminer mineworker",
    "teacher": "teacher schoolteacher faculty faculties lecturer professor educator"
    " kindergarten_teacher",
    "medical": "doctor nurse medic medical_staff health_worker physician paramedic medical_worker",
    "student": "student intern trainee apprentice pupil graduate student_worker",
    "retiree": "retiree pensioner retired_worker",
    "laid_off": "laid-off_worker jobless unemployed_worker",
    "striker": "striker striking_worker",
    "protester": "protester protestor demonstrator petitioner marcher participant picketer",
    "detainee": "detainee prisoner arrest detention arrestee",
    "casualty": "casualty casualties victim death fatality fatalities injury injuries",
    "police": "police police_officer policeman policemen riot_police officer cop swat_officer "
              "constable",
    "guard": "security_guard guard chengguan",
    "thug": "thug gangster hired_thug unidentified_men hoodlum",
    "official": "official cadre",
    "manager": "manager executive supervisor boss bosses foreman foremen director",
    "supporter": "supporter activist sympathiser sympathizer volunteer organiser organizer "
                 "campaigner netizen ringleader "
    "labour_activist",
    "family": "family_member relative widow parent dependant dependent next_of_kin",
    "villager": "villager farmer peasant fisherman fishermen",
    "resident": "resident bystander citizen homeowner vendor street_vendor shopkeeper onlooker "
                "investor "
    "homebuyer trader stallholder local",
    "veteran": "veteran ex-soldier ex-serviceman ex-servicemen",
    "journalist": "journalist reporter",
    "lawyer": "lawyer attorney",
    "person": "person people persons man men woman women individual child children member "
              "representative "
    "delegate youth adult leader girl boy soul",
    "household": "household family families",
    "vehicle": "vehicle taxi cab bus buses coach coaches truck lorry lorries van car police_car "
               "police_vehicle "
    "tricycle motorcycle motorbike boat ship ambulance",
    "company": "company companies factory factories firm plant enterprise employer workplace "
               "school hospital store shop "
    "mine supplier warehouse branch branches contractor business businesses",
}  # fmt: skip
_SAME = frozenset(
    (
        "staff",
        "police",
        "people",
        "persons",
        "men",
        "women",
        "children",
        "workforce",
        "jobless",
        "unidentified_men",
        "riot_police",
    )
)


def _forms(word: str) -> list[str]:
    """Singular and plural."""
    spaced = word.replace("_", " ")
    if word in _SAME or spaced.endswith(("men", "ies", "children", "buses", "coaches", "es")):
        return [spaced]
    if spaced.endswith("y") and spaced[-2] not in "aeiou":
        return [spaced, spaced[:-1] + "ies"]
    return [spaced, spaced + ("es" if spaced.endswith(("ss", "ch")) else "s")]


_CLASS: dict[str, NounClass] = {
    form: noun
    for noun, words in _CLASSES.items()
    for word in words.split()
    for form in _forms(word)
} | {"others": "person"}
_NOUN = alternation(_CLASS)

_STOP = (
    r"(?:of|in|at|on|to|by|for|from|with|and|or|but|as|than|into|over|under|about|after|before"
    r"|during|since|until|among|between|including"
    r"|were|was|are|is|be|been|has|have|had|who|that|which|when|where|while|because|if|it|they"
    r"|he|she|we|i|you|them"
    r"|hours?|days?|weeks?|months?|years?|minutes?|seconds?|times?|yuan|rmb|renminbi|dollars?"
    r"|euros?|pounds?|percent"
    r"|per|cent|cents|pc|km|kms?|kilomet(?:er|re)s?|met(?:er|re)s?|miles?|degrees?|tons?|tonnes?"
    r"|kg|square|acres?|mu"
    r"|million|billion|points?|pm|am|p\.m|a\.m|o'clock|th|st|nd|rd|wage|pay|salary|bonus|did|do"
    r"|does|will|would|can"
    r"|could|may|might|must|should|said|say|says|told|went|go|goes|gathered|protested|marched"
    r"|blocked|staged|demanded"
    r"|held|took|take|began|started|refused|clashed|a|an|this|these|those|there|then|not|no|so|also"
    r"|january|february|march|april|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec|year-old|year|old|yr)"
)
_WORD = rf"(?!{_STOP}(?![a-z'-]))[a-z\u00c0-\u024f](?:[a-z\u00c0-\u024f'&/-]|\.(?=[a-z])){{0,24}}"
_AFTER = re.compile(
    r"(?P<more>\+|-plus| plus| or more|-odd| odd| or so)?"
    r"(?:"
    rf"(?P<share> of (?:the|its|their|our|these|those|his)(?: [0-9][0-9,]{{0,9}})?| of)?"
    rf"(?:[ -](?:{_WORD}))??(?:[ ](?:{_WORD})){{0,3}}?[ -](?P<noun>{_NOUN})(?![a-z]|-[a-z]"
    rf"|'s)(?: (?P<on>{_NOUN})(?![a-z]|-[a-z]))?"
    r"|(?P<strong>(?: strong(?= ?[,.;:)])|-(?:strong|person|man|member|worker|employee"
    r"|people))(?![a-z]))(?: "
    r"(?P<body>[a-z]+))?"
    r"| (?P<them>of (?:them|whom|us|those))(?![a-z])"
    r")"
)
_VERBS = (
    r"(?:arrested|detained|jailed|imprisoned|sentenced|released|freed|killed|injured|hurt"
    r"|wounded|hospitali[sz]ed|dead"
    r"|missing|dismissed|fired|sacked|laid off|beaten|taken away|taken into custody|charged"
    r"|questioned|convicted"
    r"|trapped|rescued|went on strike|walked out|walked off|took part|take part|joined"
    r"|participated|gathered|marched"
    r"|protested|rallied|took to the streets|turned out|attended|demonstrated|downed tools"
    r"|stopped work|lost their jobs|blocked|staged|died|strike|struck|striking|walk out|walking"
    r" out|walk"
    r" off|block|blocking|protest|protesting|marching|gather|rally|rallying|stage|boycott"
    r"|boycotting"
    r"|demand|demanded|demanding|petition|petitioned|occupied|occupy|surrounded|surround"
    r"|picketed|sat down"
    r"|refused|stopped|on strike|threaten|threatened|stayed away|stayed home|downed"
    r"|stood|sat|knelt|camped|slept|queued|poured|logged off|log off|switched off|turned off"
    r"|clocked|resigned|filed|filled|thronged|barricaded|came out|went out|taken to (?:the"
    r" )?hospital"
    r"|needed (?:a doctor|treatment|hospital|stitches)|treated|stayed in|stayed on|set off|set out)"
)
_PASSIVE = re.compile(
    rf"(?P<more>\+| or more)?(?= (?:(?:were|was|have|had|has|are|is|being|been|be|to|later|also"
    rf"|still|reportedly|allegedly"
    rf"|already|remain|remained|now|then|collectively|again) ){{0,4}}{_VERBS}(?![a-z]))"
)
_ACTIVE = re.compile(
    r"(?:killing|injuring|wounding|arresting|detaining|jailing|arrested|detained|killed|injured"
    r"|wounded|dismissed|sacked"
    r"|fired|beat|leaving|took away|freeing|releasing)(?: at least| more than| over| some| about"
    r"| nearly| up to)? $"
)
_BODY = re.compile(
    r"(?P<noun>crowd|group|mob|team|total|gang|delegation|workforce|party)s? (?:of|totalling"
    r"|totaling|numbering) $"
)
_END = re.compile(
    r"$| ?[.,;:!?()\"\n]| [a-z]{2,20}ed(?![a-z])"
    r"| (?:came|went|sat|stood|struck|left|put|kept|lay|laid|took|held|was|were|had)(?![a-z])"
    r"| (?:in|on|at|of whom|and|after|during|for|with"
    r"|from|when|who|by"
    r"|to)(?![a-z])"
)

_BOUNDS: dict[Bound, str] = {
    # They bound nothing: the count is approximate.
    "exact": "about|around|roughly|approximately|approx|approx.|some|an estimated|estimated|circa"
             "|ca.|~|something like|"
    "in the region of|in the order of|maybe|perhaps|estimates of",
    "near": "nearly|almost|close to|approaching|just under|just short of|not quite|well nigh"
            "|virtually",
    "over": "over|more than|exceeding|in excess of|upwards of|upward of|above|greater than|well "
            "over|well above|"
    "some more than|just over|a little over|a little more than|slightly more than|>",
    "least": "at least|no fewer than|no less than|not less than|not fewer than|a minimum of|at "
             "the very least|minimum",
    "under": "fewer than|less than|under|below|<",
    "most": "up to|as many as|at most|no more than|not more than|a maximum of|maximum of|at the "
            "most|up to about",
}  # fmt: skip
_BOUND_OF = {word: bound for bound, words in _BOUNDS.items() for word in words.split("|")}
_PREFIX = re.compile(
    rf"(?<![a-z])(?P<bound>{alternation(_BOUND_OF)})(?: (?:an?|the|some|about))? ?$"
)
_REACH = 36
"""Code points before a numeral in which its bounding words stand."""

_NOT_BEFORE = re.compile(
    r"(?:[$€£¥#@/] ?|[0-9][.,:-]|[a-z]-|(?<![a-z])"
    r"(?:rmb|cny|usd|hkd|no|number|article|section|clause|chapter|line|page|room|building|phase"
    r"|route"
    r"|grade|class|day|week|unit|zone|gate|block|terminal|flight|bus|level|act|item|part|plant|law"
    r"|form|the|hk[$]|us[$]"
    r"|january|february|march|april|may|june|july|august|september|october|november|december"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[.]? ?)$"
)
_YEAR_BEFORE = re.compile(
    r"(?<![a-z])(?:in|since|of|by|until|from|during|before|after|late|early|mid|year|the|spring"
    r"|summer|autumn|fall|winter"
    r"|january|february|march|april|may|june|july|august|september|october|november|december) $"
)
_SHARE = re.compile(
    r"(?: out of| in) (?:[0-9]|every|ten|five|three|four|two)|[-/]?(?:thirds?|quarters?|fifths?)"
    r"|(?:%| ?per ?cent)"
)
_RATIO = re.compile(r"(?:one|two|three|four|nine|[0-9]) (?:in|out of) (?:every )?$")
_EVERY = re.compile(r"(?:every|each|per) $")
_JOIN = re.compile(r"(?:-| - | to | or |-to-)(?:some |about )?")
_AND = re.compile(r" and (?:some |about )?")
_BETWEEN = re.compile(r"between $")


def find(text: str, image: str, bare: bool) -> list[FoundCount]:
    """Return the counts that English words say; see `walkout.extract.counts.find_counts`."""
    spots = find_en(image)
    found: list[FoundCount] = []
    taken = 0
    for place, spot in enumerate(spots):
        if spot.start < taken:
            continue
        count = None
        if place + 1 < len(spots) and (wide := joined(image, spot, spots[place + 1])):
            count = _read(text, image, wide, bare)
        count = count or _read(text, image, spot, bare)
        if count is not None:
            found.append(count)
            taken = count.end
    return found


def joined(image: str, first: Spot, second: Spot) -> Spot | None:
    """Return the one numeral that two joined ones make: between 300 and 400, 200-300."""
    if second.start - first.end > 12 or second.numeral.high <= first.numeral.low:
        return None
    start = first.start
    if not _JOIN.fullmatch(image, first.end, second.start):
        between = _BETWEEN.search(image, max(0, start - 8), start)
        if between is None or not _AND.fullmatch(image, first.end, second.start):
            return None
        start = between.start()
    low = first.numeral.low
    if low < 100 and second.numeral.high >= 1000 and image[second.end - 1].isalpha():
        # "two to three thousand"
        scale = 1000 if second.numeral.high < 10**6 else 10**6
        low = low * scale if low * scale < second.numeral.high else low
    return Spot(start, second.end, Numeral(low, second.numeral.high, 0))


def _read(text: str, image: str, spot: Spot, bare: bool) -> FoundCount | None:
    """Read the count whose numeral stands at a place, None when it counts nothing."""
    if not is_whole(spot.numeral):
        return None
    after = _AFTER.match(image, spot.end)
    start, bound, about = bounding(image, spot)
    head = image[max(0, start - _REACH) : start]
    if _skipped(image, spot, head, modified=start < spot.start):
        return None
    more = None
    if after is not None and not (after["share"] == " of" and spot.numeral.exact):
        noun_class, noun_start, noun_end = _noun(after)
        more, end = after["more"], max(noun_end, after.end("noun"), after.end("body"))
        if noun_class == "none" or _lone_one(image, spot, after):
            return None
    elif (body := _BODY.search(head)) and _END.match(image, spot.end):
        end = spot.end
        noun_class, noun_start = "person", max(0, start - _REACH) + body.start("noun")
        noun_end = noun_start + len(body["noun"])
        start = noun_start
    elif bare and (passive := _bare(image, spot, head)):
        more, end = passive[0], passive[1]
        noun_class, noun_start, noun_end = "none", end, end
    else:
        return None
    if more in ("-odd", " odd", "+", "-plus", " plus"):
        bound = bound or "over"
    elif more == " or more":
        bound = bound or "least"
    elif more:
        about = True
    low, high = bounded(spot.numeral, bound or "exact")
    return FoundCount(
        start, end,
        Count(low, high, text[start:end], UNITS.get(noun_class, "persons"), about),
        noun=text[noun_start:noun_end], noun_class=noun_class,
        noun_start=noun_start, noun_end=noun_end, bare=noun_class == "none",
        every=bool(_EVERY.search(head)),
    )  # fmt: skip


def bounding(image: str, spot: Spot) -> tuple[int, Bound | None, bool]:
    """Return where the count begins, what the words before it bound, and whether they say about."""
    start, bound, about = spot.start, None, False
    for _ in range(2):
        floor = max(0, start - _REACH)
        match = _PREFIX.search(image[floor:start])
        if match is None:
            break
        word: Bound = _BOUND_OF[match["bound"]]
        if word == "exact":
            about = True
        else:
            bound = word
        start = floor + match.start()
    return start, bound, about


def _skipped(image: str, spot: Spot, head: str, *, modified: bool) -> bool:
    """Whether the number is a date, sum, share or label."""
    if _SHARE.match(image, spot.end) or _RATIO.search(head):
        return True
    if modified:
        return bool(re.search(r"[$€£¥] ?$", head))
    words = image[spot.start : spot.end]
    if words.isdigit():
        if len(words) == 4 and 1900 <= int(words) < 2100:
            return words[2:] != "00" or bool(_YEAR_BEFORE.search(head))
        match = _NOT_BEFORE.search(head)
        return match is not None and not (match.group().startswith("the") and len(words) > 1)
    return bool(re.search(r"[$€£¥] ?$", head))


def _lone_one(image: str, spot: Spot, after: re.Match[str]) -> bool:
    """Whether "one" is no count: only one directly before its noun is (one worker)."""
    if image[spot.start : spot.end] != "one":
        return False
    return after["noun"] is None or after.start("noun") != spot.end + 1 or bool(after["share"])


def _noun(after: re.Match[str]) -> tuple[NounClass, int, int]:
    if after["on"] and after.string[after.start("noun") - 1] == " ":
        # A 2,000-worker factory counts workers, two company buses count buses.
        return _CLASS[after["on"]], after.start("noun"), after.end("on")
    if after["noun"]:
        return _CLASS[after["noun"]], after.start("noun"), after.end("noun")
    if after["them"]:
        return "person", after.start("them"), after.end("them")
    return "person", after.start("strong") + 1, after.end("strong")


def _bare(image: str, spot: Spot, head: str) -> tuple[str | None, int] | None:
    """Return what follows the number and its end, when verbs around it make it count people."""
    if match := _PASSIVE.match(image, spot.end):
        return match["more"], match.end()
    if _ACTIVE.search(head) and _END.match(image, spot.end):
        return None, spot.end
    return None
