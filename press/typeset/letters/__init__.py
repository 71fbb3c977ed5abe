"""One cluster, one glyph, one meaning: text that every reader reads as it was written.

A PDF shows codes, and its table from code to letters has room for one meaning of each. WeasyPrint's codes are the numbers
of the font's glyphs; but a glyph stands for several texts (the bare forms of Arabic letters, the dots that make others of
them, ≤ where a line from right to left has ≥), and most glyphs of a Khmer or Hindi syllable for none by themselves: other
words are copied, found and read aloud than are printed (WeasyPrint #2841). So each cluster, the least that cannot be
divided, becomes one glyph of the embedded font, with a code of its own and one meaning. The page looks the same.

    faces       the fonts that Pango hands out      clusters   a shaped line -> clusters, in reading order
    outlines    what is in a font file              showing    clusters -> instructions of a page
    cutting     a font of these clusters            embedding  the fonts in the PDF
"""
