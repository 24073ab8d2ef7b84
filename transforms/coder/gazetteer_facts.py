"""What the gazetteer's cities tell of their countries: capitals, extents, borders."""

import statistics
from collections import defaultdict
from collections.abc import Iterator

from .gazetteer_rows import COUNTRY_COLUMNS, Row, lexicon_rows, split_cell


def capitals_of(cities: list[Row]) -> dict[str, int]:
    """The city of each country that bears its capital's name."""
    wanted = {
        (line["alpha3"], name): number
        for line in lexicon_rows("places_countries.tsv", COUNTRY_COLUMNS)
        for number, name in enumerate(split_cell(line["capital"]))
    }
    best: dict[str, tuple[int, int, int]] = {}
    for city in cities:
        for name in {city.name, *city.names}:
            number = wanted.get((city.country or "", name))
            if number is not None and city.country:
                best[city.country] = max(best.get(city.country, (-9, 0, 0)), (-number, city.population, city.id))
    return {country: place for country, (_, _, place) in best.items()}


def borders_of(cities: list[Row]) -> Iterator[tuple[str, str, float, float]]:
    """Where two countries meet: the middle of the half-degree squares with towns of both in them or beside them."""
    squares: dict[tuple[int, int], set[str]] = defaultdict(set)
    for city in cities:
        if city.country and city.latitude is not None and city.longitude is not None:
            row, column = round(city.latitude * 2), round(city.longitude * 2)
            for near_row, near_column in ((row, column), (row + 1, column), (row, column + 1)):
                squares[near_row, near_column].add(city.country)
    shared: dict[tuple[str, str], list[tuple[int, int]]] = defaultdict(list)
    for square, countries in squares.items():
        for one in countries:
            for other in countries:
                if one < other:
                    shared[one, other].append(square)
    for (one, other), met in shared.items():
        rows, columns = zip(*met, strict=True)
        yield one, other, round(statistics.mean(rows) / 2, 2), round(statistics.mean(columns) / 2, 2)


def extents_of(cities: list[Row]) -> Iterator[tuple[str, float, float, float, float]]:
    """How far a country's towns reach, without the outermost hundredth: distant islands are not "the south"."""
    by_country: dict[str, list[Row]] = defaultdict(list)
    for city in cities:
        if city.country:
            by_country[city.country].append(city)
    for country, inside in by_country.items():
        cut = len(inside) // 100
        latitudes = sorted(city.latitude or 0.0 for city in inside)[cut : len(inside) - cut]
        longitudes = sorted(city.longitude or 0.0 for city in inside)[cut : len(inside) - cut]
        yield country, latitudes[0], longitudes[0], latitudes[-1], longitudes[-1]
