"""The things of which a system has several: one row each."""

from typing import Annotated

from pipeline.model.field_types import Code, Day, Entries, EvidenceRefs, Files, Line, Number, Prose, RowId, YesNo
from pipeline.model.record import Row
from pipeline.model.scalar import Kind, Scalar
from pipeline.model.vocabulary import (
    Attack,
    CounterpartKind,
    DataUse,
    DevelopmentPhase,
    Extent,
    Interest,
    Level,
    LogAim,
    MetricProperty,
    OversightAim,
    OversightPlace,
    PartKind,
    ReleaseKind,
    RiskSource,
    RiskTreatment,
    StandardKind,
)

DataSetRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="data.data_sets")]
ComponentRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="architecture.components")]
MetricRefs = Annotated[Entries[RowId], Scalar(Kind.REFS, refers_to="performance.metrics")]


# The law fills these lists, so they are declared and not typed here.
ProductLaw = Annotated[Code, Scalar(Kind.CHOICE, vocabulary="ProductLaw")]
Use = Annotated[Code, Scalar(Kind.CHOICE, vocabulary="Use")]
Exemptions = Annotated[Entries[Code], Scalar(Kind.CHOICES, vocabulary="Exemption")]


class Product(Row):
    """A product law that the system or its product comes under, and what the system is to that product."""

    law: ProductLaw | None = None
    itself: YesNo | None = None
    safety_function: YesNo | None = None
    endangers: YesNo | None = None
    endangers_property: YesNo | None = None
    comfort_only: YesNo | None = None
    third_party: YesNo | None = None
    spectrum_only: YesNo | None = None
    self_assessed: YesNo | None = None


class UseCase(Row):
    """One thing that the system is used for, and how it stands to the use that the law lists."""

    use: Use | None = None
    detail: Prose | None = None
    does_it: YesNo | None = None
    on_persons: YesNo | None = None
    for_body: YesNo | None = None
    condition: YesNo | None = None
    carve_out: YesNo | None = None
    permitted: YesNo | None = None
    profiling: YesNo | None = None
    claims: Exemptions | None = None
    decisive: YesNo | None = None


class Interface(Row):
    """Something outside the system that it interacts with."""

    counterpart: Line | None = None
    kind: CounterpartKind | None = None
    exchange: Prose | None = None


class Component(Row):
    """A piece of software or firmware of the system, and what it feeds."""

    name: Line | None = None
    version: Line | None = None
    task: Prose | None = None
    feeds: ComponentRefs | None = None
    update_rules: Prose | None = None


class ReleaseForm(Row):
    """A form in which the system reaches the market or service."""

    form: ReleaseKind | None = None
    description: Prose | None = None


class Part(Row):
    """A model, or a system, tool or service of a third party, used in development."""

    name: Line | None = None
    kind: PartKind | None = None
    supplier: Line | None = None
    version: Line | None = None
    use: Prose | None = None
    supplier_documents: Files | None = None


class Compute(Row):
    """Computing power spent on one phase of development."""

    phase: DevelopmentPhase | None = None
    hardware: Line | None = None
    amount: Number | None = None
    unit: Line | None = None


class DataSet(Row):
    """A set of data for training, validation or testing."""

    name: Line | None = None
    used_for: Entries[DataUse] | None = None
    provenance: Prose | None = None
    scope: Prose | None = None
    characteristics: Prose | None = None
    records: Annotated[Number | None, Scalar(Kind.NUMBER, unit="records")] = None
    selection: Prose | None = None
    original_purpose: Prose | None = None
    labelling: Prose | None = None
    cleaning: Prose | None = None
    statistics: Prose | None = None


class Metric(Row):
    """A measure of performance with its result: no figure without unit, method and data set."""

    name: Line | None = None
    measures: MetricProperty | None = None
    value: Number | None = None
    unit: Line | None = None
    threshold: Line | None = None
    method: Prose | None = None
    data_sets: DataSetRefs | None = None


class GroupMetric(Row):
    """A metric for one group of persons."""

    metric: MetricRefs | None = None
    group: Line | None = None
    value: Number | None = None
    unit: Line | None = None
    remark: Prose | None = None


class Test(Row):
    """A test or validation that was carried out."""

    __test__ = False

    name: Line | None = None
    date: Day | None = None
    procedure: Prose | None = None
    data_sets: DataSetRefs | None = None
    threshold: Prose | None = None
    result: Prose | None = None
    responsible: Line | None = None
    reports: EvidenceRefs | None = None


class InputSpecification(Row):
    """One kind of input data, and what it has to be like."""

    name: Line | None = None
    format: Prose | None = None
    conditions: Prose | None = None


class Risk(Row):
    """A risk, what is done against it, and what remains."""

    hazard: Prose | None = None
    harms: Entries[Interest] | None = None
    arises_in: RiskSource | None = None
    likelihood: Level | None = None
    severity: Level | None = None
    treatment: RiskTreatment | None = None
    measure: Prose | None = None
    residual: Level | None = None
    acceptable_because: Prose | None = None


class OversightMeasure(Row):
    """A measure by which people oversee the system."""

    measure: Prose | None = None
    place: OversightPlace | None = None
    aims: Entries[OversightAim] | None = None
    technical_means: Prose | None = None


class LoggedEvent(Row):
    """A kind of event that the system records by itself."""

    event: Line | None = None
    content: Prose | None = None
    aims: Entries[LogAim] | None = None


class SecurityMeasure(Row):
    """A measure of cybersecurity."""

    guards_against: Attack | None = None
    measure: Prose | None = None


class Maintenance(Row):
    """A task that keeps the system working properly."""

    task: Prose | None = None
    frequency: Line | None = None
    by: Line | None = None


class Change(Row):
    """A relevant change through the life cycle."""

    version: Line | None = None
    date: Day | None = None
    change: Prose | None = None
    after_release: YesNo | None = None
    foreseen: YesNo | None = None
    affects: YesNo | None = None
    substantial: YesNo | None = None
    judged_because: Prose | None = None


class PlannedChange(Row):
    """A change fixed in advance at the first conformity assessment."""

    change: Prose | None = None
    effect: Prose | None = None
    compliance_means: Prose | None = None


class Standard(Row):
    """A standard, specification or own solution by which requirements are met."""

    reference: Line | None = None
    kind: StandardKind | None = None
    extent: Extent | None = None
    official_journal: Line | None = None
    covers: Prose | None = None
