"""The datum of coordinates: GCJ-02 to WGS 84 and back."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from walkout.places.datum import kilometres, to_gcj02, to_wgs84


@pytest.mark.parametrize(
    ("wgs", "gcj"),
    [
        # Computed with an independent implementation of the published offset.
        pytest.param((39.9, 116.4), (39.901404, 116.406244), id="Beijing"),
        pytest.param((31.0, 121.0), (30.997849, 121.004364), id="near Shanghai"),
    ],
)
def test_known_points(wgs: tuple[float, float], gcj: tuple[float, float]) -> None:
    """The offset is that of the published transform, to a metre."""
    assert kilometres(*to_gcj02(*wgs), *gcj) < 0.001


@given(st.floats(18.0, 53.0), st.floats(74.0, 135.0))
def test_the_inverse_returns_the_point(lat: float, lon: float) -> None:
    """A WGS 84 point put into GCJ-02 and back is the same to a centimetre."""
    assert kilometres(lat, lon, *to_wgs84(*to_gcj02(lat, lon))) < 0.00001


@given(st.floats(18.0, 53.0), st.floats(74.0, 135.0))
def test_the_offset_is_hundreds_of_metres(lat: float, lon: float) -> None:
    """In China the two datums differ by 0.02 to 1.2 km: enough to miss a factory."""
    assert 0.02 < kilometres(lat, lon, *to_gcj02(lat, lon)) < 1.2


@given(st.floats(-80.0, 0.0), st.floats(-170.0, 60.0))
def test_nothing_moves_outside_of_china(lat: float, lon: float) -> None:
    """Outside the box of the offset both datums are the same."""
    assert to_gcj02(lat, lon) == (lat, lon) == to_wgs84(lat, lon)


def test_distance_is_great_circle() -> None:
    """A degree along a meridian is 111.2 km; a point is at no distance from itself."""
    assert kilometres(0, 0, 1, 0) == pytest.approx(111.19, abs=0.01)
    assert kilometres(22.5, 114.1, 22.5, 114.1) == 0
