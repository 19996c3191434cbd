"""Until when the documents on a system are kept, as commands tell it."""

from typing import Any

from pipeline.model.keeping import Kept


def kept_json(kept: Kept) -> dict[str, Any]:
    """Return until when the documents on a system are kept, with the words and the law that say so."""
    return {
        "day": kept.day.isoformat() if kept.day else None,
        "words": kept.words,
        "cites": list(kept.cites),
        "open_questions": list(kept.open_questions),
    }
