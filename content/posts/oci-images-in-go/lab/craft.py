#!/usr/bin/env python3
"""craft.py LAYOUT TAG LAYER...: makes an image of text files that describe layers.

A line of a layer file is "path = content", "path -> target" for a symbolic link,
or "- path" for a whiteout, and "- dir/*" for an opaque one.
"""
import gzip, hashlib, io, json, os, sys, tarfile
from pathlib import Path

layout, tag, *layers = sys.argv[1:]
blobs = Path(layout) / "blobs/sha256"
blobs.mkdir(parents=True, exist_ok=True)


def digest(data):
    return "sha256:" + hashlib.sha256(data).hexdigest()


def blob(data, kind, **more):
    (blobs / digest(data)[7:]).write_bytes(data)
    return {"mediaType": f"application/vnd.oci.image.{kind}", "digest": digest(data), "size": len(data)} | more


def entry(line):
    """A tar header, and the content. Owner, mode and time are fixed: same text, same digest."""
    path, content = line, b""
    if line.startswith("- "):
        folder, _, base = line[2:].rpartition("/")
        path = f"{folder}/.wh.{'.wh..opq' if base == '*' else base}".lstrip("/")
    header = tarfile.TarInfo(path)
    if " -> " in line:
        header.name, header.linkname = line.split(" -> ")
        header.type = tarfile.SYMTYPE
    elif " = " in line:
        header.name, text = line.split(" = ")
        content = text.encode() + b"\n"
        header.size = len(content)
    return header, io.BytesIO(content)


def layer(path):
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for line in Path(path).read_text().splitlines():
            tar.addfile(*entry(line))
    return data.getvalue()


tars = [layer(path) for path in layers]
# #region levels
level = int(os.environ.get("LEVEL", "9"))  # of compression
packed = [gzip.compress(tar, level, mtime=0) for tar in tars]
# #endregion levels
descriptors = [blob(data, "layer.v1.tar+gzip") for data in packed]
diff_ids = [digest(tar) for tar in tars]
if "LIE" in os.environ:
    diff_ids.reverse()
images = []
for architecture in ("arm64", "amd64"):
    config = {"architecture": architecture, "os": "linux", "config": {"Cmd": ["/bin/shop"]},
              "rootfs": {"type": "layers", "diff_ids": diff_ids}}
    manifest = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.manifest.v1+json",
                "config": blob(json.dumps(config).encode(), "config.v1+json"), "layers": descriptors}
    images.append(blob(json.dumps(manifest).encode(), "manifest.v1+json",
                       platform={"architecture": architecture, "os": "linux"}))
index = {"schemaVersion": 2, "mediaType": "application/vnd.oci.image.index.v1+json", "manifests": images}
top = blob(json.dumps(index).encode(), "index.v1+json",
           annotations={"org.opencontainers.image.ref.name": tag})
(Path(layout) / "oci-layout").write_text('{"imageLayoutVersion": "1.0.0"}')
(Path(layout) / "index.json").write_text(json.dumps({"schemaVersion": 2, "manifests": [top]}))
