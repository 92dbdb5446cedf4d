"""What may not stand on the board, as data: patterns for each reason, in English and Spanish.

They look at small letters without accents, one blank between words. Every pattern is tried on every text, because
people mix the languages. A reviewer reads each post after them, so a pattern that refuses too much is worse than one
that lets something through: prices, counts and strengths ("$12 for 60 tablets of 50 mg") must pass.
"""

from __future__ import annotations

from enum import StrEnum


class RefusalReason(StrEnum):
    """Why a text is refused."""

    CONTACT = "contact"
    NAME = "name"
    SELLING = "selling"
    DOSE = "dose"


# Every repeat has an end, so that the work for a text grows as the text does and no faster.
_WORD = r"\w{1,40}"
_TABLETS = (
    r"(?:pills?|tablets?|tabs|meds|medicines?|medications?|azathioprine|imuran|azasan|bottles?|leftovers"
    r"|pastillas?|tabletas?|medicinas?|medicamentos?|azatioprina|frascos?|sobrantes)\b"
)
_SPARE = r"(?:left ?-?overs?|extra|spare|unused|unopened|surplus)"
_COUNT = r"(?:\d{1,9}(?:[.,/]\d{1,9})?|one|two|three|four|half|an?|una?|dos|tres|cuatro)"
_UNIT = r"(?:mg|mcg|milligrams?|miligramos|tablets?|pills?|tabs?|tabletas?|pastillas?)\b"
_PART = r"(?:half|1/2|a quarter|1/4|double|twice)"
_NO_DOSE = (
    r"(?! ?(?:off|of what|as (?:long|much)|the (?:price|cost|time|copay|fee)|of the (?:price|cost|time|copay|fee)"
    r"|price|cost|(?:an? )?(?:hour|day|week|month|year)))"
)
_PARTE = r"(?:media|la mitad|el doble|un cuarto)(?! (?:hora|manana|del? (?:precio|costo|tiempo|copago)))"
# Where advice begins: at the start of a sentence, or after a word that tells somebody to do it.
_DO = (
    r"(?:^|[.!?;:,(] ?|\b(?:you|you can|you could|you should|you may|should|just|please|then|always|must|try to"
    r"|have to|need to|better to|instead|tip|suggest|recommend) )"
)
_MAY_I = (
    r"\b(?:you (?:can|could|should|may|might)|can i|could i|should i|may i|do i|can you|can we|should we|ok(?:ay)? to"
    r"|safe to|better to|just|try to|i suggest you|i recommend you) "
)
_SU = r"(?:la|las|su|sus|mi|mis|una|unas|cada|esas|estas)"
_PUEDE = r"\b(?:puede|puedo|podria|podemos|debe|debo|deberia|conviene|se puede|esta bien|mejor|solo|recomiendo) "

PATTERNS: dict[RefusalReason, tuple[str, ...]] = {
    RefusalReason.CONTACT: (
        # E-mail, also spelled out.
        r"[\w.+-]{1,64} ?@ ?[\w-]{1,64} ?\. ?\w{2,24}",
        r"\b[\w.+-]{1,64} ?(?:\(at\)|\[at\]|\bat\b|\barroba\b) ?[\w-]{1,64} ?(?:\.|\(dot\)|\[dot\]|\bdot\b|\bpunto\b) ?"
        r"(?:com|org|net|edu|info|me|mx)\b",
        # Phones: ten digits, with or without the country; local ones; ten digits spelled one by one.
        r"(?<![\d$.,])(?:\+?1[ .-]?)?\(?\d{3}\)?[ .-]{0,2}\d{3}[ .-]{0,2}\d{4}(?![\d.,]\d|\d)",
        r"(?<![\d$.,-])\d{3}[-.]\d{4}(?![\d-])",
        r"(?<![\d$])\d{2}[ .-]\d{4}[ .-]\d{4}(?!\d)",
        r"\+\d[\d ().-]{7,24}\d",
        r"(?:\d[ .-]){9,15}\d",
        r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)[ -]?\b){3}",
        r"\b(?:(?:cero|uno|dos|tres|cuatro|cinco|seis|siete|ocho|nueve)[ -]?\b){3}",
        # Web addresses, also without https.
        r"https?:|\bwww\.",
        r"\b[a-z0-9-]{1,64}(?:\.| ?\(dot\) ?| ?\[dot\] ?| dot | punto )"
        r"(?:com|org|net|info|biz|gov|edu|io|shop|store|online|pharmacy|site|xyz|app|ru)\b",
        r"\b[a-z0-9-]{1,64}\.[a-z]{2,6}/\w",
        # Names on other networks, and asking to be reached.
        r"(?<![\w.])@ ?[a-z_]\w{1,40}",
        r"\bmy (?:whats ?app|telegram|signal|insta(?:gram)?|ig|snap(?:chat)?|discord|facebook|fb|e-?mail|cell|phone"
        r"|number|user ?name)\b(?: number| address)? ?(?:is|:|=)",
        r"\b(?:dm|pm|inbox|hit) me\b|\b(?:find|add|follow|friend) me on\b",
        r"\b(?:busque(?:n)?me|buscame|siga(?:n)?me|agregue(?:n)?me|agregame) en\b",
        r"(?:^|[.!?;:,(] ?|\b(?:please|just|or|so|and|can you|could you|you can|someone|anyone) )"
        r"(?:text|message|msg|call|e-?mail|contact|write|whats ?app|reach) me\b",
        r"\b(?:mi|al) (?:whats ?app|telegram|instagram|facebook|correo|e-?mail|numero|celular|telefono|usuario)"
        r" ?(?:es|:|=|\d)",
        r"\b(?:escriba(?:n)?me|escribeme|llame(?:n)?me|llamame|contacte(?:n)?me|contactame)\b",
        r"\b(?:mande(?:n)?me|mandame|envie(?:n)?me|enviame) (?:un )?(?:mensaje|correo|texto|whats ?app|inbox)\b",
    ),
    RefusalReason.NAME: (
        r"\bmy (?:full |first |last )?name(?: is|'s|:)",
        r"\b(?:me llamo|mi nombre es)\b",
        r"\b(?:my (?:birthday|birth date|date of birth)|dob|mi fecha de nacimiento) ?(?:is|es|:|was)",
        r"\bi was born (?:on|in)\b|\bnaci (?:el|en)\b",
        r"\b\d{3}-\d{2}-\d{4}\b",
        r"\b(?:ssn|social security number|numero de seguro social|member id|rx number|policy number|card number)\b"
        r".{0,12}\d{3}",
    ),
    RefusalReason.SELLING: (
        # Offering: "I am selling my tablets", "extra pills, free to whoever needs them".
        rf"\b(?:i|i'm|im|i am|we|we're|we are)(?: {_WORD}){{0,2}} (?:sell|selling|trade|trading|swap|swapping"
        rf"|giving away|give away)\b.{{0,40}}{_TABLETS}",
        rf"(?:^|[.!?:;(] ?)(?:selling|trading|swapping|giving away)\b.{{0,40}}{_TABLETS}",
        rf"\b{_SPARE}\b.{{0,30}}{_TABLETS}.{{0,80}}\b(?:for sale|to sell|to give|to trade|to swap|to spare|for free"
        rf"|free to"
        r"|free if|to anyone|to someone|to whoever|to you|you can have|can have them|shipping|cheap)\b",
        rf"\b(?:i|we)(?:'ll|'d| can| will| could| would)? (?:{_WORD} )?(?:give|send|mail|ship|sell) (?:you|anyone"
        rf"|someone|somebody|whoever)\b.{{0,40}}{_TABLETS}",
        rf"\b(?:give|send|mail|ship|sell|donate) (?:my|our|the) {_SPARE}\b.{{0,30}}{_TABLETS}.{{0,40}}\bto (?:you"
        rf"|anyone"
        r"|someone|somebody|whoever|a person|another patient)\b",
        rf"\byou can have (?:my|our|the|some)\b.{{0,30}}{_TABLETS}",
        rf"{_TABLETS}.{{0,30}}\bfor sale\b",
        r"\b(?:like|want|wish|trying|hope|hoping|looking|willing|happy) to (?:sell|trade|swap|give away)\b",
        rf"\bwill (?:sell|trade|swap)\b.{{0,20}}{_TABLETS}",
        r"\b(?:anyone|anybody|someone|somebody|who) (?:wants?|needs?|(?:can|could) use) (?:my|our|them|these"
        r"|those)\b",
        # Asking for it: "does anyone have extra pills", "can I buy your tablets".
        rf"\b(?:anyone|anybody|someone|somebody|who)\b.{{0,20}}\b(?:has|have|got|with) (?:any "
        rf"|some )?{_SPARE}\b.{{0,20}}"
        rf"{_TABLETS}",
        rf"\b(?:anyone|anybody|someone|somebody)\b.{{0,15}}\b(?:have|has|got)\b.{{0,20}}{_TABLETS}.{{0,10}}"
        r"\b(?:they|you) (?:do not|don't|no longer) (?:need|use|want)\b",
        r"\b(?:anyone|anybody|someone|somebody) (?:\w{1,40} ){0,2}(?:sell|selling|give|send|mail|spare) me\b",
        rf"\b(?:(?:can|could|may) (?:i|we)|i'll|i will|i want to|i'd like to) (?:buy|take|get|have) (?:your|someone's"
        rf"|somebody's|anyone's)\b.{{0,20}}{_TABLETS}",
        rf"\b(?:buy|want|need|looking for|looking to buy) (?:any |some )?{_SPARE}\b.{{0,20}}{_TABLETS}",
        # Without a prescription.
        r"\b(?:no|without|w/o)(?: an?)? (?:prescription|rx|script) (?:is )?(?:needed|required|necessary|asked)\b",
        r"\b(?:where|how|who|can i|can we|anyone|i|we)\b.{0,15}\b(?:buy|get|got|bought|order|ordered|sell"
        r"|sells)\b.{0,40}"
        r"\b(?:without|no|w/o)(?: an?| needing an?)? (?:prescription|rx|script)\b",
        r"\byou (?:can|could|may) (?:just )?(?:buy|get|order)\b.{0,40}\b(?:without|no"
        r"|w/o)(?: an?)? (?:prescription|rx|script)\b",
        rf"\bneed\b.{{0,20}}{_TABLETS}.{{0,15}}\b(?:no|without)(?: an?)? (?:prescription|rx|script)\b",
        rf"(?:^|[.!?:;(] ?)venta de\b.{{0,20}}{_TABLETS}|{_TABLETS}.{{0,20}}\ben venta\b",
        r"\bque (?:ya )?no (?:uso|necesito|voy a usar)\b.{0,60}\b(?:doy|regal|vend|mand|envi|ofrezc|quien)",
        rf"(?<!de )\b(?:vendo|vendemos|remato|permuto|regalo|obsequio)\b (?:{_WORD} ){{0,3}}?{_TABLETS}",
        rf"\b(?:cambio|intercambio) (?:mis|unas|estas) (?:{_WORD} )?{_TABLETS} por\b",
        r"\bme (?:sobran|sobraron|quedan|quedaron)\b.{0,40}\b(?:vend|regal|mand|envi|ofrezc)",
        rf"\b(?:les?|te|se las?) (?:vendo|regalo|mando|envio|doy)\b.{{0,30}}{_TABLETS}",
        rf"\b(?:alguien|quien) (?:{_WORD} ){{0,3}}?me (?:quiera |pueda )?(?:venda|vende|vender|regale|regala"
        rf"|regalar)\b.{{0,30}}{_TABLETS}",
        rf"\b(?:alguien|quien)\b.{{0,20}}{_TABLETS}.{{0,20}}\b(?:de sobra|sobrantes|que (?:le|les|te) sobr{_WORD}"
        rf"|extra)\b",
        rf"\bcompro {_TABLETS}.{{0,20}}\b(?:sobr|usad|que no us)",
        r"\b(?:donde|como|puedo|podemos|quien|alguien|yo)\b.{0,60}\bsin (?:una )?receta\b",
        r"\b(?:no (?:piden|pide|necesita|se necesita|hace falta)|sin necesidad de)(?: una)? receta\b",
    ),
    RefusalReason.DOSE: (
        # Asking.
        r"\bhow (?:much|many)\b(?!.{0,12}\bcost).{0,25}\b(?:should|do|can|could|must|may|to) (?:i |we |you |he "
        r"|she |they |my \w{1,40} )?"
        r"(?:take|give|swallow)\b",
        r"\bwhat(?: is|'s| was| are)? (?:your |the |a |my )?(?:right|best|correct|usual|normal|safe|starting"
        r"|max(?:imum)?"
        r"|highest|lowest|recommended)? ?(?:dose|dosage|dosing)\b(?! (?:costs?|form))",
        rf"\b(?:should|can|could|may|must) (?:i|we) (?:{_WORD} )?take (?:{_WORD} )?(?:{_COUNT} (?:more|less|extra"
        rf"|{_UNIT})|{_PART}|more\b|less\b|extra|both)",
        r"\bhow much\b.{0,40}\b\d{1,9} ?(?:kg|kilos?|lbs?|pounds?)\b",
        r"\bwhat happens if (?:i|you|we) (?:take|miss|skip|stop|double)\b",
        r"\bcan i take\b.{0,30}\b(?:every (?:other|second|third)|once|twice|less|more)\b",
        r"\b(?:is|are) \d{1,9} ?(?:mg|tablets|pills)(?: a day)? (?:too (?:much|many|little)|enough|safe|ok|fine)\b",
        r"\bmissed\b.{0,20}\bdoses?\b.{0,60}\b(?:what|should|do i|can i|now)\b",
        # Giving: "take half", "take 2 tablets a day", "2 mg per kg".
        rf"\b(?:take|taking|took|use|using) (?:only |just |about )?(?:a )?{_PART}\b{_NO_DOSE}",
        rf"{_DO}(?:take|use|give (?:him|her|them)|start (?:with|at|on)) (?:just |only |about |up to "
        rf"|at least )?{_COUNT} ?"
        rf"{_UNIT}",
        r"\btake (?:just |only )?(?:\d|one|two|three) instead of\b",
        r"\b(?:take|taking|took)\b.{0,30}\bevery (?:other|second|third|two|three|2|3) days?\b",
        r"\b\d{1,9} ?mg(?: a day)? (?:is|are) (?:enough|plenty|too (?:much|little)|safe|fine)\b",
        r"\b(?:make|makes|made|making) (?:it|them|(?:the|your|my) \w{1,40}) last\b|\blasts? longer\b",
        r"\bi (?:just )?(?:stopped|quit|skipped) (?:taking )?(?:it|mine|my|them|azathioprine|imuran|the)\b.{0,40}"
        r"\b(?:fine|better|ok|okay|nothing happened|no problem)\b",
        r"(?:^|[.!?;:,(] ?|\b(?:you|just|then|instead) )stop taking (?:it|them|yours?|the)\b",
        r"\b(?:you|do) (?:not|don't) need (?:the |your |any |a )?(?:blood (?:tests?|counts?|work)|labs?\b)",
        r"(?<!not )(?<!never )(?<!n't )\bcrush(?:ing)? (?:it|them)\b",
        r"\b\d{1,9}(?:[.,]\d{1,9})? ?(?:mg|milligrams|miligramos) ?(?:/|per|por|a|for each|por cada) ?(?:kg|kilo"
        r"|pound|lb|libra)",
        r"(?<!not )(?<!never )(?<!n't )\b(?:split|cut|halve|break|crush|snap)(?:ting|ing)? (?:(?:up|the|your|my"
        r"|his|her"
        r"|them|those|these|each|a|one|\d{1,9}|mg|in|half|of) ){0,4}(?:pills?|tablets?|tabs?|doses?|dosage)\b",
        r"(?<!not )(?<!never )(?<!n't )\b(?:split|cut|halve|break|snap)(?:ting|ing)? (?:them|those|these|one|each)"
        r"(?: up)? (?:in half|in two|into)",
        rf"{_MAY_I}(?:{_WORD} )?(?:skip|skipping|stop|stretch|ration|restart|space out|lower|raise|increase|reduce"
        rf"|decrease"
        r"|change|adjust|double|halve|taper|go (?:up|down) on|cut (?:down|back) on|miss)(?: on)? (?:(?:the|your"
        r"|my|a|an|some|any|one"
        r"|every|taking|off) ){0,3}(?:dose|doses|dosage|pills?|tablets?|meds?|medicine|azathioprine|imuran|it|day"
        r"|days"
        r"|other day|blood tests?|labs?)\b",
        r"(?:^|[.!?;:,(] ?|\b(?:you|just|please|then|instead) )(?:skip|stop taking|stretch|ration|double|halve"
        r"|lower|raise"
        r"|increase|reduce) (?:(?:the|your|a|some|every|other) ){0,3}(?:dose|doses|dosage|day|days|weekends?"
        r"|blood tests?"
        r"|azathioprine|imuran)\b",
        # The same in Spanish.
        r"\bque dosis\b|\bcual(?: es| seria)? (?:la |su |mi )?(?:mejor |maxima )?dosis\b",
        r"\bcuant[oa]s?\b.{0,30}\b(?:debo|puedo|tengo que|hay que|debe|deberia|puede|necesito) "
        r"(?:tomar|dar|usar)\w{0,40}",
        r"\bcuant[oa]s? (?:mg|miligramos|tabletas|pastillas|dosis)\b.{0,15}\b(?:tom[aeo]|toman|tomar)\b",
        rf"\b(?:tome|tomen|toma|tomese|tomate|tomar|tomarme|tomarse|use|dele)(?: solo| solamente| nada mas"
        rf"| unos)? {_PARTE}\b",
        rf"\b(?:tome|tomen|tomese|tomate|tomar|tomarme|tomarse|use|dele)(?: solo| solamente| nada mas"
        rf"| unos)? {_COUNT} ?"
        rf"{_UNIT}",
        rf"(?<!no )(?<!nunca )\b(?:parta|partan|partir|corte|corten|cortar|divida|dividir|triture|triturar|muela"
        rf"|moler)"
        rf" (?:{_SU} )?(?:tabletas?|pastillas?|dosis)\b",
        r"\btom(?:e|en|ar|o|arme|arse|ela|elas|enla|enlas|arla|arlas)\b.{0,25}"
        r"\b(?:cada (?:dos|tres|2|3) dias|un dia si|dia (?:de )?por medio)\b",
        r"\bcon \d{1,9} ?mg\b.{0,12}\b(?:basta|alcanza|es suficiente)\b",
        r"\bpara que (?:les? |me )?(?:duren?|rindan?)\b",
        r"\bno (?:hacen? falta|necesita|es necesario) (?:el |los |un |hacerse )?(?:analisis|examen) de sangre\b",
        r"(?<!no las )(?<!no la )\b(?:partirlas?|cortarlas?|dividirlas?|triturarlas?|part[ae]n?las?|corten?las?"
        r"|dividan?las?)\b",
        rf"{_PUEDE}(?:{_WORD} )?(?:saltar(?:se|me)?|dejar de|parar de|suspender|omitir|subir|bajar|aumentar|reducir"
        rf"|cambiar"
        rf"|duplicar|ajustar|estirar) (?:{_SU} |un |unos |algunos )?(?:tomar\w{{0,40}}|dosis|tabletas?|pastillas?"
        rf"|azatioprina|dias?"
        r"|analisis)",
        rf"(?<!no )(?<!nunca )\b(?:saltese|saltate|suspenda|omita|deje de|suba|baje|aumente|reduzca|duplique|estire)"
        rf" (?:{_SU} |un |unos )?(?:tomar\w{{0,40}}|dosis|dias?|azatioprina|analisis)",
    ),
}
# These look at the text as it was typed, because capitals tell a name. Dr. Reddy's is a maker of tablets.
AS_TYPED: dict[RefusalReason, tuple[str, ...]] = {
    RefusalReason.NAME: (
        r"\b(?:Dra?|Mrs?|Ms|Sra?)(?:\. ?| )(?!Reddy[’']?s)[A-ZÁÉÍÓÚÑ]\w{1,40}",
        r"\b(?:Doctora?|Nurse|Enfermer[ao]) [A-ZÁÉÍÓÚÑ][a-záéíóúñ]{1,40}",
    ),
}
