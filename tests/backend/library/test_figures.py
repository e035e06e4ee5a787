"""The server draws the figures of the contract, which the phone's test draws too."""

from typing import Any

import pytest

from tests.figure_vectors import drawn, vectors


@pytest.mark.parametrize("vector", vectors(), ids=lambda vector: vector["name"])
def test_a_figure_is_drawn_as_the_contract_says(vector: dict[str, Any]) -> None:
    for part, expected in drawn(vector["figure"], vector["pose"]).items():
        assert vector[part] == expected
