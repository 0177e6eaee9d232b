"""`make run`: audit the shipped sample archive, print the worst findings and an address, serve the report until stopped.

Serves the output folder on 127.0.0.1 only; PORT and RUN_FOR come from the environment. It refuses to be a production server.
"""

from __future__ import annotations

import functools
import os
import signal
import sys
import threading
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from zuoxi.app.audit import AuditRequest, run_audit

FIRST_PORT = 8000


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Requests are not worth a line."""


def bind(folder: Path) -> ThreadingHTTPServer:
    """A server on PORT, else 8000, else the next free one."""
    handler = functools.partial(_Quiet, directory=str(folder))
    wanted = os.environ.get("PORT")
    ports = [int(wanted)] if wanted else range(FIRST_PORT, FIRST_PORT + 100)
    for port in ports:
        try:
            return ThreadingHTTPServer(("127.0.0.1", port), handler)
        except OSError:
            continue
    raise SystemExit(f"port {wanted or 'from 8000 on'} is taken; choose another: PORT=8123 make run")


def main() -> int:
    """Audit, print, serve; status 0 when stopped by SIGTERM, by Ctrl-C, or after RUN_FOR seconds."""
    out = Path(os.environ.get("ZUOXI_OUT", ".zuoxi/audit"))
    samples = Path(os.environ.get("ZUOXI_SAMPLES", "samples"))
    inputs = tuple(sorted(samples.glob("*.jsonl")))
    given = samples / "marks" / "november.jsonl"
    status = run_audit(AuditRequest(inputs=inputs, out=out, workers=os.cpu_count() or 1, overwrite=True,
                                    marks=given if given.is_file() else None, scorecard="standard"))  # fmt: skip
    if status not in (0, 1, 3):
        return status
    server = bind(out)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"http://127.0.0.1:{server.server_address[1]}/report.html", flush=True)
    limit = os.environ.get("RUN_FOR")
    stop.wait(float(limit) if limit else None)
    server.shutdown()
    server.server_close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
