"""The names of the parts of our sources, in the language of the page.

A source is nearly always in English. Its headings, and our own notes on where a fact stands in it, are put into
the reader's words here; a name that is not in the table is shown as it is and marked as English.
"""

from __future__ import annotations

from markupsafe import Markup

from finder.web.wording.words import N_, Words

BETWEEN = "; "
# As good in either language.
ALIKE = frozenset({".pharmacy", "Alcohol", "FDA BeSafeRx", "NADAC", "Por teléfono"})
SECTIONS = frozenset(
    {
        N_("$4 list, copy"),
        N_("42 USC 1395dd"),
        N_("A center that asks for a call at 100 F"),
        N_("ADDITIONAL TESTING AND MONITORING"),
        N_("ADVERSE REACTIONS"),
        N_("ADVERSE REACTIONS, table"),
        N_("About azathioprine"),
        N_("Approved uses"),
        N_("Are there any long-term side effects?"),
        N_("Azathioprine and aminosalicylates"),
        N_("Azathioprine and fertility"),
        N_("BOXED WARNING"),
        N_("Before using"),
        N_("Buy safely"),
        N_("CONTRAINDICATIONS"),
        N_("CONTRAINDICATIONS, copy of FDA's notice"),
        N_("Calling Poison Help"),
        N_("Cards and insurance"),
        N_("Case report and review"),
        N_("Cash pharmacies and safety checks"),
        N_("Check with your doctor immediately"),
        N_("Copy of FDA label change notices"),
        N_("Copy of the label: adverse reactions"),
        N_("Cost Plus prices, our sum"),
        N_("DESCRIPTION"),
        N_("DESCRIPTION and CLINICAL PHARMACOLOGY"),
        N_("DRUG ADMINISTRATION"),
        N_("DRUG INTERACTIONS"),
        N_("Drug interactions (label of mycophenolic acid)"),
        N_("Eligibility for services"),
        N_("Emergency symptoms"),
        N_("FDA alert"),
        N_("Fees"),
        N_("Frequently asked questions"),
        N_("Guideline on drug monitoring"),
        N_("Guidelines for taking medications"),
        N_("HOW SUPPLIED"),
        N_("HOW SUPPLIED, handling"),
        N_("HOW SUPPLIED, storage"),
        N_("Higher risk of infections"),
        N_("Hospital financial assistance"),
        N_("Household Members"),
        N_("How does azathioprine work?"),
        N_("How should I take Azathioprine"),
        N_("How to apply"),
        N_("How to buy medicines safely"),
        N_("How to report"),
        N_("IMPORTANT WARNING"),
        N_("INDICATIONS AND USAGE"),
        N_("Important things to know"),
        N_("Indications"),
        N_("Indications and Usage"),
        N_("Introduction"),
        N_("Key Points"),
        N_("Key facts"),
        N_("Limits by state"),
        N_("Medication"),
        N_("Missed dose"),
        N_("NADAC plus a usual fill fee (our estimate)"),
        N_("NADAC, middle value over makers"),
        N_("NADAC, our sum"),
        N_("OTHER IMPORTANT INFORMATION"),
        N_("POSSIBLE SIDE EFFECTS"),
        N_("PRECAUTIONS, Drug Interactions"),
        N_("PRECAUTIONS, Information for Patients"),
        N_("PRECAUTIONS, Laboratory Tests"),
        N_("PRECAUTIONS, Laboratory Tests (our count)"),
        N_("PRECAUTIONS, Nursing Mothers"),
        N_("Part B or Part D"),
        N_("Part B-ID"),
        N_("Payments in 2015"),
        N_("Pharmacy"),
        N_("Possible side effects"),
        N_("Preventing rejection (about the kidney)"),
        N_("Prices (our estimate)"),
        N_("Prices with order fees"),
        N_("Product data: DEA schedule"),
        N_("Product listings"),
        N_("Recall notice"),
        N_("Retail Price Survey"),
        N_("Rx only"),
        N_("Side Effects"),
        N_("Sliding Fee Discount Program"),
        N_("Special precautions"),
        N_("Staff review of cases"),
        N_("Storage"),
        N_("Surgery"),
        N_("Survey of patient groups"),
        N_("Table 1"),
        N_("Terms of a maker's card"),
        N_("The FTC's GoodRx case"),
        N_("The SHARE Approach: cover note"),
        N_("Updated recommendations for VariZIG"),
        N_("WARNINGS, Cytopenias"),
        N_("WARNINGS, Pregnancy"),
        N_("Warning signs of rejection"),
        N_("Warnings"),
        N_("What are the side effects?"),
        N_("What azithromycin is used for, after MedlinePlus"),
        N_("What dose do I need to take?"),
        N_("When to call (about chemotherapy)"),
        N_("When will I feel better?"),
        N_("Where tests are sold"),
        N_("Who can apply"),
        N_("Why is this medicine prescribed?"),
        N_("on the bill, hospitalsmartwv.com"),
        N_("the US sheet is at patientassistance.com/B3586-imuran.html"),
        N_("the azathioprine label is at medlibrary.org/lib/rx/meds/azathioprine-15/page/3/"),
        N_("Deductible"),
        N_("Pregnancy"),
    }
)


def parts(sections: str) -> list[str]:
    """The single names in a note that holds several."""
    return [part for part in sections.split(BETWEEN) if part]


def section(words: Words, name: str) -> str:
    """One part of a source."""
    if name in SECTIONS:
        return words._(name)
    return name if words.language == "en" or name in ALIKE else Markup('<span lang="en">{}</span>').format(name)
