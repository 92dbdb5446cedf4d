"""The canonical order of keys in the guide's files, and the comment lines at their tops."""

from __future__ import annotations

SECTION = ("id", "heading", "kind", "urgency", "body", "facts")

GUIDE_ORDERS = {
    "guide/topic": ("id", "order", "title", "summary", "see", "own_since", "sections"),
    "sections": SECTION,
    "panels": SECTION,
    "entries": ("id", "question", "also", "answer", "facts", "topic"),
    "terms": ("id", "term", "also", "meaning"),
    "brochures": ("id", "title", "panels"),
    "questions": ("id", "who", "topic", "text", "when"),
    "people": (
        "id",
        "name",
        "kind",
        "what",
        "for_whom",
        "url",
        "phone",
        "languages",
        "who_funds",
        "cautions",
        "source",
        "checked_on",
        "confidence",
    ),
}

GUIDE_HEADINGS = {
    "guide/facts": (
        "Every fact of the guide that carries a number or an instruction, once. Texts quote a fact by its id:",
        "{fact:ID}. They may also quote the facts of ../safety_facts.toml. `section` says where in the source it is.",
        "confidence: high = an official text, or a copy of it, was read; medium = a secondary source. No low ones.",
    ),
    "guide/faq": ("Short answers. `also` holds other ways people ask, for the search; the page does not show them.",),
    "guide/glossary": (
        "Hard words in plain ones. The first time a page says one, it is explained there.",
        "`also` holds other forms of the word; a form in capitals is found in capitals alone.",
    ),
    "guide/brochures": ("Sheets of letter paper folded twice. With six panels, the first one is on the front.",),
    "guide/questions": ("What to ask, whom, and when it matters most.",),
    "guide/people": ("People to turn to. A text that no source gives is left out; low confidence is not shown.",),
}
