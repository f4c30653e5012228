"""Which native function an interrupted frame has just called: Python's frames have none for it, as V8's do not.

A signal is handled where the interpreter looks for one: at the start of a function, at the end of a loop's body, and
behind a call of something that is not written in Python. Only in the last case is the frame's instruction a call. What
is called there is read from the source: before the first parenthesis of the call that the instruction's position names
(Python ≥ 3.11 has such positions; on 3.10 native work is its caller's).
"""

import ast
import dis
import linecache
from types import CodeType


def native_call(code: CodeType, instruction: int) -> str | None:
    """`load_verify_locations`; None where the frame was elsewhere, or its source is not known."""
    at = next((one for one in dis.get_instructions(code) if one.offset == instruction), None)
    if at is None or not at.opname.startswith(("CALL", "PRECALL")):
        return None
    positions = getattr(at, "positions", None)
    if positions is None or None in positions:
        return None
    return called_name(source_of(code.co_filename, positions))


def source_of(file: str, positions: dis.Positions) -> str:
    lines = [line.encode() for line in linecache.getlines(file)[positions.lineno - 1 : positions.end_lineno]]
    if not lines:
        return ""
    # The end first: both may be of the same line. Columns are of bytes.
    lines[-1] = lines[-1][: positions.end_col_offset]
    lines[0] = lines[0][positions.col_offset :]
    return b"".join(lines).decode()


def called_name(source: str) -> str | None:
    try:
        expression = ast.parse(f"({source})", mode="eval").body
    except SyntaxError:
        return None
    called = expression.func if isinstance(expression, ast.Call) else None
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else None
