"""I-statement: says one's own feeling or need, without blame.

Why it matters: in ratings of opening lines, those in I-language that saw both sides were least likely to make the other
defensive (PeerJ 2018, article 4831); a soft start names a feeling, about something specific, and a need.
Known misses: feelings told as pictures ("I just eat"), and feelings without "I"; "I feel that you ..." is not one.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

# Fear and shame are not here: they are `vulnerability`.
_FEELINGS = (
    "(?:lonesome|grieving|cornered|devastated|jittery|wiped out|blue|hemmed in|wary|unwanted|exposed|twitchy|patronised|patronized|desperate|hopeless|silly|daft|muddled|squashed|flattened|overlooked|battered|burnt out|burned out|run down|weepy|tearful|teary|crestfallen|unsure|hurt|sad|sadder|lonely|lonelier|alone|gutted|furious|angry|jealous|resentful|sick|anxious|left out|shut out|invisible|small|smaller"
    "|tiny|humiliated|stupid|foolish|worn out|drained|overwhelmed|frustrated|disappointed|uneasy|trapped|torn|unseen|unheard|forgotten"
    "|low|flat|heavy|numb|homesick|awkward|uncomfortable|guilty|lost|helpless|tense|wound up|jumpy|on edge|panicky|rattled|shaken"
    "|shaky|wobbly|heartbroken|crushed|deflated|miserable|rotten|rubbish|awful|terrible|horrible|unsettled|stretched|fed up"
    "|like (?:furniture|an? (?:guest|spare part|visitor|afterthought)))"
)
_SOFTLY = "(?:(?:so|a bit|a little|a wee bit|that|pretty|kind of|really|just|very|properly|quite|feeling|still) )*"
_BLAMING = (
    "i (?:feel|felt|guess|think|know) (?:like |that |as if |as though )?you",
    "i feel (?:like|that|as if) (?:he|she|they)",
    "because of you",
    "i (?:am|was) (?:sorry|alone with it|lost for words|sick (?:of (?:you|your|this|it)|and tired|to death))",
    "(?:when|if|because|that|until|before|till) i (?:am|was|feel|get)",
    "(?:like|as if|reason) i (?:am|was)",
    "(?:was|is|were|are) not (?:hurt|angry)",
)
_HEATED = (
    "you (?:always|never|lot|people)",
    "what is wrong with you",
    "i am {really}sorry",
    "i should(?: not)? have",
    "your fault",
)

i_statement = Detector(
    kind="i_statement",
    title="Speaking for oneself",
    tone="helps",
    level="cue",
    about="Says an own feeling or need, with no fault in it. It is easier to hear than a complaint.",
    source="Studies of opening lines (PeerJ 2018, 4831); softened start-up; nonviolent communication.",
    tip="Try: I feel ... about ..., and I need ...",
    cues=("{name} named a feeling. {other}, what did you hear?", "Well said, {name}: your own side."),
    find=either(
        phrases(
            f"i (?:am|feel|felt|get|got|have been|have felt|end up|am feeling|was feeling|come away|came away|came home) {_SOFTLY}{_FEELINGS}",
            "i feel (?:a bit|a|about)(?: {word}){0,3}",
            "makes me (?:feel )?(?:so |a bit |really )*(?:sad|anxious|nervous|lonely|small|jealous|tense|feel)",
            "sick to my stomach",
            "(?:it|that) (?:really )?stung",
            "i go (?:cold|hot|to bits)",
            "i am at the end of (?:my|me)",
            "i need (?:to (?:know|feel|hear|be|have|see|sleep|rest|go slow|think)|us to|some|a (?:bit|day|night|little|rest|hand|plan)|more|it to|the (?:evening|quiet)|time|help|something|somebody|someone|you to (?:hear|know|notice|let me|see)|you (?:with|close|here))",
            unless=(*_BLAMING, "i need you to (?:know|hear|see) (?:that )?(?:you|this is)", "i feel a draught", "i need a (?:hand|bit) (?:with|more)"),
            nowhere=_HEATED,
            vetoes=(amid_attack,),
            confidence=0.78,
        ),
        phrases(
            "i {really}miss (?:you|us|being|having|talking|laughing|how we|when we|my)",
            f"i was {_SOFTLY}(?:hurt|sad|lonely|gutted|angry|disappointed|humiliated)",
            "i (?:am|feel|get|was) {_SOFTLY}(?:nervous|exhausted|shattered|tired of|so tired|worried about)".replace("{_SOFTLY}", _SOFTLY),
            "my (?:{word} )?(?:stomach|chest|throat|heart) (?:is|was|goes|go|went|drops|dropped|sinks|sank|hurts|gets|got|turns|turned|tightens|knots|races)",
            "(?:that|it) {really}(?:hurts|stings|stung|hurt)(?: me)?",
            "(?:and |but )?i felt {word}(?: {word})?",
            "i need (?:to|you to (?:be|come|listen|look|sit|stay|talk)|it|the|this|one|an|two|ten|there to be)(?: {word}){0,2}",
            "i do not like being",
            "i feel like i (?:need|want)",
            "i want us(?: {word}){0,2}",
            unless=(*_BLAMING, "i felt (?:you|your|better|fine|like you|that|the|sorry|him|her|it was|ashamed|frightened|scared|nothing)(?: {word})?", "(?:that|it) {really}(?:hurts|stings|stung|hurt) (?:you|him|her|so bad|like|a bit does)", "does it (?:{word} )?hurt", "my heart (?:rate|pills|tablets)", "i need (?:to (?:go|get|ring|call|put|check|finish|pick|find|tell you|ask you|pee|leave)|it (?:by|back|for)|the (?:loo|car|toilet|bathroom|keys|money|lid))(?: {word}){0,2}", "i need you to be (?:a|an|okay|fine|there at|home)(?: {word})?", "(?:do|did|does|would|will|not) i need(?: {word}){0,3}"),
            nowhere=(*_HEATED, "still stings does it"),
            vetoes=(amid_attack,),
            confidence=0.66,
        ),
        learned("i_statement"),
    ),
    misses="Feelings told as pictures; feelings without the word I.",
    examples=(
        talk("[I feel lonely] in the evenings."),
        talk("[I felt hurt when] we left early."),
        talk("[I need some] quiet when I come in."),
        talk("[I miss us]."),
        talk("[I'm worn out] by Thursday."),
        talk("[That stung]."),
        talk("[I feel like I need more] support with the house."),
        talk("[My stomach drops] when the phone rings at night."),
        talk("It [makes me feel small]."),
        talk("I feel that you don't care.", because="a thought about the other in the dress of a feeling"),
        talk("I feel like you never listen.", because="blame in the dress of a feeling"),
        talk("I need you to stop it now.", because="an order"),
        talk("I'm sick of you and your phone.", because="an attack"),
        talk("She said she felt lonely.", because="somebody else's feeling"),
        talk("I feel sorry for your next wife.", because="contempt"),
        talk("You always make me feel stupid.", because="blame"),
        talk("Do you feel hurt?", because="asks"),
        talk("I need a hand with the shopping.", because="help with a thing"),
    ),
)  # fmt: skip
