"""Past grievance: an old, unrelated wrong is brought in.

Why it matters: two quarrels at once cannot be settled, and the old one is mostly still sore because it was never heard. It
deserves its own talk.
Source: "kitchen-sinking" in couple research; "no unrelated past grievances" in fair-arguing rules.
Known misses: old wrongs told without a date or an event; history that is the topic in other words than the topic's.
"""

from __future__ import annotations

from coach.core.noticing import Context, Detector
from coach.detectors.guards import WARMLY, quoted, supposed
from coach.detectors.kit import Spoken, either, learned, phrases, plain_words
from coach.detectors.written import talk

_EVENT = (
    "(?:wedding|engagement|honeymoon|hen|stag|funeral|wake|graduation|christening|baptism|birthday|(?:{word} )?anniversary|christmas|easter"
    "|thanksgiving|new year|new year's|valentine's|valentine's day|mother's day|father's day|reunion|baby shower|shiva|retirement|leaving do"
    "|fortieth|fiftieth|thirtieth|seventieth|40th|50th|30th|60th|70th|21st|holiday|cruise|camping trip|trip|graduation|trial|barbecue|diwali|eid|showcase|party)"
)  # fmt: skip
_OLD = (
    f"(?:(?:at|on|for|with|after|before|during|since) (?:my|our|your) (?:{{word}} ){{0,3}}{_EVENT}"
    "|(?:last|that) (?:{word} )?(?:christmas|easter|summer|winter|year|thanksgiving|new year|valentine's|birthday|autumn|spring|august|july)"
    "|in (?:19[0-9][0-9]|20[0-2][0-9]|two thousand(?: {word}){0,2})"
    "|(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|2|3|4|5|6|7|8|9|10|12|15|20) years (?:ago|back)"
    "|years ago|back in (?:{word} )?{word}|(?:the|that) (?:time|night|day|week|year|summer|christmas) (?:that )?|the first year"
    "|when (?:my|your|our) (?:{word} ){0,2}(?:was dying|died|was ill|was sick|was in hospital|was born|had (?:her|his))"
    "|when i (?:had (?:my|the|our)|was (?:pregnant|in labour|in labor|in hospital|in the hospital|ill|sick|made redundant|eight months|boiling in)|lost (?:the|my|our)|miscarried|gave birth|broke my))"
)  # fmt: skip
_WRONG = (
    "(?:left|forgot|missed|lied|laughed|danced|flirted|ruined|walked out|walked in|embarrassed|humiliated|told|sold|spent|crashed|lost|slept|kissed|cheated|promised"
    "|swore|chose|picked|disappeared|vanished|ignored|shouted|screamed|drank|got drunk|got hammered|turned up|showed up|did not|could not|would not|were not|was not|never|went|were late|were (?:at|in|on|out)"
    "|bought|lent|gave|took|threw|broke|smashed|called|said|read|hid|stood|sat|brought|let|made|kept|blew|quit|signed|gambled|borrowed|waited|invited|put|copied|used|asked|had)"
)  # fmt: skip


def _of_the_topic(spoken: Spoken, first: int, last: int, context: Context) -> bool:
    """History that is the topic is not brought in from elsewhere."""
    subject = {word for word, _, _ in plain_words(context.topic) if len(word) > 3}
    return any(word in subject or word.rstrip("s") in subject for word in spoken.words[first : last + 1])


_SURE = (
    f"{_OLD} (?:{{word}} ){{0,3}}you {{really}}{_WRONG}(?: {{word}}){{0,4}}",
    f"you {{really}}{_WRONG} (?:{{word}} ){{0,7}}{_OLD}",
    f"(?:it is |this is |that is )?(?:just |exactly |same )?(?:like|as) (?:{{word}} )?(?:at|on|with|when|that time|the time|you did|it was|last) (?:{{word}} ){{0,4}}{_EVENT}(?: {{word}}){{0,3}}",
    f"(?:just |exactly |same )(?:like|as) (?:when|that time|the time|last time) you {_WRONG}(?: {{word}}){{0,3}}",
    "(?:it is |this is )(?:my|your|the|our)? ?(?:{word} ){0,4}all over again",
    "you (?:did|said|pulled|tried) (?:exactly |just )?(?:the same|this|that one)(?: thing)? (?:at|with|when|to|in|on|last|before|about) (?:{word} ?){1,4}",
    "i (?:still )?(?:have not|have never|had not|will never|never) (?:{word} )?(?:forgotten|forgot|forget|forgiven|forgave|got over|gotten over) (?:{word} ){0,3}(?:you|your|that|when|how|what|the {word})(?: {word}){0,3}",
    "(?:i am )?still waiting (?:for|on) (?:an? |that |my |your )?(?:apology|sorry|answer)(?: {word}){0,2}",
    "(?:since|while|if) we are (?:on the subject|bringing up|digging up|going back|talking about|trading)(?: {word}){0,4}",
    "(?:remember|do not forget|let us not forget|need i remind you|have you forgotten)(?: {word}){0,2} (?:when|what|who|the time|that time|how) you(?: {word}){1,4}",
    f"(?:where were you|who was it|what did you do|and who) (?:{{word}} ){{0,4}}{_OLD}(?: {{word}}){{0,3}}",
    "(?:and )?what about (?:when|the time|that time|the day|the night) you (?:{word} ){0,5}{word}",
    "never (?:got|had|heard|gave me) an apology for(?: {word}){0,3}",
    "ever since you(?: {word}){1,3}",
    f"you (?:laughed|were|cried|slept|vanished|stood|danced|left|missed|sat|lied) (?:{{word}} )?(?:at|through|on|in|during) (?:my|our) (?:{{word}} ){{0,2}}{_EVENT}",
    f"you missed (?:my|our|her|his) (?:{{word}} ){{0,2}}(?:{_EVENT}|{{word}})",
)  # fmt: skip
_LEAVE = (
    "(?:last|that|the) (?:time|night|day|week|year) (?:we|i|he|she|it|they)(?: {word})?",
    "(?:forgiven|forgive) myself(?: {word})?",
    "remember that when you(?: {word})?",
    "have not forgotten (?:one|any|it)(?: {word})?",
    "the (?:day|night|time|year|first time) (?:that )?you (?:asked|proposed|made|were born|told me you loved|came|held|said yes|gave me|brought me|sat up|carried|married)(?: {word})?",
    "you (?:were|looked|have been|made it|stood by|helped|held|drove|carried|sat with|sat up|stayed)(?: {word}){0,2} (?:brilliant|lovely|there for|great|wonderful|beautiful|happy|amazing|kind|so good|hand|all night|me home)(?: {word}){0,4}",
    "i (?:am|was) sorry(?: {word}){0,12}",
)  # fmt: skip

past_grievance = Detector(
    kind="past_grievance",
    title="An old hurt",
    tone="hurts",
    level="cue",
    about="Brings in an old wrong that is not today's subject. Two quarrels at once can hardly be settled; the old one deserves its own talk.",
    source="Kitchen-sinking in couple research; fair-arguing rules about unrelated past grievances.",
    tip="Park the old hurt for its own talk, and stay with this one.",
    cues=("Stay with {topic} for now?", "Park that one for another talk?", "One thing at a time?"),
    find=either(
        phrases(
            *_SURE,
            unless=_LEAVE,
            nowhere=(*WARMLY, "i am {really}sorry", "remember when we"),
            vetoes=(quoted, supposed, _of_the_topic),
            confidence=0.8,
        ),
        learned("past_grievance"),
    ),
    misses="Old wrongs without a date or an event.",
    examples=(
        talk("[Just like at my sister's wedding, when I stood] there alone."),
        talk("[At our engagement party you left without a word]."),
        talk("You forgot my fortieth birthday, and [I never forgot it, what you said then]."),
        talk("[It's the caravan holiday all over again]."),
        talk("Last Christmas [you did exactly this with your mother]."),
        talk("[When I was pregnant you went to the football every] week."),
        talk("[Remember when you sold my bike without] asking?"),
        talk("[You did the same thing to me with the dog]."),
        talk("Remember when we danced at our wedding? I loved that.", because="a fond memory"),
        talk("I'm sorry I left you alone at the funeral last year.", because="an apology"),
        talk(
            "You told your mother about the wedding list last week.",
            because="history that is the topic",
            topic="the wedding in June",
        ),
        talk("We bought the house in 2015.", because="a plain date"),
        talk("You left the bins out this morning.", because="recent and on the subject"),
        talk("I forgot your birthday in 2019 and I still feel bad.", because="own doing"),
        talk("My dad left us when I was pregnant with Ella.", because="a third person"),
        talk("The night you sat up with me I felt safe.", because="a good deed"),
        talk("She said you missed the party last year.", because="a quote"),
        talk("At Easter we could go to your mother.", because="a plan"),
        talk("When did you start at the depot, in 2018?", because="asks"),
        talk("You drove all night when my dad was ill, thank you.", because="thanks"),
    ),
)
