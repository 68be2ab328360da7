#!/usr/bin/env python3
"""Derives the diff_id of each package layer from sitepack.lock alone, and compares.

Nothing here comes from sitepack: only Python's own ar (by hand), lzma and tar (for reading).
The bytes of a package may come from anywhere, since the lock has their SHA-256.

    rebuild.py sitepack.lock IMAGE SOURCE...

IMAGE is an OCI layout, as target/sitepack/image. A SOURCE is a folder in which a package lies as
blobs/sha256/<sha256> or under its path on a mirror, or the http(s) address of a mirror. Exits with
1 when a layer differs, 2 when a package cannot be had.
"""

import hashlib
import io
import json
import os
import sys
import tarfile
import urllib.request

MERGED = ("bin", "lib", "lib32", "lib64", "libx32", "sbin")
STATUS = "var/lib/dpkg/status.d/"


def fetch(source, package, archive):
    wanted = package["sha256"].split(":")[-1]
    path = archive + "/" + package["path"]
    if source.startswith(("http://", "https://")):
        places = [source.rstrip("/") + "/" + path]
    else:
        places = [os.path.join(source, "blobs", "sha256", wanted), os.path.join(source, path)]
    for place in places:
        try:
            opened = urllib.request.urlopen(place) if "://" in place else open(place, "rb")
            with opened as stream:
                data = stream.read()
        except OSError:
            continue
        if len(data) == package["size"] and hashlib.sha256(data).hexdigest() == wanted:
            return data
    return None


def members(deb):
    """The members of an ar archive, by name."""
    if deb[:8] != b"!<arch>\n":
        raise ValueError("no ar archive")
    found, at = {}, 8
    while at + 60 <= len(deb):
        header = deb[at : at + 60]
        size = int(header[48:58])
        found[header[:16].decode("ascii").strip().rstrip("/")] = deb[at + 60 : at + 60 + size]
        at += 60 + size + size % 2
    return found


def entries(packed):
    """The entries of a compressed tar: path, its tarfile header and its bytes."""
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        for info in tar:
            path = info.name
            while path.startswith("./"):
                path = path[2:]
            if path in ("", "."):
                continue
            data = tar.extractfile(info).read() if info.isreg() else b""
            yield path, info, data


def merged(path):
    top = path.split("/", 1)[0]
    return "usr/" + path if "/" in path and top in MERGED else path


def runtime(deb, kept):
    """What of a package is in its layer: path -> (type, mode, mtime, link, bytes)."""
    parts = members(deb)
    control = {}
    for path, info, data in entries(next(v for k, v in parts.items() if k.startswith("control."))):
        control[path] = (info, data)
    files = {}
    for path, info, data in entries(next(v for k, v in parts.items() if k.startswith("data."))):
        files[merged(path)] = (info, data)
    layer = {}
    for path in kept:
        info, data = files[path]
        if info.issym():
            layer[path] = (b"2", info.mode, int(info.mtime), info.linkname, b"")
        else:
            if info.islnk():
                target = info.linkname
                info, data = files[merged(target[2:] if target.startswith("./") else target)]
            mode = 0o755 if info.mode & 0o111 else 0o644
            layer[path] = (b"0", mode, int(info.mtime), "", data)
    info, text = control["control"]
    fields = dict(
        line.split(":", 1) for line in text.decode("utf-8").split("\n") if line[:1] not in ("", " ", "\t", "#")
    )
    status = STATUS + fields["Package"].strip()
    sums = []
    for line in control.get("md5sums", (None, b""))[1].decode("utf-8").split("\n"):
        digest, _, path = line.partition(" ")
        if digest and merged(path.strip()) in kept:
            sums.append(digest + "  " + merged(path.strip()) + "\n")
    layer[status] = (b"0", 0o644, int(info.mtime), "", text)
    layer[status + ".md5sums"] = (b"0", 0o644, int(info.mtime), "", "".join(sums).encode("utf-8"))
    return layer


def with_folders(layer):
    """Adds the folders above, by the one table that all layers share."""
    for path in list(layer):
        names = path.split("/")[:-1]
        for depth in range(len(names)):
            folder = "/".join(names[: depth + 1])
            layer[folder] = (b"5", 0o1777 if folder == "tmp" else 0o755, 1, "", b"")
    return layer


def header(name, kind, mode, size, mtime, link):
    """One ustar header, POSIX pax "ustar Interchange Format"."""

    def field(text, width):
        raw = text.encode("utf-8")[:width]
        return raw + b"\0" * (width - len(raw))

    def octal(value, width):
        return b"%0*o " % (width - 1, value)

    start = field(name, 100) + octal(mode, 8) + octal(0, 8) + octal(0, 8)
    start += octal(size, 12) + octal(mtime, 12)
    end = kind + field(link, 100) + b"ustar\x0000" + field("", 32) + field("", 32)
    end += octal(0, 8) + octal(0, 8) + field("", 155) + field("", 12)
    total = sum(start) + sum(end) + 8 * 32
    return start + b"%06o\0 " % total + end


def padded(data):
    return data + b"\0" * (-len(data) % 512)


def record(key, value):
    text = (" %s=%s\n" % (key, value)).encode("utf-8")
    length = len(text) + len(str(len(text)))
    length = len(text) + len(str(length))
    return str(length).encode("ascii") + text


def tar(layer):
    out = []
    for path in sorted(layer, key=lambda name: name.encode("utf-8")):
        kind, mode, mtime, link, data = layer[path]
        name = path + "/" if kind == b"5" else path
        mode = mode & 0o7777
        records = b""
        # In order of the keys: linkpath, path.
        if len(link) > 100 or not link.isascii():
            records += record("linkpath", link)
        if len(name) > 100 or not name.isascii():
            records += record("path", name)
        if records:
            out.append(header("./PaxHeaders", b"x", 0o644, len(records), mtime, ""))
            out.append(padded(records))
        out.append(header(name, kind, mode, len(data), mtime, link))
        out.append(padded(data))
    out.append(b"\0" * 1024)
    return b"".join(out)


def blob(image, descriptor):
    algorithm, value = descriptor["digest"].split(":")
    with open(os.path.join(image, "blobs", algorithm, value), "rb") as file:
        return json.load(file)


def configs(image):
    """The image configs of a layout, by architecture."""
    with open(os.path.join(image, "index.json"), "rb") as file:
        waiting = json.load(file)["manifests"]
    found = {}
    while waiting:
        manifest = blob(image, waiting.pop())
        waiting += manifest.get("manifests", [])
        if "config" in manifest:
            config = blob(image, manifest["config"])
            found[config["architecture"]] = config
    return found


def main(lock_file, image, *sources):
    with open(lock_file, encoding="utf-8") as file:
        lock = json.load(file)
    archives = {source["id"]: source["archive"] for source in lock["sources"]}
    images = configs(image)
    compared = wrong = missing = 0
    for architecture in lock["architectures"]:
        config = images.get(architecture["name"])
        if config is None:
            continue
        for package, built in zip(architecture["packages"], config["rootfs"]["diff_ids"]):
            label = "%s %s %s" % (architecture["name"], package["name"], package["version"])
            deb = next(filter(None, (fetch(s, package, archives[package["from"]]) for s in sources)), None)
            if deb is None:
                print("missing  " + label)
                missing += 1
                continue
            derived = tar(with_folders(runtime(deb, package["files"])))
            diff_id = "sha256:" + hashlib.sha256(derived).hexdigest()
            compared += 1
            if diff_id == built:
                print("equal    " + label)
            else:
                print("differs  %s: the image has %s, the lock gives %s" % (label, built, diff_id))
                wrong += 1
    print("%d compared, %d differ, %d missing" % (compared, wrong, missing))
    return 1 if wrong else 2 if missing or not compared else 0


if __name__ == "__main__":
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
