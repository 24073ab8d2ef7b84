"""What the continuous job says: one line a happening, as JSON for machines or plain for people."""

import logging
import sys

import structlog

FORMATS = ("human", "json")


def make_log(form: str) -> structlog.stdlib.BoundLogger:
    """Return the job's logger; what libraries log goes the same way.

    Args:
        form: json, or human.
    """
    renderer = structlog.processors.JSONRenderer() if form == "json" else structlog.dev.ConsoleRenderer(colors=False)
    shared: list[structlog.typing.Processor] = [
        structlog.stdlib.add_log_level,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
        structlog.processors.format_exc_info,
    ]
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            processors=[structlog.stdlib.ProcessorFormatter.remove_processors_meta, renderer],
            foreign_pre_chain=shared,
        )
    )
    root = logging.getLogger()
    for old in root.handlers:
        for kept in old.filters:
            handler.addFilter(kept)
    root.handlers = [handler]
    root.setLevel(logging.WARNING)
    logging.getLogger("dateline").setLevel(logging.INFO)
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )
    log: structlog.stdlib.BoundLogger = structlog.get_logger("dateline")
    return log
