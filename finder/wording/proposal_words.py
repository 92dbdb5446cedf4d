"""Words for proposals: their kinds, states and ways of checking, why one is refused, and the verdicts it changes."""

from __future__ import annotations

from finder.wording.words import N_

PROPOSAL_KINDS = {
    "edit": N_("Change of a listing"),
    "new": N_("New listing"),
    "retire": N_("Take a listing down for good"),
    "pause": N_("Pause: it takes no new requests now"),
    "reopen": N_("Open again"),
    "verify": N_("Checked: nothing changed"),
    "sources_differ": N_("Two sources differ"),
    "revert": N_("Back to how it was before"),
    "rows": N_("Prices, products or places"),
    "small_files": N_("Facts and guide of a new release"),
}
PROPOSAL_STATES = {
    "open": N_("Waits for a second person"),
    "approved": N_("Approved"),
    "rejected": N_("Not taken"),
    "withdrawn": N_("Taken back"),
}
METHODS = {"phone": N_("By phone"), "site": N_("On its website"), "document": N_("In a document")}
PROPOSAL_REFUSALS = {
    "no_listing": N_("This listing is not there any more."),
    "no_proposal": N_("This proposal is not there."),
    "no_catalogue": N_("Nothing is published yet."),
    "source_needed": N_("Say where you read or heard it."),
    "nothing_changed": N_("This changes nothing. Nothing was sent."),
    "id_taken": N_("There is a listing with this short name already."),
    "not_yours": N_("Only the person who made this proposal can do that."),
    "own_proposal": N_("This is your own proposal. Another person decides."),
    "reason_needed": N_("Write a reason."),
    "changed_meanwhile": N_("Somebody changed this listing meanwhile. Bring both versions together first."),
    "proposal_changed": N_("This proposal was changed while you looked at it. Look again before you decide."),
    "already_decided": N_("This proposal is decided already."),
    "mistakes": N_("This cannot be published yet: something is wrong in it."),
    "reasons_needed": N_("Answers of stored households change. Write why for each group below."),
    "not_now": N_("This cannot be done with the listing as it stands now."),
    "taken": N_("Somebody else is at this listing now."),
    "day_ahead": N_("Pick a day from tomorrow up to 60 days ahead."),
    "rows_changed": N_("These rows changed after this was proposed. Do not take it: somebody can propose it again."),
    "was_new": N_("The listing was not there before this. Take it down instead."),
}
VERDICT_WORDS = {
    "yes": N_("May get it"),
    "maybe": N_("Can't tell yet, or call first"),
    "no": N_("Does not seem to fit so far"),
    "not_listed": N_("Not shown"),
}
