"""Builds the gazetteer where it is missing and prints where it is.

python -m dateline.transforms.coder.gazetteer_build
"""

import sys

from .gazetteer_file import ensure

if __name__ == "__main__":
    sys.stdout.write(f"{ensure()}\n")
