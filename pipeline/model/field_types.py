"""The types of the fields of the profile: what each admits, marked with its kind as a form sees it."""

from datetime import date
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator

from pipeline.model.scalar import (
    Kind,
    Scalar,
    admit_code,
    admit_day,
    admit_file_name,
    admit_line,
    admit_number,
    admit_row_id,
    admit_text,
)

_Text = Annotated[str, AfterValidator(admit_text)]
RowId = Annotated[_Text, AfterValidator(admit_row_id), Scalar(Kind.ID)]
Line = Annotated[_Text, AfterValidator(admit_line), Scalar(Kind.LINE)]
Prose = Annotated[_Text, Scalar(Kind.PROSE)]
Number = Annotated[int | float, BeforeValidator(admit_number), Scalar(Kind.NUMBER)]
Day = Annotated[date, AfterValidator(admit_day), Scalar(Kind.DATE)]
YesNo = Annotated[bool, Scalar(Kind.YES_NO)]
Code = Annotated[str, AfterValidator(admit_code)]
"""An entry of a closed list that declarations fill; which entries there are, the questionnaire says."""
FileName = Annotated[_Text, AfterValidator(admit_file_name), Scalar(Kind.LINE)]
Files = Annotated[tuple[FileName, ...], Scalar(Kind.FILES)]
EvidenceRefs = Annotated[tuple[RowId, ...], Scalar(Kind.REFS, refers_to="evidence")]
