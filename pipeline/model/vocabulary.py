"""The closed lists that answers are chosen from; their wording stands in schemas/questionnaire/choices.toml.

Lists that the law fills are declared there alone: model/tables.py names them.
"""

from enum import StrEnum


class Role(StrEnum):
    """What the client is, in law, for this system (Art 3(3)-(7), Art 25)."""

    PROVIDER = "provider"
    DEPLOYER = "deployer"
    IMPORTER = "importer"
    DISTRIBUTOR = "distributor"
    AUTHORISED_REPRESENTATIVE = "authorised-representative"
    PRODUCT_MANUFACTURER = "product-manufacturer"


class EnterpriseSize(StrEnum):
    """Size of the client's enterprise, with its group counted in."""

    SME = "sme"
    SMALL_MID_CAP = "small-mid-cap"
    LARGE = "large"


class ReleaseKind(StrEnum):
    """Form in which a system reaches the market or service."""

    EMBEDDED = "embedded"
    DOWNLOAD = "download"
    API = "api"
    HOSTED = "hosted"
    IN_HOUSE = "in-house"
    OTHER = "other"


class CounterpartKind(StrEnum):
    """What a system meets at an interface."""

    HARDWARE = "hardware"
    SOFTWARE = "software"
    AI_SYSTEM = "ai-system"


class PartKind(StrEnum):
    """What a model or third-party part is."""

    OWN_MODEL = "own-model"
    PRETRAINED_MODEL = "pretrained-model"
    GENERAL_PURPOSE_MODEL = "general-purpose-model"
    TOOL = "tool"
    SERVICE = "service"


class DevelopmentPhase(StrEnum):
    """Phase of development that used computing power."""

    DEVELOPMENT = "development"
    TRAINING = "training"
    TESTING = "testing"
    VALIDATION = "validation"


class DataUse(StrEnum):
    """What a data set served for."""

    TRAINING = "training"
    VALIDATION = "validation"
    TESTING = "testing"


class MetricProperty(StrEnum):
    """Which property a metric measures."""

    ACCURACY = "accuracy"
    ROBUSTNESS = "robustness"
    CYBERSECURITY = "cybersecurity"
    DISCRIMINATION = "discrimination"
    OTHER = "other"


class Interest(StrEnum):
    """What a risk can harm."""

    HEALTH = "health"
    SAFETY = "safety"
    FUNDAMENTAL_RIGHTS = "fundamental-rights"
    NON_DISCRIMINATION = "non-discrimination"


class RiskSource(StrEnum):
    """Circumstances in which a risk arises."""

    INTENDED_USE = "intended-use"
    MISUSE = "misuse"
    POST_MARKET = "post-market"


class Level(StrEnum):
    """A degree, as risk management grades it."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class RiskTreatment(StrEnum):
    """Means against a risk, in the order in which they have to be considered."""

    DESIGN = "design"
    MITIGATION = "mitigation"
    INFORMATION = "information"


class OversightPlace(StrEnum):
    """Who puts an oversight measure in place."""

    BUILT_IN = "built-in"
    BY_DEPLOYER = "by-deployer"


class OversightAim(StrEnum):
    """What an oversight measure enables a person to do."""

    UNDERSTAND = "understand"
    AUTOMATION_BIAS = "automation-bias"
    INTERPRET = "interpret"
    OVERRIDE = "override"
    STOP = "stop"


class LogAim(StrEnum):
    """What a logged event helps with."""

    RISK = "risk"
    MONITORING = "monitoring"
    OPERATION = "operation"


class Attack(StrEnum):
    """What a security measure guards against."""

    DATA_POISONING = "data-poisoning"
    MODEL_POISONING = "model-poisoning"
    ADVERSARIAL_INPUT = "adversarial-input"
    CONFIDENTIALITY = "confidentiality"
    MODEL_FLAW = "model-flaw"
    OTHER = "other"


class StandardKind(StrEnum):
    """What a standard or other solution is."""

    HARMONISED = "harmonised"
    COMMON_SPECIFICATION = "common-specification"
    OTHER_STANDARD = "other-standard"
    OWN_SOLUTION = "own-solution"


class Extent(StrEnum):
    """How far a standard was applied."""

    FULL = "full"
    PART = "part"


class DocumentStatus(StrEnum):
    """Where a set of documents stands; a person says so."""

    DRAFT = "draft"
    REVIEW = "review"
    APPROVED = "approved"


class ManagementState(StrEnum):
    """Where the client stands with a management system for AI."""

    NONE = "none"
    PLANNED = "planned"
    IN_OPERATION = "in-operation"
    CERTIFIED = "certified"


class Implementation(StrEnum):
    """How far a control or clause is put into practice."""

    NOT_STARTED = "not-started"
    PLANNED = "planned"
    PARTIAL = "partial"
    IMPLEMENTED = "implemented"


class ControlReason(StrEnum):
    """Why a control is applied, or not."""

    RISK = "risk"
    LAW = "law"
    CONTRACT = "contract"
    CUSTOMER = "customer"
    GOOD_PRACTICE = "good-practice"
    NOT_RELEVANT = "not-relevant"


class Maturity(StrEnum):
    """How well a part of the management system works; it says nothing of the law."""

    INCOMPLETE = "incomplete"
    INITIAL = "initial"
    MANAGED = "managed"
    DEFINED = "defined"
    QUANTIFIED = "quantified"
    OPTIMIZING = "optimizing"


class EvidenceKind(StrEnum):
    """What a document of the evidence register is."""

    POLICY = "policy"
    PROCEDURE = "procedure"
    RECORD = "record"
    REPORT = "report"
    CERTIFICATE = "certificate"
    CONTRACT = "contract"
    PICTURE = "picture"
    OTHER = "other"


class Sufficiency(StrEnum):
    """What a document of the evidence register shows."""

    DESIGN = "design"
    OPERATION = "operation"


class Verdict(StrEnum):
    """What a named person finds of a requirement."""

    MET = "met"
    PARTLY = "partly"
    NOT_MET = "not-met"


class ActionState(StrEnum):
    """How far an action is."""

    OPEN = "open"
    IN_PROGRESS = "in-progress"
    DONE = "done"


class ActionResponse(StrEnum):
    """What the management says to a finding."""

    ACCEPTED = "accepted"
    IN_PART = "in-part"
    REJECTED = "rejected"


class Effort(StrEnum):
    """How much work an action is, roughly."""

    XS = "xs"
    S = "s"
    M = "m"
    L = "l"
    XL = "xl"


class StepProgress(StrEnum):
    """What a person says of a step towards the market."""

    STARTED = "started"
    DONE = "done"
