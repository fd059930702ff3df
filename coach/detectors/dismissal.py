"""Dismissal: tells the partner that their feeling is wrong or small.

Why it matters: a feeling that is waved away comes back louder. Acknowledging is not agreeing.
Source: "invalidation" among the danger signs of the PREP programme; "emotional invalidation" in couple coding systems.
Known misses: jokes that brush a request off, quick fixes and cheerful comfort ("you'll be fine, you're always fine").
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import WARMLY, denied, quoted, supposed
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_SURE = (
    "you are (?:just |being |so |getting |far |way |a bit |well |really |such )*(?:too |so |over )?(?:dramatic|melodramatic|oversensitive|over sensitive|sensitive|hysterical|ridiculous|paranoid|silly|daft|emotional|touchy|precious|irrational)",
    "you are (?:just |always |totally |completely )?(?:overreacting|over reacting|exaggerating|overthinking|over thinking|imagining things|seeing things|reading too much)(?: {word})?",
    "(?:stop|do not|quit) (?:being|be|getting|get) (?:so |such a |all |too |a |like )*(?:dramatic|sensitive|silly|daft|ridiculous|hysterical|emotional|drama queen|baby|soft|that|touchy|melodramatic|paranoid|precious)",
    "(?:stop|quit) (?:overreacting|exaggerating|whining|moaning|whingeing|sulking|crying|being such|making such)(?: {word})?",
    "do not (?:overreact|exaggerate|start crying|take it so personally|take everything so personally)",
    "(?:you|always) (?:are )?making (?:such )?(?:a (?:big )?(?:fuss|drama|mountain|thing|deal|scene|meal|song)|mountains)(?: {word}){0,4}",
    "(?:what|such) a (?:fuss|drama|performance)",
    "(?:it|that) (?:is|was) (?:really |honestly )?not (?:that|such a|a) (?:big (?:a )?deal|deep|bad|serious|important|big)",
    "(?:no|what is the) big deal",
    "(?:get|got to get) over it",
    "get a grip",
    "(?:oh )?(?:boo hoo|diddums|cry me a river|poor you|poor little (?:you|thing|me)|here come the (?:waterworks|tears|violins)|get the violins(?: out)?|my heart bleeds)",
    "(?:just |oh |well )?(?:calm down will you|just calm down|chill out|relax will you|lighten up|ah give over|oh give it a rest|you need to calm down|please calm down)",
    "(?:you|can not you) (?:can not|have got to stop|have to stop|need to stop|not) (?:take|taking) (?:everything|a joke|it|things)(?: {word}){0,2}",
    "(?:it was|i was|she was|he was) (?:just |only )?(?:a joke|joking|a bit of fun|a laugh|banter|kidding)(?: {word})?",
    "can not you take a joke",
    "(?:not|here we go with|oh god not) (?:this|that) again",
    "(?:oh )?here we go(?: again)?",
    "(?:are you )?still (?:on about|going on about|banging on about)(?: {word}){0,2}",
    "who cares",
    "^so what$",
    "(?:he|she) (?:will|is going to) (?:live|survive|get over it)",
    "you will (?:live|survive|get over it)",
    "(?:it is|that is) (?:all )?in your (?:head|imagination)",
    "you (?:should not|can not|do not need to|have no reason to|have nothing to|have no right to) (?:feel|be) (?:so |like |that |this )*(?:upset|hurt|angry|sad|worried|jealous|scared|anxious|cross|feel|that|way|complain|moan)(?: {word})?",
    "there is nothing (?:wrong with you|to (?:cry|be upset|worry|complain|moan|be scared) (?:about|over|of))",
    "(?:plenty of|some|other|most) (?:people|women|men|couples) (?:have it|would kill|would be glad|have got real|are dying)(?: {word}){0,2}",
    "(?:everyone|everybody) (?:gets (?:tired|nervous|old|sad)|feels (?:like )?(?:that|it)|snores|forgets|is tired|has (?:problems|got cholesterol|bad days))(?: {word})?",
    "(?:oh )?spare me(?: the (?:drama|violins|tears|speech|lecture|sob story))?$",
    "(?:stop|quit) (?:your )?(?:nagging|moaning|whining|whingeing|bitching)",
    "(?:always|everything (?:is|has to be)) (?:got to be )?(?:such )?a drama",
    "drama queen",
    "worse things happen(?: at sea)?",
    "(?:pull yourself together|snap out of it|man up|toughen up|suck it up|build a bridge)",
    "(?:oh )?come off it",
    "(?:the )?world is not ending",
    "it is not the end of the world",
)  # fmt: skip
_LIKELY = (
    "(?:it|that) is (?:only|just) an? (?:{word} )?(?:game|joke|phone|dinner|weekend|hour|night|meal|film|party|car|cat|dog|test|word|form|text|photo|towel|sock|plate|cup|job|dress|shirt|cough|cold|row|consultation|birthday|card|bit of (?:fun|mess|noise|banter)|{word} (?:job|party|game|joke|thing))",
    "oh come on",
    "you are (?:just |only )(?:tired|hormonal|hungry|jealous|stressed|drunk|premenstrual|in a mood)",
    "(?:yes whatever|oh whatever|whatever then|sure jan|oh rubbish|oh nonsense|that is (?:rubbish|nonsense)|riveting)",
    "you will be (?:fine|all right|grand|laughing)(?: {word})?",
    "what does it matter(?: {word})?",
    "^whatever$",
    "you and your (?:lists|feelings|books|moods|needs|nerves|dramas|therapy|worrying)",
    "that is (?:cute|rich|precious|adorable)",
    "i hear you i hear you",
)  # fmt: skip
_LEAVE = (
    "not (?:a|such a|that) (?:big )?(?:a )?deal (?:to|for) you",
    "whatever (?:you (?:like|want|prefer|think|need|say|said|decide|fancy|do|did|choose|feel|felt|would|can|have|had|mean|meant|call|were|are (?:doing|feeling|thinking|saying|going))|it|we|is|works|happens|the|makes|they|he|she|time|i|suits|else|comes|that|was|feels|gets|goes|your|one|way)(?: {word})?",
    "(?:it is|that is|is|it was|that was) not (?:a big deal|that bad|silly|daft|nothing)(?: {word}){0,2} (?:to|for) me",
    "(?:it is|that is) (?:only|just) (?:an? )?(?:guess|thought|idea|suggestion|question|start|feeling|draft|few|bit|little|hundred|quarter|couple|small)(?: {word})?",
    "i am not(?: {word}){0,4}",
    "you are not(?: {word}){0,4}",
    "does not matter (?:who|which|where|when|how|what|if|to me which)",
    "so what (?:do|did|are|is|can|would|if|should|happened|happens|you|time|i|have|about|were|was|shall|we|was|would|does|kind|else|will)(?: {word})?",
    "who cares for",
    "am i (?:being )?(?:{word} )?(?:too )?(?:dramatic|sensitive|silly|daft|paranoid|ridiculous)",
    "(?:nobody|no one|everyone|everybody) is (?:here|coming|going|in|at|fine|well|home|allowed|welcome|asleep)(?: {word})?",
    "i was (?:only |just )?(?:joking|kidding) (?:and|but) (?:it|i|that)(?: {word})?",
    "tired (?:and|you|so|love|darling|let|shall|come|from|today|tonight)(?: {word})?",
    "i (?:was|am|felt|feel|have been|know i am|know i was|must be|get)(?: {word}){0,3} (?:dramatic|sensitive|silly|daft|overreacting)",
    "it was a joke and(?: {word}){0,4}",
)  # fmt: skip

dismissal = Detector(
    kind="dismissal",
    title="Waving a feeling away",
    tone="hurts",
    level="recap",
    about="Says that the other's feeling is wrong, small or a fuss. Feelings that are waved away tend to come back louder.",
    source="Invalidation as a danger sign in PREP; acknowledging before answering, in the speaker-listener technique.",
    tip="Say first what you understand of the feeling; agreeing can wait.",
    find=either(
        phrases(*_SURE, unless=_LEAVE, nowhere=WARMLY, vetoes=(quoted, denied, supposed), confidence=0.75),
        phrases(*_LIKELY, unless=_LEAVE, nowhere=WARMLY, vetoes=(quoted, denied, supposed), confidence=0.7),
        learned("dismissal"),
    ),
    misses="Jokes that brush a request off; quick advice; comfort that skips the feeling.",
    examples=(
        talk("[You're overreacting]."),
        talk("A: I felt invisible all evening.", "B: [Oh, come off it]."),
        talk("[Calm down, will you], [it's just a dinner]."),
        talk("[It's not that big a deal]."),
        talk("[You're being so dramatic] about it."),
        talk("[Get over it]."),
        talk("A: It frightened me.", "B: [Whatever]."),
        talk("whatever [you're overreacting]", because="no marks to go by"),
        talk("[Boo hoo], [poor you]."),
        talk("[You're making a big thing out of nothing]."),
        talk("[Here we go again] with the feelings."),
        talk("I'm overreacting, I know, give me a second.", because="about oneself"),
        talk("Whatever you prefer is fine with me.", because="a choice left to the other"),
        talk("Whatever you're feeling, I want to hear it.", because="an open door"),
        talk("It's okay, we've got this.", because="reassures"),
        talk("You're not overreacting, it was a lot.", because="takes it seriously"),
        talk("Am I being too sensitive?", because="asks"),
        talk("You told me I was overreacting and that hurt.", because="a quote"),
        talk("My mum says calm down to everyone.", because="a third person"),
        talk("So what do you need from me?", because="asks what"),
        talk("I need to calm down before I answer.", because="a need for calm of one's own"),
        talk("It's not a big deal to you, but it is to me.", because="it is big"),
        talk("I'm just going to get over to the shop before six.", because="a plan"),
        talk("It's only an idea, we can drop it.", because="only a thought"),
        talk("It was a bit dramatic, that storm.", because="the weather"),
        talk("The cat is tired today.", because="a fact"),
    ),
)
