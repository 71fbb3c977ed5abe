// The preview's page: asks how the sheet stands, shows its pages or its mistakes, and asks again when files change.
"use strict";

const NAMES = ["handout", "lang", "variant", "brand"];
const ZOOMS = [0.5, 0.67, 0.8, 0.9, 1, 1.1, 1.25, 1.5, 1.75, 2, 2.5, 3];
const SHARPNESS = [72, 96, 144, 192, 288];
const at = (id) => document.getElementById(id);
const state = { choice: first(), sheet: null, asked: 0, zoom: Number(localStorage.getItem("zoom")) || 1, widest: widest() };

function first() {
  const address = new URLSearchParams(location.search);
  return Object.fromEntries(NAMES.map((name) => [name, address.get(name) ?? document.body.dataset[name] ?? ""]));
}

// How far "fit the width" may enlarge: the size on paper at first, anything where it was asked for, nothing after a zoom.
function widest() {
  const kept = localStorage.getItem("zoom");
  return kept === null ? 1 : kept === "fit" ? 3 : 0;
}

const query = (more) => new URLSearchParams({ ...state.choice, ...more }).toString();

function say(mood, words) {
  at("status").className = `status ${mood}`;
  at("says").textContent = words;
}

// ---- asking ---------------------------------------------------------------------------------------------------------

async function ask(quiet) {
  const number = ++state.asked;
  if (quiet !== true) at("sheet").setAttribute("aria-busy", "true");
  if (quiet !== true) say("", state.sheet ? "Setting the page …" : "Starting the typesetter …");
  let sheet;
  try {
    const answer = await fetch(`/sheet?${query()}`);
    if (!answer.ok) throw new Error(await answer.text());
    sheet = await answer.json();
  } catch (error) {
    if (number === state.asked) lost();
    return;
  }
  if (number !== state.asked) return;
  await show(sheet, number);
}

function lost() {
  at("pages").replaceChildren();
  at("problems").hidden = at("reviews").hidden = true;
  at("folio").textContent = "";
  at("sheet").setAttribute("aria-busy", "false");
  say("bad", "The preview has stopped. Start it again: handouts preview");
}

async function show(sheet, number) {
  const same = sheet.made && state.sheet?.made && sheet.generation === state.sheet.generation && NAMES.every((name) => sheet.choice[name] === state.sheet.choice[name]);
  const images = sheet.made && !same ? await drawn(sheet) : [];
  if (number !== state.asked) return;
  state.sheet = sheet;
  state.choice = { ...sheet.choice };
  offer(sheet);
  problems(sheet);
  if (!same) at("pages").replaceChildren(...images);
  at("pdf").href = `/sheet.pdf?${query({ g: sheet.generation })}`;
  at("pdf").setAttribute("aria-disabled", String(!sheet.made));
  document.title = `${sheet.title || sheet.choice.handout || "Nothing"} · ${sheet.choice.lang} · preview`;
  at("sheet").setAttribute("aria-busy", "false");
  at("sheet").dataset.generation = sheet.generation;
  history.replaceState(null, "", `/?${query()}`);
  zoom();
  folio();
  status(sheet);
}

function status(sheet) {
  const errors = sheet.problems.filter((one) => one.severity === "error").length;
  const pages = sheet.pages === 1 ? "1 page" : `${sheet.pages} pages`;
  if (!sheet.made) say("bad", `${errors === 1 ? "1 mistake keeps" : `${errors} mistakes keep`} this sheet from being made`);
  else if (errors) say("bad", `${pages}; ${errors === 1 ? "1 error" : `${errors} errors`}`);
  else say("good", `${pages}, set in ${sheet.seconds} s${sheet.marks.length ? ` · draft: ${sheet.marks.join(", ")}` : " · releasable"}${sheet.proved ? "" : " · checking …"}`);
}

// Pages are drawn before they are put up: no flash of white, and never a page of another sheet.
async function drawn(sheet) {
  const [width, height] = sheet.size;
  document.documentElement.style.setProperty("--ratio", `${width} / ${height}`);
  document.documentElement.style.setProperty("--width", (width / 25.4) * 96);
  const figures = Array.from({ length: sheet.pages }, (_, index) => {
    const figure = document.createElement("figure");
    const image = document.createElement("img");
    const caption = document.createElement("figcaption");
    image.alt = `Page ${index + 1} of ${sheet.pages}`;
    caption.textContent = `${index + 1} / ${sheet.pages}`;
    image.dataset.number = index + 1;
    figure.append(image, caption);
    return figure;
  });
  const seen = Math.max(0, current() - 1);
  const images = figures.map((figure) => figure.firstChild);
  const near = images.slice(seen, seen + 2);
  for (const image of near) image.src = address(image, sheet);
  await Promise.all(near.map((image) => image.decode().catch(() => {})));
  for (const image of images) if (!image.src) { image.loading = "lazy"; image.src = address(image, sheet); }
  return figures;
}

function address(image, sheet) {
  const wanted = 96 * state.zoom * (window.devicePixelRatio || 1);
  const dpi = SHARPNESS.find((one) => one >= wanted) ?? SHARPNESS.at(-1);
  return `/page/${image.dataset.number}.png?${new URLSearchParams({ ...sheet.choice, dpi, g: sheet.generation })}`;
}

// ---- choices and mistakes -------------------------------------------------------------------------------------------

function offer(sheet) {
  for (const name of NAMES) {
    const select = at(name);
    const options = sheet.offer[name].map(([value, words]) => new Option(words, value));
    if (!sheet.offer[name].some(([value]) => value === sheet.choice[name]) && sheet.choice[name]) options.push(new Option(sheet.choice[name], sheet.choice[name]));
    // Somebody may have it open: what is as it was stays.
    const as = (list) => [...list].map((option) => `${option.value} ${option.text}`).join("\n");
    if (as(select.options) !== as(options)) select.replaceChildren(...options);
    select.value = sheet.choice[name];
  }
}

function problems(sheet) {
  const errors = sheet.problems.filter((one) => one.severity === "error");
  const reviews = sheet.problems.filter((one) => one.severity !== "error");
  at("problems").hidden = errors.length === 0;
  at("problems-head").textContent = sheet.made ? `${errors.length === 1 ? "1 error" : `${errors.length} errors`}: this sheet cannot be released` : `${errors.length === 1 ? "1 mistake" : `${errors.length} mistakes`}`;
  at("list").replaceChildren(...errors.map(item));
  at("reviews").hidden = reviews.length === 0;
  at("reviews-head").textContent = `${reviews.length} for review`;
  at("review-list").replaceChildren(...reviews.map(item));
}

function item(problem) {
  const line = document.createElement("li");
  const place = document.createElement("button");
  place.type = "button";
  place.className = "place";
  place.textContent = [problem.path, problem.line, problem.column].filter(Boolean).join(":");
  place.title = "Copy";
  place.addEventListener("click", () => navigator.clipboard?.writeText(place.textContent));
  const fault = document.createElement("p");
  fault.className = "fault";
  const rule = document.createElement("span");
  rule.className = "rule";
  rule.textContent = ` [${problem.rule}]`;
  fault.append(problem.fault, rule);
  const remedy = document.createElement("p");
  remedy.className = "remedy";
  remedy.textContent = problem.remedy;
  line.append(place, fault, ...(problem.remedy ? [remedy] : []));
  return line;
}

// ---- looking --------------------------------------------------------------------------------------------------------

function zoom(to) {
  if (to !== undefined) {
    state.zoom = Math.min(3, Math.max(0.25, to));
    state.widest = 0;
    localStorage.setItem("zoom", state.zoom);
  }
  if (state.widest && state.sheet) {
    const width = (state.sheet.size[0] / 25.4) * 96;
    state.zoom = Math.min(state.widest, Math.max(0.25, (document.documentElement.clientWidth - 48) / width));
  }
  const here = current();
  const share = offsetIn(here);
  document.documentElement.style.setProperty("--zoom", state.zoom);
  at("scale").textContent = `${Math.round(state.zoom * 100)} %`;
  if (to !== undefined && state.sheet?.made) {
    sharpen();
    const image = imageOf(here);
    if (image) scrollTo({ top: image.getBoundingClientRect().top + scrollY + share * image.clientHeight - edge() });
  }
}

function sharpen() {
  for (const image of document.querySelectorAll(".pages img")) {
    const sharp = address(image, state.sheet);
    if (!image.src.endsWith(sharp)) image.src = sharp;
  }
}

const edge = () => at("status").getBoundingClientRect().bottom + 8;
const imageOf = (number) => document.querySelector(`.pages img[data-number="${number}"]`);

function offsetIn(number) {
  const box = imageOf(number)?.getBoundingClientRect();
  return box && box.height ? (edge() - box.top) / box.height : 0;
}

function current() {
  const images = [...document.querySelectorAll(".pages img")];
  const middle = innerHeight * 0.4;
  const seen = images.filter((image) => image.getBoundingClientRect().top <= middle);
  return seen.length || (images.length ? 1 : 0);
}

function folio() {
  at("folio").textContent = state.sheet?.made ? `Page ${current()} of ${state.sheet.pages}` : "";
}

function turn(by) {
  const image = imageOf(current() + by);
  if (image) scrollTo({ top: image.getBoundingClientRect().top + scrollY - edge() });
}

const step = (by) => {
  const next = by > 0 ? ZOOMS.find((one) => one > state.zoom + 0.01) : ZOOMS.findLast((one) => one < state.zoom - 0.01);
  if (next) zoom(next);
};

function fit() {
  state.widest = 3;
  localStorage.setItem("zoom", "fit");
  zoom();
  sharpen();
}

const KEYS = {
  "+": () => step(1), "=": () => step(1), "-": () => step(-1), "−": () => step(-1), 0: () => zoom(1), f: fit,
  n: () => turn(1), p: () => turn(-1), o: () => at("pdf").getAttribute("aria-disabled") === "true" || at("pdf").click(),
  e: () => at("problems").hidden ? at("reviews").scrollIntoView() : at("problems").scrollIntoView({ block: "center" }), "?": () => at("keys").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || at("keys").open || event.target.closest("select, input")) return;
  const chosen = document.querySelector(`select[data-key="${CSS.escape(event.key)}"]`);
  const act = chosen ? () => chosen.focus() : KEYS[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

for (const name of NAMES) {
  at(name).addEventListener("change", () => {
    state.choice = { ...state.choice, [name]: at(name).value, ...(name === "handout" ? { lang: "", brand: "" } : {}) };
    at(name).blur();
    ask();
  });
}
at("smaller").addEventListener("click", () => step(-1));
at("larger").addEventListener("click", () => step(1));
at("scale").addEventListener("click", () => zoom(1));
at("fit").addEventListener("click", fit);
at("help").addEventListener("click", () => at("keys").showModal());
addEventListener("scroll", folio, { passive: true });
addEventListener("resize", () => { measure(); zoom(); folio(); });
function measure() {
  document.documentElement.style.setProperty("--bar-height", `${document.querySelector(".bar").offsetHeight}px`);
}

// ---- changes --------------------------------------------------------------------------------------------------------

function listen() {
  const line = new EventSource("/events");
  line.onmessage = (message) => {
    const event = JSON.parse(message.data);
    if (event.event === "end") return lost();
    const old = state.sheet && event.generation !== state.sheet.generation;
    if (event.event === "proved") return ask(state.sheet?.generation === event.generation);
    if (event.event === "changed" || (event.event === "hello" && old)) ask();
  };
  line.onerror = () => { if (line.readyState === EventSource.CLOSED) lost(); else say("bad", "The preview does not answer; trying again …"); };
}

measure();
ask();
listen();
