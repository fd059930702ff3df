"""Open question: asks with curiosity, to learn how it is for the other.

Why it matters: curiosity is the opposite of scoring; tell-me-more is a marker of acceptance in coded couple talk.
Known misses: questions whose openness is in the voice or the mark alone; facts asked for are not counted.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import amid_attack
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

open_question = Detector(
    kind="open_question",
    title="A curious question",
    tone="helps",
    level="recap",
    about="Asks how it is for the other, without an answer in mind.",
    source="Interest in the coding of couple talk; the listener's part in speaker and listener exercises.",
    tip="Try: what is it like for you?",
    find=either(
        phrases(
            "what (?:is|was) (?:it|that) (?:{gap})like(?: for you)?",
            "what (?:is|was) (?:it )?like for you",
            "what (?:is|was) (?:it|that) (?:about|you (?:want|need|see|are (?:afraid|scared|worried|frightened)|picture|would|feel)|that)(?: {word}){0,3}",
            "what would (?:it|that) (?:take|be like|look like|mean|feel like|change|give you|need)",
            "what would (?:make|help|have to|feel|a (?:good|fair)|need to|happen if)(?: {word}){0,2}",
            "what would you (?:like|want|need|have liked|do|prefer|have wanted|say|miss|love|have me|pick|rather|be)(?: {word})?",
            "(?:what|how) do you (?:think|feel|reckon|see|picture|imagine|make of|need|mean|want)(?: {word}){0,2}",
            "how (?:did|does|do|would|is|was|are) (?:that|it|this|you|things) (?:feel|sit|land|look|for you|for|really|with you|go|seem|doing|been)(?: {word})?",
            "what (?:goes|went|is going|was going) (?:through|on)(?: (?:in|for|with|inside) you(?:r head)?| your (?:head|mind))?",
            "what (?:happens|happened) (?:for|to|in|inside|when|with) (?:you|your)(?: {word})?",
            "what (?:are|were) you (?:afraid|scared|frightened|worried|hoping|feeling|thinking|picturing|dreading|most|imagining|after|needing)(?: {word})?",
            "tell me (?:more|what (?:it is|that is|it was|you (?:saw|heard|felt))|how (?:it is|it was|you (?:felt|see)))(?: {word})?",
            "help me (?:to )?(?:understand|see|get)(?: {word})?",
            "i (?:would|do) (?:really |actually |just )?(?:like to|want to|love to) (?:know|hear|understand) (?:what|how|more|from|your|which)(?: {word})?",
            "i (?:want|would like) to understand(?: {word})?",
            "is (?:that|it) (?:{gap})(?:how it (?:is|feels|was|felt)|more (?:to|about|that|the)|or (?:something|more|is it more))(?: {word}){0,2}",
            "is there (?:something|anything|more) (?:{word} ){0,3}(?:i|else|you|under|behind|would)",
            "is it (?:maybe |more )?(?:that )?(?:you are|you feel) (?:{word} )?(?:scared|worried|afraid|frightened|hurt|lonely|angry|ashamed)",
            "how are you (?:really|feeling|doing|with)(?: {word})?",
            "which (?:bit|part) (?:of|is|was|hurts|feels)(?: {word})?",
            "have you thought (?:what|how|about what)(?: {word})?",
            "what (?:part|bit) (?:of|was|is)(?: {word})?",
            "what do you (?:wish|hope|hear|find|love|miss|get)(?: {word})?",
            "what (?:made|stopped) you(?: {word}){0,2}",
            "(?:talk|walk|take) me through(?: {word}){0,2}",
            "do you miss (?:it|him|her|them|that)",
            "what (?:is|has been|was) the (?:worst|hardest|best) (?:part|bit|of|thing)(?: {word}){0,2}",
            "what is the picture",
            "what are you (?:afraid|hoping|worried)(?: {word}){0,2}",
            "(?:can|could|may) i ask (?:you )?(?:what|how|about|something|why)",
            "do you want to (?:talk|tell|say) (?:about|me|more)",
            unless=("why do not (?:you|we) (?:{word} ){0,14}{word}", "what do you (?:want|think) (?:from me|me to|i (?:am|was|do)|of me|this is|you are|gives|happens|happened|i should)", "what do you mean(?: {word})?", "how do you (?:want|need)", "how do you think (?:i|that|it)", "what do you want (?:a|for|now|then|to eat|on|with|doing)",
                    "what is it (?:that you|with|now|to)", "what is that (?:supposed|got|about)", "what would you (?:know|do without|have me do|like me to)", "tell me (?:how|what) (?:i|to)", "tell me about it", "you (?:want|would like) to know what", "(?:know|knows|of|see|explain|exactly|about|wonder) what (?:is|was|goes|went|would|happens|happened)(?: {word}){0,3}", "what (?:is|goes) (?:going )?on (?:here|in here)(?: {word})?", "what happens (?:when|if) you (?:skip|leave|do|go)(?: {word})?", "(?:that is|after) what happen(?:s|ed)(?: {word}){0,3}", "what do you want (?:an|you|me)", "what would you (?:want me|say(?: (?:hello|if))?$)", "what is (?:it|that) like in (?:there|your)", "i do not want to (?:hear|know|understand)(?: {word}){0,2}", "is it or is it", "is (?:that|it) (?:a|our) (?:{word} ){1,3}or is (?:it|that)",
                    "what was that (?:for|supposed)", "(?:what|how) (?:was|is) that (?:my|supposed)", "what are you (?:after|thinking|hoping) (?:{word} )?(?:doing|for)", "what do you need (?:to|from the|that|it)", "i will tell"),
            nowhere=("what is wrong with you", "who do you think you", "for once", "are you (?:serious|kidding|joking)", "you are going to tell me"),
            vetoes=(amid_attack,),
            confidence=0.88,
        ),
        learned("open_question"),
    ),
    misses="Questions whose openness is only in the voice.",
    examples=(
        talk("[What is it like for you] when I'm away?"),
        talk("[What would help]?"),
        talk("[How did that feel]?"),
        talk("[What are you afraid of, with] the move?"),
        talk("[What goes through your head] when she rings?"),
        talk("[Tell me more about] it."),
        talk("[I'd like to understand what happened]."),
        talk("[What would make it easier]?"),
        talk("[How do you see it]?"),
        talk("What do you want from me?", because="a push"),
        talk("What is that supposed to mean?", because="a push back"),
        talk("How do you think I feel?", because="a complaint"),
        talk("Why don't you try working out if you want to feel more confident?", because="advice"),
        talk("What is wrong with you?", because="an attack"),
        talk("What would you know about it?", because="a put-down"),
        talk("Who do you think you are?", because="an attack"),
        talk("What time is it?", because="asks for a fact"),
        talk("Tell me about it.", because="agreement, wearily"),
        talk("I don't want to hear what you think.", because="shuts"),
        talk("Nobody knows what goes on in there.", because="no question"),
    ),
)  # fmt: skip
