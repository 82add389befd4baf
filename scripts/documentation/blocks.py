"""Every block of Swift in the documentation, each as a program that must compile.

    blocks.py GRAPHS OUTPUT FILE.md...    writes programs into OUTPUT, and their names to standard output

The blocks of an article (FILE.md, fenced by ```swift) are one program in their order: what one declares, those
after it use. So an article reads as the file that a reader makes of it.

An example in the comment of a symbol is a program of its own. It is set in SetUp.swift, which declares what
examples take for granted (a tape, variables, a run…), and imports all products. Names that the example declares
itself are its own.

Each block carries #sourceLocation, so an error names the file and line that are to be repaired. Standard
library only.
"""

import pathlib
import re
import sys

import symbols

SET_UP = pathlib.Path(__file__).with_name("SetUp.swift")


def fenced(path):
    """The blocks of an article, each with the number of its first line."""
    block = None
    for number, line in enumerate(pathlib.Path(path).read_text().splitlines(), 1):
        if block is None and line.strip() == "```swift":
            block = (number + 1, [])
        elif block is not None and line.strip() == "```":
            yield block
            block = None
        elif block is not None:
            block[1].append(line)
    if block is not None:
        sys.exit(f"{path}:{block[0]}: the block does not end")


def indented(lines):
    """The blocks of a comment: four spaces after an empty line."""
    block = None
    is_after_empty = True
    for number, text in lines:
        is_code = text.startswith("    ")
        if block is None and is_code and is_after_empty:
            block = (number, [])
        elif block is not None and text.strip() and not is_code:
            yield block
            block = None
        if block is not None:
            block[1].append(text[4:])
        is_after_empty = not text.strip()
    if block is not None:
        yield block


def located(path, number, lines):
    while lines and not lines[-1].strip():
        lines.pop()
    return [f'#sourceLocation(file: "{path}", line: {number})', *lines, "#sourceLocation()"]


def example(path, number, lines):
    """What can stand in a function does, so that it may declare names of the set-up anew."""
    text = located(path, number, lines)
    if any(re.match(r"(extension|import|@main)\b", line) for line in lines):
        return text
    return ["do {", *text, "}"]


def main(graphs, output, articles):
    output = pathlib.Path(output)
    programs = {}
    for path in articles:
        path = pathlib.Path(path)
        text = [line for block in fenced(path) for line in located(path.resolve(), *block)]
        if text:
            programs["-".join(path.parts[-2:])] = text
    set_up = located(SET_UP, 1, SET_UP.read_text().splitlines())
    for symbol in symbols.symbols(graphs):
        for number, lines in indented(symbols.comment(symbol)):
            path, _ = symbols.place(symbol)
            programs[f"{pathlib.Path(path).stem}-{number}"] = set_up + example(path, number, lines)
    for name, text in programs.items():
        folder = output / name.replace("/", "-")
        folder.mkdir(parents=True)
        # The name makes it a script: statements may stand outside of functions.
        (folder / "main.swift").write_text("\n".join(text) + "\n")
        print(folder / "main.swift")


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2], sys.argv[3:])
