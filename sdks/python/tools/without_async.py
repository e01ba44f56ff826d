"""Makes dify_client/_sync from dify_client/_async: the same calls, waiting for each.

    python tools/without_async.py          writes it
    python tools/without_async.py --check  fails when what is there is not what would be written
"""

import re
import sys
from pathlib import Path

HEADER = "# Made from dify_client/_async by tools/without_async.py. Change that one.\n"
REPLACEMENTS = [
    (r"\basync (def|for|with)\b", r"\1"),
    (r"\bawait ", ""),
    (r"\bfrom \.\. import _async_connection\b", "from .. import _connection"),
    (r"\bAsync(?=[A-Z])", ""),
    (r"\bmany tasks and threads\b", "many threads"),
]


def without_async(source: str) -> str:
    for pattern, replacement in REPLACEMENTS:
        source = re.sub(pattern, replacement, source)
    return HEADER + source


def main() -> int:
    package = Path(__file__).resolve().parent.parent / "dify_client"
    check = "--check" in sys.argv
    stale = []
    for path in sorted((package / "_async").glob("*.py")):
        made = without_async(path.read_text("utf-8"))
        target = package / "_sync" / path.name
        if check and (not target.exists() or target.read_text("utf-8") != made):
            stale.append(target.name)
        elif not check:
            target.write_text(made, "utf-8")
    if stale:
        print("Not what tools/without_async.py makes: " + ", ".join(stale))
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(main())
