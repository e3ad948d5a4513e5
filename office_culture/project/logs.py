"""Logs and mails about errors for whoever runs the server: one JSON object a line, and no personal data in it.

Of a message only its own words are written, with the numbers among what fills it; of an error its kind and where it
arose, for its text may quote a record. Who did it, the events say under the same number.
"""

import json
import logging
import traceback
from typing import Any

from django.apps import apps
from django.core.mail import mail_admins
from django.utils import timezone


class RequestNumber(logging.Filter):
    """Gives each record the number of the request that is being answered."""

    def filter(self, record: logging.LogRecord) -> bool:
        request = getattr(record, "request", None)
        record.number = getattr(request, "number", "") or _current_number()
        return True


def _current_number() -> str:
    # Logs are set up before the models that the number comes from.
    if not apps.models_ready:
        return ""
    from office_culture.rules.request_number import current_number

    return current_number()


class JsonFormatter(logging.Formatter):
    """Moment, level, logger, number of the request, message; the view and status of an answer; the kind of an error."""

    def format(self, record: logging.LogRecord) -> str:
        entry: dict[str, Any] = {
            "at": timezone.now().isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "number": getattr(record, "number", ""),
            "message": message_of(record),
        }
        request = getattr(record, "request", None)
        if request is not None:
            found = getattr(request, "resolver_match", None)
            entry |= {"method": request.method, "view": found.view_name if found else ""}
        if isinstance(status := getattr(record, "status_code", None), int):
            entry["status"] = status
        if record.exc_info and record.exc_info[0]:
            entry |= {"error": kinds_of(record.exc_info[1]), "where": places_of(record.exc_info[1])}
        return json.dumps(entry, ensure_ascii=False)


def message_of(record: logging.LogRecord) -> str:
    """The words of the program; of what fills them the numbers alone, and nothing where an error speaks for itself."""
    if record.exc_info and str(record.msg) == str(record.exc_info[1]):
        return ""
    if isinstance(record.args, dict):
        filling: Any = {name: _filled(value) for name, value in record.args.items()}
    else:
        filling = tuple(_filled(value) for value in record.args or ())
    try:
        return str(record.msg) % filling if filling else str(record.msg)
    except (TypeError, ValueError):
        return str(record.msg)


def _filled(value: object) -> object:
    return value if isinstance(value, int | float) else "…"


def kinds_of(error: BaseException | None) -> list[str]:
    """The kinds of the error and of those that led to it, the last one first."""
    found = []
    while error is not None:
        found.append(f"{type(error).__module__}.{type(error).__qualname__}")
        error = error.__cause__ or error.__context__
    return found


def places_of(error: BaseException | None) -> list[str]:
    """File, line and function of each call that led to the error; no values."""
    frames = traceback.extract_tb(error.__traceback__) if error else []
    return [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]


class MailToAdmins(logging.Handler):
    """Sends the line of the log to ADMINS; the number stands in the subject."""

    def emit(self, record: logging.LogRecord) -> None:
        try:
            number = getattr(record, "number", "")
            mail_admins(f"{record.levelname} {number}".strip(), self.format(record), fail_silently=True)
        except Exception:
            self.handleError(record)


def logging_settings() -> dict[str, Any]:
    """The settings of a real office: JSON to standard error, errors also by mail."""
    return {
        "version": 1,
        "disable_existing_loggers": False,
        "filters": {"number": {"()": RequestNumber}},
        "formatters": {"json": {"()": JsonFormatter}},
        "handlers": {
            "console": {"class": "logging.StreamHandler", "filters": ["number"], "formatter": "json"},
            "mail": {"()": MailToAdmins, "level": "ERROR", "filters": ["number"], "formatter": "json"},
        },
        "root": {"handlers": ["console", "mail"], "level": "WARNING"},
        # Django gives these handlers of its own, which would write paths and whole requests.
        "loggers": {
            "django": {"handlers": [], "level": "INFO", "propagate": True},
            "django.server": {"handlers": [], "level": "WARNING", "propagate": True},
        },
    }
