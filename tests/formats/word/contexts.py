"""A small context for a firm's own template."""

from collections.abc import Mapping

from pipeline.model.context import Context, Gap, Picture, Properties, View

GAP = Gap(1, "data.personal_data", "[MISSING Annex IV(2)(d)]", "Owner: Legal.")
DATA_SETS = (
    View({"name": "Letters", "records": "1,200", "uses": (View({"for": "training"}), View({"for": "testing"}))}),
    View({"name": "Forms", "records": "80", "uses": ()}),
)


def firm_context(
    title: object = "Instructions",
    names: tuple[object, ...] = ("first", "second"),
    data_sets: tuple[View, ...] = DATA_SETS,
    pictures: Mapping[str, tuple[Picture | Gap | str, ...]] | None = None,
    gaps: tuple[Gap, ...] = (GAP,),
    shown: bool = True,
) -> Context:
    """Return a context; the arguments replace single entries."""
    values = {
        "document": View({"title": title, "number": "N-1", "status": "Draft", "shade": "DDF2E3", "columns": "2"}),
        "purpose": View({"intended_purpose": "Ranks letters."}),
        "data": View({"personal_data": GAP, "data_sets": data_sets}),
        "lists": View({"voluntary": names, "none": ()}),
        "sections": View({"data": View({"shown": shown, "here": shown, "note": "Not applicable."})}),
    }
    properties = Properties("Title of <the> file", "Subject", "R&D", "words", "en-GB", None)
    return Context("firm", "en", values, properties, gaps, pictures or {})
