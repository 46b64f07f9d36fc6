"""The datum of coordinates: GCJ-02, which Chinese map services give, to WGS 84 and back.

Every point of the gazetteer is WGS 84 already. A source of a user's own may hold GCJ-02 (AMap,
Tencent, Google's map of China), which lies 100 to 700 m off, about 0.5 km on average. Put such
points through `to_wgs84` before they enter a record.
"""

from __future__ import annotations

import math

_A = 6378245.0
"""Semi-major axis of the Krasovsky 1940 ellipsoid in metres, on which GCJ-02 is defined."""
_EE = 0.00669342162296594323
"""Square of its first eccentricity."""


def _in_china(lat: float, lon: float) -> bool:
    # The box in which the offset is applied; outside it GCJ-02 equals WGS 84.
    return 0.8293 <= lat <= 55.8271 and 72.004 <= lon <= 137.8347


def _offset(lat: float, lon: float) -> tuple[float, float]:
    x, y = lon - 105.0, lat - 35.0
    pi = math.pi
    short = 20.0 * math.sin(6.0 * x * pi) + 20.0 * math.sin(2.0 * x * pi)
    dlat = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * math.sqrt(abs(x))
    dlat += (short + 20.0 * math.sin(y * pi) + 40.0 * math.sin(y / 3.0 * pi)) * 2.0 / 3.0
    dlat += (160.0 * math.sin(y / 12.0 * pi) + 320.0 * math.sin(y * pi / 30.0)) * 2.0 / 3.0
    dlon = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * math.sqrt(abs(x))
    dlon += (short + 20.0 * math.sin(x * pi) + 40.0 * math.sin(x / 3.0 * pi)) * 2.0 / 3.0
    dlon += (150.0 * math.sin(x / 12.0 * pi) + 300.0 * math.sin(x / 30.0 * pi)) * 2.0 / 3.0
    radians = lat / 180.0 * pi
    magic = 1.0 - _EE * math.sin(radians) ** 2
    root = math.sqrt(magic)
    return (
        dlat * 180.0 / ((_A * (1.0 - _EE)) / (magic * root) * pi),
        dlon * 180.0 / (_A / root * math.cos(radians) * pi),
    )


def to_gcj02(lat: float, lon: float) -> tuple[float, float]:
    """Return the GCJ-02 coordinates of a WGS 84 point, both in degrees.

    Outside China's box the point is returned as it is.

    Args:
        lat: Latitude, WGS 84.
        lon: Longitude, WGS 84.

    Example:
        >>> lat, lon = to_gcj02(22.6910, 114.3460)
        >>> round(lat, 4), round(lon, 4)
        (22.6883, 114.3509)
    """
    if not _in_china(lat, lon):
        return lat, lon
    dlat, dlon = _offset(lat, lon)
    return lat + dlat, lon + dlon


def to_wgs84(lat: float, lon: float) -> tuple[float, float]:
    """Return the WGS 84 coordinates of a GCJ-02 point, both in degrees.

    The transform has no closed inverse; the fixed point is found by iteration to better than
    a millimetre, far below the error of any source.

    Args:
        lat: Latitude, GCJ-02.
        lon: Longitude, GCJ-02.

    Source:
        The published form of the GCJ-02 offset, as in open-source converters; inverted by
        fixed-point iteration.

    Example:
        >>> lat, lon = to_wgs84(*to_gcj02(31.2304, 121.4737))
        >>> round(lat, 6), round(lon, 6)
        (31.2304, 121.4737)
    """
    if not _in_china(lat, lon):
        return lat, lon
    out_lat, out_lon = lat, lon
    for _ in range(8):
        dlat, dlon = _offset(out_lat, out_lon)
        out_lat, out_lon = lat - dlat, lon - dlon
    return out_lat, out_lon


def kilometres(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    """Return the great-circle distance of two points in km (mean radius 6371.0088 km).

    Example:
        >>> round(kilometres(22.54, 114.06, 23.13, 113.26))
        105
    """
    a, b = math.radians(lat), math.radians(other_lat)
    h = math.sin((a - b) / 2) ** 2
    h += math.cos(a) * math.cos(b) * math.sin(math.radians(lon - other_lon) / 2) ** 2
    return 2 * 6371.0088 * math.asin(math.sqrt(min(1.0, h)))
