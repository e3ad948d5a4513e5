"""What gunicorn reads where it is started: its own log gets the form of the program's log, without personal data.

Nothing of the program is imported here: the first process stays over a reload, and the release of its start with it.
"""

import json
import logging
import traceback
from datetime import UTC, datetime
from typing import Any

# Of an error before any request, its words tell why the program does not start.
_NOT_STARTED = "Exception in worker process"
# What follows is the address of a reader and what was asked.
_OF_A_READER = " from ip="

# Nobody uses it, and the account of the service has no home for it.
control_socket_disable = True


class JsonFormatter(logging.Formatter):
    """Moment, level, logger and message; of what fills the message, addresses for example, the numbers alone."""

    def format(self, record: logging.LogRecord) -> str:
        given = record.args if isinstance(record.args, tuple) else ()
        filling = tuple(value if isinstance(value, int | float) else "…" for value in given)
        said: dict[str, Any] = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "number": "",
            "message": (str(record.msg) % filling if filling else str(record.msg)).partition(_OF_A_READER)[0],
        }
        error = record.exc_info[1] if record.exc_info else None
        if error is not None:
            frames = traceback.extract_tb(error.__traceback__)
            said["error"] = [f"{type(error).__module__}.{type(error).__qualname__}"]
            said["where"] = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
            if record.msg == _NOT_STARTED:
                said["why"] = str(error)
        return json.dumps(said, ensure_ascii=False)


logconfig_dict = {
    "root": {"level": "WARNING", "handlers": []},
    "formatters": {"json": {"()": JsonFormatter}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "loggers": {
        "gunicorn.error": {"level": "INFO", "handlers": ["console"], "propagate": False},
        "gunicorn.access": {"level": "INFO", "handlers": [], "propagate": False},
    },
}
