// A little comfort; every page works without it. `/` searches, `j` and `k` go down and up a list, and what is to be cited can be copied.
"use strict";

const places = () => [...document.querySelectorAll("main .list > li, main .line > li, main .pair, main tbody tr")]
  .filter((place) => place.offsetParent !== null);
let at = -1;

document.addEventListener("keydown", (pressed) => {
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey || /^(INPUT|SELECT|TEXTAREA)$/.test(pressed.target.tagName)) return;
  if (pressed.key === "/") {
    pressed.preventDefault();
    const box = document.getElementById("q");
    box.focus();
    box.select();
  } else if (pressed.key === "j" || pressed.key === "k") {
    const all = places();
    if (!all.length) return;
    at = Math.min(all.length - 1, Math.max(0, at + (pressed.key === "j" ? 1 : -1)));
    all[at].scrollIntoView({ block: "center" });
    const link = all[at].querySelector("a");
    if (link) link.focus({ preventScroll: true });
  }
});

for (const button of document.querySelectorAll("button.copy")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    const place = document.getElementById(button.dataset.copies);
    try {
      await navigator.clipboard.writeText(place.textContent.trim());
      button.textContent = "Copied";
    } catch {
      getSelection().selectAllChildren(place);
      button.textContent = "Selected: copy it";
    }
  });
}

const narrow = matchMedia("(max-width: 47rem)");
for (const facets of document.querySelectorAll("details.facets")) if (narrow.matches) facets.open = false;
