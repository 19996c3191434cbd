"""Answers that make another kind of system of the complete sample, and the documents whose fate they decide."""

RECORD, FILE, DECLARATION, INSTRUCTIONS = (
    "classification-record",
    "annex-iv",
    "declaration-of-conformity",
    "instructions-for-use",
)
OTHERS = (FILE, DECLARATION, INSTRUCTIONS)
EVERY = (RECORD, *OTHERS)

NO_USE: dict[str, object] = {"scope.listed_use": False, "scope.use_cases": None}
_PRODUCT: dict[str, object] = {"itself": True, "third_party": True, "spectrum_only": False, "self_assessed": False}


def product(*laws: str) -> dict[str, object]:
    """Return the answers of a product that comes under product laws, each with an assessment by a third party."""
    rows = tuple({"id": f"PL-{number:02}", "law": law, **_PRODUCT} for number, law in enumerate(laws, 1))
    return NO_USE | {"scope.product_related": True, "scope.products": rows}


EXEMPT: dict[str, object] = {
    "scope.use_cases[UC-01].profiling": False,
    "scope.use_cases[UC-01].claims": ("narrow-task",),
    "scope.use_cases[UC-01].decisive": False,
}
MANIPULATION: dict[str, object] = {
    "practices.manipulation": True,
    "practices.manipulation_technique": True,
    "practices.manipulation_distorts": True,
    "practices.manipulation_decision": True,
    "practices.manipulation_harm": True,
}
SCORING: dict[str, object] = {"practices.social_scoring_unjustified": True}
INTIMATE: dict[str, object] = {
    "practices.intimate_images": True,
    "practices.intimate_content": True,
    "practices.intimate_no_consent": True,
    "practices.intimate_intended": True,
    "practices.intimate_reproducible": True,
    "practices.intimate_safeguards": False,
    "practices.intimate_deployer_use": False,
    "practices.intimate_exposure_unchanged": False,
}
