"""Builds the wheel: the module with libCJourney in it, as PEP 427 has it, with nothing but Python's standard library.

    python3 build_wheel.py FOLDER

It is pip's build backend as well (PEP 517), so that `pip wheel .` and `pip install .` do the same without a network.
The library is the one that JOURNEY_LIBRARY names, or else the one that `make cjourney` built.
"""

import base64
import ctypes
import hashlib
import os
import pathlib
import platform
import re
import sys
import sysconfig
import zipfile

HERE = pathlib.Path(__file__).resolve().parent
NAME, SUMMARY, PYTHON = "journey-engine", "Journey, the engine for customer journeys", ">=3.10"
LIBRARY = HERE.parents[2] / ".build-cjourney/lib/libCJourney.so"


def build_wheel(wheel_directory, config_settings=None, metadata_directory=None):
    """Writes the wheel into a folder, and gives its name."""
    library = pathlib.Path(os.environ.get("JOURNEY_LIBRARY") or LIBRARY)
    if not library.exists():
        raise SystemExit(f"{library} is missing: `make cjourney` builds it")
    name, tag = NAME.replace("-", "_"), f"py3-none-{platform_tag(library)}"
    info = f"{name}-{version(library)}.dist-info"
    files = {f"journey/{file.name}": file.read_bytes() for file in sorted((HERE / "src/journey").iterdir()) if file.is_file()}
    files["journey/libCJourney.so"] = library.read_bytes()
    files[f"{info}/METADATA"] = (
        f"Metadata-Version: 2.1\nName: {NAME}\nVersion: {version(library)}\nSummary: {SUMMARY}\n"
        f"Requires-Python: {PYTHON}\n").encode()
    files[f"{info}/WHEEL"] = (
        f"Wheel-Version: 1.0\nGenerator: {NAME}\nRoot-Is-Purelib: false\nTag: {tag}\n").encode()
    record = "".join(f"{path},sha256={digest(data)},{len(data)}\n" for path, data in files.items())
    files[f"{info}/RECORD"] = f"{record}{info}/RECORD,,\n".encode()
    wheel = f"{name}-{version(library)}-{tag}.whl"
    with zipfile.ZipFile(pathlib.Path(wheel_directory) / wheel, "w", zipfile.ZIP_DEFLATED) as archive:
        for path, data in files.items():
            # The same files give the same wheel, whenever it is made.
            entry = zipfile.ZipInfo(path, (1980, 1, 1, 0, 0, 0))
            entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o644 << 16
            archive.writestr(entry, data)
    return wheel


def version(library):
    """The version that the library says it has."""
    function = ctypes.CDLL(str(library)).journey_version
    function.restype = ctypes.c_char_p
    return function().decode()


def platform_tag(library):
    """The machines that the library runs on: on Linux those with a glibc as new as the newest symbol that it asks for."""
    symbols = [int(minor) for minor in re.findall(rb"\0GLIBC_2\.(\d+)(?=[.\0])", library.read_bytes())]
    if sys.platform == "linux" and symbols:
        return f"manylinux_2_{max(symbols)}_{platform.machine()}"
    return re.sub(r"[-.]", "_", sysconfig.get_platform())


def digest(data):
    """A hash as RECORD has it."""
    return base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    folder = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else ".")
    print(folder / build_wheel(folder))
