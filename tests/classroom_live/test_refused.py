"""What a bored student, a hostile page and a stranger try, and the status that each of it gets."""

from __future__ import annotations

import socket
from contextlib import closing
from typing import Any

import pytest

from decision_model.interfaces.classroom_server.access import Access, Buckets
from decision_model.interfaces.classroom_server.guard import LARGEST
from decision_model.interfaces.classroom_server.record import LENGTH, SYMBOLS, new_room
from decision_model.interfaces.classroom_server.screen import MOST_STREAMS
from decision_model.interfaces.loopback import HERE
from tests.classroom_live.conftest import Client, Served, answer

PATHS = ("/", "/room", "/api/state", "/events", "/picture.svg", "/code.svg", "/export/class.csv", "/assets/style.css")


@pytest.mark.parametrize(
    "wrong",
    [
        {"weights": [1, 2]},
        {"weights": [1, 2, 3, 4]},
        {"weights": [1, 2, "3"]},
        {"weights": [1, 2, True]},
        {"weights": [1, 2, None]},
        {"weights": [1, 2, -1]},
        {"weights": [1, 2, 100.5]},
        {"weights": [0, 0, 0]},
        {"weights": [1, 2, 10**400]},
        {"weights": {"0": 1, "1": 2, "2": 3}},
        {"weights": "123"},
        {"chances": []},
        {"chances": [101]},
        {"touched": [False, False, False]},
        {"touched": [1, 0, 0]},
        {"touched": [True]},
        {"choice": "moscow"},
        {"choice": ["berlin"]},
        {"choice": None},
        {"name": "Ann"},
    ],
    ids=str,
)
def test_a_bad_shape_is_422(wrong: dict[str, Any], served: Served) -> None:
    reply = served.phone().ask("/api/vote", answer(**wrong))
    assert (reply.status, served.hall.room.votes) == (422, {})
    assert "Traceback" not in reply.body.decode()


@pytest.mark.parametrize(
    "body",
    [b"", b"{", b"[]", b"null", b'"x"', b"\xff\xfe", b"[" * 2000, b'{"round": NaN}', b"9" * 4000],
    ids=lambda body: repr(body[:8]),
)
def test_what_is_no_answer_at_all_is_422(body: bytes, served: Served) -> None:
    assert served.phone().ask("/api/vote", body, Content_Length=str(len(body))).status == 422


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e400", "1" + "0" * 400])
def test_no_number_that_is_none(number: str, served: Served) -> None:
    sent = str(answer()).replace("'", '"').replace("True", "true").replace("False", "false")
    text = sent.replace('"weights": [0, 40, 5]', f'"weights": [0, 40, {number}]')
    assert number in text
    assert served.phone().ask("/api/vote", text.encode()).status == 422


def test_other_kinds_and_sizes_of_body(served: Served) -> None:
    phone = served.phone()
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""):
        assert phone.ask("/api/vote", answer(), Content_Type=kind).status == 415
    assert phone.ask("/api/vote", b" " * (LARGEST + 1)).status == 413
    assert phone.ask("/api/vote", b"{}", Content_Length=str(10**30)).status in (400, 413)
    assert phone.ask("/api/vote", b"2\r\n{}\r\n0\r\n\r\n", Content_Length="", Transfer_Encoding="chunked").status == 411
    assert phone.ask("/api/vote", method="PUT").status in (405, 415)
    assert served.hall.room.votes == {}


def test_another_name_of_this_server_is_421(served: Served) -> None:
    port = served.port
    wrong = (f"evil.example:{port}", HERE, "localhost", f"{HERE}:{port + 1}", f"{HERE}.evil.example:{port}", "")
    for host in wrong:
        for path in PATHS:
            assert Client(port).ask(path, Host=host).status in ((421,) if host else (400, 421)), (host, path)
    assert Client(port).ask("/", Host=f"localhost:{port}").status == 200


def test_another_site_s_page_is_403(served: Served) -> None:
    phone, own = served.phone(), f"http://{HERE}:{served.port}"
    for origin in ("http://evil.example", "null", f"https://{HERE}:{served.port}", f"http://{HERE}:1"):
        assert phone.ask("/api/vote", answer(), Origin=origin).status == 403
    for site in ("cross-site", "same-site"):
        assert phone.ask("/api/vote", answer(), Sec_Fetch_Site=site).status == 403
        assert phone.ask("/api/state", Sec_Fetch_Site=site, Sec_Fetch_Mode="no-cors").status == 403
    assert phone.ask("/api/vote", answer(), Origin=own, Sec_Fetch_Site="same-origin").status == 200


def test_one_phone_is_one_voter_however_it_comes(served: Served) -> None:
    """A scanned code counts as a link from another site: the cookie has to come along."""
    phone = Client(served.port)
    for _ in range(2):
        page = phone.ask(f"/j/{served.code}", Sec_Fetch_Site="cross-site", Sec_Fetch_Mode="navigate")
        assert page.status == 200
        assert phone.ask("/api/vote", answer()).status == 200
    assert len(served.hall.room.votes) == 1
    cookie = Client(served.port).ask(f"/j/{served.code.lower()}").heads["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=lax" in cookie
    assert "set-cookie" not in phone.ask(f"/j/{served.code}").heads


def test_a_wrong_code_is_404_and_after_ten_429_while_the_right_one_is_let_in(served: Served) -> None:
    wrong = "AAAAAA" if served.code != "AAAAAA" else "BBBBBB"
    client = Client(served.port)
    assert [client.ask(f"/j/{wrong}").status for _ in range(12)] == [404] * 10 + [429] * 2
    assert client.ask(f"/?code={wrong}").status == 429
    assert served.phone()
    typed = client.ask(f"/?code={served.code.lower()}")
    assert (typed.status, typed.heads["location"]) == (303, f"/j/{served.code}")
    assert client.ask("/j/%C3%A4%00").status == 429


def test_who_is_not_let_in_reads_a_page(served: Served) -> None:
    page = Client(served.port).ask("/j/AAAAAA0", Accept="text/html,*/*")
    assert page.status == 404
    assert b"<h1>No room has this code.</h1>" in page.body
    for _ in range(10):
        page = Client(served.port).ask("/j/<script>", Accept="text/html,*/*")
    assert page.status == 429
    assert b'http-equiv="refresh"' in page.body
    assert b"<script>" not in page.body


def test_a_flood_of_one_phone_is_429(served: Served) -> None:
    phone = served.phone()
    statuses = [phone.ask("/api/vote", answer()).status for _ in range(7)]
    assert statuses[:5] == [200] * 5
    assert 429 in statuses[5:]
    assert served.phone().ask("/api/vote", answer()).status == 200  # another phone is not held back


def test_joining_is_generous_and_bounded() -> None:
    clock = [0.0]
    joins = Buckets(300, 20, lambda: clock[0])
    assert sum(joins.take("one") for _ in range(400)) == 300
    clock[0] = 1.0
    assert sum(joins.take("one") for _ in range(400)) == 20
    clock[0] = -1e6  # a clock that jumps gives nobody more
    assert sum(joins.take("one") for _ in range(400)) == 0


def test_many_names_take_no_more_memory() -> None:
    buckets = Buckets(1, 0)
    for number in range(30_000):
        buckets.take(str(number))
    assert len(buckets._left) <= 20_000


def test_a_token_of_one_s_own_is_403(served: Served) -> None:
    phone = served.phone()
    (name, token), *_ = phone.cookies.items()
    for other in ("", "x", "A" * 64, token[:-4] + "AAAA", "ä", token[::-1], f"{token}A"):
        phone.cookies = {name: other} if other.isascii() else {}
        assert phone.ask("/api/vote", answer()).status == 403
        assert phone.ask("/api/state").status == 403


def test_the_instructor_s_doors_need_the_key(served: Served) -> None:
    for client in (Client(served.port), served.phone()):
        for path in ("/events", "/picture.svg", "/code.svg", *(f"/export/class.{kind}" for kind in ("csv", "png"))):
            assert client.ask(path).status == 403, path
        assert client.ask("/api/act", {"action": "reveal"}).status == 403
    guesser = Client(served.port)
    assert [guesser.ask("/api/enter", {"key": "guess"}).status for _ in range(12)] == [403] * 10 + [429] * 2
    assert guesser.ask("/api/enter", {"key": 7}).status == 422
    assert not served.hall.room.revealed


def test_the_key_and_the_code_are_long_enough_and_their_own() -> None:
    assert (len(SYMBOLS), len(set(SYMBOLS)), LENGTH) == (30, 30, 6)
    rooms = [new_room("") for _ in range(50)]
    assert len({room["code"] for room in rooms}) == 50
    access = Access(bytes.fromhex(rooms[0]["secret"]), rooms[0]["code"])
    assert len(access.key) * 6 == 144
    assert len({access.token() for _ in range(50)}) == 50
    assert access.key not in (access.pass_, access.pass_[: len(access.key)])
    token = access.token()
    assert access.participant(token) not in ("", token)


def test_the_key_is_in_no_answer(served: Served) -> None:
    teacher = served.instructor()
    replies = [teacher.ask(path) for path in PATHS if path != "/events"]
    replies.append(teacher.ask("/api/act", {"action": "close"}))
    key = served.hall.room.access.key.encode()
    assert all(key not in reply.body and key.decode() not in str(reply.heads) for reply in replies)


def test_every_answer_says_what_may_be_done_with_it(served: Served) -> None:
    teacher = served.instructor()
    for path in (*(path for path in PATHS if path != "/events"), f"/j/{served.code}", "/nothing"):
        heads = teacher.ask(path).heads
        policy = heads["content-security-policy"]
        assert "default-src 'none'" in policy
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert heads["x-content-type-options"] == "nosniff"
        assert heads["referrer-policy"] == "no-referrer"
        assert heads["cache-control"] == "no-store"
        assert "server" not in heads


def test_more_streams_than_can_be_are_503(served: Served) -> None:
    teacher = served.instructor()
    heads = "".join(f"Cookie: {name}={value}\r\n" for name, value in teacher.cookies.items())
    request = f"GET /events HTTP/1.1\r\nHost: {HERE}:{served.port}\r\n{heads}\r\n".encode()
    lines = []
    for _ in range(MOST_STREAMS):
        lines.append(socket.create_connection((HERE, served.port), timeout=30))
        lines[-1].sendall(request)
        assert b"200 OK" in lines[-1].recv(4096)
    reply = teacher.ask("/events")
    assert (reply.status, "retry-after" in reply.heads) == (503, True)
    for line in lines:
        line.close()


def test_garbage_is_answered_and_survived(served: Served) -> None:
    for garbage in (b"\x16\x03\x01\x02\x00", b"GET / HTTP/9.9\r\n\r\n", b"A" * 40_000, b"GET /" + b"a" * 30_000):
        with closing(socket.create_connection((HERE, served.port), timeout=30)) as line:
            line.sendall(garbage)
            line.shutdown(socket.SHUT_WR)
            said = line.recv(4096)
            assert b"Traceback" not in said
            assert said == b"" or said.startswith(b"HTTP/1.1 4"), said
    assert Client(served.port).ask("/").status == 200
