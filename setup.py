"""Install pipeline/, schemas/ and transforms/ as dateline.pipeline, dateline.schemas, dateline.transforms.

Everything else about the distribution is in pyproject.toml.
"""

from setuptools import find_packages, setup

FOLDERS = ("pipeline", "schemas", "transforms")

setup(
    packages=[f"dateline.{p}" for p in find_packages(include=[f"{f}*" for f in FOLDERS])],
    package_dir={f"dateline.{f}": f for f in FOLDERS},
    package_data={"": ["py.typed", "*.tsv", "*.toml", "*.sql", "*.xml", "*.html", "*.txt", "*.json"]},
)
