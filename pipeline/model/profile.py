"""The profile of one AI system: what its provider says of it, typed, and nothing else.

The path of a fact in this tree is also the id of the question that asks for it.
"""

from pipeline.model.extra import Extra
from pipeline.model.field_types import Day, Entries, Files, Line, Prose, RowId, YesNo
from pipeline.model.management import ManagementSystem
from pipeline.model.open_sections import Deployers, Market, Practices, Scope, Transparency
from pipeline.model.party import Organisation, Representative
from pipeline.model.record import Section
from pipeline.model.registers import Action, ConformityStep, Evidence
from pipeline.model.tables import (
    Change,
    Component,
    Compute,
    DataSet,
    GroupMetric,
    InputSpecification,
    Interface,
    LoggedEvent,
    Maintenance,
    Metric,
    OversightMeasure,
    Part,
    PlannedChange,
    ReleaseForm,
    Risk,
    SecurityMeasure,
    Standard,
    Test,
)
from pipeline.model.vocabulary import DocumentStatus, Role


class System(Section):
    """Which system this is."""

    id: RowId
    name: Line | None = None
    type: Line | None = None
    version: Line | None = None
    reference: Line | None = None
    lineage: Prose | None = None
    roles: Entries[Role] | None = None
    first_release: Day | None = None
    last_supply: Day | None = None
    release_forms: Entries[ReleaseForm] | None = None


class Purpose(Section):
    """What the system is meant for, and for and on whom."""

    intended_purpose: Prose | None = None
    context: Prose | None = None
    conditions: Prose | None = None
    targets_persons: YesNo | None = None
    target_groups: Prose | None = None
    minors: Prose | None = None
    deployer_knowledge: Prose | None = None
    misuse: Prose | None = None


class ProductFile(Section):
    """The product that the system is a component of, or is, as its documents show it."""

    is_component: YesNo | None = None
    pictures: Files | None = None
    sectoral_documents: Prose | None = None
    integrated_documents: Prose | None = None


class Architecture(Section):
    """What the system consists of, runs on and meets."""

    has_external_interfaces: YesNo | None = None
    interfaces: Entries[Interface] | None = None
    components: Entries[Component] | None = None
    overview: Prose | None = None
    diagram: Files | None = None
    hardware: Prose | None = None
    compute_in_use: Prose | None = None
    has_user_interface: YesNo | None = None
    user_interface: Prose | None = None
    screens: Files | None = None


class Development(Section):
    """How the system was designed and made."""

    methods: Prose | None = None
    uses_third_party_parts: YesNo | None = None
    parts: Entries[Part] | None = None
    general_logic: Prose | None = None
    design_choices: Prose | None = None
    classification_choices: Prose | None = None
    optimised_for: Prose | None = None
    parameter_relevance: Prose | None = None
    expected_output: Prose | None = None
    output_quality: Prose | None = None
    trade_offs: Prose | None = None
    compute: Entries[Compute] | None = None


class Data(Section):
    """The data that the system was made and tested with, and how they are governed."""

    trains_models: YesNo | None = None
    uses_data_sets: YesNo | None = None
    training_techniques: Prose | None = None
    data_sets: Entries[DataSet] | None = None
    uses_labels: YesNo | None = None
    design_choices: Prose | None = None
    assumptions: Prose | None = None
    suitability: Prose | None = None
    bias_examination: Prose | None = None
    bias_measures: Prose | None = None
    shortcomings: Prose | None = None
    quality: Prose | None = None
    setting: Prose | None = None
    relies_on_setting_presumption: YesNo | None = None
    personal_data: YesNo | None = None
    data_protection_check: Prose | None = None


class Performance(Section):
    """What the system can do, how well, and where that ends."""

    capabilities: Prose | None = None
    limitations: Prose | None = None
    overall_accuracy: Prose | None = None
    metrics: Entries[Metric] | None = None
    group_metrics: Entries[GroupMetric] | None = None
    metric_suitability: Prose | None = None
    consistency: Prose | None = None
    robustness: Prose | None = None
    influences: Prose | None = None
    unintended_outcomes: Prose | None = None
    input_data: Entries[InputSpecification] | None = None
    continues_to_learn: YesNo | None = None
    feedback_loops: Prose | None = None


class Testing(Section):
    """How the system was validated and tested."""

    procedures: Prose | None = None
    tests: Entries[Test] | None = None
    real_world: YesNo | None = None
    real_world_tests: Prose | None = None


class Security(Section):
    """Cybersecurity, and other law that speaks to it."""

    approach: Prose | None = None
    measures: Entries[SecurityMeasure] | None = None
    has_certificate: YesNo | None = None
    certificate: Prose | None = None
    under_cyber_resilience_act: YesNo | None = None
    cyber_resilience_conditions: YesNo | None = None
    cyber_resilience_proof: Prose | None = None


class RiskManagement(Section):
    """The risk management system and the risks."""

    process: Prose | None = None
    review: Prose | None = None
    risks: Entries[Risk] | None = None
    post_market_risks: Prose | None = None
    interaction: Prose | None = None
    overall_residual: Prose | None = None
    information_and_training: Prose | None = None
    other_law: YesNo | None = None
    other_law_procedures: Prose | None = None


class Oversight(Section):
    """How people oversee the system and understand what it puts out."""

    needs: Prose | None = None
    interpretation_needs: Prose | None = None
    design: Prose | None = None
    measures: Entries[OversightMeasure] | None = None
    two_person_disproportionate: YesNo | None = None
    two_person_check: Prose | None = None
    transparency: Prose | None = None
    has_explanations: YesNo | None = None
    explanations: Prose | None = None
    output_interpretation: Prose | None = None


class Logging(Section):
    """What the system records by itself."""

    capability: Prose | None = None
    events: Entries[LoggedEvent] | None = None
    biometric_log: Prose | None = None
    deployer_access: Prose | None = None


class LifeCycle(Section):
    """How the system is kept and changes."""

    expected_lifetime: Line | None = None
    maintenance: Entries[Maintenance] | None = None
    changes: Entries[Change] | None = None
    has_planned_changes: YesNo | None = None
    planned_changes: Entries[PlannedChange] | None = None
    monitoring_system: Prose | None = None
    monitoring_plan: Prose | None = None


class Conformity(Section):
    """What conformity is declared against, by which procedure, and by whom."""

    uses_harmonised_standards: YesNo | None = None
    uses_common_specifications: YesNo | None = None
    standards: Entries[Standard] | None = None
    solutions: Prose | None = None
    other_law_requires_declaration: YesNo | None = None
    other_laws: Prose | None = None
    notified_body: YesNo | None = None
    notified_body_name: Line | None = None
    notified_body_number: Line | None = None
    procedure: Prose | None = None
    certificate: Line | None = None
    place: Line | None = None
    date: Day | None = None
    signatory: Line | None = None
    function: Line | None = None
    on_behalf_of: Line | None = None
    markets: Prose | None = None
    languages: Prose | None = None
    steps: Entries[ConformityStep] | None = None


class Documents(Section):
    """What a person says of the set of documents: status, approval, change."""

    completed: Day | None = None
    status: DocumentStatus | None = None
    prepared_by: Line | None = None
    approved_by: Line | None = None
    approved_on: Day | None = None
    change_note: Line | None = None
    voluntary_file: YesNo | None = None
    instructions_supply: Prose | None = None


class SystemProfile(Section):
    """All facts of one AI system, its organisation's among them."""

    organisation: Organisation | None = None
    system: System
    representative: Representative | None = None
    scope: Scope | None = None
    practices: Practices | None = None
    transparency: Transparency | None = None
    market: Market | None = None
    deployers: Deployers | None = None
    purpose: Purpose | None = None
    product: ProductFile | None = None
    architecture: Architecture | None = None
    development: Development | None = None
    data: Data | None = None
    performance: Performance | None = None
    testing: Testing | None = None
    security: Security | None = None
    risk: RiskManagement | None = None
    oversight: Oversight | None = None
    logging: Logging | None = None
    lifecycle: LifeCycle | None = None
    conformity: Conformity | None = None
    documents: Documents | None = None
    management: ManagementSystem | None = None
    extra: Extra | None = None
    actions: Entries[Action] | None = None
    evidence: Entries[Evidence] | None = None


class ClientProfile(Section):
    """What the organisation form alone holds."""

    organisation: Organisation | None = None
    management: ManagementSystem | None = None
    extra: Extra | None = None
    evidence: Entries[Evidence] | None = None
