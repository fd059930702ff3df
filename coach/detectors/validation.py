"""Validation: makes sense of the partner's side, shows empathy. It is not agreeing.

Why it matters: people can stop explaining once they have been understood; acknowledging comes before answering.
Source: validation in the specific-affect coding of couple talk; the validate and empathise steps of Imago; PREP.
Known misses: empathy in pictures ("You must be on your knees"); agreement in fact ("you're right") is not counted.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_HARD = (
    "(?:agony|grim|gruelling|overwhelming|unbearable|dreadful|gutting|isolating|rubbish|hideous|nightmarish|a nightmare|a shock|hard|rough|tough|awful|horrible|scary|lonely|bleak|exhausting|frightening|painful|sad|rotten|miserable|heavy|galling|frustrating|stressful"
    "|grim|brutal|unfair|terrifying|upsetting|humiliating|a lot|tiring|infuriating|heartbreaking|embarrassing|maddening|lousy|shit|crap|horrid|terrible|hurtful|difficult)"
)

validation = Detector(
    kind="validation",
    title="Understanding",
    tone="helps",
    level="cue",
    about="Shows that the other's side makes sense, without having to share it.",
    source="Coding of affect in couple talk (validation); Imago's validate and empathise steps.",
    tip="Try: that makes sense, because ...",
    cues=("That was heard.", "Kindly understood, {name}."),
    find=either(
        phrases(
            "no wonder(?: you)?",
            "(?:of )?course (?:you|it) (?:would|are|were|did|want|wanted|feel|felt|hurt|hurts|miss|can not|could not|go|stood)",
            "(?:of )?course you do not",
            f"^(?:(?:oh|god|no|okay|ah|yes|love|well) ){{0,2}}that is (?:a |an )?{{really}}{_HARD}",
            "that (?:would|will) (?:{word} ){1,4}any(?:one|body)",
            "in your place i would",
            "i would be {word} too",
            "i (?:do )?get (?:it now|why)(?: you)?",
            "i can (?:understand|respect) that",
            "i know (?:it|that) is (?:not easy|hard|been hard)",
            "i (?:can|do|could|could always) {gap}see (?:why|how (?:it|you|that)|it would|that (?:it|you|must))(?: you)?",
            "see why (?:you|it|that|she|he) (?:would|were|was|are|did|felt|feel|go|went|got|want|wanted|might)",
            "(?:i|you) (?:do |really |can )?(?:get|understand) (?:why|how) (?:you|it|that)",
            "(?:that|it|this|yes|okay|right) (?:all )?(?:makes|made|does make|would make) (?:{word} )?sense",
            f"(?:that|it) must (?:be|have been|have felt|feel) {{gap}}{_HARD}",
            "(?:that|it) must (?:hurt|have hurt|have stung|sting)",
            "you must (?:be|have been|feel|have felt) {gap}(?:exhausted|shattered|worn out|terrified|frightened|scared|lonely|knackered|worried|on your knees|dead on your feet|gutted|tired|hurt|sick with)",
            "any(?:one|body) would(?: {word}){0,3}",
            "you (?:have|had|have got|had got) (?:every|all the) (?:right|reason)",
            f"(?:that|it|this) (?:{{word}} )?(?:sounds|sounded|seems) {{gap}}{_HARD}",
            f"(?:that|it|this) (?:would have|would|must|had to) (?:be|been|have been) {{gap}}{_HARD}",
            f"that (?:is|was) (?:a |an )?{{really}}{_HARD} (?:(?:thing|one|place|day|week) )?to (?:carry|hear|live|go through|hold)",
            "i can (?:hear|imagine|tell) (?:that (?:you|it)|how (?:much|hard|heavy|upset|tired|lonely|that)|what you|you are)",
            "i (?:do not|can not|would not) blame you",
            "i would (?:be|feel|have been|have felt|hate|have hated) {gap}(?:too|livid|hurt|furious|raging|the same|upset|angry|gutted|scared|frightened|cross|mad|lonely|put out)",
            "(?:that|it) (?:is|was) not (?:{really})?(?:silly|daft|stupid|nothing|small|a small thing|petty|mad|crazy|pathetic|weak)",
            "you poor (?:thing|love|creature|man|woman|girl|pet|soul)",
            unless=("no wonder (?:i|we|they|he|she|nobody|your|the)", "see why (?:you should|i should|i bother|not)", "i (?:do not|can not|never) (?:see|get|understand)", "(?:does|did) not (?:make|see)", "any(?:one|body) would (?:have (?:me|him|you)|say|think you|be (?:angry|mad) with a)", "(?:that|it) (?:is|was) not nothing", "i would be {gap}(?:married|sat|scared and|glad)", "i can hear that whine", "no wonder (?:we|nobody|they|your|the|she|he)", "you must be (?:sick of|exhausted shall|joking|kidding|mad|having|the)",
                    "of course you (?:did|would) not", "of course you (?:do|did|are)$", "(?:do not|can not|could not|never|you can not|you do not|can you) {gap}see (?:why|how|that)", "that is (?:not|hardly|only) fair", "if you (?:can|could) see", "how (?:is|was) that fair", "that is fair (?:of|to) me",
                    "you must (?:have )?(?:be|been|get) (?:proud|joking)", "why you (?:always|never|can not|have to)", "you must have (?:forgotten|known|heard|told)"),
            nowhere=("i am {really}sorry", "i should(?: not)? have", "of me", "i am being a", "that was a (?:rotten|shit|lousy) thing", "you (?:always|never) (?:do|did|say|think|listen|help)", "but you (?:are|did|do|always|never)"),
            vetoes=(amid_attack,),
            confidence=0.86,
        ),
        learned("validation"),
    ),
    misses="Empathy told as a picture; a plain 'you are right'.",
    examples=(
        talk("[No wonder you] were tired."),
        talk("[Of course you would] be upset."),
        talk("[That makes sense]."),
        talk("[I can see why you went] quiet."),
        talk("[You have every right] to be angry."),
        talk("[Anyone would be worried after] that."),
        talk("[That sounds really hard]."),
        talk("[You must have been worried] all night."),
        talk("[I don't blame you]."),
        talk("No wonder nobody rings you.", because="an insult"),
        talk("That doesn't make sense.", because="the opposite"),
        talk("I don't see why you need that.", because="the opposite"),
        talk("You must be joking.", because="disbelief"),
        talk("Of course you did, you always do.", because="sarcasm"),
        talk("I'm sorry, that was hard on you, I shouldn't have.", because="an apology"),
        talk("Must be nice to sleep in.", because="envy with an edge"),
        talk("The exam was hard.", because="a fact"),
        talk("Does that make sense?", because="asks to be understood"),
    ),
)  # fmt: skip
