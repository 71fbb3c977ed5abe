"""Why each problem of typesetting is one: rule -> reason and source."""

from __future__ import annotations

RULES: dict[str, str] = {
    "address-refused": "Only files of the project may be on a page: a style sheet, a picture or an SVG from elsewhere can "
    "read files of this computer, changes without notice, and is not there tomorrow.",
    "attachment": "A handout is paper; a file inside the PDF is lost in print, and mail filters refuse it.",
    "drawn-otherwise": "What a drawing says and the page leaves out is lost in silence: a line through a dose, a raised digit, a "
    "gradient that one reader leaves white. Measured against a browser: benchmarks/drawings.py.",
    "file-missing": "WeasyPrint prints the page without a file that is not there, and ends with success.",
    "font-face": "Two files for one family and weight print wrong letters without a warning. The project's fonts are "
    "whole, tested and the same on every machine.",
    "font-not-asked-for": "Where the fonts asked for lack a character, the typesetter takes any other that has it: other "
    "shapes, other widths, and Chinese characters in Japanese forms.",
    "glyph-missing": "A character without a glyph prints as an empty box. Text extraction does not show it.",
    "font-unfit": "Each cluster of letters becomes one glyph of the embedded font, with one meaning; only outlines of "
    "TrueType can be put together so. With another font, other words would be read than are printed.",
    "help-longer-than-page": "No page can hold this call-out, so its last lines stand under no heading. Whoever holds that page "
    "does not learn what they are signs of, or whom to call.",
    "help-split": "Half a list of danger signs is a danger: on the second page they stand under no heading. What says when to "
    "call an ambulance or the clinic stands on one page.",
    "language-missing": "A page that does not say its language is read aloud in the wrong one (WCAG 2.2, 3.1.1).",
    "letters-heaped": "A letter with hundreds of signs over it is no language's, runs through the lines above, and stands "
    "farther from its letter than a font can say.",
    "link-goes-nowhere": "A link within the page that leads nowhere is a mistake in a template or a name.",
    "name-used-twice": "Two elements with one id: a link goes to the wrong one.",
    "page-of-a-heading": "A heading alone on a page announces nothing, and the page before it looks like the end.",
    "picture-altered": "A picture that is mirrored, stretched, cut or hidden shows something else: left and right, how far, how many.",
    "picture-off-page": "A picture that is larger than the page's content is cut off by the paper's edge.",
    "picture-too-coarse": "A picture with too few pixels prints in steps; on a press 300 to the inch is the custom.",
    "picture-unreadable": "WeasyPrint prints the page without a picture that it cannot read, and ends with success.",
    "picture-without-words": "Whoever hears the page must learn what a picture shows (WCAG 2.2, 1.1.1; ISO 14289-1, 7.3).",
    "see-through": "Opacity puts text into a group of its own, and the structure of the PDF loses it (ISO 14289-1, 7.1).",
    "slow-style": "Nested flex and grid, columns and :has() cost more time than all else on a page; an address that is "
    "not the project's own would be refused, or change the bytes with the folder.",
    "style-not-understood": "A style that is not understood is left out: the page is not what its designer meant.",
    "style-sheet-unreadable": "Without its style sheet the page is another one.",
    "table-uneven": "A cell beyond the last column is left out.",
    "text-altered": "Fonts hold raised figures, small capitals and fractions, and styles push letters over each other: the file "
    "says one thing, and the paper another.",
    "text-clipped": "Text that a frame cuts off is in the file and not on the paper: nobody notices but the patient.",
    "text-hidden": "Text that is hidden is lost on paper.",
    "text-in-margin": "Text that runs into the margin shows that something is too wide for the page.",
    "text-missing": "Every word that the author wrote must be on some page.",
    "text-off-page": "Text that runs off the paper is lost. Languages without spaces between words do so silently.",
    "text-overflows": "Text that is larger than its box lies over what comes next, or runs out of its frame.",
    "text-overlaps": "Texts that lie over each other cannot be read, and a digit can be taken for another.",
    "text-transformed": "Where turned or moved text stands on the paper is not known to the other checks.",
    "title-missing": "The title is what a screen reader says first and what a reader's window shows (ISO 14289-1, 7.1).",
    "typesetter-stopped": "The typesetter broke down; no PDF was made.",
    "typesetter-warning": "The typesetter's log is the only witness of much that goes wrong: no warning is passed over.",
    "wrong-typesetter": "The press reaches into private parts of one version of WeasyPrint; with another it would print "
    "something else, or nothing.",
}
