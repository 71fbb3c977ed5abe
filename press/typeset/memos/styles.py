"""Computed styles: which rules match an element, and what they come to.

WeasyPrint shares one computed style between like elements of one document. Here it is shared between all documents
that have the same style sheets, with every value that was computed from it. Pages, which each have a style of their
own in WeasyPrint, share it too.

What a style may depend on is in its key: its parent's style, the element's own declarations, the rules that match,
the style sheets, the font configuration. One thing is not known beforehand: the size of the first page, for lengths
such as ``10vw``. A set of style sheets that asks for it is not remembered.
"""

from __future__ import annotations

from collections import OrderedDict
from math import inf
from typing import Any

import cssselect2  # type: ignore[import-untyped]
from weasyprint import css

_SETS_KEPT = 8  # sets of style sheets: a brand x a variant x a language; 2 to 3 MB each
_STYLES_KEPT = 4096  # in one set
#: Pseudo-elements of which WeasyPrint changes nothing but what their style says; the others stay with their element.
_SHARED = frozenset({"before", "after", "marker", "first-line", "first-letter"})

_sets: OrderedDict[Any, _Set] = OrderedDict()


class _PageSizes(dict[str, Any]):
    """The size of the first page; remembers whether a style asked for it."""

    asked = False

    def __getitem__(self, key: str) -> Any:
        self.asked = True
        return super().__getitem__(key)


class _Set:
    """What is remembered of one set of style sheets."""

    def __init__(self, sheets: list[Any]) -> None:
        self.sheets = sheets  # held, so that no other object gets their ids
        self.sizes = _PageSizes(box=None, area=None)
        self.styles: dict[Any, dict[str | None, Any]] = {}
        self.pages: dict[Any, dict[str | None, Any]] = {}
        self.rules = cssselect2.Matcher()
        for number, (sheet, origin, specificity) in enumerate(sheets):
            self._add(sheet, origin, specificity, number << 24)

    def _add(self, sheet: Any, origin: str, given: Any, first: int) -> None:
        """Put a sheet's rules behind those of the sheets before it: one look for each element instead of one a sheet."""
        layers = {None: inf, **{layer: float(i) for i, layer in enumerate(sheet.layers)}}

        def ready(entries: list[Any]) -> list[Any]:
            found = []
            for test, specificity, order, pseudo, (declarations, layer) in entries:
                rule = (origin, given or specificity, layers[layer], declarations)
                found.append((test, specificity, first + order, pseudo, rule))
            return found

        for name in ("id_selectors", "class_selectors", "lower_local_name_selectors", "namespace_selectors"):
            for key, entries in getattr(sheet.matcher, name).items():
                getattr(self.rules, name).setdefault(key, []).extend(ready(entries))
        self.rules.lang_attr_selectors += ready(sheet.matcher.lang_attr_selectors)
        self.rules.other_selectors += ready(sheet.matcher.other_selectors)

    def dissolve(self) -> None:
        """Let go of the styles: some hold themselves, and each holds its anonymous style, which holds it.

        Only a full collection of garbage would find such circles, and it takes a seventh of a second.
        """
        todo = [style for styles in (*self.styles.values(), *self.pages.values()) for style in styles.values()]
        while todo:
            style = todo.pop()
            if style is not None and style.__dict__.pop("specified", None) is not None:
                todo += [style.__dict__.pop("anonymous_style", None), style.__dict__.pop("root_style", None)]


def forget() -> None:
    """Forget all computed styles."""
    while _sets:
        _sets.popitem()[1].dissolve()


def _set_of(sheets: list[Any], base_url: str | None) -> _Set:
    key = (*[id(sheet) for sheet, _, _ in sheets], base_url)
    found = _sets.pop(key, None)
    if found is None or found.sizes.asked or len(found.styles) > _STYLES_KEPT:
        if found is not None:
            found.dissolve()
        found = _Set(sheets)
    _sets[key] = found
    if len(_sets) > _SETS_KEPT:
        _sets.popitem(last=False)[1].dissolve()
    return found


def remember_styles(fonts: Any, original: Any) -> Any:
    """Remember computed styles for all documents that share a font configuration."""
    def __init__(  # noqa: N807 - takes the place of WeasyPrint's
        self: Any, html: Any, sheets: Any, presentational_hints: bool, font_config: Any, target_collector: Any
    ) -> None:
        if font_config is not fonts or presentational_hints:
            original(self, html, sheets, presentational_hints, font_config, target_collector)
            return
        self._cascaded_styles, self._computed_styles = {}, {}
        self._sheets, self.font_config = sheets, font_config
        self.press_set = known = _set_of(sheets, html.base_url)
        self.initial_page_sizes = known.sizes
        _compute(self, known, html, target_collector)

    return __init__


def _compute(style_for: Any, known: _Set, html: Any, targets: Any) -> None:
    """What the second half of WeasyPrint's ``StyleFor.__init__`` does."""
    own = _own_declarations(html)
    computed, root, match = style_for._computed_styles, html.etree_element, known.rules.match
    seen: set[int] = set()
    for element in html.wrapper_element.iter_subtree():
        node = element.etree_element
        above = computed[element.parent.etree_element, None] if element.parent else None
        mine = own.get(node)
        rules = match(element)
        key = (id(above), mine and mine[1], tuple([rule[1] for rule in rules]))
        styles = known.styles.get(key)
        if styles is None:
            styles = known.styles[key] = _made(style_for, html, above, mine and mine[0], rules)
        for pseudo, style in styles.items():
            if pseudo is not None and pseudo not in _SHARED:
                style = _pseudo(style_for, html, styles[None], pseudo, rules)
            computed[node, pseudo] = style
            # WeasyPrint notes the anchors of every style that it computes: once for like elements without an id.
            if targets and (mine or pseudo or id(style) not in seen):
                seen.add(id(style))
                if style["anchor"]:
                    targets.collect_anchor(style["anchor"])
    del root


def _own_declarations(html: Any) -> dict[Any, tuple[dict[str, Any], tuple[Any, ...]]]:
    """What elements declare themselves (``style``, ``lang``, ``id``): cascaded, and as a key."""
    found: dict[Any, tuple[dict[str, Any], tuple[Any, ...]]] = {}
    for specificity, element, declarations, base_url in css.find_style_attributes(
        html.etree_element, False, html.base_url
    ):
        declarations = tuple(declarations)
        cascaded, key = found.get(element, ({}, ()))
        for name, values, importance in css.preprocess_declarations(base_url, declarations):
            weight = (css.declaration_precedence("author", importance), inf, specificity)
            _cascade(cascaded, name, values, weight)
        found[element] = cascaded, (*key, specificity, *[declaration.serialize() for declaration in declarations])
    return found


def _cascade(cascaded: dict[str, Any], name: str, values: Any, weight: Any) -> None:
    before = cascaded.get(name)
    if before is None or before[1] is None or before[1] <= weight:
        cascaded[name] = values, weight


def _made(style_for: Any, html: Any, above: Any, own: Any, rules: list[Any]) -> dict[str | None, Any]:
    """The styles of an element and its pseudo-elements; None for those that cannot be shared."""
    cascaded = dict(own) if own else {}
    _apply(cascaded, rules, None)
    root = css.InitialStyle(style_for.font_config) if above is None else _root_style(above)
    styles: dict[str | None, Any] = {None: _style(style_for, html, above, cascaded, None, root)}
    for pseudo in dict.fromkeys(rule[2] for rule in rules if rule[2]):
        styles[pseudo] = _pseudo(style_for, html, styles[None], pseudo, rules) if pseudo in _SHARED else None
    return styles


def _pseudo(style_for: Any, html: Any, above: Any, pseudo: str, rules: list[Any]) -> Any:
    cascaded: dict[str, Any] = {}
    _apply(cascaded, rules, pseudo)
    return _style(style_for, html, above, cascaded, pseudo, _root_style(above))


def _apply(cascaded: dict[str, Any], rules: list[Any], pseudo: str | None) -> None:
    for _, _, about, (origin, specificity, layer, declarations) in rules:
        if about == pseudo:
            for name, values, importance in declarations:
                _cascade(cascaded, name, values, (css.declaration_precedence(origin, importance), layer, specificity))


def _style(style_for: Any, html: Any, above: Any, cascaded: Any, pseudo: str | None, root: Any) -> Any:
    style = css.ComputedStyle(
        above, cascaded, pseudo, root, html.base_url, style_for.font_config, style_for.initial_page_sizes
    )
    style.press_shared = True
    return style


def _root_style(style: Any) -> Any:
    """The style of the root element, from any style in its tree."""
    return style if style.parent_style is None else style.root_style


def keep_viewport_styles(original: Any) -> Any:
    """``overflow`` of the root goes to the page, and WeasyPrint takes it from the style itself: from a copy, then."""
    def set_viewport_overflow(root_box: Any) -> Any:
        for box in (root_box, *root_box.children):
            if getattr(box.style, "press_shared", False) and box.style["overflow"] != "visible":
                box.style = box.style.copy()
        return original(root_box)

    return set_viewport_overflow


def remember_pages(original: Any) -> Any:
    """Remember the styles of pages and their margin boxes: all pages that match the same rules have the same."""
    def set_page_type_computed_styles(page_type: Any, html: Any, style_for: Any) -> None:
        known = getattr(style_for, "press_set", None)
        if known is None:
            original(page_type, html, style_for)
            return
        computed = style_for._computed_styles
        key = id(computed[html.etree_element, None]), _matching(style_for, page_type)
        styles = known.pages.get(key)
        if styles is None:
            original(page_type, html, style_for)
            # The page itself, and its margin boxes as far as a rule names them.
            pseudos = [None, *[pseudo for element, pseudo in style_for._cascaded_styles if pseudo]]
            known.pages[key] = styles = {pseudo: computed[page_type, pseudo] for pseudo in pseudos}
            for style in styles.values():
                style.press_shared = True
            style_for._cascaded_styles.clear()
        for pseudo, style in styles.items():
            computed[page_type, pseudo] = style

    return set_page_type_computed_styles


def _matching(style_for: Any, page_type: Any) -> tuple[int, ...]:
    """Which selectors of the page rules fit a page."""
    lists = {id(sheet.page_rules): sheet.page_rules for sheet, _, _ in style_for._sheets}
    matches = style_for._page_type_match
    selectors = (one[2] for rules in lists.values() for _, selectors, _ in rules for one in selectors)
    return tuple([number for number, selector in enumerate(selectors) if matches(selector, page_type)])


def is_shared(style: Any) -> bool:
    """Whether a style is one that nobody changes: shared, or the one anonymous style of a shared one.

    Flex, grid and table layout change copies of styles; a copy is neither.
    """
    if "press_shared" in style.__dict__:
        return True
    above = style.parent_style
    return above is not None and above.__dict__.get("anonymous_style") is style
