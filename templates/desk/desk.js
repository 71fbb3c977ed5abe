// Comfort only: every page works without it. Nothing is sent anywhere but to this desk; what was used lately stays here.
"use strict";
(() => {
  const field = document.getElementById("q");
  const found = document.getElementById("found");
  if (field && found) {
    let pause = 0;
    let latest = 0;
    field.addEventListener("input", () => {
      clearTimeout(pause);
      pause = setTimeout(async () => {
        const turn = ++latest;
        try {
          const answer = await fetch("/?part=1&q=" + encodeURIComponent(field.value) + carried());
          if (answer.ok && turn === latest) {
            found.innerHTML = await answer.text();
            history.replaceState(null, "", "/?q=" + encodeURIComponent(field.value) + carried());
          }
        } catch { /* the button still works */ }
      }, 300);
    });
  }
  const choice = document.getElementById("choice");
  if (choice) {
    // With a mouse a choice is shown at once; the arrow keys pass over the others on their way, so keys have the button.
    let pointed = false;
    choice.addEventListener("pointerdown", () => { pointed = true; });
    choice.addEventListener("keydown", () => { pointed = false; });
    choice.addEventListener("change", () => { if (pointed) choice.requestSubmit(); });
    remember(location.pathname + location.search, document.querySelector("h1"));
  }
  const recent = document.getElementById("recent");
  if (recent && !field.value) {
    const list = recent.querySelector("ul");
    for (const one of used()) {
      const item = document.createElement("li");
      const link = document.createElement("a");
      link.href = one.href;
      link.textContent = one.title;
      link.lang = one.lang;
      link.dir = "auto";
      item.append(link);
      list.append(item);
    }
    recent.hidden = list.children.length === 0;
  }
  // The set stands in the address, so that nothing is kept anywhere.
  function carried() {
    return new URLSearchParams(location.search).getAll("s").map((one) => "&s=" + encodeURIComponent(one)).join("");
  }
  function used() {
    try {
      const kept = JSON.parse(localStorage.getItem("used") || "[]");
      return Array.isArray(kept) ? kept.filter((one) => typeof one.href === "string" && one.href.startsWith("/sheet/")).slice(0, 8) : [];
    } catch {
      return [];
    }
  }
  function remember(href, heading) {
    try {
      const rest = used().filter((one) => one.href !== href);
      localStorage.setItem("used", JSON.stringify([{ href, title: heading.textContent, lang: heading.lang }, ...rest].slice(0, 8)));
    } catch { /* a browser that keeps nothing */ }
  }
})();
