"""`python -m dateline.pipeline` is the command `dateline`."""

import sys

from .cli import main

sys.exit(main())
