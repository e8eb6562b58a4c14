"""Inputs to begin with: the samples of every source, as they are and packed: seeds.py SOURCES TARGET"""
import glob, gzip, io, json, os, shutil, subprocess, sys, tarfile, zipfile

sources, target = sys.argv[1:]


def write(name, data, lead=b""):
    with open(os.path.join(target, name), "wb") as file:
        file.write(lead + data)


def archives(data):
    zipped, tarred = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(zipped, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("a.json", data)
    with tarfile.open(fileobj=tarred, mode="w") as archive:
        entry = tarfile.TarInfo("a.json")
        entry.size = len(data)
        archive.addfile(entry, io.BytesIO(data))
    yield "gz", gzip.compress(data)
    yield "zip", zipped.getvalue()
    yield "tar", tarred.getvalue()
    if shutil.which("zstd"):
        yield "zst", subprocess.run(["zstd", "-q", "-c"], input=data, stdout=subprocess.PIPE, check=True).stdout


for path in sorted(glob.glob(os.path.join(sources, "*.json"))):
    name = os.path.basename(path)[:-5]
    with open(path) as file:
        samples = json.load(file)["samples"]
    for i, sample in enumerate(samples):
        text = (json.dumps(sample["record"]) if "record" in sample else sample["text"]).encode()
        write(f"{name}-{i}", text)
        write(f"{name}-{i}.utf16", text.decode().encode("utf-16"))
        for kind, data in archives(text):
            write(f"{name}-{i}.{kind}", data)
            write(f"{name}-{i}.{kind}.led", data, b"\xff")  # targets that take a first byte for themselves

# Marks of an interrupted import.
for place in range(4):
    write(f"mark-{place}", json.dumps({"offset": 12, "line": 1, "place": place, "list": "Records", "list_index": 1,
                                       "leaf": 1, "index": 1, "definition": "", "real_path": "/a", "events": 1,
                                       "accepted": 1, "duplicate": 0, "rejected": 0}).encode())
