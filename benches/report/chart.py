"""Draws the CPU time of a call by peer, on a logarithmic axis, as an SVG for light and dark pages."""

import math
from html import escape

from peers import NAMES

MODE = "1 http success"
GROUPS = {
    "With a token": ("token", ["hyper-alone", "hand-written", "ours", "progenitor-bare", "openapi-generator-rust"]),
    "With an access key": ("access-key", ["hand-written", "ours", "go", "java", "python"]),
}

WIDTH, LEFT, RIGHT, ROW, TOP, BOTTOM = 860, 260, 110, 30, 64, 52

STYLE = """
  text { font: 14px system-ui, sans-serif; fill: #1f2328; }
  text { paint-order: stroke; stroke: #ffffff; stroke-width: 3px; } /* readable across the lines of the grid */
  .title { font-size: 16px; font-weight: 600; } .group { font-weight: 600; } .axis { font-size: 12px; fill: #59636e; }
  .back { fill: #ffffff; } .grid { stroke: #d1d9e0; } .bar { fill: #8c959f; } .ours .bar { fill: #0969da; }
  .ours text { font-weight: 600; }
  @media (prefers-color-scheme: dark) {
    text { fill: #f0f6fc; stroke: #0d1117; } .axis { fill: #9198a1; }
    .back { fill: #0d1117; } .grid { stroke: #3d444d; } .bar { fill: #656c76; } .ours .bar { fill: #4493f8; }
  }
"""


def grouped(value):
    return f"{value:,.0f}".replace(",", " ")


def draw(figures):
    """Returns the SVG, or None if no peer was measured."""
    values = {
        (peer, credentials): figures.steady(peer, credentials, MODE, "cpu_us")
        for credentials, peers in GROUPS.values()
        for peer in peers
    }
    measured = [value for value in values.values() if value]
    if not measured:
        return None
    low, high = math.floor(math.log10(min(measured))), math.ceil(math.log10(max(measured)))
    place = lambda value: LEFT + (math.log10(value) - low) / (high - low) * (WIDTH - LEFT - RIGHT)
    height = TOP + ROW * sum(1.3 + len(peers) for _, peers in GROUPS.values()) + BOTTOM
    end = height - BOTTOM
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-labelledby="t">',
        '<title id="t">CPU time of one call by peer, in microseconds, on a logarithmic axis</title>',
        f"<style>{STYLE}</style>",
        f'<rect class="back" width="{WIDTH}" height="{height}"/>',
        '<text class="title" x="16" y="30">CPU time of one call after the warm-up (less is better)</text>',
    ]
    for exponent in range(low, high + 1):
        x = place(10**exponent)
        parts.append(f'<line class="grid" x1="{x:.1f}" y1="{TOP - 10}" x2="{x:.1f}" y2="{end}"/>')
        parts.append(f'<text class="axis" x="{x:.1f}" y="{end + 18}" text-anchor="middle">{grouped(10**exponent)} µs</text>')
    parts.append(f'<text class="axis" x="{LEFT}" y="{end + 40}">HTTP, one call in flight, logarithmic axis</text>')
    y = TOP
    for group, (credentials, peers) in GROUPS.items():
        parts.append(f'<text class="group" x="16" y="{y + 16}">{escape(group)}</text>')
        y += ROW
        for peer in peers:
            value = values[peer, credentials]
            parts.append(f'<g class="{"ours" if peer == "ours" else "peer"}">')
            parts.append(f'<text x="{LEFT - 10}" y="{y + 16}" text-anchor="end">{escape(NAMES[peer])}</text>')
            if value:
                parts.append(f'<rect class="bar" x="{LEFT}" y="{y + 2}" width="{place(value) - LEFT:.1f}" height="{ROW - 10}" rx="2"/>')
            label, x = (f"{grouped(value)} µs" if value else "not measured"), (place(value) if value else LEFT)
            parts.append(f'<text x="{x + 8:.1f}" y="{y + 17}">{label}</text></g>')
            y += ROW
        y += 0.3 * ROW
    return "\n".join([*parts, "</svg>", ""])
