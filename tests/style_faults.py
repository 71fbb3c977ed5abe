"""Styles that print another page under the same approval. Each is added to one style sheet of the project."""

from __future__ import annotations

HANDOUT = """\
audience: Adults with a sample condition
languages: [en]
sources:
  - {id: sample, title: A sample source, publisher: Example Press, year: 2026, link: "https://example.org/sample"}
"""
TEXT = """\
title: Your tablets
summary: A sample.
main_message: Call {clinic.phone} if you feel worse.
version: 1
sections:
  - heading: How to take them
    blocks:
      - text: "Never take more than **4** tablets in 24 hours. See [our page](https://example.org/pain)."
        sources: [sample]
      - text: Rest in bed.
        sources: [clinic]
      - points: ["Drink water.", "Eat well."]
      - steps: ["Wash your hands.", "Take 10 mg.", "Wait 30 minutes."]
      - checklist: ["I have a fever.", "I had a rash."]
      - table: {caption: When, columns: [Time, How much], rows: [[Morning, 1 tablet], [Night, 2 tablets]]}
      - figure: {file: box.svg, alt: A box., caption: The box.}
      - callout: {kind: caution, text: Do not drive., points: ["You may be sleepy."]}
      - callout: {kind: emergency, text: "Call {emergency.number} if you cannot breathe."}
"""

PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path fill="#404040" d="M0 0h40v20H0z"/></svg>'

#: What the style does -> CSS.
FAULTS: dict[str, str] = {
    # text that is generated
    "a word before": ".text::before { content: 'Do not ' }",
    "a nought after": ".steps > li::after { content: '0' }",
    "a minus before": ".steps > li:nth-child(2)::after { content: '-' }",
    "a full stop and a digit": ".text strong::after { content: '.5' }",
    "an attribute": ".steps > li::after { content: attr(data-at) }",
    "a counter": ".steps > li::after { content: counter(step) }",
    "a counter of its own": "body { counter-reset: x 7 } .text::after { content: counter(x) }",
    "an opening quote": ".text::before { content: open-quote }",
    "words of another marker": ".points > li::marker { content: 'not ' }",
    "a dash for a bullet": ".points { list-style-type: '- ' }",
    "digits for bullets": ".points { list-style-type: decimal }",
    "a string": "h1 { string-set: x content() } .text::after { content: string(x) }",
    "a leader": ".steps > li::after { content: leader('0') }",
    "a page number": ".text::after { content: counter(page) }",
    "another's text": "h1 { anchor: attr(id) } .text::after { content: target-text(attr(href url)) }",
    "a hyphen of digits": ".text { width: 20mm; hyphens: auto; hyphenate-character: '0' }",
    "an ellipsis": ".text { width: 50mm; overflow: hidden; text-overflow: ellipsis; white-space: nowrap }",
    "a line that is clamped": ".main-message .message { max-lines: 1; continue: discard; width: 30mm }",
    "an ellipsis for a block": ".main-message .message { max-lines: 1; block-ellipsis: '…'; continue: discard; width: 30mm }",
    "a picture after": ".steps > li:nth-child(2)::after { content: url(press:styles/brands/example-neurology/logo.svg) }",
    "a footnote": ".text strong { float: footnote }",
    # numbers
    "1, 0, 1": ".steps > li:nth-child(2) { counter-increment: step -1 }",
    "from nought": ".steps { counter-reset: step -1 }",
    "by twos": ".steps > li { counter-increment: step 2 }",
    "set anew": ".steps > li:nth-child(2) { counter-set: step 9 }",
    "in roman": ".steps > li::before { content: counter(step, lower-roman) }",
    "in words": ".steps > li::before { content: 'Step ' counter(step) }",
    "none": ".steps > li::before { content: none }",
    "another sheet's": "@counter-style odd { system: cyclic; symbols: '7' } .steps > li::before { content: counter(step, odd) }",
    "numbers of another list": ".sources .list { list-style: upper-alpha }",
    # hidden
    "not displayed": ".steps > li:nth-child(2) { display: none }",
    "hidden": ".steps > li:nth-child(2) { visibility: hidden }",
    "collapsed": "tbody tr:first-child { visibility: collapse }",
    "white on white": ".text { color: #fff }",
    "see-through": ".text { color: transparent }",
    "nearly see-through": ".text { color: rgb(0 0 0 / 2%) }",
    "opacity": ".text { opacity: 0 }",
    "tiny": ".text strong { font-size: 1pt }",
    "of no size": ".text strong { font-size: 0 }",
    "indented off the page": ".text { text-indent: -999em }",
    "moved off the page": ".text { position: absolute; left: -999em }",
    "cut off": ".text { height: 2pt; overflow: hidden }",
    "clipped": ".text { position: absolute; clip: rect(0, 0, 0, 0) }",
    "round and clipped": ".text { overflow: hidden; border-radius: 30mm; height: 6mm; width: 40mm }",
    "no height": ".text { max-height: 0; overflow: hidden }",
    "no width": ".text strong { display: inline-block; width: 0; overflow: hidden }",
    "empty cells": "table { border-collapse: separate; empty-cells: hide } td { font-size: 0 }",
    "for print alone": "@media print { .text { display: none } }",
    "by language": ":lang(en) .text { display: none }",
    "masked": ".text { mask-border-source: linear-gradient(#000, transparent) }",
    "scaled away": ".text { transform: scale(0) }",
    "turned": ".text { transform: rotate(180deg) }",
    "mirrored": ".steps > li:nth-child(2) { transform: scaleX(-1) }",
    "replaced by a running head": ".text { position: running(x) }",
    # covered
    "a white ground after": ".points { background: #fff; margin-top: -14mm; position: relative }",
    "a frame over": ".points { border-top: 6mm solid #fff; margin-top: -7mm; position: relative }",
    "a gradient over": ".points { background: linear-gradient(#fff, #fff); margin-top: -14mm; position: relative }",
    "a picture over": ".points { background: url(press:styles/brands/example-neurology/logo.svg); margin-top: -14mm; position: relative }",
    "a generated box over": ".text { position: relative } .text::after { content: ''; position: absolute; inset: 0; background: #fff }",
    "a small box over one number": ".text strong { position: relative } .text strong::after { content: ''; position: absolute; inset: 0; background: #fff }",
    "a black box behind one number": ".text strong { background: #1a1a1a }",
    "a half box behind one number": ".text strong { background: linear-gradient(90deg, #1a1a1a 50%, #fff 50%) }",
    "an outline over": ".points { outline: 5mm solid #fff }",
    "a shadow over": ".points { box-shadow: 0 -8mm 0 0 #fff; position: relative }",
    "an inset shadow behind": ".text { box-shadow: inset 0 0 0 4mm #1a1a1a }",
    "a border picture over": ".points { border: 6mm solid; border-image: linear-gradient(#fff, #fff) 1; margin-top: -7mm; position: relative }",
    "a margin box over": "@page { @bottom-center { content: ''; position: absolute; background: #fff; margin-top: -60mm; height: 40mm; width: 100% } }",
    "a ground of the whole page over": "h1 { z-index: 9; position: relative; box-shadow: 0 90mm 0 90mm #fff }",
    # lines
    "struck through": ".steps > li:nth-child(2) { text-decoration: line-through }",
    "a bold word struck": ".text strong { text-decoration: line-through }",
    "underlined": ".text strong { text-decoration: underline }",
    "a line drawn through": ".text strong { background: linear-gradient(#000, #000) 0 50% / 100% 1pt no-repeat }",
    "an underline moved up": "a { text-underline-offset: -.4em }",
    "a thick underline": "a { text-decoration-thickness: .6em }",
    "a wavy line": ".steps > li { text-decoration: underline wavy }",
    "a line generated through": ".text strong { position: relative } .text strong::after { content: ''; position: absolute; left: 0; width: 3mm; top: 0; margin-top: 3mm; border-top: 1pt solid }",
    "a line over a number": ".text strong { position: relative } .text strong::after { content: ''; position: absolute; left: 0; width: 3mm; top: 0; border-top: 1pt solid }",
    "an overline": ".text strong { text-decoration: overline }",
    # beside
    "a dot over a letter": ".text strong { position: relative } .text strong::after { content: ''; position: absolute; left: 1mm; width: 1pt; height: 1pt; background: #000 }",
    "a ring after": ".text strong::after { content: ''; display: inline-block; width: .55em; height: .65em; border: 1pt solid; border-radius: 50% }",
    "a point after": ".text strong::after { content: ''; display: inline-block; width: 2pt; height: 2pt; background: #000 }",
    "a dash before": ".text strong::before { content: ''; display: inline-block; width: .4em; height: 1pt; background: #000; vertical-align: .3em }",
    "a bar before": ".text strong { border-left: 1pt solid }",
    "a ring as a bullet picture": ".steps { list-style-image: url(press:styles/brands/example-neurology/logo.svg) }",
    # moved
    "steps in another order": ".steps > li:nth-child(2) { position: relative; top: 22mm }",
    "steps from below": ".steps { display: flex; flex-direction: column-reverse }",
    "one step first": ".steps { display: flex; flex-direction: column } .steps > li:nth-child(3) { order: -1 }",
    "a number at another step": ".steps > li:nth-child(1)::before { position: relative; top: 9mm }",
    "a number inside its text": ".steps > li::before { margin-inline-start: -11mm; width: 10.9mm; text-align: end } .steps > li { padding-inline-start: 11mm } .steps { font-size: 12pt }",
    "columns changed": "tr { display: flex; flex-direction: row-reverse }",
    "rows from below": "tbody { display: flex; flex-direction: column-reverse }",
    "a block up": ".points { position: relative; top: -60mm }",
    "a block up by its margin": ".checklist { margin-top: -60mm; margin-bottom: 60mm }",
    "a float": ".steps > li:nth-child(1) { float: right; width: 60mm } .steps > li { clear: none }",
    "a grid": ".steps { display: grid } .steps > li:nth-child(3) { grid-area: 1 / 1 } .steps > li:nth-child(1) { grid-area: 3 / 1 }",
    "a word moved": ".text strong { position: relative; left: 60mm }",
    "a word up": ".text strong { position: relative; top: -8mm }",
    "a row of cells turned": "table { direction: rtl }",
    "letters backwards": ".text { direction: rtl; unicode-bidi: bidi-override }",
    "a paragraph the other way": ".text { direction: rtl }",
    "a word up and away": ".text strong { position: relative; top: -8mm; left: 60mm }",
    "the name of a table away": "caption { position: relative; top: 40mm }",
    "a table in columns": "table, thead, tbody, tr, th, td { display: block }",
    "order within flex": ".steps { display: flex; flex-wrap: wrap-reverse } .steps > li { width: 70mm }",
    "a step to the page's end": ".steps > li:nth-child(1) { position: absolute; bottom: 0 }",
    "the first on the next page": ".steps > li:nth-child(1) { position: absolute; top: 300mm }",
    "backwards in columns": ".points, .steps { display: inline-block; width: 60mm; vertical-align: top } .points { float: right }",
    # pictures and boxes
    "a picture hidden": ".figure img { visibility: hidden }",
    "a picture gone": ".figure img { display: none }",
    "a picture of no size": ".figure img { width: 0; height: 0 }",
    "a picture mirrored": ".figure img { transform: scaleX(-1) }",
    "a picture turned": ".figure img { transform: rotate(180deg) }",
    "a picture stretched": ".figure img { width: 150mm; height: 20mm }",
    "a picture cut": ".figure img { width: 20mm; height: 40mm; object-fit: cover }",
    "a picture cut by its frame": ".figure { height: 10mm; overflow: hidden }",
    "a picture see-through": ".figure img { opacity: .1 }",
    "a picture covered": ".figure { position: relative } .figure::after { content: ''; position: absolute; inset: 0 0 12mm 0; background: #fff }",
    "no boxes to tick": ".checklist > li::before { display: none }",
    "white boxes": ".checklist > li::before { border-color: #fff }",
    # spaces and letters
    "no space between words": ".text { word-spacing: -.3em }",
    "letters over each other": ".text strong, .steps > li { letter-spacing: -.5em }",
    "letters far apart": ".steps > li { letter-spacing: 1em }",
    "capitals": ".steps > li { text-transform: uppercase }",
    "small capitals": ".steps > li { font-variant: small-caps }",
    "raised": ".text strong { font-variant-position: super }",
    "raised and small": ".text strong { vertical-align: super; font-size: 12pt }",
    "fractions": ".text { font-feature-settings: 'frac' }",
    "other letters of the font": ".text { font-feature-settings: 'zero', 'ss01', 'smcp' }",
    "spaces kept": ".text { white-space: pre; word-spacing: -.25em }",
    # heads, feet, documents
    "no foot": "@page { @bottom-left { content: none !important } @bottom-right { content: none !important } }",
    "no page number": "@page { @bottom-right { content: none !important } }",
    "another foot": "@page { @bottom-left { content: 'Version 7' !important } }",
    "the foot white": "@page { @bottom-left { color: #fff !important } }",
    "pages counted wrongly": "@page { @bottom-right { content: 'Page ' counter(pages) ' of ' counter(page) !important } }",
    "another name for the sheet": "body { string-set: identity 'tablets · AAAAA AAAAA' !important }",
    "a word in the head": "@page { @top-center { content: 'Take two' } }",
    "pages counted otherwise": "@page { counter-increment: page 2 }",
    "no mark of a draft": ".band, .band-first { display: none }",
    "the mark of a draft without its words": ".mark .warning { font-size: 0 }",
}

#: What a designer may do.
FREE: dict[str, str] = {
    "colours": ".text { color: #003300 } .heading { color: #550000 }",
    "a ground": ".text { background: #f1f3f4; padding: 2mm }",
    "a frame": ".points { border: 1pt solid #1a1a1a; padding-block: 2mm }",
    "a rule under headings": ".heading { border-bottom: 1pt solid #1a1a1a; padding-bottom: 1mm }",
    "a rule over sections": "section { border-top: .5pt solid #1a1a1a; padding-top: 2mm }",
    "round corners": ".callout { border-radius: 3mm }",
    "a shadow": ".main-message { box-shadow: 0 0 2mm #767676 }",
    "zebra": "tbody tr:nth-child(2n) { background: #f1f3f4 }",
    "cells in frames": "td, th { border: .5pt solid #1a1a1a; padding: 2mm 3mm }",
    "numbers aligned to the end": "td:last-child { text-align: end; padding-inline-end: 0 }",
    "numbers in circles": ".steps > li::before { font-size: 14pt }",
    "numbers with a full stop": ".steps > li::before { content: counter(step) '.' }",
    "other bullets": ".points > li::marker { color: #0b4f5c; font-weight: bold }",
    "larger text": ".text { font-size: 14pt }",
    "centred": ".title { text-align: center }",
    "a bar beside a call-out": ".note, .caution { border-inline-start: 4pt solid #404040; padding-inline-start: 4mm }",
    "relative but not moved": ".text { position: relative } .steps > li { position: relative }",
    "steps beside each other": ".steps { display: flex } .steps > li { width: 50mm }",
    "bold is coloured": ".text strong { color: #550000 }",
    "bold on a ground": ".text strong { background: #fff3bf; padding: .5mm 1mm }",
    "links not underlined": "a { text-decoration: none; font-weight: bold }",
    "no page break in lists": ".points, .steps { break-inside: avoid }",
    "letters a little apart": ".heading { letter-spacing: .02em }",
    "figures in tables": "td { font-variant-numeric: tabular-nums }",
    "two columns": "section { columns: 2; column-gap: 8mm } .points, .steps, .checklist, table { break-inside: avoid }",
    "a picture beside text": ".figure { float: right; width: 50mm } .callout { clear: both }",
    "a smaller picture": ".figure img { width: 30mm }",
    "a table without lines": "td, th { border: none }",
    "a line beside the list": ".points { border-left: 3pt solid #0b4f5c; padding-left: 9mm }",
    "pages numbered in bold": "@page { @bottom-right { font-weight: bold } }",
    "hanging marks": ".clinic-advice { margin-inline-start: 4mm }",
    "kerning": "body { font-kerning: normal }",
}
