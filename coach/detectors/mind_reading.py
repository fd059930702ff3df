"""Mind-reading: states the partner's motive or thought as fact.

Why it matters: whoever is told what they think has to defend it before anything else can be heard. Asking costs nothing.
Source: "negative interpretations" among PREP's danger signs; "negative mind-reading" in SPAFF.
Known misses: motives told as a story ("that's what the light was for, wasn't it").
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import WARMLY, asked, denied, kindly, quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_SURE = (
    "you (?:only|just) (?:want|wanted|did|do|said|say|go|went|like|asked|came|come|care|agreed|married|invited|picked|chose|bought) (?:{word} ){0,6}(?:to|so|because|for|if|when|what|me|it|that|about|this|off)(?: {word}){0,3}",
    "you (?:are|were) (?:only|just) (?:saying|doing|sorry|asking|being|waiting|trying|making|here|pretending|using|after|worried|informing|hoping|scared|sulking)(?: {word}){0,3}",
    "you (?:do not|did not|never) (?:even |really |actually )*want(?:ed)? (?:{word} ){0,4}",
    "you do not (?:{really})(?:care|love|trust|respect|like|give a {word}|believe|mean it)(?: (?:about|me|him|her|us|what|if|that|how|my))(?: {word}){0,2}",
    "you do not (?:care|love me|trust me|respect me|mean it)",
    "you (?:would|had) (?:{really})(?:rather|prefer|sooner|love that|love to see|be happy if|be glad if|much rather)(?: {word}){0,5}",
    "you (?:{really})(?:want|wanted) (?:me|him|her|them|it|us) (?:to {word}|gone|out|dead|drugged|miserable|small|on the|at your)(?: {word}){0,3}",
    "you (?:are|were|have been) (?:{really})(?:hoping|waiting|enjoying (?:this|it|every|watching|seeing|yourself)|lapping|loving|punishing|ashamed|embarrassed|trying to|hiding|planning|scheming|gloating|plotting|testing|waiting for me|banking|praying|relieved|delighted)(?: {word}){0,4}",
    "you (?:{really})(?:think|thought|reckon) (?:you are (?:better|so much better|smarter|above|cleverer|too good)|i am|i was|i can not|i will|i would|i should|they are|you are|my {word}|that i|i have|it is|we are)(?: {word}){0,3}",
    "you (?:have|had) (?:always |never )?(?:wanted|hated|resented|liked|respected|thought|forgiven|decided|already decided|had it in for|looked down|been after|been waiting|been hoping|assigned)(?: {word}){0,4}",
    "(?:and )?you (?:did|do|said|say|left|leave|made|took|let|put|forgot|shared|sent|pick|hid|planned) (?:it|that|this|him|her|me|them|those) (?:{word} ){0,6}(?:on purpose|deliberately|to (?:punish|hurt|spite|annoy|humiliate|embarrass|upset|get at|make|get back|wind)|so (?:i|you|that|she|he|everyone|they|we))(?: {word}){0,2}",
    "(?:deep down|in your heart) you(?: {word}){1,3}",
    "you (?:enjoy|love|like|get a kick out of|can not (?:stand|bear|abide|wait)|could not wait|resent|despise) (?:this|that|being|seeing|making|having|it when|to see|me (?:being|having|not)|her|him)(?: {word}){0,4}",
    "i (?:feel|think|feel like|feel that|swear|can tell) (?:like |that )?you (?:{really})(?:do not|did not|want|wanted|would rather|are (?:enjoying|ashamed|hiding|trying|only|just|embarrassed|using|punishing|bored|waiting|hoping)|think|enjoy|like|hate|love|can not|could not|fancy|left|planned|prefer|resent|regret)(?: {word}){0,4}",
    "i know (?:exactly |full well |just )?what you (?:are|were) (?:thinking|doing|up to|after|trying)",
    "i know you (?:think|want|wanted|hate) (?:me|i|to|my|that i|it is)(?: {word}){0,4}",
    "(?:that|this) is (?:all |just |really )*(?:because|so) you (?:{word} ){0,5}",
    "(?:and )?that is what (?:this is about|you (?:want|wanted|are after|were after|think|thought))",
    "(?:so )?(?:what you are saying is|what i hear you saying is) (?:i am|you|that i|that you|let|we)(?: {word}){0,3}",
    "you (?:are|were) (?:up to something|after (?:something|my|the)|out to get me|looking for (?:a fight|something|an excuse|trouble|any excuse))(?: {word})?",
    "you (?:have )?(?:already )?(?:made (?:your|up your) mind(?: up)?|decided i|already decided)(?: {word}){0,2}",
    "you knew (?:full well|exactly|perfectly well|damn well|fine well|very well)(?: {word}){0,3}",
    "you could not care less(?: {word}){0,2}",
    "do not pretend(?: {word}){0,3}",
)  # fmt: skip
_LEAVE = (
    "(?:with|let|ones|things|days) you (?:like|think|thought|would rather)(?: {word}){0,8}",
    "you are only after getting(?: {word}){0,6}",
    "you were hiding it (?:in|from yourself|because|under)(?: {word}){0,4}",
    "you have thought of everything(?: {word}){0,4}",
    "you have wanted a(?: {word}){0,6}",
    "you do not want (?:to be (?:late|alone|hurt|seen)|me to (?:go|leave)|a|any|more|it to be|to lose|that)(?: {word})?",
    "(?:did|do|would|are|were|have|is that|is it|was it|was that|if|maybe|perhaps|whether|wonder|sounds like|it sounds like|so|because|that|what|when|how|why|know|guess|imagine|can see|see|understand|hear|sense|wonder if|afraid|scared|worried|fear|hope|thought|think|glad|grateful) (?:that |like |maybe |perhaps )?you (?:{really})(?:just |only )?(?:would rather|would prefer|want|wanted|think|thought|did|do|say|said|were|are|have|had|feel|felt|go|like|love|hate|do not|did not|never)(?: {word}){0,8}",
    "you (?:would|could) (?:{really})(?:rather|prefer|sooner) (?:{word} ){0,6}(?:or|i would|that is|fine|we could)(?: {word}){0,2}",
    "not (?:on purpose|deliberate)(?: {word})?",
    "(?:a |my )hunch is(?: {word}){0,10}",
    "i (?:chose|reckon|believe|can not believe)(?: {word}){0,9}",
    "and (?:i will|we will|i am|i would)(?: {word}){0,3}",
    "on purpose (?:i|did i|was it)",
    "(?:was|is) (?:it|that) on purpose",
    "i (?:did|do|said|left|made|forgot|went|was|have|bought|kept|took|put|drove|came|walked|got)(?: {word}){0,8} on purpose",
    "i think you (?:are right|did|have|might|may|could|can|would be|would like|will|deserve|did well|meant|were right|are (?:brilliant|lovely|great|tired))(?: {word}){0,3}",
    "you (?:want|wanted) (?:me|him|her|them|it|us) to (?:{word} ){0,4}(?:and|is that|right)(?: {word})?",
    "you (?:want|wanted) (?:me|him|her|them|it|us) to (?:be (?:happy|safe|well|okay|honest|there)|feel|know|come|help|hold|tell|listen|see|understand|hear|ring|call|ask|go with|have|do|sit|pick|drive|take|bring|stay|meet|talk|say)(?: {word}){0,4}",
    "(?:i|we) know you (?:are|were|do|did|want|think) (?:{word} )?(?:tired|trying|best|love|busy|scared|worried|doing your|not|mean|care|hate this|want to)(?: {word})?",
)  # fmt: skip

mind_reading = Detector(
    kind="mind_reading",
    title="Guessing at motives",
    tone="hurts",
    level="recap",
    about="States what the other thinks or wants as a fact, and a bad one. A question leaves room for another answer.",
    source="Negative interpretations in PREP; negative mind-reading in SPAFF; faux feelings in nonviolent communication.",
    tip="Ask what the other meant, and say what you made of it.",
    find=either(
        phrases(
            *_SURE, unless=_LEAVE, nowhere=WARMLY, vetoes=(quoted, denied, supposed, asked, kindly), confidence=0.8
        ),
        learned("mind_reading", vetoes=(quoted,)),
    ),
    misses="Motives told as a story or in irony.",
    examples=(
        talk("[You just want to punish me]."),
        talk("[I feel like you don't care about me]."),
        talk("[You only said that to embarrass me]."),
        talk("[You think I'm stupid]."),
        talk("[You're enjoying this]."),
        talk("[You'd rather be at work than here]."),
        talk("[You did it on purpose to hurt me]."),
        talk("[You've already decided]."),
        talk("Did you mean to hurt me?", because="asks"),
        talk("I wonder if you felt left out.", because="wonders"),
        talk("I just want to be heard.", because="about oneself"),
        talk("She only wants the money.", because="a third person"),
        talk("I think you were only trying to help.", because="guesses kindly"),
        talk("Do you want me to come along?", because="asks what the other wants"),
        talk("I don't think you did it on purpose.", because="denies it"),
        talk("He said you only want my money.", because="a quote"),
        talk("Could you just say it slowly?", because="a request"),
        talk("So you want to leave on Friday, did I get that right?", because="says back"),
        talk("I'd rather stay home with you.", because="own thought"),
        talk("Are you enjoying the course?", because="a question"),
        talk("I know you're trying your best.", because="knows and praises"),
        talk("I feel like I need to be asked.", because="a need"),
    ),
)
