"""Personal attack: insult, name, mockery, contempt, a verdict on character.

Why it matters: contempt says "you are beneath me"; of the warning signs in couple research it weighs the most. It is shown in
the recap only: mockery and affection share their words, and a wrong accusation would be a heavy one.
Source: "contempt" in the coding system SPAFF and among Gottman's warning signs; "no personal attacks" in fair-arguing rules.
Known misses: comparisons ("like living with a station clock"), mimicry and irony, of which there are as many as people.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import WARMLY, denied, quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_NAME = (
    "(?:liar|coward|bully|snob|cow|bitch|bastard|prick|dick|dickhead|arsehole|asshole|tosser|wanker|twat|idiot|moron|imbecile|cretin|fool"
    "|loser|pig|slob|witch|nag|psycho|psychopath|lunatic|maniac|narcissist|sociopath|monster|failure|disgrace|embarrassment|joke|clown|muppet"
    "|numpty|wassock|eejit|pillock|doormat|hypocrite|cheapskate|skinflint|parasite|sponger|scrounger|freak|weirdo|creep|drunk|junkie|quitter|whiner"
    "|crybaby|baby|brat|child|toddler|teenager|princess|diva|drama queen|control freak|mummy's boy|mother's boy|waste of space|piece of (?:work|shit|crap|trash)"
    "|waster|layabout|git|sod|dope|dummy|dunce|dimwit|halfwit|nutter|nutcase|cheat|thief|jerk|scumbag|rat|weasel|snake|worm|jellyfish|busybody|prig|slut|tart|simpleton"
    "|terrible (?:mother|father|husband|wife|person|cook|driver|listener|partner)|bad (?:mother|father|husband|wife|liar|person)|mess|bore|robot|cold fish)"
)  # fmt: skip
_FAULT = (
    "(?:lazy|selfish|pathetic|useless|stupid|thick|dim|dumb|dense|idiotic|childish|immature|cold|heartless|spineless|gutless|weak|crazy|mad|mental"
    "|insane|nuts|psycho|unhinged|disgusting|revolting|ridiculous|a joke|impossible|hopeless|insufferable|unbearable|exhausting|boring|controlling"
    "|manipulative|vindictive|spiteful|cruel|evil|nasty|vile|mean|petty|bitter|toxic|arrogant|smug|conceited|vain|pompous|ignorant|clueless"
    "|incompetent|worthless|needy|clingy|greedy|stingy|tight|miserly|cheap|two faced|fake|creepy|weird|bizarre|embarrassing|self centred|self centered|self absorbed"
    "|self obsessed|entitled|spoilt|spoiled|miserable|horrible|hateful|shallow|sly|slippery|deceitful|dishonest|cowardly|yellow|bonkers|deluded|delusional|thoughtless|inconsiderate)"
)  # fmt: skip
_SO = "(?:(?:just|so|really|such|being|actually|honestly|literally|absolutely|completely|totally|utterly|bloody|fucking|damn|proper|right|well|quite|pretty|always|a|an|the|some|bit|very|full on|total|complete|real|right|spoilt|spoiled|little|big|great|old|silly|stupid|lazy|cold|cheap|lying|miserable|selfish|nasty|cruel|soft|exhausting|jealous|pathetic|terrible|smug|sad|grown|controlling|bitter|mean|fat|deliberately|incredibly|unbelievably|like|actual) )*"

_SURE = (
    f"you are {_SO}{_NAME}",
    f"you are {_SO}(?:lazy|selfish|pathetic|useless|stupid|thick|dumb|heartless|spineless|gutless|disgusting|manipulative|vindictive|spiteful|arrogant|insufferable|worthless|self centred|self centered|self absorbed|self obsessed|idiotic|nasty|cruel|cowardly|smug|pompous|deluded|unbearable|bizarre|psycho|toxic|vile|evil)",
    f"you (?:{_SO})(?:liar|coward|bully|cow|bitch|bastard|prick|dickhead|arsehole|asshole|tosser|wanker|twat|idiot|moron|tart|weasel|pig|snob|psycho|wassock|pillock|waster|loser|scumbag|hypocrite)",
    "what (?:the hell |the fuck |in the world |on earth |exactly )?is (?:{word} )?wrong with you",
    "what is the matter with you",
    "(?:i|have i) (?:have )?married an? (?:{word} )?(?:{word})",
    "(?:being|living|life) with you is like(?: {word}){1,3}",
    "(?:it is |honestly )?like (?:living with|being married to|talking to|married to|dealing with) (?:an?|the|some|one of) {words}",
    "(?:no|a) wonder (?:he|she|they|your {word}|everyone|everybody|nobody) (?:left|leaves|hates|can not stand) you",
    "know what you are",
    "(?:you are|you sound|you act|you behave|you are acting|you are behaving) {really}(?:exactly |just )?like (?:an?|your|somebody|something|my|some) {words}",
    "you have (?:got )?(?:an?|the) (?:{word} ){0,5}(?:of an? (?:gnat|goldfish|child|teenager|brick|toddler|teaspoon|newt|doorknob)|where your heart should be)",
    "you are (?:exactly |just )?(?:as bad as |turning into |becoming |getting more like )(?:your|my) {word}",
    "you are your (?:mother|father)(?: all over)?",
    "you (?:look|looked|sound|sounded) (?:like an? )?(?:{really})(?:ridiculous|pathetic|stupid|idiot|fool|an idiot|a fool)",
    "(?:you are |a whole |and you are )?a grown (?:man|woman) (?:who|with|getting|in|dressed)(?: {word}){1,2}",
    "(?:it is|that is|so|just|you are|absolutely|actually|being) (?:{really})(?:spineless|pathetic)(?: {word})?",
    "(?:typical you|well done genius|got it genius|you useless {word}|you stupid {word}|you pathetic {word}|you lazy {word}|you selfish {word}|you silly (?:man|woman|cow|old man|sly)|you cheap lying|you nasty {word}|you great (?:wassock|fool))",
    "(?:oh |just |god )(?:grow up|man up)|grow a (?:spine|pair)",
    "cry me a river",
    "you (?:make me sick|disgust me|repulse me)",
    "who raised you",
    "you (?:have )?no (?:backbone|spine|heart|shame|class|brain)",
    "i (?:really |honestly |fucking |actually )*(?:hate|despise|can not stand) you",
)  # fmt: skip

_LIKELY = (
    f"you are {_SO}{_FAULT}",
    "how (?:dumb|stupid|thick|dense|lazy|selfish) (?:do you have to be|can you be|are you)",
    "(?:any|a) (?:man|woman|person|child|fool|idiot|parrot) (?:with half a brain|could do (?:that|this|it)|knows (?:that|it))(?: {word}){0,2}",
    "you can not even (?:boil|reverse|work|cook|drive|spell|read|sign|do|park|count|open) {word}",
    "look at (?:the state of you|you sat)(?: {word})?",
    "(?:the )?brain of an? {word}",
    "brain like a sieve",
)  # fmt: skip

_LEAVE = (
    "you are (?:a |an |such a |my |the |not a |not )(?:{word} )?(?:good|great|brilliant|lovely|kind|wonderful|amazing|decent|fine|better|best|gem|star|love|darling|genius|gent|godsend|saint|marvel)(?: {word})?",
    "you are not(?: {word}){1,3}",
    "you are (?:still |only |just |like |not |no |like )?(?:a child|the child|my baby|the baby|my child|a baby)(?: {word})?",
    "you are like (?:me|my best friend|a dog with two tails|home)",
    "you are (?:{really})(?:mean to be|mean the|cold are you|tight for|mad at|mad with|mad about|crazy about|cheap to|weak from|cold you|cold because|cold shall|bitter about it are|nuts about|well cool)",
    "when you are being(?: {word}){0,2}",
    "you are (?:entitled(?: to(?:o)?)?$|entitled to|cold we|cold i|cold shall|cold put|needy today)(?: {word})?",
    "you are (?:great|a great|a lovely|a good|my)(?: {word})?",
    "like (?:a great|my (?:wife|husband|best|mother on a good))(?: {word})?",
    "you are {really}(?:being )?(?:hard|cruel|mean|nasty|harsh) (?:on|to) yourself",
    "i married a (?:good|kind|lovely|wonderful|great|man who|woman who|man that|woman that|person|teacher|doctor|nurse|farmer|boy from|girl from)(?: {word})?",
    "you are the (?:mess|joke|baby)",
    "(?:you are|you sound|you look) (?:{really})like (?:a man|a woman|a person|somebody|someone|you|my) (?:who|that|has|have|had|could|needs?|is|are|was|mean|know|hero|rock|best)(?: {word})?",
    "(?:am i|was i|feel|felt|feeling) (?:a |an |so )?(?:spineless|pathetic|useless)",
    "you are a mess {word}",
    "you are (?:such )?a (?:big )?(?:softie|kid|goof)",
)  # fmt: skip

_OF_OTHERS = (
    "(?:i am|i was|i feel|i felt|i have been|i must be|me being|i am being|makes me) (?:such )?(?:{really})(?:an? )?(?:{word} )?(?:spineless|pathetic|useless|idiot|coward|fool|genius)(?: {word})?",
)  # fmt: skip

personal_attack = Detector(
    kind="personal_attack",
    title="A dig at the person",
    tone="hurts",
    level="recap",
    about="An insult, a name, mockery, a verdict on character. It hurts more, and for longer, than any complaint about a deed.",
    source="Contempt in couple research (Gottman; the coding system SPAFF); fair-arguing rules.",
    tip="Name the thing that was done, and leave the person whole.",
    find=either(
        phrases(
            *_SURE, unless=(*_LEAVE, *_OF_OTHERS), nowhere=WARMLY, vetoes=(quoted, denied, supposed), confidence=0.85
        ),
        phrases(
            *_LIKELY, unless=(*_LEAVE, *_OF_OTHERS), nowhere=WARMLY, vetoes=(quoted, denied, supposed), confidence=0.7
        ),
        learned("personal_attack"),
    ),
    misses="Mockery by comparison, mimicry, irony. Teasing that the other does not enjoy.",
    examples=(
        talk("[You're so lazy] it's a wonder you get up."),
        talk("[What is wrong with you]?"),
        talk("[You are such a hypocrite]."),
        talk("[You selfish pig]."),
        talk("[It's like living with a toddler]."),
        talk("[You're just like your father]."),
        talk("[You're pathetic, honestly]."),
        talk("[Oh, grow up]."),
        talk("I'm so lazy on Sundays, it's lovely.", because="about oneself"),
        talk("My boss is such an idiot.", because="a third person"),
        talk("You called me lazy in front of them.", because="a quote"),
        talk("You're not lazy, I shouldn't have said it.", because="takes it back"),
        talk("You're such a good cook, and a terrible liar about it. I love that.", because="praise"),
        talk("You're being hard on yourself.", because="an illness, not an insult"),
        talk("If you were a coward you wouldn't have told me.", because="supposes"),
        talk("That stupid printer is useless.", because="a thing"),
        talk("Am I being selfish about this?", because="asks"),
        talk("I feel stupid when you correct me.", because="a feeling of one's own"),
        talk("You're just like my hero when you do that.", because="praise of a likeness"),
        talk("I don't think you're selfish, I think you're tired.", because="denies it"),
        talk("She's a proper little madam, our Elsie.", because="a child"),
        talk("You're mad about that garden, aren't you.", because="mad about"),
    ),
)
