"""The examples of the README run as they are written; only keys, the address and the folder are those of the test."""

from __future__ import annotations

import contextlib
import io
import os
import re
import tempfile
import unittest
from pathlib import Path
from unittest import mock

from .test_service import KEYS, PNG, URL

HOME = Path(__file__).resolve().parent.parent


class ExamplesTest(unittest.TestCase):
    def test_what_waits_is_made_from_what_does_not(self) -> None:
        made = {path.name: path.read_text("utf-8") for path in (HOME / "dify_client" / "_sync").glob("*.py")}
        scope: dict = {"__name__": "without_async"}
        exec((HOME / "tools" / "without_async.py").read_text("utf-8"), scope)
        for path in (HOME / "dify_client" / "_async").glob("*.py"):
            self.assertEqual(scope["without_async"](path.read_text("utf-8")), made[path.name], path.name)

    @unittest.skipUnless(URL, "SERVICE_URL names no running service")
    def test_the_examples_run(self) -> None:
        examples = re.findall(r"```python\n(.*?)```", (HOME / "README.md").read_text("utf-8"), re.DOTALL)
        self.assertEqual(len(examples), 6)
        keys = {
            "app-your-key": KEYS["chat"],
            "app-your-workflow-key": KEYS["workflow"],
            "dataset-your-key": KEYS["datasets"],
        }
        with tempfile.TemporaryDirectory() as folder, mock.patch.dict(os.environ, {"DIFY_BASE_URL": URL}):
            Path(folder, "photo.png").write_bytes(PNG)
            here = os.getcwd()
            os.chdir(folder)
            try:
                for number, example in enumerate(examples):
                    with self.subTest(example=number):
                        for placeholder, key in keys.items():
                            example = example.replace(placeholder, key)
                        said = io.StringIO()
                        with contextlib.redirect_stdout(said):
                            exec(compile(example, f"README example {number}", "exec"), {"__name__": "example"})
                        if number in (0, 1, 2, 4):
                            self.assertIn("Hello", said.getvalue())
                        if number == 3:
                            self.assertIn("Hedgehogs sleep in winter.", said.getvalue())
            finally:
                os.chdir(here)


if __name__ == "__main__":
    unittest.main()
