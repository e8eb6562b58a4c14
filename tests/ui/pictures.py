#!/usr/bin/env python3
"""Makes resources/screenshots from what the tests draw: pictures.py FOLDER
FOLDER is what PROOFSTEAD_PICTURES named for tst_desktop_story. Windows become PNG files of at most 256 colours, screens
of the terminal are copied as text from tests/ui/screens. Needs `convert FILE.png ppm:-` (ImageMagick)."""
import os
import shutil
import struct
import subprocess
import sys
import zlib
from collections import Counter

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.join(HERE, "..", "..", "resources", "screenshots")
PAGES = ["overview", "gaps", "controls", "findings", "events", "coverage", "sources", "reports", "control", "record"]
WINDOWS = [f"{page}-{look}" for page in PAGES for look in ("light", "dark")] + ["pack-light", "start"]
SCREENS = PAGES + ["pack", "coverage-of", "start", "help"]


def pixels(path):
    ppm = subprocess.run(["convert", path, "ppm:-"], capture_output=True, check=True).stdout
    _, size, _, data = ppm.split(b"\n", 3)
    return (*map(int, size.split()), data)


def distance(a, b):
    return sum(abs(x - y) for x, y in zip(a, b))


def quantised(data):
    """The most common colours stay what they are, rare ones that are far from all of them too (small coloured signs);
    the others, edges of letters, go to the nearest."""
    points = [data[i:i + 3] for i in range(0, len(data), 3)]
    counts = Counter(points)
    palette = [colour for colour, _ in counts.most_common(80)]
    buckets = {}
    for colour, _ in counts.most_common():
        buckets.setdefault(bytes(value & 0xF0 for value in colour), colour)
    for colour in buckets.values():
        if len(palette) < 256 and min(distance(colour, other) for other in palette) > 24:
            palette.append(colour)
    nearest = {bucket: min(range(len(palette)), key=lambda i: distance(palette[i], colour))
               for bucket, colour in buckets.items()}
    index = {colour: nearest[bytes(value & 0xF0 for value in colour)] for colour in counts}
    index.update({colour: i for i, colour in enumerate(palette)})
    return palette, bytes(index[point] for point in points)


def write(path, width, height, palette, data):
    def chunk(kind, body):
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    rows = b"".join(b"\0" + data[y * width:(y + 1) * width] for y in range(height))
    with open(path, "wb") as out:
        out.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)) +
                  chunk(b"PLTE", b"".join(palette)) + chunk(b"IDAT", zlib.compress(rows, 9)) + chunk(b"IEND", b""))


os.makedirs(OUT, exist_ok=True)
for name in WINDOWS:
    width, height, data = pixels(os.path.join(sys.argv[1], name + ".png"))
    write(os.path.join(OUT, f"window-{name}.png"), width, height, *quantised(data))
for name in SCREENS:
    shutil.copy(os.path.join(HERE, "screens", f"{name}-160x48.txt"), os.path.join(OUT, f"terminal-{name}.txt"))
