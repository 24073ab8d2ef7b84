"""schemas <- transforms <- pipeline, and nouns never import Beam."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
LAYERS = ("schemas", "transforms", "pipeline")
NOUNS = ("feed", "web", "article", "coder", "linking")


def imported(path):
    """Yield (level, module) of each import of a file, wherever it stands in it."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom):
            yield node.level, node.module or ""
        elif isinstance(node, ast.Import):
            for alias in node.names:
                yield 0, alias.name


def layer_of(path, level, module):
    """Return the layer that a relative import reaches, or None where it stays outside of them."""
    parts = path.relative_to(ROOT).parts[:-1]
    base = (*parts[: len(parts) - level + 1], *module.split("."))
    return base[0] if base[0] in LAYERS else None


@pytest.mark.parametrize("layer", LAYERS)
def test_a_layer_imports_only_those_below(layer):
    above = LAYERS[LAYERS.index(layer) + 1 :]
    wrong = [
        f"{path.relative_to(ROOT)} imports {module}"
        for path in (ROOT / layer).rglob("*.py")
        for level, module in imported(path)
        if (level and layer_of(path, level, module) in above) or module.startswith("dateline.")
    ]
    assert not wrong


@pytest.mark.parametrize("noun", NOUNS)
def test_a_noun_never_imports_beam(noun):
    wrong = [
        str(path.relative_to(ROOT))
        for path in (ROOT / "transforms" / noun).rglob("*.py")
        for _, module in imported(path)
        if module.split(".")[0] == "apache_beam" or module.endswith("schemas.beam")
    ]
    assert not wrong
