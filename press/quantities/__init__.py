"""Numbers, doses, units, ranges, phones and months in text of any language. It knows languages and no other part of the press."""

from press.quantities.counted import counted, period
from press.quantities.emergency import emergency_numbers, emergency_regions, emergency_source, every_emergency_number
from press.quantities.half_days import half_days
from press.quantities.months import has_names, months, named_months
from press.quantities.number_words import known as has_number_words
from press.quantities.number_words import number_words
from press.quantities.reader import WEB_ADDRESS, Number, Phone, Reading, read, roman_numbers
from press.quantities.units import DOSE_KINDS, UNITS, has_table, is_dose, kind, same_unit

__all__ = [
    "DOSE_KINDS",
    "UNITS",
    "WEB_ADDRESS",
    "Number",
    "Phone",
    "Reading",
    "counted",
    "emergency_numbers",
    "emergency_regions",
    "emergency_source",
    "every_emergency_number",
    "half_days",
    "has_names",
    "has_number_words",
    "has_table",
    "is_dose",
    "kind",
    "months",
    "named_months",
    "number_words",
    "period",
    "read",
    "roman_numbers",
    "same_unit",
]
