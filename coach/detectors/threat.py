"""Threat: ultimatum, punishment, coercion.

Why it matters: fear is not unfair arguing. Nothing is said on screen during the talk, it is never called mutual, and what is
found is shown to each partner alone, with the help lines. A limit on one's own behaviour ("if you shout, I'll step outside
and come back") is no threat.
Source: guidance of domestic-abuse organisations on coercion; "threat" in the coding system SPAFF.
Known misses: veiled threats ("I'd think carefully about that if I were you") in words of their own.
"""

from __future__ import annotations

from coach.core.noticing import Detector
from coach.detectors.guards import denied, quoted
from coach.detectors.kit import either, learned, phrases
from coach.detectors.written import talk

_GONE = (
    "(?:i am (?:gone|leaving|out|done|off|moving out|calling|ringing|telling|taking|cancelling|changing|seeing a|filing|at my|breaking|selling|keeping|throwing|posting|going to (?:tell|call|ring|take|leave|cancel|make|burn|smash|break|hurt|kill))"
    "|i will (?:tell|call|ring|take|leave|cancel|make sure|burn|smash|break|hurt|kill|ruin|have the lot|cut (?:up|off)|be (?:at|off|gone)|stop paying|have you|go to (?:the police|a lawyer|court)|never|not be here|change the locks|sell|post|lock|throw)"
    "|we are (?:done|finished|over|through)|it is over|that is it|do not bother (?:coming|asking)|do not expect(?: {word})?|you (?:can|will) (?:find|pack|explain|leave|sleep|move|whistle|kiss|say goodbye|never see|not see|be sorry|regret|come home to|wish|lose|be (?:out|sorry|on your own|hearing|seeing))"
    "|the locks|the door will be|there will be (?:trouble|hell|a solicitor's|a lawyer's|no))"
)  # fmt: skip
_DEED = "(?:you|they|she|he|that|it|this|those|one more|another|any more|i hear|i find|i see|i do not|there is)"

_SURE = (
    f"if {_DEED} (?:{{word}} ){{1,12}}{_GONE}(?: {{word}}){{0,3}}",
    f"(?:you|do that|talk|say|walk|step|carry|keep|one more|put|touch|try|call|leave|hang|speak|sign) (?:{{word}} ){{1,10}}(?:and|or|then) (?:i swear (?:to god )?|then )?{_GONE}(?: {{word}}){{0,3}}",
    "(?:or|or else) i (?:am|will|swear)(?: (?:gone|leaving|out|done|calling|ringing|telling|taking|tell|call|ring|take|leave|cancel|go|walk|breaking|seeing|posting|going to))(?: {word}){0,4}",
    "or else",
    "i (?:will|am going to|swear i will) (?:leave|divorce) you(?: (?:if|for good|this time|i swear)(?: {word}){0,5})?$",
    "(?:it is|it has to be|choose) (?:me|him|her) or (?:me|him|her|that|the|it)(?: {word})?",
    "you will (?:never|not) (?:see|lay eyes on) (?:the (?:kids|children|baby|boys|girls|dog)|them|him|her|me|your|those)(?: {word}){0,2}",
    "you will (?:be sorry|regret (?:this|it|that)|pay for (?:this|that|it)|wish you)(?: {word})?",
    "i will (?:take|have) (?:the (?:kids|children|house|baby|boys|girls|dog|car)|these kids|them (?:to|off|away)|you for everything|everything)(?: {word}){0,3}",
    "i (?:will|am going to|could|would) (?:{really})(?:kill|hurt|hit|slap|smack|punch|brain|strangle|destroy|ruin|burn|smash) (?:you|your|it down|the|every)(?: {word}){0,2}",
    "i am taking (?:the (?:kids|children|baby|boys|girls)|them|her|him) (?:to|away|and)(?: {word}){0,3}",
    "i (?:will|am going to) (?:change the locks|cancel (?:the|your) cards?|cut (?:up|off) (?:the|your|that) (?:card|money|allowance)|tell (?:everyone|your (?:boss|mother|father|family|parents|work)|them all))(?: {word}){0,3}",
    "i (?:will|am|could|can) (?:ring|call|phone|calling|ringing|phoning) your (?:boss|mother|father|work|sister|brother|parents|pastor|preacher|manager)(?: {word}){0,3}",
    "do not (?:bother|even bother) coming (?:home|back)(?: {word}){0,2}",
    "(?:see|and see) (?:what happens(?: to)?|if i am (?:here|still here)|if there is anyone here|how you like|how far you get|where (?:it|that) gets you)(?: {word}){0,3}",
    "(?:just )?(?:try me|do not test me|keep (?:it up|on) and (?:find out|see)|do not push me|just watch me|you know what will happen)",
    "(?:i would|you want to) think (?:very |long and |carefully |hard |again )*(?:about|if|before|carefully|hard)(?: {word}){0,3} (?:if i were you|before|about)",
    "i am (?:seeing|calling|ringing) (?:a|my|the) (?:lawyer|solicitor|divorce lawyer)(?: {word}){0,2}",
    "(?:i want|i am getting|i will get|i will file for) a divorce",
    "(?:this is )?your (?:last|final) (?:chance|warning)",
    "(?:you can|start|then start|go and) pack(?:ing)?(?: your (?:bags|things))?",
    "(?:there will be no|you will get no|you are getting no) {word} (?:for you )?(?:until|till|unless) you(?: {word}){0,3}",
    "you will get (?:an allowance|{word} when i get)(?: {word}){0,3}",
    "the locks will be (?:changed|different)",
    "i know where you(?: {word}){1,3}",
    "(?:you are|do not be) expecting any(?: {word}){1,3}",
    "(?:either|unless) (?:{word} ){1,10}or i am (?:{word}){0,3}",
)  # fmt: skip
_LEAVE = (
    "i will (?:leave|have|make|take|get|call|ring) (?:your (?:dinner|tea|plate|lunch|shirt)|the (?:light|door|key|dinner|rest|washing)|you (?:some|a|the)|some|dinner)(?: {word})?",
    "or else (?:it|he|she|they|the|we)(?: {word})?",
    "(?:step|go|walk|leave) (?:{word} ){0,6}(?:and|then) (?:i will |we will |will )?(?:come back|be back|talk|calm|try again)(?: {word}){0,2}",
    "if (?:{word} ){1,8}i will (?:take (?:the (?:bins|dog|car|kids to (?:school|the|swimming|football|nursery))|care|it (?:on|slow)|over|a|her to|him to|them to (?:school|the|swimming|football|nursery|ballet)|my|your|mondays|tuesdays|nights|half|that)|make sure|never (?:{word} )?(?:mention|forget|ask|do|say)|tell (?:you|her|him|them) (?:i|we|that|how|it|yes|no|myself)|call (?:you|in|the)|ring (?:you|the|her|him|and|when|in)|leave (?:it|you|the room|the table|work|early|you be|them|a)|be (?:at|off) (?:home|work|the gate))(?: {word}){0,4}",
    "(?:you|we|she|he) can (?:find|explain|pack|leave|sleep) (?:it|me|that|them|in|on|when|where|the|another|something|us|out|how|early|whenever|anything)(?: {word}){0,2}",
    "i am (?:done|out|off|gone) (?:at|by|with|in|on|to|for|all|from)(?: {word}){0,2}",
    "(?:i am )?sorry or else",
    "(?:and|then) i will (?:take (?:him|her|wednesday|the {word})|drive|leave the|call danny|sort|do|make|hold|have him)(?: {word}){0,4}",
    "you (?:come|all)(?: {word}){0,12}",
    "and you can (?:be|not see|see how|tell me|hold|have|do|choose|pick|rest|sit)(?: {word}){0,3}",
    "or else (?:i|we|it|he|she|they|the) (?:forget|get|miss|will be late|goes|burns|lose|fall)(?: {word})?",
    "do not expect (?:you to|it to|anything|miracles|that|me to have|an answer)(?: {word})?",
)  # fmt: skip
# What cools down or comes back is a limit on one's own behaviour.
_OWN_LIMIT = (
    "(?:come back|be back|calm (?:down|myself)|cool off|cool down|step (?:out|outside|away)|take a (?:break|breath|walk)|another room|and then we)(?: {word}){0,2}",
)  # fmt: skip

threat = Detector(
    kind="threat",
    title="An ultimatum",
    tone="hurts",
    level="recap",
    about="Ties what the other does to a punishment. Where fear or control is part of it, this is not about arguing well.",
    source="Guidance of domestic-abuse organisations on coercive control; the coding system SPAFF.",
    tip="If you feel afraid or controlled, you can talk to someone outside.",
    find=either(
        phrases(*_SURE, unless=_LEAVE, nowhere=_OWN_LIMIT, vetoes=(quoted, denied), confidence=0.85),
        learned("threat"),
    ),
    misses="Veiled threats; threats that only the tone makes.",
    examples=(
        talk("Do that and [you won't see the kids, I'll] take them to my mother's."),
        talk("[If you go out tonight, don't bother coming home]."),
        talk("Stop it [or I'm leaving]."),
        talk("[You'll be sorry]."),
        talk("[If you spend one more penny I'll cancel your card]."),
        talk("[I'll tell your boss what you're] like."),
        talk("[It's me or the band], choose me or them."),
        talk("[Walk out that door and we're finished]."),
        talk("If you shout, I'll step outside and come back when it's calm.", because="a limit on one's own behaviour"),
        talk("If it rains I'll take the kids to the cinema.", because="a plan"),
        talk("If you cook I'll do the dishes.", because="an offer"),
        talk("I'm scared you'll leave me.", because="a fear"),
        talk("My dad said do that and I'll throw you out.", because="a quote"),
        talk("I'm not going to leave you.", because="denies it"),
        talk("If you're late I'll leave your dinner in the oven.", because="care"),
        talk("She told him she'd leave if he drank again.", because="a third person"),
        talk("Eat it or else it'll go cold.", because="a joke about dinner"),
        talk("I'll never leave you over money.", because="promise"),
        talk("Would you leave if I took the job?", because="asks"),
        talk("I won't stay in the room when there's shouting.", because="boundary"),
        talk("I'm off to bed at ten.", because="a plan for the night"),
        talk("Whatever happens, I'm not going anywhere.", because="reassures"),
    ),
)
