"""Apology: takes responsibility for one's own part.

Why it matters: owning a part, early and without a "but", is among the repairs that keep a quarrel from growing.
Source: Gottman's repair list ("Sorry"), owning a part as the answer to defensiveness.
Known misses: apologies made of facts alone ("I handed him the keys"); jokes that carry one; "sorry" for a slip of the
tongue or to be let past is taken for one now and then.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_ADVERBS = "(?:(?:really|so|very|truly|ever so|awful|awfully|real|dead|right|terribly|just|genuinely|honestly) )*"
_BAD = (
    "(?:wrong|rotten|cheap|low|mean|nasty|unkind|unfair|cruel|horrible|horrid|awful|stupid|daft|crummy|lousy|shitty|snippy"
    "|snappy|selfish|thoughtless|careless|rude|harsh|cowardly|vicious|childish|sharp|snotty|ugly|spiteful|petty|lazy|unworthy"
    "|out of (?:order|line|nowhere)|below the belt|not (?:fair|right|kind|nice|on)|uncalled for|a bit (?:much|strong))"
)
_NOT_MINE = (
    "sorry (?:but )?you (?:feel|felt|think|are|see|find|got|took)",
    "sorry (?:but|if) (?:you|it|that|i am the only)",
    "(?:am )?not (?:even |at all |the one who is )?sorry",
    "sorry (?:to (?:hear|say|see|tell|interrupt)|for (?:him|her|them|myself|me|being (?:alive|born|human))|what|who|which|did you)",
    "sorry (?:for|about) your",
    "sorry (?:that )?(?:i|we) (?:am not|can not|do not have|ever|even|exist|bothered|breathed)",
    "feel {really}sorry",
    "sorry you (?:have|had|were|got|lost)",
    "(?:say|saying|said|says|hear|heard|want|wanting|need|get|an|your|of|his|her) {really}(?:sorry|apology)",
    "(?:he|she|they|you) (?:is|are|was|were) {really}sorry",
    "better safe than sorry",
)  # fmt: skip

apology = Detector(
    kind="apology",
    title="An apology",
    tone="helps",
    level="cue",
    about="Owns a part in what went badly. It makes it easier for both to stop defending.",
    source="Repair attempts in Gottman's couple research; owning a part as the way out of defensiveness.",
    tip="Say what you are sorry for, and leave out the but.",
    cues=("That was owned. Thank you, {name}.", "A real sorry. Let it land, {other}."),
    find=either(
        phrases(
            f"i am {_ADVERBS}sorry",
            "i (?:do |really |want to |would like to )?apologi[sz]e(?: for (?:that|how|what|my|the|it|being|saying))?",
            unless=(*_NOT_MINE, "i am {really}sorry (?:but|okay but|okay (?:it|now)|alright (?:god|it)|about (?:him|her|them|the (?:weather|noise))|for your|you can not|i was wrong it is)", "i (?:will )?apologi[sz]e for trying", "(?:goes|she says|he says|went) i am {really}sorry", "fine i am {really}sorry", "say i am {really}sorry"),
            vetoes=(amid_attack,),
            confidence=0.94,
        ),
        phrases(
            "i (?:really )?(?:should|ought to)(?: not)? have (?:{word} )?(?:told|said|asked|rung|called|phoned|checked|been|come|done"
            "|listened|stopped|put|shouted|brought|gone|let|left|thought|stood|picked|kept|laughed|noticed|backed|waited|snapped|sent|spoken"
            "|stayed|looked|given|warned|seen|had|got|gotten|made|taken|talked|tried|opened|texted|written|stuck|hidden|used)",
            "i should not (?:have|of)",
            f"that (?:was|is) {{gap}}{_BAD} of me",
            f"it (?:was|is) {{gap}}{_BAD} of me",
            f"that was a? ?{{really}}{_BAD} (?:thing|word|way|trick|joke|one)(?: of me)?",
            f"i (?:was|am being|have been|was being|got) {{really}}{_BAD}",
            "(?:that|this|it) (?:is|was) {really}(?:on|down to) me",
            "(?:is|was|all) my (?:own )?(?:fault|mistake|doing)",
            f"^(?:(?:yes|no|okay|god|oh|you are right|right|i know) ){{0,2}}that was (?:a bit )?{{really}}{_BAD}",
            "that was me",
            "you are right i (?:did|was|should|am being)",
            "(?:that is|that was|was|totally|okay|oh|yes) my (?:bad|fault)",
            "my apologies",
            "i let you (?:down|think|believe|be|carry|do|sit|take)",
            "i (?:was|were) {really}(?:in the wrong|wrong (?:about (?:you|that|the)|over|to|there|and|i))",
            "i (?:got|had) (?:it|that|the \\w+) wrong",
            "i (?:snapped|shouted|yelled|barked|went off|lost (?:it|my temper|my head|my rag)|took it out) (?:at|on|about|with) (?:you|the kids|\\w+)",
            "i took it out on",
            "i bit your head off",
            "(?:it|that) (?:came|come) out (?:{word} ){0,2}(?:wrong|nasty|mean|harsh|sharp|cruel|bad|horrible|hard|nastier|meaner|harsher|sharper)",
            "i (?:am )?(?:hold|put) my hands? up",
            "i (?:owe|owed) you an? (?:{word} )?apology",
            "i (?:take|took) (?:it|that|the \\w+) back",
            "i do not know why i (?:said|did)",
            "i regret (?:it|that|saying|what|how)",
            "i (?:have )?(?:not been|was not) fair(?: {word})?",
            unless=(*_NOT_MINE, "(?:maybe|perhaps|so|and|then|what) i should(?: not)? have", "like i (?:did|was)", "i should have (?:known|married)",
                    "i (?:was|were) (?:not|never)", "not my (?:own )?(?:fault|mistake|doing)", "(?:always|everything is|must be|it is always|all) my fault",
                    "how (?:is|was) (?:that|it) my", "so (?:it is|it was|is it|now it is|that is) my fault", "i (?:was|am) {really}(?:lazy|rotten at|low on|low in)", "(?:can|could|let) (?:i|me) (?:just )?take (?:it|that) back", "must i take", "i should not have to", "say i (?:was|got)", "you (?:said|told|say|think|tell) {gap}i (?:was|am)", "have i got", "my bad (?:{word})", "if i (?:was|were)", "was i"),
            vetoes=(amid_attack,),
            confidence=0.88,
        ),
        phrases(
            "sorry (?:i|that i|for (?:the|what|how|being|not|{word}ing)|about (?:the|that|my|this|earlier|before))",
            "(?:god|oh|no|ah|okay|right|look|ach|ugh|yes|jeez|love|babe) sorry",
            "^sorry",
            "sorry(?: {word})?$",
            unless=(*_NOT_MINE, "sorry (?:like|is for|could you|can you|go on|you cut|if any|it has got|to|what|who|not sorry|excuse|i (?:would feel|came back|wandered|swerved|was (?:picturing|miles)))", "sorry (?:i|that i) (?:asked|spoke|mentioned|thought|opened|breathed|have|am|do)"),
            vetoes=(amid_attack,),
            confidence=0.82,
        ),
        learned("apology"),
    ),
    misses="Apologies made of facts alone; jokes that carry one.",
    examples=(
        talk("[I'm sorry, I] was short with you."),
        talk("[I'm so sorry about the] car."),
        talk("[I should have rung] you first."),
        talk("[That was wrong of me]."),
        talk("[That's on me], not on you."),
        talk("[I let you down] on Friday."),
        talk("[I shouldn't have said] that in front of them."),
        talk("[It came out harsher] than I meant, [it came out mean]."),
        talk("[Sorry, I snapped at you] this morning."),
        talk("I'm sorry you feel that way.", because="it leaves the cause with the other; alone it is nothing"),
        talk("Sorry, but you started it.", because="a but that turns round"),
        talk("I'm not sorry.", because="denied"),
        talk("She said she was sorry.", because="somebody else's"),
        talk("Sorry, what was that?", because="asks to hear it again"),
        talk("You owe me an apology.", because="asked for, not given"),
        talk("So it's my fault again, is it.", because="sarcasm"),
        talk("I'm sorry to hear about your dad.", because="sympathy"),
        talk("I should have married a plumber.", because="a joke, or worse"),
        talk("You never say sorry.", because="a complaint about the other"),
    ),
)  # fmt: skip
