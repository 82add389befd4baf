"""Symbol graphs: which public symbols have no documentation comment, and the examples in those that have.

    symbols.py undocumented GRAPHS    lists them as FILE:LINE: NAME, and fails where there are any

Standard library only. GRAPHS is a folder of *.symbols.json, as `swift symbolgraph-extract` writes them.
"""

import json
import pathlib
import sys
import urllib.parse


def symbols(folder):
    """Each public symbol that is written down somewhere: not one that the compiler derives."""
    for path in sorted(pathlib.Path(folder).glob("*.symbols.json")):
        graph = json.loads(path.read_text())
        for symbol in graph["symbols"]:
            is_derived = "::SYNTHESIZED::" in symbol["identifier"]["precise"]
            is_extension = symbol["kind"]["identifier"] == "swift.extension"
            if is_derived or is_extension or "location" not in symbol:
                continue
            yield symbol


def place(symbol):
    """File and line, from 1."""
    location = symbol["location"]
    path = urllib.parse.unquote(urllib.parse.urlparse(location["uri"]).path)
    return path, location["position"]["line"] + 1


def comment(symbol):
    """The lines of the documentation comment, each with its number from 1; none where it is inherited."""
    lines = symbol.get("docComment", {}).get("lines", [])
    return [(line["range"]["start"]["line"] + 1, line["text"]) for line in lines if "range" in line]


def main(folder):
    count = 0
    missing = []
    for symbol in symbols(folder):
        count += 1
        if "docComment" not in symbol:
            missing.append((*place(symbol), ".".join(symbol["pathComponents"])))
    for path, line, name in sorted(missing):
        print(f"{path}:{line}: {name} has no documentation comment")
    print(f"documentation: {count} public symbols, {len(missing)} without a comment", file=sys.stderr)
    return 1 if missing or not count else 0


if __name__ == "__main__":
    if len(sys.argv) != 3 or sys.argv[1] != "undocumented":
        sys.exit(__doc__)
    sys.exit(main(sys.argv[2]))
