"""Run a function where it can be killed: parsers of hostile input hang, and a thread cannot be stopped.

A template process imports the function once and forks a worker for it; a worker that is killed is replaced by another
fork, in about 10 ms. Calls travel over a socket as pickles. The template is a fresh interpreter with one thread, so it
is safe to fork whatever the threads of the process that asked for it.
"""

import contextlib
import functools
import gc
import importlib
import os
import pickle
import queue
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from multiprocessing.connection import Connection
from types import TracebackType
from typing import Any, NoReturn

from .failures import Unprocessable
from .memory import give_back, spare_memory

WALL_FACTOR = 12.0
"""A call may last so many times its CPU limit on the clock: on a busy machine a good page must not die for the load.
Parsers that hang compute, so that the CPU limit ends them; this one is for what would wait for ever."""

MAX_ANSWER = 128 * 1024 * 1024
MAX_CALLS = 5000
"""A worker is replaced after so many calls, which bounds what a library leaks."""

GROWN_MB = 32
"""A worker that has grown by so much is replaced after the call: a large page leaves memory behind that is never
given back, and each worker would end up as large as its largest page made it."""

MUCH = 100
"""Calls between two rests after which the template is ended, too."""

HEAVY_TURN = threading.Lock()
"""Of calls that take much memory one is under way at a time in this process, whatever the pool."""


class Killed(Unprocessable):
    """The function was stopped: `reason` is parser_timeout, parser_memory or parser_crash."""


class KillablePool:
    """Calls one function in processes that are killed when it takes too long or too much.

    Args:
        function: Where it is, as `package.module:name`. Its arguments, result and errors must pickle. Where its module
            has a function `prepare`, that is called once before the first fork: what it loads is shared by all workers,
            and not loaded by who only calls.
        timeout_s: CPU seconds a call may take; on the clock it may take `WALL_FACTOR` times as long.
        memory_mb: MiB of address space a worker may have beyond what its imports took.
        size: Workers, and so calls at the same time. `call` may be used from as many threads.
        is_heavy: Tells from its arguments whether a call may take much memory: it waits until no other is under way.
        grown_mb: A worker that has grown by so much is replaced after a call.

    Workers start at the first call. Errors that the function raises are raised by `call`.
    """

    def __init__(
        self,
        function: str,
        *,
        timeout_s: float = 5.0,
        memory_mb: int = 512,
        size: int = 1,
        is_heavy: Callable[..., bool] | None = None,
        grown_mb: int = GROWN_MB,
    ) -> None:
        self.function = function
        self.timeout_s = timeout_s
        self.memory_mb = memory_mb
        self.is_heavy = is_heavy
        self._template = _Template(function, timeout_s, memory_mb, grown_mb)
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        for _ in range(size):
            self._idle.put(_Worker(self._template))

    def call(self, *args: object) -> Any:
        """Return `function(*args)`, or raise what it raised, or `Killed`."""
        with HEAVY_TURN if self.is_heavy is not None and self.is_heavy(*args) else contextlib.nullcontext():
            worker = self._idle.get()
            try:
                return worker.call(args, self.timeout_s)
            finally:
                self._idle.put(worker)

    def rest(self) -> None:
        """End the workers that have nothing to do: the next call forks another in milliseconds.

        After much work the template ends as well: it is the larger part, and 2 s to start it anew are little then.
        """
        resting: list[_Worker] = []
        with contextlib.suppress(queue.Empty):
            while True:
                resting.append(self._idle.get_nowait())
        calls = sum(worker.calls_in_all for worker in resting)
        for worker in resting:
            worker.end()
            worker.calls_in_all = 0
            self._idle.put(worker)
        if calls >= MUCH:
            self.close()

    def close(self) -> None:
        """End the processes; a later call starts them anew."""
        self._template.close()

    def __enter__(self) -> "KillablePool":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()


@functools.cache
def shared_pool(
    function: str,
    *,
    timeout_s: float = 5.0,
    memory_mb: int = 512,
    size: int = 1,
    is_heavy: Callable[..., bool] | None = None,
    grown_mb: int = GROWN_MB,
) -> KillablePool:
    """Return this process's pool for a function, made once: pipelines come and go, what it imported stays.

    It is never closed; its processes end with the one that asked for it.
    """
    return KillablePool(
        function, timeout_s=timeout_s, memory_mb=memory_mb, size=size, is_heavy=is_heavy, grown_mb=grown_mb
    )


class _Worker:
    """One forked process at a time, replaced when it died."""

    def __init__(self, template: "_Template") -> None:
        self.template = template
        self.pid = 0
        self.connection: Connection | None = None
        self.generation = -1
        self.calls = 0
        self.calls_in_all = 0

    def call(self, args: tuple[object, ...], timeout_s: float) -> Any:
        if self.connection is None or self.generation != self.template.generation or self.calls >= MAX_CALLS:
            self.replace()
        assert self.connection is not None
        self.calls += 1
        self.calls_in_all += 1
        try:
            self.connection.send_bytes(pickle.dumps(args, pickle.HIGHEST_PROTOCOL))
            if not self.connection.poll(timeout_s * WALL_FACTOR):
                self.end()
                raise Killed("parser_timeout", f"stopped after {timeout_s * WALL_FACTOR:g} s")
            answer = self.connection.recv_bytes(MAX_ANSWER)
        except (EOFError, OSError):
            raise _died(self.end(), timeout_s) from None
        kind, value, is_grown = pickle.loads(answer)  # noqa: S301 (from our own child; see docs/security.md)
        if is_grown:
            self.end()
        if kind == "memory":
            raise Killed("parser_memory", f"needed more than {self.template.memory_mb} MiB")
        if kind == "error":
            raise value
        return value

    def replace(self) -> None:
        self.end()
        self.pid, self.connection = self.template.fork()
        self.generation = self.template.generation
        self.calls = 0

    def end(self) -> int:
        """Kill the process, if it lives, and return its wait status."""
        if self.connection is None:
            return 0
        self.connection.close()
        self.connection = None
        return self.template.kill(self.pid) if self.generation == self.template.generation else 0


def _died(status: int, timeout_s: float) -> Killed:
    number = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    if number in (signal.SIGPROF, signal.SIGALRM):
        return Killed("parser_timeout", f"stopped after {timeout_s:g} s of computing")
    return Killed("parser_crash", f"the parser died (signal {number}, status {status})")


class _Template:
    """The process that imports once and forks workers; talks over one socket, one request at a time."""

    def __init__(self, function: str, timeout_s: float, memory_mb: int, grown_mb: int) -> None:
        self.function, self.timeout_s, self.memory_mb, self.grown_mb = function, timeout_s, memory_mb, grown_mb
        self.process: subprocess.Popen[bytes] | None = None
        self.control: socket.socket | None = None
        self.generation = 0
        self.turn: queue.Queue[None] = queue.Queue()  # a lock that is released by whoever holds it
        self.turn.put(None)

    def start(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        arguments = (theirs.fileno(), self.function, self.timeout_s, self.memory_mb, self.grown_mb)
        self.process = subprocess.Popen(  # noqa: S603 (our own interpreter, our own code)
            [sys.executable, "-P", "-c", f"from {__name__} import serve; serve(*{arguments!r})"],
            pass_fds=[theirs.fileno()],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        theirs.close()
        if ours.recv(1) != b"+":
            self.process.wait()
            ours.close()
            raise RuntimeError(f"{self.function} could not be started (status {self.process.returncode})")
        self.control = ours
        return ours

    def fork(self) -> tuple[int, Connection]:
        """Return pid of, and connection to, a new worker."""
        self.turn.get()
        try:
            control = self.control or self.start()
            try:
                return self._fork(control)
            except OSError:  # the template itself was killed, for example by the kernel for memory
                self._close()
                return self._fork(self.start())
        finally:
            self.turn.put(None)

    def _fork(self, control: socket.socket) -> tuple[int, Connection]:
        ours, theirs = socket.socketpair()
        with theirs:
            socket.send_fds(control, [b"F"], [theirs.fileno()])
        return _read_int(control), Connection(ours.detach())

    def kill(self, pid: int) -> int:
        """Kill and reap a worker; return its wait status."""
        self.turn.get()
        try:
            if self.control is None:
                return 0
            self.control.sendall(b"K" + pid.to_bytes(8, "big"))
            return _read_int(self.control)
        except OSError:
            self._close()
            return 0
        finally:
            self.turn.put(None)

    def close(self) -> None:
        self.turn.get()
        self._close()
        self.turn.put(None)

    def _close(self) -> None:
        self.generation += 1
        if self.control is not None:
            self.control.close()
            self.control = None
        if self.process is not None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
            self.process.kill()
            self.process.wait()
            self.process = None


def _read_int(control: socket.socket) -> int:
    answer = control.recv(8, socket.MSG_WAITALL)
    if len(answer) < 8:
        raise ConnectionResetError("the template process is gone")
    return int.from_bytes(answer, "big")


def load_function(path: str) -> Callable[..., object]:
    """Return the function at `package.module:name`, its module prepared."""
    name, _, attribute = path.partition(":")
    module = importlib.import_module(name)
    getattr(module, "prepare", int)()
    found: Callable[..., object] = getattr(module, attribute)
    return found


def serve(control_fd: int, path: str, timeout_s: float, memory_mb: int, grown_mb: int = GROWN_MB) -> None:
    """Be the template: fork and kill workers as told, until the socket closes."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the program; it closes the socket
    control = socket.socket(fileno=control_fd)
    function = load_function(path)
    share_memory()
    control.sendall(b"+")
    alive: set[int] = set()
    while True:
        request, fds, _, _ = socket.recv_fds(control, 1, 1)
        if not request:
            break
        if request == b"F":
            pid = os.fork()
            if pid == 0:
                control.close()
                _work(Connection(fds[0]), function, timeout_s, memory_mb, grown_mb)
            os.close(fds[0])
            alive.add(pid)
            control.sendall(pid.to_bytes(8, "big"))
        else:
            pid = int.from_bytes(control.recv(8, socket.MSG_WAITALL), "big")
            control.sendall((_reap(pid) if pid in alive else 0).to_bytes(8, "big"))
            alive.discard(pid)
    for pid in alive:
        _reap(pid)
    os._exit(0)  # nothing is left to tidy up; on the way out libraries would write about what they leak


def share_memory() -> None:
    """Prepare this process for forks that share its memory.

    What is not needed goes back to the system, and what is left is kept out of the garbage collector's rounds: it
    writes into each object that it looks at, so that forks would end up with a copy of all of them.
    """
    spare_memory()
    gc.collect()
    gc.freeze()
    give_back()


def _reap(pid: int) -> int:
    """Kill a child and return how it ended; its own end counts where it came first."""
    done, status = os.waitpid(pid, os.WNOHANG)
    if not done:
        os.kill(pid, signal.SIGKILL)
        _, status = os.waitpid(pid, 0)
    return status


def _work(
    connection: Connection, function: Callable[..., object], timeout_s: float, memory_mb: int, grown_mb: int
) -> NoReturn:
    """Be a worker: answer calls until the socket closes. Timers end it, even inside C code."""
    _limit_memory(memory_mb)
    most = _resident_mb() + grown_mb
    with open(os.devnull, "wb") as nowhere:  # noqa: PTH123 (what parsers print is the publisher's, not ours to show)
        os.dup2(nowhere.fileno(), 2)
    while True:
        try:
            args: Sequence[object] = pickle.loads(connection.recv_bytes())  # noqa: S301 (from our parent)
        except (EOFError, OSError):
            os._exit(0)
        signal.setitimer(signal.ITIMER_PROF, timeout_s)
        signal.setitimer(signal.ITIMER_REAL, timeout_s * WALL_FACTOR + 1)  # in case nobody is left to kill it
        answer = _answer(function, args, most)
        del args
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.setitimer(signal.ITIMER_REAL, 0)
        try:
            connection.send_bytes(answer)
        except OSError:
            os._exit(0)


def _answer(function: Callable[..., object], args: Sequence[object], most_mb: float) -> bytes:
    """Return kind, value, and whether this worker is to be replaced, pickled."""
    try:
        value = function(*args)
        return pickle.dumps(("value", value, _is_grown(most_mb)), pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        return pickle.dumps(("memory", None, True))
    except Exception as error:
        is_grown = _is_grown(most_mb)
        try:
            answer = pickle.dumps(("error", error, is_grown))
            pickle.loads(answer)  # noqa: S301 (just made)
        except Exception:  # an error that does not pickle goes as its text
            return pickle.dumps(("error", RuntimeError(f"{type(error).__name__}: {error}"), is_grown))
        return answer


def _is_grown(most_mb: float) -> bool:
    """Tell whether this process has become too large; where it is halfway there, it first gives back what it can."""
    if _resident_mb() > most_mb - GROWN_MB / 2:
        give_back()
    return _resident_mb() > most_mb


def _resident_mb() -> float:
    """Return the memory of this process, in MiB; 0 where the system does not tell."""
    try:
        with open("/proc/self/statm") as statm:  # noqa: PTH123
            return int(statm.read().split()[1]) * resource.getpagesize() / 2**20
    except OSError:
        return 0.0


def _limit_memory(memory_mb: int) -> None:
    with contextlib.suppress(OSError, ValueError):  # macOS has no /proc and no such limit
        with open("/proc/self/statm") as statm:  # noqa: PTH123
            now = int(statm.read().split()[0]) * resource.getpagesize()
        most = now + memory_mb * 1024 * 1024
        resource.setrlimit(resource.RLIMIT_AS, (most, most))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
