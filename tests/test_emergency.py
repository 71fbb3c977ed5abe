"""Emergency numbers by country, compared with Google's libphonenumber, and where the law says otherwise."""

from __future__ import annotations

import pytest

from press.quantities import emergency_numbers, emergency_source, every_emergency_number
from press.quantities.emergency import _BY_LAW, _table


def test_the_table_says_what_libphonenumber_says() -> None:
    """Its patterns match each of our numbers; and of those that it knows, none is missing but by law."""
    shortnumberinfo = pytest.importorskip("phonenumbers.shortnumberinfo")
    by_law = {region for regions, *_ in _BY_LAW for region in regions}
    known = 0
    for region in shortnumberinfo.SUPPORTED_SHORT_REGIONS:
        for number in map(str, every_emergency_number()):
            theirs = shortnumberinfo.is_emergency_number(number, region)
            ours = number in emergency_numbers(region)
            if region not in by_law:
                assert theirs == ours, f"{region} {number}: libphonenumber says {theirs}, the table {ours}"
            known += ours
    assert known > 550


def test_where_the_law_names_one_number_it_is_that_one() -> None:
    assert emergency_numbers("US") == ("911",)
    assert "47 U.S.C." in emergency_source("US")
    assert emergency_numbers("IE") == ("112", "999")
    assert emergency_numbers("GP") == ("15", "17", "18", "112")
    assert emergency_numbers("AQ") == ()


def test_every_number_can_be_typed_as_a_brand_value() -> None:
    assert all(number.isascii() and number.isdigit() and 2 <= len(number) <= 6 for number in every_emergency_number())
    assert all(len(region) == 2 and region.isupper() for region in _table())
