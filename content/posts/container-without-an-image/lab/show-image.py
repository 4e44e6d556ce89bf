"""Follows an OCI image layout from its index down to the files in its layers."""
import json
import sys
import tarfile

layout, name = sys.argv[1].split(":")


def blob(descriptor):
    return f"{layout}/blobs/" + descriptor["digest"].replace(":", "/")


with open(f"{layout}/index.json") as f:
    index = json.load(f)
for entry in index["manifests"]:
    if entry["annotations"]["org.opencontainers.image.ref.name"] == name:
        break
print("manifest", entry["digest"])
with open(blob(entry)) as f:
    manifest = json.load(f)

print("  config", manifest["config"]["digest"])
with open(blob(manifest["config"])) as f:
    config = json.load(f)["config"]
for key in sorted(config):
    print(f"    {key} = {config[key]}")

for layer in manifest["layers"]:
    print("  layer ", layer["digest"])
    with tarfile.open(blob(layer)) as tar:
        for member in tar:
            print(f"    {member.name}")
