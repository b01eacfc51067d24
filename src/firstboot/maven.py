"""Maven as a user starts it, on the projects beside this file, with the plugin that was just built."""

import os
import re
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

PROJECTS = Path(__file__).resolve().parent / "projects"
LARGE = 30_000


@dataclass(frozen=True)
class Maven:
    """One Maven and one local repository that has the plugin in this version."""

    home: Path
    repository: Path
    settings: Path
    version: str
    folder: Path

    def bake(
        self, project: str, endpoint: str, account: str, words: tuple[str, ...], large: str | None
    ) -> subprocess.CompletedProcess[str]:
        """Bakes a copy of a project in an account; whoever asks looks at the exit code.

        `large` is a file in it, which comes to be with more in it than user data can carry.
        """
        folder = self.folder / project
        shutil.rmtree(folder, ignore_errors=True)
        shutil.copytree(PROJECTS / project, folder)
        pom = folder / "pom.xml"
        pom.write_text(pom.read_text().replace("@project.version@", self.version))
        if large:
            (folder / large).parent.mkdir(parents=True)
            (folder / large).write_bytes(os.urandom(LARGE))
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MAVEN_"))}
        environment |= {
            "AWS_ACCESS_KEY_ID": account,
            "AWS_SECRET_ACCESS_KEY": "test",
            "AWS_CONFIG_FILE": str(folder / "none"),
            "AWS_SHARED_CREDENTIALS_FILE": str(folder / "none"),
            # Several begin at once, and none lives long enough for what the second compiler makes.
            "MAVEN_OPTS": "-XX:TieredStopAtLevel=1",
        }
        command = [str(self.home / "bin" / "mvn"), "-B", "-s", str(self.settings), "ami:bake"]
        command += [f"-Dmaven.repo.local={self.repository}", f"-Dami.endpoint={endpoint}", *words]
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
        return subprocess.run(command, cwd=folder, env=environment, text=True, **streams)

    def result(self, project: str, key: str) -> str:
        """One of the results that a bake left for its user."""
        properties = (self.folder / project / "target/ami.properties").read_text()
        return re.search(rf"(?m)^{re.escape(key)}=(.*)$", properties)[1]
