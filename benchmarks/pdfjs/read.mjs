// node read.mjs FOLDER FILE.pdf … (pdfjs-dist is installed in FOLDER): the text of each page as pdf.js gives it to Firefox's text layer, as JSON: {file: [page, …]}.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";

// What it would paint with: nothing is painted here.
for (const name of ["DOMMatrix", "ImageData", "Path2D"]) globalThis[name] ??= class {};
console.warn = console.log = () => {};
const home = dirname(createRequire(join(process.argv[2], "x.js")).resolve("pdfjs-dist/package.json"));
const pdfjs = await import(join(home, "legacy/build/pdf.mjs"));
const found = {};
for (const file of process.argv.slice(3)) {
    const task = pdfjs.getDocument({
        data: new Uint8Array(readFileSync(file)),
        cMapUrl: join(home, "cmaps/"),
        standardFontDataUrl: join(home, "standard_fonts/"),
        verbosity: 0,
    });
    const opened = await task.promise;
    found[file] = [];
    for (let number = 1; number <= opened.numPages; number++) {
        const content = await (await opened.getPage(number)).getTextContent();
        found[file].push(content.items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join(""));
    }
    await task.destroy();
}
process.stdout.write(JSON.stringify(found));
