"""How long every page of the navigation takes on the demonstration, through the real server.

    DATABASE_URL=… .venv/bin/python bench/pages.py [BOUND_MS]

Each page is asked for six times, the first is thrown away; the median of the rest counts. Ends with 1 when
a page takes longer than the bound (300 ms).
"""

import http.client
import re
import statistics
import sys
import time
import urllib.parse
from http.cookies import SimpleCookie

from diemtua.demo.logins import PASSWORD
from diemtua.demo.pictures import served

TIMES = 5
SETTINGS = {"DJANGO_SETTINGS_MODULE": "diemtua.config.settings"}
WHO = ("dau-moi", "lanh-dao", "can-bo-xa", "truong-xom")
BEYOND = {
    "dau-moi": [
        "/tien-do/chi-so/SI.VOL.NEW/",
        "/tien-do/dong/HI.HH.NEW/",
        "/hoat-dong/lich/",
        "/hoat-dong/ra-quan/",
    ]
}


class Session:
    """A logged-in person who asks for pages over one connection."""

    def __init__(self, host: str, username: str) -> None:
        self._host, self._cookies = host, {"django_language": "vi"}
        token = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', self.get("/dang-nhap/")[1])
        if token is None:
            raise RuntimeError("no login form")
        form = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token[1]}
        status, _ = self._ask("POST", "/dang-nhap/", urllib.parse.urlencode(form))
        if status != http.HTTPStatus.FOUND:
            raise RuntimeError(f"{username} may not log in")

    def get(self, path: str) -> tuple[int, str]:
        """Return status and text of a page."""
        return self._ask("GET", path)

    def _ask(self, method: str, path: str, body: str | None = None) -> tuple[int, str]:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers |= {
                "Content-Type": "application/x-www-form-urlencoded",
                "Referer": f"http://{self._host}/",
            }
        connection.request(method, path, body, headers)
        answer = connection.getresponse()
        for header in answer.headers.get_all("Set-Cookie", []):
            self._cookies |= {name: morsel.value for name, morsel in SimpleCookie(header).items()}
        return answer.status, answer.read().decode(errors="replace")


def navigation_of(session: Session) -> list[str]:
    """Return the addresses of the navigation, in its order."""
    return list(dict.fromkeys(re.findall(r'class="nav__item" href="([^"]+)"', session.get("/")[1])))


def median_of(session: Session, path: str) -> tuple[int, float, int]:
    """Return status, milliseconds and size of a page."""
    taken = []
    for _ in range(TIMES + 1):
        began = time.perf_counter()
        status, text = session.get(path)
        taken.append((time.perf_counter() - began) * 1000)
    return status, statistics.median(taken[1:]), len(text.encode())


def main(bound: float) -> int:
    """Print a line a page; 1 when one is slower than `bound` milliseconds or not well."""
    faults = 0
    with served(SETTINGS) as address:
        host = address.removeprefix("http://")
        for who in WHO:
            session = Session(host, who)
            for path in [*navigation_of(session), *BEYOND.get(who, [])]:
                status, milliseconds, size = median_of(session, path)
                is_bad = milliseconds > bound or status != http.HTTPStatus.OK
                faults += is_bad
                mark = "  <--" if is_bad else ""
                line = f"{milliseconds:7.0f} ms  {size // 1000:5} kB  {status}  {who:11} {path}"
                print(line + mark, flush=True)
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(float(sys.argv[1]) if len(sys.argv) > 1 else 300))
