"""The stacks that were seen, as the nodes of a `.cpuprofile`: a function under each caller."""

import os
import sys
from types import CodeType
from typing import Any

from worker.native_call import native_call

#: Whether garbage is being collected; the instruction of the innermost function, which tells the native call; the
#: functions, innermost first.
Stack = tuple[bool, int, tuple[CodeType, ...]]
#: V8's name for it, which src/core/profile/sample-kind.ts knows.
collector = "(garbage collector)"


class CallTree:
    def __init__(self) -> None:
        self.nodes: list[dict[str, Any]] = []
        self.known: dict[tuple[int, Any], int] = {}
        # Names of modules and not of files: nothing of the machine's folders.
        self.roots = sorted((f"{folder}{os.sep}" for folder in sys.path if folder), key=len, reverse=True)
        self.child_of(0, None, {"functionName": "(root)", "url": "", "lineNumber": -1})

    def leaf_of(self, stack: Stack) -> int:
        is_collecting, instruction, codes = stack
        node = 1
        for code in reversed(codes):
            name = getattr(code, "co_qualname", code.co_name)
            place = {"functionName": name, "url": self.module_file(code), "lineNumber": code.co_firstlineno - 1}
            node = self.child_of(node, code, place)
        native = collector if is_collecting else native_call(codes[0], instruction) if codes else None
        return node if native is None else self.child_of(node, native, native_place(native))

    def child_of(self, parent: int, key: Any, place: dict[str, Any]) -> int:
        known = self.known.get((parent, key))
        if known is not None:
            return known
        node = len(self.nodes) + 1
        self.known[(parent, key)] = node
        frame = {"scriptId": "0", "columnNumber": -1, **place}
        self.nodes.append({"id": node, "callFrame": frame, "children": []})
        if parent > 0:
            self.nodes[parent - 1]["children"].append(node)
        return node

    def module_file(self, code: CodeType) -> str:
        root = next((one for one in self.roots if code.co_filename.startswith(one)), "")
        return code.co_filename[len(root) :]


def native_place(name: str) -> dict[str, Any]:
    return {"functionName": name, "url": "", "lineNumber": -1}
