#!/usr/bin/env python3
"""Makes english.jsonl, english-held-out.jsonl or chinese-held-out.jsonl: sections of books about Rust, each with its heading.

The books are "MIT OR Apache-2.0" (https://github.com/rust-lang) and come with every Rust toolchain. Usage:
extract.py <toolchain>/share/doc/rust/html <language> <book …> > <file>
"""
import json
import re
import sys
from html.parser import HTMLParser

HEADINGS = {"h1", "h2", "h3", "h4"}
SKIPPED = {"pre", "script", "style", "nav", "button", "svg"}
BLOCKS = {"p", "li", "tr", "dt", "dd", "blockquote"}
LONGEST = 500
# A Chinese text says the same in a third of the characters.
SHORTEST = {"en": 250, "zh": 80}


class Sections(HTMLParser):
    def __init__(self, language):
        super().__init__()
        self.language = language
        self.sections, self.heading, self.text = [], [], []
        self.in_heading, self.skipped, self.in_main = False, 0, False

    def handle_starttag(self, tag, attributes):
        self.in_main |= tag == "main"
        if tag in SKIPPED:
            self.skipped += 1
        elif tag in HEADINGS and self.in_main:
            self.finish()
            self.in_heading = True
        elif tag in BLOCKS:
            self.text.append(" ")

    def handle_endtag(self, tag):
        if tag == "main":
            self.finish()
            self.in_main = False
        if tag in SKIPPED:
            self.skipped -= 1
        elif tag in HEADINGS:
            self.in_heading = False

    def handle_data(self, data):
        if self.in_main and not self.skipped:
            (self.heading if self.in_heading else self.text).append(data)

    def finish(self):
        heading = re.sub(r"\s+", " ", "".join(self.heading)).strip()
        text = re.sub(r"\s+", " ", "".join(self.text)).strip()
        if heading and len(text) >= SHORTEST[self.language] and not re.match(r"Cargo 1\.", heading):
            cut = text[:LONGEST].rsplit(" ", 1)[0] if len(text) > LONGEST and self.language == "en" else text[:LONGEST]
            self.sections.append((heading, cut))
        self.heading, self.text = [], []


def words(heading):
    """Of Chinese, each character is one."""
    return len(re.findall(r"[a-zA-Z0-9_]+|[^\W\da-zA-Z_]", heading))


def main(root, language, *books):
    seen = {}
    found = []
    for book in books:
        parser = Sections(language)
        with open(f"{root}/{book}/print.html", encoding="utf-8") as page:
            parser.feed(page.read())
        found += parser.sections
    for heading, _ in found:
        seen[heading.lower()] = seen.get(heading.lower(), 0) + 1
    for number, (heading, text) in enumerate(found):
        # A heading that several sections share, or of a single word, names no item.
        asked = seen[heading.lower()] == 1 and (len(re.findall(r"\w+", heading)) if language == "en" else words(heading)) >= 2
        print(json.dumps({"id": f"{language}-{number}", "heading": heading, "query": asked, "text": text}, ensure_ascii=False))


main(*sys.argv[1:])
