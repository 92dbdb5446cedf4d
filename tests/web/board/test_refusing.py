from __future__ import annotations

import re
import time

import pytest

from finder.web.board.refusing import SENTENCES, made_alike, refusal_of
from finder.web.board.rules import AS_TYPED, PATTERNS, Reason

REFUSED = {
    Reason.CONTACT: [
        "Write to ana@example.org and I tell you.",
        "ana.perez [at] example [dot] com",
        "ana at gmail dot com",
        "ana arroba gmail punto com",
        "Call 214-555-0123 after 5.",
        "(214) 555-0123",
        "2145550123",
        "+1 214.555.0123",
        "Mi casa: 55 1234 5678",
        "2 1 4 5 5 5 0 1 2 3",
        "555-0123 is the pharmacy",
        "See https://example.org/x",
        "www.example",
        "cheappills.shop has them",
        "cheappills dot com",
        "bit.ly/abc",
        "I am @ana_p on there",
        "My WhatsApp is on my page",
        "My Telegram: ana",
        "DM me for the coupon",
        "I know a place. Text me!",
        "Please e-mail me",
        "Mi WhatsApp es fácil",
        "Escríbame y le digo",
        "Mándeme un mensaje",
        "Llámenme por la tarde",
        "\uff41na\uff20example.org",
    ],
    Reason.NAME: [
        "My name is Ana Perez.",
        "Me llamo Ana.",
        "Mi nombre es Ana",
        "Dr. Smith wrote it for me",
        "La Dra. Pérez me ayudó",
        "My date of birth is in May",
        "DOB: 1970",
        "I was born on May 5",
        "123-45-6789",
        "My member ID 123456",
    ],
    Reason.SELLING: [
        "I am selling 60 tablets of azathioprine.",
        "I'm giving away my pills",
        "Selling Imuran, 50 mg, $20",
        "I have leftover pills, free to anyone who needs them",
        "Extra azathioprine tablets here, just pay shipping",
        "I will send you my tablets",
        "We can mail anyone some Imuran",
        "You can have my 90 tablets",
        "Happy to mail my extra tablets to another patient",
        "Does anyone have extra pills?",
        "Does anybody have any leftover azathioprine?",
        "Can someone sell me 30 tablets?",
        "Can I buy your tablets?",
        "Looking for leftover meds",
        "No prescription needed at this place",
        "Where can I buy it without a prescription?",
        "Vendo 60 tabletas de azatioprina",
        "Regalo mis pastillas",
        "Me sobraron tabletas y las regalo",
        "Le mando mis tabletas",
        "Cambio mis tabletas por otras",
        "¿Alguien tiene pastillas que le sobren?",
        "Busco a alguien que me venda tabletas",
        "Compro pastillas que le sobren",
        "¿Dónde la compro sin receta?",
        "Ahí no piden receta",
    ],
    Reason.DOSE: [
        "How much should I take?",
        "How many mg do you take for lupus?",
        "How many tablets can I take at once?",
        "What is the right dose?",
        "What dose are you on?",
        "Should I take one more?",
        "Can I take 2 tablets?",
        "I missed two doses, what should I do?",
        "Take half, it works the same.",
        "To save money take a half tablet",
        "I take half a tablet every other day",
        "Take 2 tablets a day with food.",
        "You should take 100 mg.",
        "Just start with 25 mg",
        "It is 2 mg/kg",
        "1.5 mg per kg a day",
        "Split the tablets to save",
        "Can I cut my 100 mg tablets?",
        "Break them in half",
        "You can skip a day",
        "Just skip a dose",
        "Can I stop it?",
        "You could lower your dose",
        "Skip the blood tests",
        "¿Cuántas tabletas debo tomar?",
        "¿Cuántos mg toma usted?",
        "¿Qué dosis es buena?",
        "¿Cuál es la dosis?",
        "Tome media, rinde más",
        "Tome la mitad de la tableta",
        "Tome 2 tabletas al día",
        "Tómese 100 mg",
        "Hay que partir las tabletas",
        "¿Puedo cortarlas?",
        "Puede saltarse un día",
        "¿Puedo dejar de tomarla?",
        "Baje la dosis",
        "Son 2 mg por kilo",
        "Take ½ of it",
        "Ｔａｋｅ　ｈａｌｆ a pill",
    ],
}
LET_THROUGH = [
    "I paid $12 for 60 tablets of 50 mg in Texas.",
    "I paid $12.50 for 60 tablets of 50 mg at Costco, no membership.",
    "$1,021.50 for 270 tablets, 11/23/2026. In 2025 it was $900.",
    "90 tablets cost $21 to $25, the 75 mg ones $227.",
    "Is anyone paying less than $20 for 90 tablets in Ohio?",
    "Where do you buy 50 mg tablets for less than $20?",
    "Who sells 50 mg tablets for less than $20 in Texas?",
    "I take 150 mg a day and paid $30 for 90 tablets of 50 mg.",
    "My dose is 100 mg a day. Cost Plus charged $17 with shipping.",
    "Ask your prescriber to write it as 50 mg tablets. It was $200 less for me.",
    "Ask the counter for the cash price first. They took half off the price.",
    "It took twice as long as they said, 3 weeks.",
    "The pharmacy will text me when it is ready, and they call me every month.",
    "Where may I donate unused tablets? I donated mine to a state program.",
    "They gave me a partial fill of 10 tablets until the mail came.",
    "The card cut my cost in half. What does it cost with insurance?",
    "How much does it cost to take the bus there?",
    "How much is a dose of this at your store?",
    "They ask for a prescription, so have it sent first.",
    "Use the coupon, then ask for 90 tablets at once.",
    "Dr. Reddy's makes the ones I get.",
    "My doctor sent it to Walmart; the total was $14.40.",
    "Call the pharmacy and ask. Do not stop taking it without asking.",
    "Never split tablets unless your label says to.",
    "Costco sells it to everybody; you need no card, only a prescription.",
    "Medicaid paid all of it. I sent them my pay stub and my letter in 2026.",
    "It says NDC 00378-1005-01 on the bottle, and ZIP 75201-1234 is fine for the form.",
    "Does the clinic at the health center help with the blood test too? Mine was $8.",
    "Pagué $12 por 60 tabletas de 50 mg en Texas.",
    "En Costco compro mis tabletas sin membresía; 90 me costaron $21.",
    "¿Quién vende tabletas de 50 mg por menos de $20?",
    "¿Cuánto tiempo toma el envío? A mí me tomó dos semanas.",
    "Tomo 150 mg al día y pago $30. Compré con una tarjeta de regalo.",
    "Me dieron una parte de las tabletas mientras llegaba el correo.",
    "No deje de tomarla sin preguntar. No parta las tabletas si su etiqueta no lo dice.",
    "¿Cuántas tabletas vienen en el frasco de $20?",
    "Pida la mitad del precio con el cupón. No se puede comprar sin receta.",
    "Pregunte por el cambio de tabletas de 75 a 50 mg a su médico.",
]


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in REFUSED.items() for text in texts])
def test_what_may_not_stand_there_is_refused_with_its_reason(reason: Reason, text: str) -> None:
    found = refusal_of(text)
    assert found is not None
    assert found.reason is reason
    assert found.words


@pytest.mark.parametrize("text", LET_THROUGH)
def test_prices_and_plain_advice_are_let_through(text: str) -> None:
    assert refusal_of(text) is None


def test_capitals_line_ends_and_blanks_hide_nothing() -> None:
    for text in ("TAKE HALF", "take\nhalf", "take \t  half"):
        assert refusal_of(text) is not None


def test_every_reason_has_a_sentence_and_texts_that_it_refuses() -> None:
    assert set(SENTENCES) == set(PATTERNS) | set(AS_TYPED) == set(Reason) == set(REFUSED)


@pytest.mark.parametrize("reason", Reason)
def test_every_pattern_finds_something_of_what_is_refused(reason: Reason) -> None:
    texts = [made_alike(text) for text in REFUSED[reason]]
    assert [pattern for pattern in PATTERNS[reason] if not any(re.search(pattern, text) for text in texts)] == []


@pytest.mark.parametrize(
    "piece", ["a ", "take half ", "1 ", "1-", "extra pills ", "i sell ", "@ ", "x.", "¿cuánto ", "("]
)
def test_no_text_keeps_the_server_busy(piece: str) -> None:
    text = (piece * 500)[:500]
    refusal_of(text)
    start = time.perf_counter()
    refusal_of(text[::-1] + text)
    assert time.perf_counter() - start < 1
