"""What the many do at once, and what must be true afterwards. Each returns sentences on what is not."""

import random
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass
from http.client import HTTPException
from threading import Barrier, Event, Lock

from django.urls import reverse

from tests.concurrency.browsers import Answer, RemoteBrowser, form_of
from tests.concurrency.offices import Office

STALE = ("changed while you were writing", "entered these ballots meanwhile")
# How a word begins that is for the check alone.
UNSEEN = "#"
# So often, in seconds, it is printed what was told so far.
EVERY = 60
# So often one client may be told that somebody else was quicker, until its own post is taken.
_TRIES = 200


@dataclass(frozen=True, slots=True)
class Meeting:
    """Who does what; `check` looks into the database afterwards, at what the clients were told, too."""

    name: str
    work: Callable[[Office, list[RemoteBrowser]], Counter[str]]
    check: Callable[[Office, Counter[str]], Iterable[str]]


def at_once(
    browsers: list[RemoteBrowser], work: Callable[[int, RemoteBrowser], Iterable[str]]
) -> Counter[str]:
    """All browsers begin at the same moment; how often each thing was told. Whoever is told nonsense gives up.

    Prints now and then what was told so far; if it is interrupted, each ends with what it is just told.
    """
    begin, ended = Barrier(len(browsers), timeout=60), Event()
    told: list[str] = []

    def begun(place: int) -> None:
        begin.wait()
        try:
            for word in work(place, browsers[place]):
                told.append(word)
                if ended.is_set():
                    return
        except (AssertionError, KeyError, ValueError, OSError, HTTPException) as error:
            told.append(f"given up: {error!r}"[:500])

    with ThreadPoolExecutor(len(browsers)) as pool:
        going_on = {pool.submit(begun, place) for place in range(len(browsers))}
        try:
            while going_on:
                done, going_on = wait(going_on, timeout=EVERY)
                for future in done:
                    future.result()
                if not done:
                    print(f"so far: {counted(Counter(told))}", flush=True)
        finally:
            ended.set()
    return Counter(told)


def counted(told: Counter[str]) -> str:
    """How often each thing was told, in words."""
    return ", ".join(f"{count} {word}" for word, count in sorted(told.items()) if not word.startswith(UNSEEN))


class Shared:
    """Pieces of work of which each is taken once, by whoever comes first."""

    def __init__(self, pieces: Iterable[int]) -> None:
        self._left, self._lock = list(pieces), Lock()

    def __iter__(self) -> Iterator[int]:
        while True:
            with self._lock:
                if not self._left:
                    return
                piece = self._left.pop()
            yield piece


def page(name: str, *keys: int) -> str:
    return reverse(f"admin:{name}", args=keys)


# Issuing -----------------------------------------------------------------------------------------------------------


def issue_papers(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    waiting = Shared(office.papers)

    def work(place: int, browser: RemoteBrowser) -> Iterator[str]:
        for key in waiting:
            address = page("office_culture_officepaper_step", key, "issue")
            why = _refusal(browser, browser.post(address, form_of(browser.get(address))))
            yield f"refused: {why}" if why else "issued"

    return at_once(browsers, work)


def _refusal(browser: RemoteBrowser, told: Answer) -> str:
    """Why a step was refused, or ""; a refusal leads back to the record, too, and is told there."""
    shown = browser.get(told.location) if told.status == 302 else told
    return _errors(shown.text)


def numbers_without_gap(office: Office, _told: Counter[str]) -> Iterator[str]:
    from office_culture.models import IssuedPaper, NumberRegister, PaperState

    count = len(office.papers)
    numbers = sorted(IssuedPaper.objects.values_list("number", flat=True))
    if numbers != list(range(1, count + 1)):
        yield f"{len(numbers)} of {count} issued, numbers {numbers}"
    if [register.last for register in NumberRegister.objects.all()] != [count]:
        yield "the register says another number"
    if unfinished := IssuedPaper.objects.exclude(state=PaperState.IN_FORCE).count():
        yield f"{unfinished} papers are not in force"


# Reading, then writing -----------------------------------------------------------------------------------------------


def _until_taken(
    browser: RemoteBrowser, address: str, change: Callable[[dict[str, object]], None]
) -> Iterator[str]:
    """Reads the form, changes it, posts it; begins anew where somebody else was quicker."""
    for _try in range(_TRIES):
        data = form_of(browser.get(address))
        change(data)
        answer = browser.post(address, data)
        if answer.status == 302:
            yield "saved"
            return
        if not any(words in answer.text for words in STALE):
            yield f"refused: {_errors(answer.text)}"
            return
        yield "told to look again"
    yield "given up"


def _errors(text: str) -> str:
    """What stands at the fields of a refused form, or on the page to which a refused step leads."""
    found = re.findall(
        r'<ul class="errorlist[^"]*"[^>]*>(.*?)</ul>|<li class="error">(.*?)</li>', text, re.DOTALL
    )
    return " ".join(part for parts in found for part in parts if part)[:500]


def count_in_notes(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    """Each post adds one to the number in the note of a document that others count in, too."""
    turns = Shared(range(office.amounts.posts))

    def one_more(data: dict[str, object]) -> None:
        data["note"] = str(int(str(data["note"] or 0)) + 1)

    def work(place: int, browser: RemoteBrowser) -> Iterator[str]:
        chance = random.Random(place)
        for _turn in turns:
            address = page("office_culture_document_change", chance.choice(office.documents))
            yield from _until_taken(browser, address, one_more)

    return at_once(browsers, work)


def every_note_counts(office: Office, told: Counter[str]) -> Iterator[str]:
    from office_culture.models import Document, Event, Verb

    rows = Document.objects.filter(pk__in=office.documents)
    counted = sum(int(row.note or 0) for row in rows)
    changes = Event.objects.filter(
        verb=Verb.CHANGE, content_type__model="document", object_id__in=office.documents
    ).count()
    if not counted == changes == told["saved"] == office.amounts.posts:
        yield f"{told['saved']} saved, {counted} counted, {changes} remembered"


# Rows below a record -------------------------------------------------------------------------------------------------


def add_rows_below(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    turns = Shared(range(office.amounts.rows))

    def work(place: int, browser: RemoteBrowser) -> Iterator[str]:
        for turn in turns:

            def one_more(data: dict[str, object], turn: int = turn) -> None:
                position = int(str(data["postings-TOTAL_FORMS"]))
                data["postings-TOTAL_FORMS"] = str(position + 1)
                row = {
                    "unit": office.unit,
                    "post": f"Chức vụ {turn}",
                    "rank": 100,
                    "valid_from": "01/01/2022",
                    "concurrent": "on",
                }
                data.update({f"postings-{position}-{name}": value for name, value in row.items()})

            address = page("office_culture_person_change", office.people[turn % len(office.people)])
            yield from _until_taken(browser, address, one_more)

    return at_once(browsers, work)


def every_row_is_there_once(office: Office, told: Counter[str]) -> Iterator[str]:
    from office_culture.models import Posting

    posts = Counter(
        Posting.objects.filter(person__in=office.people, post__startswith="Chức vụ").values_list(
            "post", flat=True
        )
    )
    wanted = Counter(f"Chức vụ {turn}" for turn in range(office.amounts.rows))
    if posts != wanted or told["saved"] != office.amounts.rows:
        yield f"{told['saved']} saved, missing {wanted - posts}, too many {posts - wanted}"


# Votes ---------------------------------------------------------------------------------------------------------------


def enter_ballots(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    """Each nominee's ballots are typed by one client, on the page that posts the rows of all nominees."""
    waiting = Shared(office.nominees)
    address = page("awards_councilsession_ballots", office.council_session)

    def work(place: int, browser: RemoteBrowser) -> Iterator[str]:
        counts = {"handed_in": 9, "in_favour": place + 1, "against": 8 - place}
        for key in waiting:

            def fill(data: dict[str, object], key: int = key) -> None:
                data.update({f"nominee-{key}-{name}": value for name, value in counts.items()})

            yield f"{UNSEEN}{key}: {place + 1}"
            yield from _until_taken(browser, address, fill)

    return at_once(browsers, work)


def one_count_for_each(office: Office, told: Counter[str]) -> Iterator[str]:
    from awards.models import Deliberation

    rows = Deliberation.objects.filter(session=office.council_session)
    kept = {f"{UNSEEN}{row.nominee_id}: {row.in_favour}" for row in rows if row.in_favour + row.against == 9}
    typed = {word for word in told if word.startswith(UNSEEN)}
    if kept != typed or len(rows) != told["saved"] or told["saved"] != len(office.nominees):
        yield f"{told['saved']} saved, {len(rows)} rows, typed {typed - kept} and kept {kept - typed}"


# Two who confirm the same ---------------------------------------------------------------------------------------------


def accept_tasks(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    """In pairs: both have opened the same task and accept it at the same moment."""

    def pair(place: int, browser: RemoteBrowser) -> Iterator[str]:
        for key in office.tasks:
            address = page("campaign_task_step", key, "accept")
            answer = browser.post(address, {"reason": "", "opened_version": "1"})
            yield "told that it is changed" if _refusal(browser, answer) else "accepted"

    return at_once(browsers[:2], pair)


def accepted_once(office: Office, told: Counter[str]) -> Iterator[str]:
    from campaign.models import Task, TaskState
    from office_culture.models import Event, Verb

    accepted = Task.objects.filter(pk__in=office.tasks, state=TaskState.ACCEPTED).count()
    events = Event.objects.filter(
        verb=Verb.TRANSITION, content_type__model="task", object_id__in=office.tasks
    ).count()
    if not accepted == events == told["accepted"] == len(office.tasks):
        yield f"{told['accepted']} told so, {accepted} of {len(office.tasks)} accepted, {events} events"


# Imports while others save --------------------------------------------------------------------------------------------


def import_while_others_save(office: Office, browsers: list[RemoteBrowser]) -> Counter[str]:
    from office_culture.models import Person
    from tests.sheets import file_of, url, workbook

    def bring_in(place: int, browser: RemoteBrowser) -> Iterator[str]:
        names = [f"Người Nhập {place} {_letters(number)}" for number in range(office.amounts.sheet)]
        sheet = workbook(["Full name", "Unit"], *([name, office.unit_name] for name in names))
        for _try in range(_TRIES):
            shown = browser.post(url(Person, "import"), {"import_file": file_of(sheet), "resource": 0})
            token = shown.text.partition('name="token" value="')[2].partition('"')[0]
            if not token:
                yield f"no preview: {shown.status}"
                return
            answer = browser.post(url(Person, "process_import"), {"token": token})
            if answer.status == 302:
                yield "imported"
                return
            yield "told to look again"
        yield "given up"

    def save(place: int, browser: RemoteBrowser) -> Iterator[str]:
        for key in office.people:

            def rename(data: dict[str, object], key: int = key) -> None:
                data["full_name"] = f"{str(data['full_name']).split(' thứ')[0]} thứ {_letters(place)}"

            address = page("office_culture_person_change", key)
            yield from _until_taken(browser, address, rename)

    return at_once(browsers, lambda place, browser: (bring_in if place < 2 else save)(place, browser))


def _letters(number: int) -> str:
    """Names are told apart by letters."""
    return "".join(chr(ord("A") + int(digit)) for digit in str(number))


def both_sheets_are_whole(office: Office, told: Counter[str]) -> Iterator[str]:
    from office_culture.models import Person

    for place in range(2):
        count = Person.objects.filter(full_name__startswith=f"Người Nhập {place} ").count()
        if count != office.amounts.sheet:
            yield f"sheet {place}: {count} rows of {office.amounts.sheet}"
    if told["imported"] != 2:
        yield f"{told['imported']} of 2 sheets imported"


MEETINGS = (
    Meeting("papers", issue_papers, numbers_without_gap),
    Meeting("posts", count_in_notes, every_note_counts),
    Meeting("rows below", add_rows_below, every_row_is_there_once),
    Meeting("votes", enter_ballots, one_count_for_each),
    Meeting("two confirmers", accept_tasks, accepted_once),
    Meeting("imports", import_while_others_save, both_sheets_are_whole),
)
