"""Every page somebody can come to: from the addresses that need no id, along whatever links there are, in their order;
and every other address, tried with what is not theirs.

Whatever the access list names is walked, so a page that is added later is among it by itself.
"""

import re
from collections import Counter, deque
from collections.abc import Iterator
from html import unescape
from io import BytesIO
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID
from zipfile import BadZipFile, ZipFile

from django.test import Client
from django.urls import Resolver404, resolve, reverse
from django.urls.converters import UUIDConverter

from faces.web.test_routes import POST_ONLY, address, routes
from faces.web.test_walls import alike
from pdf_words import words_of_pdf

NOT_WALKED = {"front", "sign-out", "metrics", "components", "components-of"}
"""What sends one on or out, what the machine measures of itself, and the gallery of components."""
MOST = 2
"""How many pages of one address are opened: the first that are linked to."""
LINK = re.compile(r'href="(/[^"#]*)')
PAPER_NUMBER = re.compile(r"(?<![\w-])[B-Z2-9]{4}(?:-[B-Z2-9]{4}){2}(?![\w-])")
"""A new one stands on the paper form each time it is drawn. Not the middle of an id, which by chance may look like
one."""


def walk(client: Client, *, tried: UUID) -> Iterator[tuple[str, str]]:
    """Each page by what it is called and where it was linked from, and what it says."""
    todo = deque((name, reverse(name)) for name in sorted(routes()) if not of(name) and may_be_walked(name))
    seen, opened = {there for _, there in todo}, Counter[str]()
    while todo:
        called, there = todo.popleft()
        response = client.get(there)
        yield called, said(response)
        for link in links(response):
            name = name_of(link)
            if link in seen or not may_be_walked(name) or opened[name] == MOST:
                continue
            seen.add(link)
            opened[name] += 1
            todo.append((f"{name} {opened[name]}, from {called.partition(',')[0]}", link))
    for name in sorted(routes()):
        kinds = of(name)
        if kinds and set(map(type, kinds)) == {UUIDConverter}:
            response = (client.post if name in POST_ONLY else client.get)(address(name, tried, tried))
            yield f"{name}, of what is not theirs", said(response)


def of(name: str) -> list[Any]:
    """What an address takes."""
    return list(routes()[name].pattern.converters.values())


def may_be_walked(name: str) -> bool:
    return name in routes() and name not in NOT_WALKED | POST_ONLY


def name_of(link: str) -> str:
    try:
        return resolve(urlsplit(link).path).url_name or ""
    except Resolver404:
        return ""


def links(response: Any) -> list[str]:
    """The addresses of ours on a page, in their order, and where it sends one."""
    found = [response.headers["Location"]] if response.headers.get("Location", "").startswith("/") else []
    if not response.streaming and response.headers.get("Content-Type", "").startswith("text/html"):
        found += [unescape(link) for link in LINK.findall(response.content.decode())]
    return found


def said(response: Any) -> str:
    """What a reader could tell apart: status, headers, and the words of the page or of the file."""
    headers = sorted(
        (name, value)
        for name, value in response.headers.items()
        if name not in ("Set-Cookie", "Content-Length")
    )
    body = b"".join(response.streaming_content) if response.streaming else response.content
    words = PAPER_NUMBER.sub("NUMBER", words_in(body))
    return re.sub(r"nonce-[^']+", "nonce", alike(f"{response.status_code} {headers}\n{words}"))


def words_in(body: bytes) -> str:
    if body.startswith(b"%PDF"):
        return words_of_pdf(body)
    try:
        with ZipFile(BytesIO(body)) as packed:
            return "\n".join(
                f"{one}\n{packed.read(one).decode(errors='replace')}" for one in packed.namelist()
            )
    except BadZipFile:
        return body.decode(errors="replace")
