"""Is a post lawful, is it decent? Rules R01-R40 over a post file, and the Carepost standard with its checklist."""

from carepost.domain.standard.as_data import finding_as_data, post_as_data, report_as_data
from carepost.domain.standard.check import NotApplicable, PostReport, Wording, WordingHit, check_post
from carepost.domain.standard.checklist import ChecklistItem, Grade
from carepost.domain.standard.cost import INSURANCES, Cost, CostLine, Multiplier, month_pay, post_cost
from carepost.domain.standard.criteria import Answer
from carepost.domain.standard.describe import describe_hours, describe_pay, field_name
from carepost.domain.standard.edition import (
    Criterion,
    Difference,
    Level,
    Standard,
    compare,
    newest_standard,
    read_standard,
    standards,
)
from carepost.domain.standard.equivalent import LowestPay, hours_a_week, lowest_pay
from carepost.domain.standard.finding import Finding, Rule, Unanswered, post_rules
from carepost.domain.standard.fix import apply_fix
from carepost.domain.standard.from_reading import reported_post
from carepost.domain.standard.post_file import PostFile
from carepost.domain.standard.reading import PostFileError, pattern_of, post_from, post_from_text
from carepost.domain.standard.schema import post_schema
from carepost.domain.standard.steps import WIZARD_STEPS, Step, step_of_field, steps_of, unstated, value_at
from carepost.domain.standard.templates import PostTemplate, post_templates, read_templates
from carepost.domain.standard.words import form_of

__all__ = [
    "INSURANCES",
    "WIZARD_STEPS",
    "Answer",
    "ChecklistItem",
    "Cost",
    "CostLine",
    "Criterion",
    "Difference",
    "Finding",
    "Grade",
    "Level",
    "LowestPay",
    "Multiplier",
    "NotApplicable",
    "PostFile",
    "PostFileError",
    "PostReport",
    "PostTemplate",
    "Rule",
    "Standard",
    "Step",
    "Unanswered",
    "Wording",
    "WordingHit",
    "apply_fix",
    "check_post",
    "compare",
    "describe_hours",
    "describe_pay",
    "field_name",
    "finding_as_data",
    "form_of",
    "hours_a_week",
    "lowest_pay",
    "month_pay",
    "newest_standard",
    "pattern_of",
    "post_as_data",
    "post_cost",
    "post_from",
    "post_from_text",
    "post_rules",
    "post_schema",
    "post_templates",
    "read_standard",
    "read_templates",
    "report_as_data",
    "reported_post",
    "standards",
    "step_of_field",
    "steps_of",
    "unstated",
    "value_at",
]
