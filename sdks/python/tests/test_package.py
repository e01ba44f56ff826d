"""The package as others get it: for the oldest Python that it names, with its types, installed by pip."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent
OLDEST = (3, 9)
CHECK = """
import dify_client, importlib.resources, typing
assert dify_client.Client("app-k").chat.create_stream and dify_client.AsyncClient("app-k").workflows.run
assert typing.get_type_hints(dify_client.Client.__init__)
assert (importlib.resources.files("dify_client") / "py.typed").is_file()
"""


def has(module: str) -> bool:
    return importlib.util.find_spec(module) is not None


def run(*command: str, folder: Path) -> None:
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


class PackageTest(unittest.TestCase):
    def test_the_oldest_python_reads_it(self) -> None:
        for path in sorted((HOME / "dify_client").rglob("*.py")):
            source = path.read_text("utf-8")
            tree = ast.parse(source, str(path), feature_version=OLDEST)
            annotated = any(isinstance(node, (ast.AnnAssign, ast.FunctionDef, ast.AsyncFunctionDef)) for node in ast.walk(tree))
            # Types are written as newer versions write them, which older ones must not look at.
            self.assertTrue(not annotated or "from __future__ import annotations" in source, path.name)
        self.assertIn('requires-python = ">=3.9"', (HOME / "pyproject.toml").read_text("utf-8"))

    @unittest.skipUnless(has("pip") and has("setuptools") and has("wheel"), "pip, setuptools and wheel are needed to build it")
    def test_it_is_installed_from_the_folder(self) -> None:
        with tempfile.TemporaryDirectory() as place:
            run("cp", "-r", str(HOME), "source", folder=Path(place))
            run(sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", "--no-build-isolation",
                "--disable-pip-version-check", "--target", "installed", "./source", folder=Path(place))
            run(sys.executable, "-c", CHECK, folder=Path(place, "installed"))
            self.assertTrue(list(Path(place, "installed").glob("dify_client-*.dist-info")))

    @unittest.skipUnless(has("mypy"), "mypy is not installed")
    def test_its_types_agree(self) -> None:
        with tempfile.TemporaryDirectory() as cache:
            run(sys.executable, "-m", "mypy", "--strict", "--cache-dir", cache, "dify_client", folder=HOME)


if __name__ == "__main__":
    unittest.main()
