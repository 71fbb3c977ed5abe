"""Drawings of one feature each: what SVG can say, one element, attribute and value at a time.

A probe's name is ``kind name value``. ``PROBES`` maps it to the inside of an ``<svg viewBox="0 0 100 100">`` with a
pale ground; a probe that begins with "<svg" is a whole drawing. Shapes are asymmetrical, so that a turn or a flip shows.
"""

from __future__ import annotations

from collections.abc import Iterator

_WORD = '<g font-family="Noto Sans" font-size="24"><text x="12" y="58" {}>Left 4</text></g>'
_FLAG = '<path d="M20 15H80L65 40L80 60H35V85H20Z" {}/>'
_BOX = '<rect x="20" y="15" width="55" height="40" {}/>'
_PIC = "M15 85L50 12L85 60L60 85Z"


def _styled(name: str, value: str, base: str, more: str = "") -> Iterator[tuple[str, str]]:
    """One property as an attribute, in a style attribute and in a style sheet."""
    if name[0] != "-" and f' {name}="' not in base.replace(" {}", "") and f'{name}="' not in more:
        yield f"attribute {name} {value}", base.format(f'{name}="{value}" {more}')
    yield f"style {name} {value}", base.format(f'style="{name}:{value}" {more}')
    yield f"sheet {name} {value}", f"<style>.p{{{name}:{value}}}</style>" + base.format(f'class="p" {more}')


def _text_properties() -> Iterator[tuple[str, str]]:
    for name, values in {
        "font-family": ("serif", "'Noto Sans', sans-serif", "Noto Sans Arabic, Noto Sans", "Symbol", "monospace", "Unknown Family"),
        "font-size": ("30", "30px", "20pt", "1.5em", "120%", "large", "larger", "medium", "0", "8mm", "2rem", "2ex"),
        "font-weight": ("bold", "700", "400", "normal", "bolder", "lighter", "600", "900", "300"),
        "font-style": ("italic", "oblique", "normal"),
        "font-variant": ("small-caps", "normal"),
        "font-variant-caps": ("small-caps", "normal"),
        "font-variant-numeric": ("tabular-nums", "normal"),
        "font-stretch": ("condensed", "normal"),
        "font-feature-settings": ("'smcp'", "normal", "'tnum'"),
        "font-kerning": ("none", "auto", "normal"),
        "font-variant-position": ("super", "normal"),
        "font-variant-ligatures": ("none", "normal"),
        "font-size-adjust": ("0.7", "none"),
        "font": ("bold 24px 'Noto Sans'", "italic 24px/30px 'Noto Sans', serif", "24px 'Noto Sans'", "24px/1.2 'Noto Sans'"),
        "text-decoration": ("line-through", "underline", "overline", "none"),
        "text-decoration-line": ("line-through", "none"),
        "text-transform": ("uppercase", "lowercase", "capitalize", "none"),
        "text-anchor": ("middle", "end", "start"),
        "letter-spacing": ("5", "5px", "0.2em", "normal", "0", "-2"),
        "word-spacing": ("10", "normal", "0"),
        "baseline-shift": ("super", "sub", "10", "50%", "baseline", "0"),
        "dominant-baseline": ("middle", "central", "hanging", "auto", "alphabetic", "text-before-edge", "text-after-edge", "mathematical", "ideographic"),
        "alignment-baseline": ("middle", "hanging", "baseline", "auto"),
        "writing-mode": ("vertical-rl", "tb", "horizontal-tb", "lr-tb"),
        "text-orientation": ("upright", "mixed"),
        "glyph-orientation-vertical": ("0", "auto"),
        "direction": ("rtl", "ltr"),
        "unicode-bidi": ("bidi-override", "normal", "embed"),
        "text-rendering": ("auto", "geometricPrecision", "optimizeLegibility"),
        "white-space": ("pre", "normal", "nowrap"),
        "text-align": ("center", "start"),
        "text-indent": ("20px", "0"),
        "text-shadow": ("4px 4px red", "none"),
        "line-height": ("2", "normal", "1.25"),
        "inline-size": ("40px",),
        "shape-inside": ("url(#s)",),
        "text-overflow": ("clip",),
        "text-emphasis": ("dot",),
        "font-synthesis": ("none",),
        "textLength": ("80",),
        "-inkscape-font-specification": ("'Noto Sans'",),
    }.items():  # fmt: skip
        for value in values:
            if name == "textLength":
                yield f"attribute {name} {value}", _WORD.format(f'{name}="{value}"')
            else:
                yield from _styled(name, value.replace('"', "'"), _WORD)


def _paint_properties() -> Iterator[tuple[str, str]]:
    stroked = 'stroke="#c00" stroke-width="8"'
    for name, values, more in (
        ("fill", ("red", "#0a0", "#00aa00", "#00aa0080", "rgb(0,120,0)", "rgb(0 120 0)", "rgb(0,120,0,.5)", "rgba(0,120,0,.5)", "rgb(0%,50%,0%)", "hsl(120,100%,25%)", "hsla(120,100%,25%,.5)", "hwb(120 0% 50%)", "lab(50% 40 59)", "lch(52% 72 50)", "oklch(60% 0.15 50)", "color(display-p3 1 0 0)", "none", "transparent", "currentColor", "inherit", "initial", "unset", "rebeccapurple", "RED", "nosuch", "url(#none)", "url(#none) red", "url(#none) none", "var(--x)", "var(--x, red)", "context-fill", "light-dark(red, blue)", "color-mix(in srgb, red, blue)", "device-cmyk(0 1 1 0)", "canvas", "windowtext", "#12", "0a0"), ""),
        ("stroke", ("red", "none", "#00aa0080", "url(#none) red", "currentColor", "nosuch", "url(#none)"), 'fill="none" stroke-width="8"'),
        ("fill-opacity", ("0.5", "50%", "0", "1"), ""),
        ("stroke-opacity", ("0.5", "50%", "0"), stroked),
        ("opacity", ("0.5", "50%", "0", "1"), stroked),
        ("fill-rule", ("evenodd", "nonzero"), ""),
        ("stroke-width", ("10", "10px", "3mm", "10%", "0", "0.5em", ".5rem", "calc(4px + 6px)", "thick"), 'stroke="red" fill="none"'),
        ("stroke-linecap", ("round", "square", "butt"), 'stroke="red" stroke-width="12" fill="none"'),
        ("stroke-linejoin", ("round", "bevel", "miter", "arcs", "miter-clip"), 'stroke="red" stroke-width="14" fill="none"'),
        ("stroke-miterlimit", ("1", "10", "4"), 'stroke="red" stroke-width="14" fill="none"'),
        ("stroke-dasharray", ("8", "8 4", "8,4,2", "none", "5%", "8px 4px", "0", "10 0 5"), 'stroke="red" stroke-width="6" fill="none"'),
        ("stroke-dashoffset", ("5", "-5", "5px", "10%"), 'stroke="red" stroke-width="6" stroke-dasharray="12 6" fill="none"'),
        ("paint-order", ("stroke", "stroke fill", "normal", "fill", "markers"), 'stroke="#fff" stroke-width="8"'),
        ("vector-effect", ("non-scaling-stroke", "none"), 'stroke="red" stroke-width="6" transform="scale(.6)"'),
        ("display", ("none", "inline", "block"), ""),
        ("visibility", ("hidden", "collapse", "visible"), ""),
        ("clip", ("rect(0,50,50,0)", "auto"), ""),
        ("overflow", ("hidden", "visible"), ""),
        ("mix-blend-mode", ("multiply", "normal"), 'fill="#0aa"'),
        ("isolation", ("isolate", "auto"), ""),
        ("filter", ("blur(3px)", "drop-shadow(4px 4px red)", "grayscale(1)", "none", "url(#none)"), 'fill="#c40"'),
        ("clip-path", ("circle(20px at 40px 40px)", "inset(10px)", "none", "url(#none)", "polygon(0 0, 50px 0, 0 50px)"), ""),
        ("mask", ("none", "url(#none)"), ""),
        ("shape-rendering", ("auto", "crispEdges", "geometricPrecision", "optimizeSpeed"), 'stroke="red"'),
        ("color-rendering", ("auto",), ""),
        ("image-rendering", ("auto",), ""),
        ("color-interpolation", ("sRGB", "linearRGB"), ""),
        ("color-interpolation-filters", ("sRGB", "linearRGB"), ""),
        ("color", ("red",), 'fill="currentColor"'),
        ("pointer-events", ("none",), ""),
        ("cursor", ("pointer",), ""),
        ("enable-background", ("new", "accumulate"), ""),
        ("stop-color", ("red",), ""),
        ("marker", ("none",), ""),
        ("marker-start", ("none",), ""),
        ("background", ("red",), ""),
        ("background-color", ("red",), ""),
        ("border", ("2px solid red",), ""),
        ("box-shadow", ("4px 4px red",), ""),
        ("outline", ("3px solid red",), ""),
        ("transition", ("all 1s",), ""),
        ("animation", ("a 1s",), ""),
        ("transform", ("rotate(20deg)", "translate(10px, 5px)", "scale(.5)", "none", "matrix(1,0,.3,1,0,0)", "skewX(20deg)", "perspective(100px)", "rotate3d(0,0,1,20deg)", "translate(10%, 5%)", "rotateX(40deg)", "rotate(0.05turn)"), ""),
        ("transform-origin", ("50px 50px", "center", "50% 50%", "0 0", "10 20"), 'transform="rotate(20)"'),
        ("transform-box", ("fill-box", "view-box"), 'transform="rotate(20)"'),
        ("rotate", ("20deg", "none"), ""),
        ("translate", ("10px 5px", "none"), ""),
        ("scale", ("0.5", "none"), ""),
        ("offset-path", ("path('M0 0L50 50')", "none"), ""),
        ("will-change", ("transform",), ""),
        ("mask-type", ("alpha",), ""),
        ("flood-color", ("red",), ""),
        ("lighting-color", ("red",), ""),
        ("float", ("left",), ""),
        ("zoom", ("2",), ""),
        ("width", ("20px",), ""),
        ("d", ("path('M0 0L90 50L0 90Z')",), ""),
        ("x", ("40px",), ""),
        ("all", ("unset",), ""),
        ("content", ("'x'",), ""),
        ("--x", ("red",), ""),
        ("-webkit-filter", ("blur(3px)",), ""),
        ("-webkit-text-stroke", ("2px red",), ""),
        ("solid-color", ("#000000",), ""),
        ("solid-opacity", ("1",), ""),
        ("-inkscape-stroke", ("none",), ""),
    ):  # fmt: skip
        for value in values:
            yield from _styled(name, value, _FLAG, more)
    yield from _styled("stroke-opacity", "0.5", _FLAG, 'fill="none" stroke="red" stroke-width="6"')
    yield from _styled(
        "stroke-opacity", "0.4", '<path d="M15 20L80 70" {}/>', 'fill="none" stroke="red" stroke-width="6"'
    )
    yield from _styled("stroke-opacity", "0.3", _FLAG)
    yield from _styled("font-size", "13", _FLAG)
    for value in ("red", "#00aa0080", "none", "url(#g)"):
        yield from _styled(
            "stroke",
            value,
            '<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>'
            + _WORD,
        )
        yield from _styled(
            "fill",
            value,
            '<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs>'
            + _WORD,
        )
    yield from _styled("opacity", "0.4", _WORD)
    yield from _styled("visibility", "hidden", _WORD)
    yield from _styled("display", "none", _WORD)
    yield from _styled("paint-order", "stroke", _WORD, 'stroke="#fff" stroke-width="5"')
    yield from _styled("fill-opacity", "0.4", _WORD)
    yield from _styled("transform", "rotate(20)", _WORD)
    yield from _styled("visibility", "visible", f'<g visibility="hidden">{_FLAG}</g>')


def _transforms() -> Iterator[tuple[str, str]]:
    for value in (
        "translate(10)", "translate(10 5)", "translate(10,-5)", "scale(.5)", "scale(.5 .8)", "scale(-1 1) translate(-100 0)", "rotate(20)", "rotate(20 50 50)",
        "rotate(20, 50, 50)", "skewX(15)", "skewY(15)", "matrix(.8 .2 -.2 .8 10 10)", "translate(10 5) rotate(20) scale(.7)", "rotate(20) translate(20 0)",
        "rotate(-20 50,50)", "translate(1e1 5)", "scale(0)", "matrix(1,0,0,-1,0,100)", "rotate(20deg)", "translate(10px,5px)", "", "none", "bogus(3)",
        "translate(10) , scale(.5)", "rotate(20)scale(.8)", " rotate( 20 ) ", "ROTATE(20)", "rotate(20 50)",
    ):  # fmt: skip
        yield f"transform {value}", f'<path d="{_PIC}" transform="{value}"/>'
        yield f"transform g {value}", f'<g transform="{value}"><path d="{_PIC}"/></g>'


def _paths() -> Iterator[tuple[str, str]]:
    for d in (
        "M10 10L90 20L50 90Z", "m10 10l80 10l-40 70z", "M10,10 90,20 50,90z", "M10 10H90V50h-40v40z", "M10 50C10 10 90 10 90 50S50 120 50 80",
        "M10 50c0-40 80-40 80 0s-40 70-40 30", "M10 50Q50 -20 90 50T50 90", "M10 50q40-70 80 0t-40 40", "M10 50A40 30 0 0 1 90 50", "M10 50A40 30 0 1 0 50 20",
        "M10 50a40 30 20 1 1 40 30z", "M10 50A40 30 30 0 0 90 60", "M10 50a40,30,0,0160,10", "M10-10L90.5.5L50 90z", "M1e1 1e1L9e1 2e1L5e1 9e1Z", "M10 10L90 20 L50 90 Z M40 30L60 30L50 50Z",
        "M10 10h80v80h-80zm20 20v40h40v-40z", "M50 50", "", "M10 10L90 20L50 90", "L90 20L50 90", "M10 10L90 20X50 90", "M10 10L90", "M10 50A5 5 0 0 1 90 50",
        "M10 50A0 30 0 0 1 90 50", "M 10 10 L 90 20 L 50 90 Z L 90 90", "M10 10L90 20L50 90ZM60 60l30 0l0 30z", "M10 10 20 80 L90 20", "M.5.5 90 20 50 90z", "M+10+10L+90+20L50 90z", "M10 10L90 20\nL50\t90Z", "M10,10,90,20,50,90Z",
        "M20 20h30h30v30v30h-60z", "M20 20H50 80V50 80H20z", "M20 50 T60 50 T90 90", "M10 80C40 10 65 10 95 80S150 150 180 80", "M10 50A40 30 0 01 90 50", "M80 80A45 45,0,0,0,125 125L125 80Z", "M10 50A-40 30 0 0 1 90 50",
        "M30 50 A 20 20 0 1 1 30 50.01 Z", "M30 50a20 20 0 1 0 40 0a20 20 0 1 0-40 0", "M10 10L90 90M10 90L90 10", "M50 10L20 90L95 40H5L80 90Z",
    ):  # fmt: skip
        yield f"path fill {d}", f'<path d="{d}" fill="#06c"/>'
        yield f"path line {d}", f'<path d="{d}" fill="none" stroke="#c00" stroke-width="4"/>'
    for points in (
        "10,10 90,20 50,90",
        "10 10 90 20 50 90",
        "10,10,90,20,50,90",
        "10,10 90,20 50",
        "10-10 90 20 50 90",
        "1e1 10 90 20 50 90",
        "",
        "10,10",
    ):
        for shape in ("polygon", "polyline"):
            yield f"{shape} {points}", f'<{shape} points="{points}" fill="#06c" stroke="red" stroke-width="3"/>'


def _shapes() -> Iterator[tuple[str, str]]:
    for name, inside in {
        "rect plain": _BOX.format(""), "rect rx": _BOX.format('rx="12"'), "rect ry": _BOX.format('ry="12"'), "rect rx ry": _BOX.format('rx="20" ry="6"'),
        "rect rx big": _BOX.format('rx="90"'), "rect rx percent": _BOX.format('rx="20%"'), "rect rx auto": _BOX.format('rx="auto" ry="10"'), "rect rx 0": _BOX.format('rx="0" ry="10"'), "rect negative": '<rect x="20" y="20" width="-30" height="30"/>',
        "rect percent": '<rect x="10%" y="20%" width="50%" height="30%"/>', "rect units": '<rect x="5mm" y="1cm" width="40px" height=".5in"/>', "rect em": '<rect x="1em" y="1em" width="4em" height="2ex" font-size="12"/>', "rect no width": '<rect x="20" y="20" height="30"/>', "rect auto": '<rect x="20" y="20" width="auto" height="30"/>', "rect css geometry": '<rect style="x:20px;y:20px;width:40px;height:30px"/>', "rect vw": '<rect x="20" y="20" width="50vw" height="30"/>', "rect rem": '<rect x="20" y="20" width="2rem" height="30"/>', "rect calc": '<rect x="20" y="20" width="calc(10px + 20px)" height="30"/>', "rect pc": '<rect x="2pc" y="20pt" width="30Q" height="30"/>',
        "circle plain": '<circle cx="45" cy="55" r="30"/>', "circle percent": '<circle cx="45%" cy="55%" r="30%"/>', "circle r 0": '<circle cx="45" cy="55" r="0"/>', "circle negative": '<circle cx="45" cy="55" r="-30"/>', "circle no cx": '<circle r="40"/>', "circle stroke": '<circle cx="45" cy="55" r="30" fill="none" stroke="red" stroke-width="5"/>',
        "ellipse plain": '<ellipse cx="45" cy="55" rx="35" ry="20"/>', "ellipse one": '<ellipse cx="45" cy="55" rx="35"/>', "ellipse auto": '<ellipse cx="45" cy="55" rx="auto" ry="20"/>',
        "line plain": '<line x1="10" y1="20" x2="90" y2="70" stroke="red" stroke-width="5"/>', "line no stroke": '<line x1="10" y1="20" x2="90" y2="70"/>', "line percent": '<line x1="10%" y1="20%" x2="90%" y2="70%" stroke="red" stroke-width="5"/>', "line filled": '<line x1="10" y1="20" x2="90" y2="70" stroke="red" fill="blue" stroke-width="5"/>',
    }.items():  # fmt: skip
        yield f"shape {name}", inside


def _structure() -> Iterator[tuple[str, str]]:
    a = f'<path id="a" d="{_PIC}"/>'
    for name, inside in {
        "g": f'<g fill="red">{_FLAG.format("")}</g>', "g nested": f'<g fill="red"><g stroke="blue" stroke-width="5">{_FLAG.format("")}</g></g>', "g opacity": '<g opacity=".5"><rect width="60" height="60" fill="red"/><rect x="30" y="30" width="60" height="60" fill="blue"/></g>',
        "use plain": f'<defs>{a}</defs><use href="#a"/>', "use xlink": f'<defs>{a}</defs><use xlink:href="#a" xmlns:xlink="http://www.w3.org/1999/xlink"/>', "use x y": f'<defs>{a}</defs><use href="#a" x="10" y="-10"/>', "use transform": f'<defs>{a}</defs><use href="#a" x="10" transform="scale(.5)"/>', "use fill": f'<defs>{a}</defs><use href="#a" fill="red"/>', "use style": f'<defs>{a}</defs><use href="#a" style="fill:red"/>', "use of shown": f'{a}<use href="#a" transform="translate(20 -10) scale(.4)" fill="red"/>', "use twice": f'<defs>{a}</defs><use href="#a" transform="scale(.5)"/><use href="#a" transform="translate(50 0) scale(.5)" fill="red"/>', "use thrice fill": f'<defs>{a}</defs><use href="#a" transform="scale(.5)" fill="green"/><use href="#a" transform="translate(50 0) scale(.5)" fill="red"/><use href="#a" transform="translate(0 50) scale(.5)" fill="blue"/>',
        "use group": '<defs><g id="q"><rect width="30" height="30" fill="red"/><circle cx="40" cy="40" r="15"/></g></defs><use href="#q" x="20" y="20"/>', "use missing": '<use href="#nothing"/>', "use of use": f'<defs>{a}<use id="b" href="#a" x="5"/></defs><use href="#b" y="5"/>', "use text": '<defs><text id="t" x="10" y="40" font-family="Noto Sans" font-size="20">Left</text></defs><use href="#t" y="20"/>',
        "use symbol": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol><use href="#s" width="60" height="40" x="20" y="10"/>', "use symbol no size": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol><use href="#s"/>', "use symbol no viewBox": f'<symbol id="s">{_FLAG.format("")}</symbol><use href="#s" x="10" y="10"/>', "use symbol width only": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol><use href="#s" width="50"/>', "use symbol aspect": f'<symbol id="s" viewBox="0 0 100 100" preserveAspectRatio="none">{_FLAG.format("")}</symbol><use href="#s" width="80" height="30"/>', "use symbol percent": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol><use href="#s" width="50%" height="50%"/>', "use symbol own size": f'<symbol id="s" viewBox="0 0 100 100" width="50" height="50">{_FLAG.format("")}</symbol><use href="#s"/>', "use symbol twice": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol><use href="#s" width="40" height="40"/><use href="#s" width="40" height="40" x="50" y="50" fill="red"/>', "use symbol overflow": '<symbol id="s" viewBox="0 0 50 50"><circle cx="50" cy="50" r="20"/></symbol><use href="#s" width="50" height="50"/>', "use symbol refX": f'<symbol id="s" viewBox="0 0 100 100" refX="20">{_FLAG.format("")}</symbol><use href="#s" width="50" height="50" x="30"/>',
        "use svg": f'<defs><svg id="s" viewBox="0 0 100 100">{_FLAG.format("")}</svg></defs><use href="#s" width="50" height="50"/>', "use inherit": f'<defs><path id="a" d="{_PIC}" stroke-width="5"/></defs><g stroke="red"><use href="#a" fill="none"/></g>', "use before": f'<use href="#a" fill="red"/><defs>{a}</defs>', "use css class": f'<style>.r{{fill:red}}</style><defs><path id="a" class="r" d="{_PIC}"/></defs><use href="#a"/>', "use css parent": f'<style>.g path{{fill:red}}</style><defs><path id="a" d="{_PIC}"/></defs><g class="g"><use href="#a"/></g>', "use css id": f'<style>#a{{fill:red}}</style><defs><path id="a" d="{_PIC}"/></defs><use href="#a"/>', "use currentColor": f'<defs><path id="a" d="{_PIC}" fill="currentColor"/></defs><g color="red"><use href="#a"/></g>',
        "defs": f"<defs>{a}</defs>", "symbol alone": f'<symbol id="s" viewBox="0 0 100 100">{_FLAG.format("")}</symbol>', "svg nested": f'<svg x="20" y="10" width="50" height="50" viewBox="0 0 100 100">{_FLAG.format("")}</svg>', "svg nested no size": f'<svg x="10" y="10">{_FLAG.format("")}</svg>', "svg nested viewBox only": f'<svg viewBox="0 0 200 200">{_FLAG.format("")}</svg>', "svg nested percent": f'<svg width="50%" height="50%" viewBox="0 0 100 100">{_FLAG.format("")}</svg>', "svg nested slice": f'<svg x="10" y="10" width="80" height="40" viewBox="0 0 100 100" preserveAspectRatio="xMidYMid slice">{_FLAG.format("")}</svg>', "svg nested overflow": '<svg width="50" height="50"><circle cx="50" cy="50" r="20"/></svg>', "svg nested visible": '<svg width="50" height="50" overflow="visible"><circle cx="50" cy="50" r="20"/></svg>', "svg nested plain": f'<svg x="10" y="10" width="60" height="60">{_FLAG.format("")}</svg>', "svg nested percent child": '<svg x="10" y="10" width="60" height="60"><rect width="50%" height="50%"/></svg>',
        "switch": f'<switch><g systemLanguage="xx">{_FLAG.format("")}</g><rect width="50" height="50"/></switch>', "switch first": f'<switch><g>{_FLAG.format("")}</g><rect width="90" height="90"/></switch>', "switch features": '<switch><rect requiredExtensions="http://example.org/no" width="90" height="90"/><rect width="40" height="50"/></switch>', "systemLanguage": '<rect systemLanguage="xx" width="50" height="50"/>', "requiredFeatures": '<rect requiredFeatures="http://www.w3.org/TR/SVG11/feature#Shape" width="50" height="50"/>', "requiredExtensions": '<rect requiredExtensions="http://example.org/no" width="50" height="50"/>',
        "foreignObject": '<foreignObject width="80" height="80"><p xmlns="http://www.w3.org/1999/xhtml">Words</p></foreignObject>', "a": f'<a href="https://example.org">{_FLAG.format("")}</a>', "a text": '<a href="https://example.org"><text x="10" y="50" font-family="Noto Sans" font-size="20">Left</text></a>', "title desc": f"<title>T</title><desc>D</desc>{_FLAG.format('')}", "metadata": f'<metadata><x xmlns="urn:x">w</x></metadata>{_FLAG.format("")}', "foreign element": f'<x xmlns="urn:x"><path xmlns="http://www.w3.org/2000/svg" d="{_PIC}"/></x>', "unknown element": f'<nosuch>{_FLAG.format("")}</nosuch>', "script": f"<script/>{_FLAG.format('')}", "view": f'<view id="v"/>{_FLAG.format("")}', "animate": f'<path d="{_PIC}"><animate attributeName="fill" from="red" to="blue" dur="1s" fill="freeze"/></path>', "set": f'<path d="{_PIC}"><set attributeName="fill" to="red"/></path>', "animateTransform": f'<path d="{_PIC}"><animateTransform attributeName="transform" type="rotate" from="0" to="50" dur="1s"/></path>', "image": '<image href="data:image/png;base64,iVBORw0KGgo=" width="50" height="50"/>', "flowRoot": '<flowRoot><flowRegion><rect width="80" height="80"/></flowRegion><flowPara>Words</flowPara></flowRoot>', "font element": f"<font><glyph/></font>{_FLAG.format('')}", "tref": '<defs><text id="t">Left</text></defs><text x="10" y="50" font-size="20"><tref href="#t"/></text>', "comment": f"<!-- x -->{_FLAG.format('')}", "cdata": f"<style><![CDATA[.r{{fill:red}}]]></style>{_FLAG.format('class=&quot;r&quot;').replace('&quot;', chr(34))}", "namespace prefix": f'<s:path xmlns:s="http://www.w3.org/2000/svg" d="{_PIC}"/>', "no namespace child": f'<path xmlns="" d="{_PIC}"/>', "solidcolor": f'<defs><solidcolor id="c" solid-color="red"/></defs><path d="{_PIC}" fill="url(#c)"/>', "hatch": f'<defs><hatch id="c"/></defs><path d="{_PIC}" fill="url(#c)"/>', "meshgradient": f'<defs><meshgradient id="c"/></defs><path d="{_PIC}" fill="url(#c)"/>', "discard": f"<discard/>{_FLAG.format('')}", "inherit attribute": f'<g fill="red"><path d="{_PIC}" fill="inherit"/></g>', "audio": f"<audio/>{_FLAG.format('')}", "nested display none": f'<g display="none">{_FLAG.format("")}</g><rect width="20" height="20"/>', "nested display child": f'<g display="none"><path d="{_PIC}" display="inline"/></g>',
    }.items():  # fmt: skip
        yield f"structure {name}", inside


def _references() -> Iterator[tuple[str, str]]:
    stops = '<stop offset="0" stop-color="red"/><stop offset="1" stop-color="blue"/>'
    flat = f'<path d="{_PIC}" fill="url(#p)"/>'
    line = '<path d="M15 20L80 30L50 85" fill="none" stroke="url(#p)" stroke-width="12"/>'
    box = '<rect x="15" y="20" width="70" height="60" fill="url(#p)"/>'
    for name, head in {
        "linear": f'<linearGradient id="p">{stops}</linearGradient>', "linear vector": f'<linearGradient id="p" x1="0" y1="0" x2="0" y2="1">{stops}</linearGradient>', "linear user": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" y1="0" x2="85" y2="0">{stops}</linearGradient>', "linear user vertical": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="0" y1="20" x2="0" y2="80">{stops}</linearGradient>', "linear transform": f'<linearGradient id="p" gradientTransform="rotate(45)">{stops}</linearGradient>', "linear user transform": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" x2="85" gradientTransform="rotate(45 50 50)">{stops}</linearGradient>', "linear repeat": f'<linearGradient id="p" x2=".3" spreadMethod="repeat">{stops}</linearGradient>', "linear reflect": f'<linearGradient id="p" x2=".3" spreadMethod="reflect">{stops}</linearGradient>', "linear href": f'<linearGradient id="q">{stops}</linearGradient><linearGradient id="p" href="#q" x1="0" x2="0" y2="1"/>', "linear opacity": '<linearGradient id="p"><stop stop-color="red"/><stop offset="1" stop-color="red" stop-opacity="0"/></linearGradient>', "linear three": '<linearGradient id="p"><stop stop-color="red"/><stop offset=".5" stop-color="#fff"/><stop offset="100%" stop-color="blue"/></linearGradient>', "linear one": '<linearGradient id="p"><stop stop-color="red"/></linearGradient>', "linear none": '<linearGradient id="p"/>', "linear hard": '<linearGradient id="p"><stop offset=".5" stop-color="red"/><stop offset=".5" stop-color="blue"/></linearGradient>', "linear style": '<linearGradient id="p"><stop offset="0" style="stop-color:red;stop-opacity:1"/><stop offset="1" style="stop-color:blue"/></linearGradient>', "linear user three": '<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" x2="85"><stop stop-color="red"/><stop offset=".5" stop-color="#fff"/><stop offset="1" stop-color="blue"/></linearGradient>', "linear user opacity": '<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" x2="85"><stop stop-color="red"/><stop offset="1" stop-color="red" stop-opacity="0"/></linearGradient>', "linear user opacity colours": '<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" x2="85"><stop stop-color="#000" stop-opacity=".2"/><stop offset="1" stop-color="#fff"/></linearGradient>',
        "linear user short": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="40" x2="60">{stops}</linearGradient>',
        "linear user translate": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="5" x2="75" gradientTransform="translate(10 5)">{stops}</linearGradient>',
        "linear user matrix": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="20" x2="90" gradientTransform="matrix(.8 0 0 1.3 4 5)">{stops}</linearGradient>',
        "linear user href": f'<linearGradient id="q">{stops}</linearGradient><linearGradient id="p" gradientUnits="userSpaceOnUse" x1="15" x2="85" href="#q"/>',
        "radial user matrix": f'<radialGradient id="p" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40" gradientTransform="matrix(.8 0 0 .5 10 20)">{stops}</radialGradient>',
        "radial user turned": f'<radialGradient id="p" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40" gradientTransform="matrix(0 -.9 1.1 0 0 95)">{stops}</radialGradient>',
        "radial user focus": f'<radialGradient id="p" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40" fx="35" fy="40">{stops}</radialGradient>',
        "linear user flipped": f'<linearGradient id="p" gradientUnits="userSpaceOnUse" x1="-85" x2="-15" gradientTransform="scale(-1 1)">{stops}</linearGradient>',
        "radial": f'<radialGradient id="p">{stops}</radialGradient>', "radial user": f'<radialGradient id="p" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40">{stops}</radialGradient>', "radial focus": f'<radialGradient id="p" fx=".2">{stops}</radialGradient>', "radial repeat": f'<radialGradient id="p" r=".2" spreadMethod="repeat">{stops}</radialGradient>', "radial transform": f'<radialGradient id="p" gradientTransform="scale(1 .5)">{stops}</radialGradient>', "radial user transform": f'<radialGradient id="p" gradientUnits="userSpaceOnUse" cx="50" cy="50" r="40" gradientTransform="scale(1 .5)">{stops}</radialGradient>',
        "pattern user": '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse"><circle cx="5" cy="5" r="4" fill="red"/></pattern>', "pattern bbox": '<pattern id="p" width=".2" height=".2"><circle cx="5" cy="5" r="4" fill="red"/></pattern>', "pattern viewBox": '<pattern id="p" width="10" height="10" viewBox="0 0 20 20" patternUnits="userSpaceOnUse"><circle cx="10" cy="10" r="8" fill="red"/></pattern>', "pattern transform": '<pattern id="p" width="10" height="10" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><path d="M0 0H5V10H0z" fill="red"/></pattern>', "pattern content": '<pattern id="p" width=".2" height=".2" patternContentUnits="objectBoundingBox"><rect width=".1" height=".1" fill="red"/></pattern>', "pattern x y": '<pattern id="p" x="3" y="5" width="10" height="10" patternUnits="userSpaceOnUse"><rect width="5" height="5" fill="red"/></pattern>',
    }.items():  # fmt: skip
        for kind, body in (("fill", flat), ("line", line), ("rect", box)):
            yield f"reference {name} {kind}", f"<defs>{head}</defs>{body}"
    for name, inside in {
        "clip": '<clipPath id="c"><circle cx="45" cy="45" r="25"/></clipPath>|clip-path="url(#c)"', "clip bbox": '<clipPath id="c" clipPathUnits="objectBoundingBox"><circle cx=".4" cy=".4" r=".3"/></clipPath>|clip-path="url(#c)"', "clip two": '<clipPath id="c"><rect x="10" y="10" width="30" height="80"/><rect x="30" y="30" width="60" height="20"/></clipPath>|clip-path="url(#c)"', "clip rule": '<clipPath id="c"><path clip-rule="evenodd" d="M10 10h80v80h-80zM30 30h40v40h-40z"/></clipPath>|clip-path="url(#c)"', "clip transform": '<clipPath id="c" transform="translate(20 0)"><circle cx="25" cy="45" r="25"/></clipPath>|clip-path="url(#c)"', "clip child transform": '<clipPath id="c"><circle cx="25" cy="45" r="25" transform="translate(20 0)"/></clipPath>|clip-path="url(#c)"', "clip use": '<circle id="z" cx="45" cy="45" r="25"/><clipPath id="c"><use href="#z"/></clipPath>|clip-path="url(#c)"', "clip text": '<clipPath id="c"><text x="10" y="60" font-size="40">AB</text></clipPath>|clip-path="url(#c)"', "clip clipped": '<clipPath id="d"><rect width="40" height="100"/></clipPath><clipPath id="c" clip-path="url(#d)"><circle cx="45" cy="45" r="25"/></clipPath>|clip-path="url(#c)"', "clip empty": '<clipPath id="c"/>|clip-path="url(#c)"', "clip quotes": "<clipPath id=\"c\"><circle cx=\"45\" cy=\"45\" r=\"25\"/></clipPath>|clip-path=\"url('#c')\"", "clip style": '<clipPath id="c"><circle cx="45" cy="45" r="25"/></clipPath>|style="clip-path:url(#c)"', "clip rect": '<clipPath id="c"><rect x="10" y="20" width="40" height="50"/></clipPath>|clip-path="url(#c)"', "clip display": '<clipPath id="c"><rect x="10" y="20" width="40" height="50" display="none"/></clipPath>|clip-path="url(#c)"',
        "mask": '<mask id="c"><rect width="50" height="100" fill="#fff"/></mask>|mask="url(#c)"', "mask user": '<mask id="c" maskUnits="userSpaceOnUse" x="0" y="0" width="100" height="100"><rect width="50" height="100" fill="#fff"/></mask>|mask="url(#c)"', "mask grey": '<mask id="c" maskUnits="userSpaceOnUse" x="0" y="0" width="100" height="100"><rect width="100" height="100" fill="#888"/></mask>|mask="url(#c)"', "mask content": '<mask id="c" maskContentUnits="objectBoundingBox"><rect width=".5" height="1" fill="#fff"/></mask>|mask="url(#c)"',
        "filter blur": '<filter id="c"><feGaussianBlur stdDeviation="4"/></filter>|filter="url(#c)"', "filter offset": '<filter id="c"><feOffset dx="10" dy="10"/></filter>|filter="url(#c)"', "filter shadow": '<filter id="c"><feDropShadow dx="5" dy="5" stdDeviation="2"/></filter>|filter="url(#c)"', "filter empty": '<filter id="c"/>|filter="url(#c)"', "filter matrix": '<filter id="c"><feColorMatrix type="saturate" values="0"/></filter>|filter="url(#c)"', "filter flood": '<filter id="c"><feFlood flood-color="red"/></filter>|filter="url(#c)"', "filter blend": '<filter id="c"><feBlend mode="multiply" in2="SourceGraphic"/></filter>|filter="url(#c)"',
    }.items():  # fmt: skip
        head, _, use = inside.partition("|")
        yield (
            f"reference {name}",
            f"<defs>{head}</defs>{_FLAG.format(use + ' fill=&quot;#06c&quot;'.replace('&quot;', chr(34)))}",
        )
        yield f"reference {name} group", f"<defs>{head}</defs><g {use}>{_FLAG.format('')}</g>"
        yield f"reference {name} text", f"<defs>{head}</defs>{_WORD.format(use)}"
    arrow = '<marker id="m" {}><path d="M0 0L6 3L0 6z" fill="red"/></marker>'
    for name, attributes in {
        "plain": 'markerWidth="6" markerHeight="6" refX="3" refY="3"', "auto": 'markerWidth="6" markerHeight="6" refX="6" refY="3" orient="auto"', "viewBox": 'viewBox="0 0 6 6" markerWidth="5" markerHeight="5" refX="3" refY="3" orient="auto"', "user": 'markerUnits="userSpaceOnUse" markerWidth="12" markerHeight="12" refX="3" refY="3" orient="auto"', "angle": 'markerWidth="6" markerHeight="6" refX="3" refY="3" orient="45"', "reverse": 'markerWidth="6" markerHeight="6" refX="3" refY="3" orient="auto-start-reverse"', "default": "", "overflow": 'overflow="visible" refX="3" refY="3" markerWidth="2" markerHeight="2" orient="auto"', "viewBox origin": 'viewBox="-1 -1 8 8" refX="3" refY="3" markerWidth="5" markerHeight="5" orient="auto"', "percent": 'refX="50%" refY="50%" viewBox="0 0 6 6" orient="auto"',
    }.items():  # fmt: skip
        for kind, body in {
            "end line": '<line x1="15" y1="20" x2="70" y2="60" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "start line": '<line x1="25" y1="30" x2="80" y2="70" stroke="#000" stroke-width="4" marker-start="url(#m)"/>', "end path": '<path d="M15 20L70 60" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "end curve": '<path d="M15 70C15 20 60 20 70 60" fill="none" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "start path": '<path d="M25 30L80 60" stroke="#000" stroke-width="4" marker-start="url(#m)"/>', "all polyline": '<polyline points="15,70 40,25 70,60" fill="none" stroke="#000" stroke-width="3" marker-start="url(#m)" marker-mid="url(#m)" marker-end="url(#m)"/>', "all path": '<path d="M15 70L40 25L70 60" fill="none" stroke="#000" stroke-width="3" style="marker:url(#m)"/>', "end back": '<path d="M75 60L20 25" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "end up": '<path d="M30 85V20" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "end down": '<path d="M30 15V75" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "end left": '<path d="M80 50H30" stroke="#000" stroke-width="4" marker-end="url(#m)"/>', "end polyline": '<polyline points="15,80 40,25 80,70" fill="none" stroke="#000" stroke-width="3" marker-end="url(#m)"/>', "end arc": '<path d="M15 60A30 30 0 0 1 70 60" fill="none" stroke="#000" stroke-width="3" marker-end="url(#m)"/>',
        }.items():  # fmt: skip
            yield f"marker {name} {kind}", f"<defs>{arrow.format(attributes)}</defs>{body}"


def _sheets() -> Iterator[tuple[str, str]]:
    for name, css in {
        "class": ".p{fill:red}", "id": "#i{fill:red}", "tag": "path{fill:red}", "star": "*{fill:red}", "tag class": "path.p{fill:red}", "two classes": ".p.q{fill:red}", "list": ".z,.p{fill:red}", "descendant": ".g .p{fill:red}", "child": ".g>.p{fill:red}", "sibling": "rect+.p{fill:red}", "later": "rect~.p{fill:red}", "attribute": "[data-x]{fill:red}", "attribute value": "[data-x='1']{fill:red}", "first": ".p:first-child{fill:red}", "nth": "path:nth-child(2){fill:red}", "last": "path:last-child{fill:red}", "not": "path:not(.z){fill:red}", "is": ":is(.p){fill:red}", "where": ":where(.p){fill:red}", "hover": ".p:hover{fill:red}", "root": ":root{fill:red}", "has": ".g:has(path){fill:red}", "important": ".p{fill:red!important} path{fill:blue}", "order": ".p{fill:blue} .p{fill:red}", "specific": "#i{fill:red} .p{fill:blue}", "media print": "@media print{.p{fill:red}}", "media screen": "@media screen{.p{fill:red}}", "media all": "@media all{.p{fill:red}}", "supports": "@supports (fill:red){.p{fill:red}}", "layer": "@layer a{.p{fill:red}}", "nesting": ".g{.p{fill:red}}", "import": "@import 'x.css';.p{fill:red}", "charset": "@charset 'utf-8';.p{fill:red}", "namespace": "@namespace svg url(http://www.w3.org/2000/svg);.p{fill:red}", "font-face": "@font-face{font-family:x;src:url(#)} .p{fill:red}", "keyframes": "@keyframes a{from{fill:blue}} .p{fill:red}", "unknown selector": ".p:nosuch{fill:red}", "unknown then good": ".p:nosuch{fill:blue} .p{fill:red}", "unknown list": ".p, :nosuch{fill:red}", "pseudo": ".p::before{content:'x'} .p{fill:red}", "pseudo then": ".p::nosuch{fill:blue} .p{fill:red}", "var": ":root{--x:red} .p{fill:var(--x)}", "comment": "/* x */ .p{fill:red /* y */}", "broken": ".p{fill:red", "empty": "", "html comment": "<!-- .p{fill:red} -->", "unit less": ".p{stroke:red;stroke-width:8}", "upper": ".P{fill:red}", "tag upper": "PATH{fill:red}", "property upper": ".p{FILL:red}", "inherit": ".g{fill:red} .p{fill:inherit}", "initial": ".g{fill:red} .p{fill:initial}", "url": ".p{fill:url(#none) red}", "semicolons": ".p{;fill:red;;}", "bad then good": ".p{fill:;fill:red}", "good then bad": ".p{fill:red;fill:nosuch}", "nested star": "svg *{fill:red}", "escaped": ".p\\31{fill:blue} .p{fill:red}", "attr selector class": "[class~=p]{fill:red}", "style type": "",
    }.items():  # fmt: skip
        escaped = css.replace("&", "&amp;").replace("<", "&lt;")
        body = f'<g class="g" fill="#aaa"><rect width="10" height="10"/><path id="i" class="p q" data-x="1" d="{_PIC}"/></g>'
        yield f"css {name}", f"<style>{escaped}</style>{body}"
    body = f'<path class="p" d="{_PIC}"/>'
    yield "css type css", f'<style type="text/css">.p{{fill:red}}</style>{body}'
    yield "css type other", f'<style type="text/less">.p{{fill:red}}</style>{body}'
    yield "css type empty", f'<style type="">.p{{fill:red}}</style>{body}'
    yield "css media attribute", f'<style media="print">.p{{fill:red}}</style>{body}'
    yield "css media screen attribute", f'<style media="screen">.p{{fill:red}}</style>{body}'
    yield "css after", f"{body}<style>.p{{fill:red}}</style>"
    yield "css two", f"<style>.p{{fill:blue}}</style><style>.p{{fill:red}}</style>{body}"
    yield "css attribute against sheet", f'<style>.p{{fill:red}}</style><path class="p" fill="blue" d="{_PIC}"/>'
    yield "css style against sheet", f'<style>.p{{fill:blue}}</style><path class="p" style="fill:red" d="{_PIC}"/>'
    yield "css group sheet", f'<style>.g{{fill:red}}</style><g class="g">{body}</g>'
    yield (
        "css group sheet against attribute",
        f'<style>.g{{fill:red}}</style><g class="g"><path fill="blue" d="{_PIC}"/></g>',
    )
    yield "css root sheet", f"<style>svg{{fill:red}}</style>{body}"


def _texts() -> Iterator[tuple[str, str]]:
    font = 'font-family="Noto Sans" font-size="20"'
    for name, inside in {
        "plain": f'<text x="10" y="50" {font}>Left 4</text>', "tspan": f'<text x="10" y="50" {font}>Left <tspan fill="red">4</tspan> up</text>', "tspan x y": f'<text x="10" y="30" {font}>Left<tspan x="10" y="60">right</tspan></text>', "tspan dy": f'<text x="10" y="30" {font}>Left<tspan x="10" dy="1.2em">right</tspan></text>', "tspan dy px": f'<text x="10" y="30" {font}>Left<tspan x="10" dy="24">right</tspan></text>', "tspan dx": f'<text x="10" y="50" {font}>Le<tspan dx="10">ft</tspan></text>', "tspan dy inline": f'<text x="10" y="50" {font}>10<tspan dy="-8" font-size="12">9</tspan><tspan dy="8"> up</tspan></text>', "tspan bold": f'<text x="10" y="50" {font}>Le<tspan font-weight="bold">ft</tspan></text>', "x list": f'<text x="10 30 50 70" y="50" {font}>Left</text>', "x list px": f'<text x="10px,30px" y="50" {font}>Left</text>', "y list": f'<text x="10" y="30 40 50 60" {font}>Left</text>', "dx list": f'<text x="10" y="50" dx="0 5 10 5" {font}>Left</text>', "dy list": f'<text x="10" y="50" dy="0 5 10 -20" {font}>Left</text>', "rotate": f'<text x="10" y="50" rotate="20" {font}>Left</text>', "rotate list": f'<text x="10" y="50" rotate="0 20 40" {font}>Left</text>', "textLength": f'<text x="10" y="50" textLength="80" {font}>Left</text>', "lengthAdjust": f'<text x="10" y="50" textLength="80" lengthAdjust="spacingAndGlyphs" {font}>Left</text>', "textPath": f'<path id="tp" d="M10 60Q50 10 90 60" fill="none"/><text {font}><textPath href="#tp">Left up</textPath></text>', "anchor middle": f'<text x="50" y="50" text-anchor="middle" {font}>Left</text>', "anchor end": f'<text x="90" y="50" text-anchor="end" {font}>Left</text>', "anchor tspan": f'<text x="50" y="30" text-anchor="middle" {font}><tspan x="50">Left</tspan><tspan x="50" dy="24">right</tspan></text>', "anchor tspan inline": f'<text x="50" y="50" text-anchor="middle" {font}>Le<tspan fill="red">ft</tspan></text>', "anchor on group": f'<g text-anchor="middle"><text x="50" y="50" {font}>Left</text></g>', "anchor on tspan": f'<text x="50" y="50" {font}><tspan text-anchor="middle">Left</tspan></text>', "anchor two chunks": f'<text x="90" y="40" text-anchor="end" {font}>Left<tspan x="90" y="70">up</tspan></text>',
        "space": f'<text x="10" y="50" {font}>  Le  ft </text>', "newline": f'<text x="10" y="50" {font}>Le\nft</text>', "newline indent": f'<text x="10" y="50" {font}>\n   Left\n   up\n</text>', "preserve": f'<text x="10" y="50" xml:space="preserve" {font}>  Le  ft </text>', "preserve newline": f'<text x="10" y="50" xml:space="preserve" {font}>Le\nft</text>', "tspans newline": f'<text y="30" {font}>\n<tspan x="10">Left</tspan>\n<tspan x="10" y="60">up</tspan>\n</text>', "tspan spaces": f'<text x="10" y="50" {font}><tspan>Le</tspan> <tspan>ft</tspan></text>', "tspan tail": f'<text x="10" y="50" {font}><tspan>Le</tspan>ft</text>', "tspan nested": f'<text x="10" y="50" {font}>L<tspan>e<tspan fill="red">f</tspan>t</tspan></text>', "style white-space pre": f'<text x="10" y="50" style="white-space:pre" {font}>  Le  ft</text>',
        "arabic": '<text x="90" y="50" direction="rtl" font-family="Noto Sans Arabic" font-size="20">يسار</text>', "arabic ltr": '<text x="10" y="50" font-family="Noto Sans Arabic" font-size="20">يسار</text>', "arabic middle": '<text x="50" y="50" text-anchor="middle" font-family="Noto Sans Arabic" font-size="20">يسار</text>', "arabic end rtl": '<text x="10" y="50" direction="rtl" text-anchor="end" font-family="Noto Sans Arabic" font-size="20">يسار</text>', "arabic number": '<text x="90" y="50" direction="rtl" font-family="Noto Sans Arabic, Noto Sans" font-size="16">يسار 4 mg</text>', "hebrew": '<text x="90" y="50" direction="rtl" font-family="Noto Sans Hebrew" font-size="20">שמאל</text>', "devanagari": '<text x="10" y="50" font-family="Noto Sans Devanagari" font-size="20">बायाँ</text>', "devanagari conjunct": '<text x="10" y="50" font-family="Noto Sans Devanagari" font-size="20">क्षत्रिय</text>', "khmer": '<text x="10" y="50" font-family="Noto Sans Khmer" font-size="20">ឆ្វេង</text>', "thai": '<text x="10" y="50" font-family="Noto Sans Thai" font-size="20">ซ้าย</text>', "burmese": '<text x="5" y="50" font-family="Noto Sans Myanmar" font-size="18">ဘယ်ဘက်</text>', "tamil": '<text x="10" y="50" font-family="Noto Sans Tamil" font-size="18">இடது</text>', "chinese": '<text x="10" y="50" font-family="Noto Sans SC" font-size="20">左边</text>', "combining": f'<text x="10" y="50" {font}>e\u0301a\u0308 \u0219</text>', "ligature": f'<text x="10" y="50" {font}>office fi</text>', "kerning": f'<text x="10" y="50" {font}>AVAT To</text>', "vietnamese": f'<text x="5" y="50" {font}>trái phải</text>', "bengali": '<text x="10" y="50" font-family="Noto Sans Bengali" font-size="20">বাম দিক</text>', "russian": f'<text x="5" y="50" {font}>Слева</text>', "superscript sign": f'<text x="10" y="50" {font}>10⁹ m²</text>', "arrow": f'<text x="10" y="50" {font}>→ a</text>', "mixed bidi": '<text x="10" y="50" font-family="Noto Sans, Noto Sans Hebrew" font-size="18">ab שמ cd</text>',
        "no font": '<text x="10" y="50" font-size="20">Left</text>', "arial": '<text x="10" y="50" font-family="Arial" font-size="20">Left</text>', "font list": '<text x="10" y="50" font-family="Arial, Helvetica, sans-serif" font-size="20">Left</text>', "no size": '<text x="10" y="50" font-family="Noto Sans">Left</text>', "no y": f'<text x="10" {font}>Left</text>', "percent x": f'<text x="20%" y="50%" {font}>Left</text>', "stroke only": f'<text x="10" y="50" fill="none" stroke="red" {font}>Left</text>', "gradient": f'<defs><linearGradient id="g"><stop stop-color="red"/><stop offset="1" stop-color="blue"/></linearGradient></defs><text x="10" y="50" fill="url(#g)" {font}>Left</text>', "transform": f'<text transform="translate(10 50) rotate(-10)" {font}>Left</text>', "transform matrix": f'<text transform="matrix(1 0 0 1 10 50)" {font}>Left</text>', "scaled": '<g transform="scale(2)"><text x="5" y="25" font-family="Noto Sans" font-size="10">Left</text></g>', "group font": f'<g {font}><text x="10" y="50">Left</text></g>', "root direct": "Left", "text in g": "<g>Left</g>", "tspan alone": f'<tspan x="10" y="50" {font}>Left</tspan>', "empty tspan": f'<text x="10" y="50" {font}><tspan/>Left</text>', "title in text": f'<text x="10" y="50" {font}>Left<title>x</title></text>', "a in text": f'<text x="10" y="50" {font}>Le<a href="https://example.org">ft</a></text>', "text in text": f'<text x="10" y="50" {font}>Le<text x="50" y="50">ft</text></text>', "text display none tspan": f'<text x="10" y="50" {font}>Le<tspan display="none">XX</tspan>ft</text>', "tspan visibility": f'<text x="10" y="50" {font}>Le<tspan visibility="hidden">XX</tspan>ft</text>', "tspan style size": f'<text x="10" y="50" {font}>Le<tspan style="font-size:12px">ft</tspan></text>', "tspan size percent": f'<text x="10" y="50" {font}>Le<tspan font-size="65%">ft</tspan></text>', "tspan super percent": f'<text x="10" y="50" {font}>10<tspan style="font-size:65%;baseline-shift:super">9</tspan></text>', "letter spacing": f'<text x="10" y="50" letter-spacing="4" {font}>Left</text>', "letter spacing middle": f'<text x="50" y="50" letter-spacing="4" text-anchor="middle" {font}>Left</text>', "x zero": f'<text x="0" y="50" {font}>Left</text>', "tspan x zero": f'<text x="10" y="30" {font}>Left<tspan x="0" y="60">up</tspan></text>', "tspan y zero": f'<text x="10" y="60" {font}>Left<tspan x="50" y="20">up</tspan></text>', "dy after dy": f'<text x="10" y="25" {font}><tspan x="10" dy="0">Left</tspan><tspan x="10" dy="22">up</tspan><tspan x="10" dy="22">so</tspan></text>', "dx dy mixed": f'<text x="10" y="50" {font}>a<tspan dx="3" dy="6">b</tspan><tspan dx="3" dy="-6">c</tspan>d</text>', "y tspan only": f'<text {font}><tspan x="10" y="30">Left</tspan><tspan x="10" y="60">up</tspan></text>', "two lines em": f'<text x="10" y="30" {font}><tspan x="10">Left</tspan><tspan x="10" dy="1.2em">up</tspan></text>', "entity": f'<text x="10" y="50" {font}>5 &lt; 6 &amp; 7</text>', "nbsp": f'<text x="10" y="50" {font}>5\u00a0mg</text>', "zwj": f'<text x="10" y="50" {font}>a\u200db</text>', "tab": f'<text x="10" y="50" {font}>a\tb</text>', "bold italic": f'<text x="10" y="50" font-weight="bold" font-style="italic" {font}>Left</text>', "family quotes": "<text x=\"10\" y=\"50\" style=\"font-family:'Noto Sans'\" font-size=\"20\">Left</text>", "family double quotes": "<text x=\"10\" y=\"50\" font-family='\"Noto Sans\"' font-size=\"20\">Left</text>",
    }.items():  # fmt: skip
        yield f"text {name}", inside


def _roots() -> Iterator[tuple[str, str]]:
    shape = _FLAG.format("")
    x = 'xmlns="http://www.w3.org/2000/svg"'
    for name, whole in {
        "viewBox": f'<svg {x} viewBox="0 0 100 100">{shape}</svg>', "size": f'<svg {x} width="100" height="100">{shape}</svg>', "size viewBox": f'<svg {x} width="100" height="100" viewBox="0 0 200 200">{shape}</svg>', "size px": f'<svg {x} width="100px" height="100px" viewBox="0 0 100 100">{shape}</svg>', "size mm": f'<svg {x} width="30mm" height="30mm" viewBox="0 0 100 100">{shape}</svg>', "size pt": f'<svg {x} width="75pt" height="75pt">{shape}</svg>', "percent size": f'<svg {x} width="100%" height="100%" viewBox="0 0 100 100">{shape}</svg>', "origin": f'<svg {x} viewBox="-20 -20 150 150">{shape}</svg>', "wide": f'<svg {x} viewBox="0 0 200 100">{shape}</svg>', "aspect none": f'<svg {x} viewBox="0 0 200 100" preserveAspectRatio="none" width="100" height="100">{shape}</svg>', "aspect slice": f'<svg {x} viewBox="0 0 200 100" preserveAspectRatio="xMinYMin slice" width="100" height="100">{shape}</svg>', "aspect xMin": f'<svg {x} viewBox="0 0 50 100" preserveAspectRatio="xMinYMid" width="100" height="100">{shape}</svg>', "aspect xMax": f'<svg {x} viewBox="0 0 50 100" preserveAspectRatio="xMaxYMax meet" width="100" height="100">{shape}</svg>', "fill": f'<svg {x} viewBox="0 0 100 100" fill="red">{shape}</svg>', "style": f'<svg {x} viewBox="0 0 100 100" style="fill:red">{shape}</svg>', "background": f'<svg {x} viewBox="0 0 100 100" style="background:yellow">{shape}</svg>', "enable-background": f'<svg {x} viewBox="0 0 100 100" style="enable-background:new 0 0 100 100">{shape}</svg>', "outside": f'<svg {x} viewBox="0 0 60 60">{shape}</svg>', "outside visible": f'<svg {x} viewBox="0 0 60 60" overflow="visible">{shape}</svg>', "transform": f'<svg {x} viewBox="0 0 100 100" transform="rotate(20)">{shape}</svg>', "display none": f'<svg {x} viewBox="0 0 100 100" display="none">{shape}</svg>', "opacity": f'<svg {x} viewBox="0 0 100 100" opacity=".4">{shape}</svg>', "class": f'<svg {x} viewBox="0 0 100 100" class="r"><style>.r{{fill:red}}</style>{shape}</svg>', "baseProfile": f'<svg {x} version="1.1" baseProfile="tiny" viewBox="0 0 100 100">{shape}</svg>', "viewBox commas": f'<svg {x} viewBox="0,0,100,100">{shape}</svg>', "viewBox units": f'<svg {x} viewBox="0 0 100px 100px">{shape}</svg>', "viewBox three": f'<svg {x} viewBox="0 0 100">{shape}</svg>', "viewBox zero": f'<svg {x} viewBox="0 0 0 0" width="100" height="100">{shape}</svg>', "viewBox negative": f'<svg {x} viewBox="0 0 -100 100">{shape}</svg>', "viewBox empty": f'<svg {x} viewBox="" width="100" height="100">{shape}</svg>', "x y": f'<svg {x} x="10" y="10" viewBox="0 0 100 100">{shape}</svg>', "one size": f'<svg {x} width="100" viewBox="0 0 100 100">{shape}</svg>', "size in style": f'<svg {x} style="width:100px;height:100px" viewBox="0 0 100 100">{shape}</svg>', "no namespace": f'<svg viewBox="0 0 100 100">{shape}</svg>', "zoomAndPan": f'<svg {x} zoomAndPan="disable" viewBox="0 0 100 100">{shape}</svg>', "color": f'<svg {x} color="red" viewBox="0 0 100 100"><g fill="currentColor">{shape}</g></svg>', "font": f'<svg {x} font-family="Noto Sans" font-size="20" viewBox="0 0 100 100"><text x="10" y="50">Left</text></svg>', "font em": f'<svg {x} font-size="10" viewBox="0 0 100 100"><rect x="1em" y="1em" width="5em" height="3em"/></svg>', "lang": f'<svg {x} xml:lang="en" viewBox="0 0 100 100">{shape}</svg>', "clip": f'<svg {x} clip-path="circle(20px)" viewBox="0 0 100 100">{shape}</svg>', "percent x": f'<svg {x} viewBox="0 0 200 200" width="100" height="100"><rect x="25%" y="25%" width="50%" height="25%"/></svg>', "percent origin": f'<svg {x} viewBox="50 50 100 100" width="100" height="100"><rect x="50%" y="50%" width="50%" height="50%"/></svg>', "percent line": f'<svg {x} viewBox="0 0 200 200" width="100" height="100"><circle cx="50%" cy="50%" r="25%" stroke="red" stroke-width="5%"/></svg>', "size unequal": f'<svg {x} width="100" height="50" viewBox="0 0 100 100">{shape}</svg>',
    }.items():  # fmt: skip
        yield f"root {name}", whole


def probes() -> dict[str, str]:
    """Every probe by its name: a whole drawing."""
    made = {}
    for group in (
        _shapes,
        _paths,
        _transforms,
        _paint_properties,
        _text_properties,
        _texts,
        _structure,
        _references,
        _sheets,
        _roots,
    ):
        for name, inside in group():
            ground = '<rect width="100" height="100" fill="#e8e8e8"/>'
            head = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
            made[" ".join(name.split())] = (
                inside
                if inside.startswith("<svg xmlns") or (inside.startswith("<svg viewBox") and group is _roots)
                else f"{head}{ground}{inside}</svg>"
            )
    return made
