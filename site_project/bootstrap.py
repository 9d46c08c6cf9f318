"""Make this copy ready to run: the environment in .venv, the locked packages, and an .env with a fresh secret.

`make` runs this with whatever Python it finds, so it uses the standard library alone. What is right already is left
as it is: a second run takes a moment. Trouble is told in one sentence, with exit code 1.
"""

import argparse
import hashlib
import importlib.util
import os
import re
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 11)
LOCK = "requirements.txt"
DEV_LOCK = "requirements/dev.txt"
NEWEST_LOCK = "requirements/newest.txt"
# Written last, so that an interrupted install does not count as done.
STAMP = "locked-packages"


class Trouble(Exception):
    """A sentence that says what stands in the way and what to do."""


def check_version(version):
    """Raise Trouble unless `version` (major, minor, …) is new enough."""
    if tuple(version[:2]) < OLDEST:
        raise Trouble(f"This needs Python 3.11 or newer, and this is Python {version[0]}.{version[1]}.")


def check_writable(folder):
    """Raise Trouble unless a file can be made in `folder`."""
    try:
        tempfile.TemporaryFile(dir=folder).close()
    except OSError as error:
        raise Trouble(f"Nothing can be written in {folder} ({error.strerror}): use a folder that is yours.") from None


def check_ensurepip():
    """Raise Trouble where Python comes without venv and ensurepip, as Debian's does until a package is installed."""
    if importlib.util.find_spec("venv") is None or importlib.util.find_spec("ensurepip") is None:
        name = f"python{sys.version_info[0]}.{sys.version_info[1]}"
        raise Trouble(f"{name} cannot make an environment yet (Debian, Ubuntu: sudo apt install {name}-venv).")


def works(python):
    """Whether `python` is an environment's interpreter that runs, has pip, and is of the version running this."""
    code = "import sys, pip; print(sys.prefix != sys.base_prefix, *sys.version_info[:2])"
    try:
        told = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False).stdout
    except OSError:
        return False
    return told.split() == ["True", str(sys.version_info[0]), str(sys.version_info[1])]


def tail(output):
    """The last lines of what a command printed, where it says what went wrong."""
    return "\n".join(output.strip().splitlines()[-12:])


def environment(folder):
    """The interpreter of the environment in `folder`, which is made anew unless it works."""
    python = folder / "bin" / "python"
    if not works(python):
        check_ensurepip()
        print(f"Making an environment in {folder.name} …", flush=True)
        command = [sys.executable, "-m", "venv", "--clear", folder]
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
        if done.returncode:
            raise Trouble(f"{tail(done.stdout)}\nThe environment in {folder} could not be made, as said above.")
    return python


def digest(path):
    """The SHA-256 of a file, in hexadecimal digits."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def install(python, root, names):
    """Install the packages of the lock files `names`, unless the stamp says that just these are installed."""
    stamp = python.parent.parent / STAMP
    wanted = {f"{digest(root / name)} {name}" for name in names}
    if stamp.exists() and wanted <= set(stamp.read_text().splitlines()):
        return
    stamp.unlink(missing_ok=True)
    pins = {pin for name in names for pin in re.findall(r"^[\w.-]+==[^\s;]+", (root / name).read_text(), re.MULTILINE)}
    print(f"Installing {len(pins)} locked packages …", flush=True)
    command = [
        python,
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        "--no-input",
        "--require-hashes",
    ]
    command += [part for name in names for part in ("-r", root / name)]
    # A user-wide install, which pip's own settings may ask for, is refused inside an environment.
    settings = {**os.environ, "PIP_USER": "0"}
    done = subprocess.run(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=settings, check=False
    )
    if done.returncode:
        raise Trouble(f"{tail(done.stdout)}\nThe locked packages could not be installed: pip says why above.")
    stamp.write_text("".join(f"{line}\n" for line in sorted(wanted)))


def make_env_file(path):
    """Write an env file with a fresh secret key that only its owner can read, unless there is one."""
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with open(handle, "w", encoding="utf-8") as file:
        file.write(
            "# Settings of this copy of the site. .env.example lists them all. Keep this file to yourself.\n"
            f"SECRET_KEY={secrets.token_urlsafe(50)}\n"
        )
    print(f"Wrote {path.name} with a fresh secret key.")


def main():
    """Do all of it, and return the exit code."""
    parser = argparse.ArgumentParser(description="Make this copy ready to run.")
    purpose = parser.add_mutually_exclusive_group()
    purpose.add_argument("--dev", action="store_true", help="also install what tests and checks need")
    purpose.add_argument("--newest", action="store_true", help="make .venv-newest instead: all of it, newest Django")
    asked = parser.parse_args()
    if asked.newest:
        folder, locks = ".venv-newest", [NEWEST_LOCK]
    else:
        folder, locks = ".venv", [LOCK, DEV_LOCK] if asked.dev else [LOCK]
    try:
        check_version(sys.version_info)
        check_writable(ROOT)
        python = environment(ROOT / folder)
        install(python, ROOT, locks)
        make_env_file(ROOT / (os.environ.get("ATLAS_ENV_FILE") or ".env"))
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("Stopped before it was done: run it again to go on.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
