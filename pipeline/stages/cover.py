"""What a document says of itself: number, revision, status, edition of the law, classification."""

from collections.abc import Mapping
from datetime import date

from msgspec import Struct

from pipeline.model.catalogue import Catalogue
from pipeline.model.context import Properties, View
from pipeline.model.deliverable import Deliverable, tag_name
from pipeline.model.firm import Firm
from pipeline.stages.case import Issue
from pipeline.stages.leaves import Leaves
from pipeline.stages.naming import document_number, name_values

_PRACTICE = "law.prohibited"
_CLASS = "law.high_risk"


class Cover(Struct, frozen=True):
    """What a document says of itself in any revision: its status apart from who has spoken of the revision.

    ``facts`` are those that the cover prints, ``classification`` among them.
    """

    deliverable: Deliverable
    catalogue: Catalogue
    leaves: Leaves
    facts: Mapping[str, object]

    @classmethod
    def of(cls, deliverable: Deliverable, catalogue: Catalogue, leaves: Leaves) -> "Cover":
        """Gather it.

        Args:
            deliverable: whose document this is.
            catalogue: says the edition of the law.
            leaves: prints the facts of the system.
        """
        return cls(
            deliverable,
            catalogue,
            leaves,
            {
                "provider": leaves.fact("organisation.name"),
                "system": leaves.fact("system.name"),
                "system_version": leaves.fact("system.version"),
                "classification": _class(deliverable, catalogue, leaves),
                "prepared_by": leaves.fact("documents.prepared_by"),
                "approved_by": leaves.fact("documents.approved_by"),
                "approved_on": leaves.fact("documents.approved_on"),
            },
        )

    def of_revision(self, issue: Issue, *, is_open: bool) -> View:
        """Return what cover, document control, header and footer print in one revision.

        Args:
            issue: the revision.
            is_open: whether a fact is missing, something has to be settled before signature, or it may not be owed.
        """
        deliverable, leaves, law = self.deliverable, self.leaves, self.catalogue.legislation
        words = leaves.wording.words
        edition_day = date.fromisoformat(law.edition.partition("@")[2])
        approved = leaves.case.standings.facts.look_up("documents.status") == "approved"
        status = leaves.plain("documents.status") or words["status_unset"]
        if deliverable.follows:
            # What a person says of the documents is not said of a report on their changes.
            status = words["report_status"]
        elif approved and issue.revision.is_unspoken:
            status = leaves.wording.say("approved_before", status=status)
        elif approved and is_open:
            status = leaves.wording.say("approved_open", status=status)
        named = name_values(deliverable, leaves.case, issue.revision)
        return View(
            {
                "title": deliverable.title,
                "subtitle": deliverable.subtitle,
                "number": document_number(self.catalogue.firm, named),
                "revision": str(issue.revision.number),
                "status": status,
                "draft_mark": "" if deliverable.follows or (approved and not is_open) else words["draft"],
                "edition": leaves.wording.say("edition", day=leaves.wording.day(edition_day)),
                "checked_on": leaves.wording.day(date.fromisoformat(law.checked_on)),
                **self.facts,
            }
        )


def letterhead(deliverable: Deliverable, firm: Firm) -> View:
    """Return what a document prints of the firm in whose name it goes out; nothing of it is said to approve.

    Args:
        deliverable: whose document this is.
        firm: as its library declares it.
    """
    return View(
        {
            "name": firm.name,
            "address": firm.address,
            "address_in_line": " · ".join(firm.address),
            "contact": firm.contact,
            "classification": firm.classification_on(deliverable.id),
        }
    )


def properties(deliverable: Deliverable, leaves: Leaves) -> Properties:
    """Return what the file says of itself; its day is the day of approval, never today."""
    approved = leaves.case.standings.facts.look_up("documents.approved_on")
    return Properties(
        title=f"{deliverable.title}: {leaves.plain('system.name') or leaves.plain('system.id')}",
        subject=deliverable.subtitle,
        author=leaves.plain("organisation.name"),
        keywords=", ".join(deliverable.cites),
        language=leaves.wording.language,
        day=approved if isinstance(approved, date) else None,
    )


def _class(deliverable: Deliverable, catalogue: Catalogue, leaves: Leaves) -> str:
    """Return the class of the system with its points of law, and whether anybody owes the document at all."""
    case, say = leaves.case, leaves.wording.say
    practice, found = (
        case.teller.topic(next(topic for topic in catalogue.legislation.topics if topic.outcome == outcome))
        for outcome in (_PRACTICE, _CLASS)
    )
    # Whoever sees the cover alone must not read that nothing stands against the system.
    if practice.is_settled and practice.outcomes != ("none",):
        ahead = [day.milestone.date for day in practice.days if day.milestone.date > catalogue.legislation.as_of]
        days = ", ".join(leaves.wording.day(date.fromisoformat(day)) for day in ahead)
        told = say(f"class_{tag_name(practice.outcomes[0])}", points=", ".join(practice.points), days=days)
    elif not found.is_settled:
        numbers = dict.fromkeys(fact.number for fact in found.unknowns)
        told = say("class_open", numbers=", ".join(numbers)) if numbers else say("class_unknown")
    else:
        told = say(f"class_{tag_name(found.outcomes[0])}", points=", ".join(found.points))
    if not practice.is_settled:
        told = say("practice_open", told=told)
    owed = case.standings.facts.judge(deliverable.voluntary_when).holds
    return f"{told}. {say('voluntary')}" if owed else told
