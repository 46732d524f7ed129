"""Pages as organisations write them, all invented, and a small server on loopback that serves them, well and badly."""

from __future__ import annotations

import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

NUMBER, HOURS = "020-11 22 33", "Mo-Fr 13:00-21:00; Sa-Su,PH 16:00-21:00"

COOKIES = """<div id="kaka" role="dialog"><h2>Vi använder kakor</h2><p>Läs mer om hur vi behandlar uppgifter, 365 dagar
av lagring. Ring inte 08-999 99 99.</p><button>Godkänn alla</button></div>"""

IN_A_TABLE = f"""<!doctype html><html lang=sv><head><meta charset="utf-8"><title>Exempellinjen</title>
<style>.a{{width:13-16px}}</style><script>var tel = "020-00 00 00"; if (1 < 2) {{}}</script></head><body>{COOKIES}
<main><h1>Exempellinjen</h1><p>Ring oss på&nbsp;<b>020&#8209;11 22 33</b>.</p>
<table><tr><th>Dag<th>Tid</tr><tr><td>Måndag<td>13–21</tr><tr><td>Tisdag<td>13–21</tr><tr><td>Onsdag<td>13–21</tr>
<tr><td>Torsdag<td>13–21</tr><tr><td>Fredag<td>13–21</tr><tr><td>Lördag<td>16–21</tr><tr><td>Söndag<td>16–21</tr></table>
</main><footer>Org.nr 802000-0000</footer></body></html>"""

IN_A_LIST = """<h1>Kontakt</h1><ul><li>Telefon: <a href="tel:+4620112233">+46 (0)20-11 22 33</a></li>
<li>Vardagar: kl. 13.00–21.00</li><li>Helger och röda dagar: kl. 16.00–21.00</li></ul>"""

IN_THE_FOOTER = """<p>Vi lyssnar.</p><footer><p>Jouren är öppen mån–fre 13–21 &amp; lör–sön 16–21 ·
<span>020</span>-<span>11</span> <span>22</span> <span>33</span></p></footer>"""

ONLY_A_LINK = '<p>Öppet vardagar 13-21, helger 16-21</p><a class="knapp" href="tel:020112233"><img src=r.png></a>'

IN_AN_IMAGE = '<img src="tider.png" alt="Ring 020-11 22 33, vardagar 13 till 21, lördagar och söndagar 16 till 21">'

FOR_MACHINES = """<h1>Exempellinjen</h1><script type="application/ld+json">{"@context": "https://schema.org", "@graph":
[{"@type": "Organization", "telephone": "+46-20-11 22 33", "openingHoursSpecification": [
{"dayOfWeek": ["Monday", "Tuesday", "https://schema.org/Wednesday", "Thursday", "Friday"], "opens": "13:00",
"closes": "21:00"}, {"dayOfWeek": ["Saturday", "Sunday"], "opens": "16:00:00", "closes": "21:00"}]}]}</script>"""

WRONG = """<h1>Exempellinjen</h1><p>Vi har fått ett nytt nummer: 020-99 88 77. Öppet vardagar 10–12.</p>"""

VAGUE = "<p>Ring 020-11 22 33. Vi har öppet de flesta kvällar, se kalendern.</p>"

FRONT = """<a href="/om">Om oss</a> <a href="/kontakta-oss#tider">Kontakta oss</a> <a href="http://[trasig">x</a>
<a href="https://annan.example/kontakt">Kontakt hos annan</a><p>Välkommen till Exempelförbundet.</p>"""

CLOSED = "<p>Exempellinjen 020-11 22 33 läggs ner den 1 januari. Tack för alla samtal.</p>"

BY_SCRIPT = '<title>Exempel</title><div id="root"></div><noscript>Du behöver slå på JavaScript för att kunna använda den här webbplatsen.</noscript><script src="/app.js"></script>'

SAYS_GONE = "<title>Exempel</title><nav>Start</nav><h1>Hoppsan! Sidan du letar efter kunde inte hittas</h1><p>Gå till startsidan.</p>"

PAGES = {
    "/": FRONT, "/tabell": IN_A_TABLE, "/lista": IN_A_LIST, "/sidfot": IN_THE_FOOTER, "/lank": ONLY_A_LINK,
    "/bild": IN_AN_IMAGE, "/maskin": FOR_MACHINES, "/fel": WRONG, "/vagt": VAGUE, "/kontakta-oss": IN_A_LIST,
    "/nedlagd": CLOSED, "/hemligt": IN_A_LIST, "/skript": BY_SCRIPT, "/hoppsan": SAYS_GONE,
}  # fmt: skip


class Site:
    """A server with every page above. `asked` counts requests by path, `agents` are the names of those who asked."""

    def __init__(self) -> None:
        self.asked: Counter[str] = Counter()
        self.agents: set[str] = set()
        self.robots = "User-agent: *\nDisallow: /hemligt\n"
        site = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                site.asked[self.path] += 1
                site.agents.add(self.headers.get("User-Agent", ""))
                site.answer(self)

            def log_message(self, format: str, *args: object) -> None:
                """Nothing is logged."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.root = f"http://127.0.0.1:{self.server.server_address[1]}"

    def answer(self, request: BaseHTTPRequestHandler) -> None:
        path = request.path
        if path == "/robots.txt":
            return self.send(request, 200, self.robots.encode(), "text/plain")
        if path in ("/gammal", "/flyttad"):
            return self.send(request, 301, b"", "text/html", Location="/" if path == "/gammal" else "/lista")
        if path == "/trasig":
            return self.send(request, 500, b"fel")
        if path == "/stor":
            return self.send(request, 200, b"<p>x</p>" * 500_000)
        if path == "/langsam":
            time.sleep(3)
        if path == "/latin":
            body = f"<p>Ring {NUMBER} vardagar 13–21, lör–sön 16–21. Åäö.</p>".encode("cp1252")
            return self.send(request, 200, body, "text/html; charset=iso-8859-1")
        if path == "/pdf":
            return self.send(request, 200, b"%PDF-1.4", "application/pdf")
        if path == "/minns":
            if request.headers.get("If-None-Match") == '"v1"':
                return self.send(request, 304, b"")
            return self.send(request, 200, IN_A_LIST.encode(), ETag='"v1"')
        if path not in PAGES:
            return self.send(request, 404, b"<h1>Sidan finns inte</h1>")
        return self.send(request, 200, PAGES[path].encode())

    def send(self, request: BaseHTTPRequestHandler, status: int, body: bytes, kind: str = "text/html",
             **headers: str) -> None:  # fmt: skip
        try:
            request.send_response(status)
            for name, value in {"Content-Type": kind, "Content-Length": str(len(body)), **headers}.items():
                request.send_header(name, value)
            request.end_headers()
            request.wfile.write(body)
        except OSError:  # whoever asked has gone
            return


@contextmanager
def served() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.server.shutdown()
        site.server.server_close()
