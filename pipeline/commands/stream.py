"""`dateline stream`: the same job without end, or for a while; rows appear minutes after publication."""

import argparse
import os
import sys
import threading

from ..exits import OK, USAGE
from ..settings import load_settings
from .options import add_warehouse, complain
from .run import add_web, given

METRICS_PORT = 9465
SHORTEST_PASS_S, LONGEST_PASS_S = 3.0, 20.0
"""Bounds of a pass where a poll interval is given; what a pass adds to the lag should be little against it."""
STOP_S = 8.0
"""A stop waits so long for the passes under way; then they are dropped, to be done again."""


def arguments(parser: argparse.ArgumentParser) -> None:
    """Declare the options."""
    parser.add_argument(
        "--feeds", nargs="+", metavar="URL_OR_FILE", help="feeds: URLs, OPML files, or files with one URL a line"
    )
    add_warehouse(parser)
    parser.add_argument(
        "--poll-interval",
        type=int,
        metavar="SECONDS",
        help="poll each feed so often, as far as its publisher lets us (default: each feed at its own pace)",
    )
    parser.add_argument("--duration", type=float, metavar="SECONDS", help="end after so long (default: never)")
    add_web(parser)
    parser.add_argument("--workers", type=int, metavar="N", help="processes that code articles (default: one a core)")
    parser.add_argument("--log-format", choices=("human", "json"), default="human", help="how to log (default human)")
    parser.add_argument(
        "--metrics-port",
        type=int,
        default=METRICS_PORT,
        help=f"loopback port of /metrics, /healthz and /readyz; 0 takes a free one (default {METRICS_PORT})",
    )
    parser.add_argument(
        "--metrics-host",
        default="127.0.0.1",
        help="address they are served on (default 127.0.0.1; in a container 0.0.0.0)",
    )


def run(args: argparse.Namespace) -> int:
    """Run the job until it is told to stop."""
    words = given(args)
    if args.poll_interval is not None:
        words |= dict.fromkeys(("min_interval", "default_interval", "max_interval"), args.poll_interval)
        words |= {"pass_seconds": max(SHORTEST_PASS_S, min(LONGEST_PASS_S, args.poll_interval / 6))}
    settings = load_settings(args.config, words)
    if not settings.feeds:
        print(
            "dateline: no feeds to read. Give some with --feeds, or in a settings file: dateline init", file=sys.stderr
        )
        return USAGE

    from ..joblock import only_job
    from ..run import utc_now
    from ..sinks import open_sink
    from ..sinks.errors import WarehouseError
    from ..sources import feed_urls
    from ..stream.lanes import stop_on_signals, waited
    from ..stream.logs import make_log
    from ..stream.supervisor import Supervisor
    from ..stream.watching import Server, Watch

    number = len(feed_urls(settings.feeds))
    log = make_log(args.log_format)
    started = utc_now()
    try:
        sink = open_sink(settings.warehouse)
        with only_job(sink.folder, "stream", started):
            watch = Watch()
            supervisor = Supervisor(sink, settings, log, watch, duration=args.duration)
            server = Server(watch, supervisor.health, args.metrics_port, args.metrics_host)
            log.info(
                "started", feeds=number, warehouse=settings.warehouse, metrics=f"http://127.0.0.1:{server.port}/metrics"
            )
            errors: list[BaseException] = []
            work = threading.Thread(target=_work, args=(supervisor, errors), name="dateline-job", daemon=True)
            told = threading.Event()

            def stop(name: str) -> None:
                log.info("stopping", signal=name)
                supervisor.stopping.set()
                told.set()

            stop_on_signals(stop)
            work.start()
            while work.is_alive() and not told.wait(0.2):
                pass
            finished = waited([work], STOP_S if told.is_set() else 0)
            server.close()
            if errors:
                raise errors[0]
            log.info(
                "stopped", pass_under_way="finished" if finished else "dropped; it is done again at the next start"
            )
            if not finished:  # the pass cannot be interrupted; what it staged was not committed and is dropped
                sys.stderr.flush()
                os._exit(OK)
    except OSError as error:
        print(f"dateline: port {args.metrics_port} cannot be used for metrics: {error.strerror}.", file=sys.stderr)
        return USAGE
    except WarehouseError as error:
        return complain(error)
    return OK


def _work(supervisor: object, errors: list[BaseException]) -> None:
    try:
        supervisor.run()  # type: ignore[attr-defined]
    except BaseException as error:
        errors.append(error)
