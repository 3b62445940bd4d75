// What a browser adds to the pages, which work without it: results while one types, and keys.
"use strict";

const input = document.querySelector("input[type=search]");
let request = null;
let chosen = -1;

// The form's fields as an address, without those that are empty.
function address() {
  const fields = new URLSearchParams(new FormData(input.form));
  for (const [name, value] of [...fields]) if (!value) fields.delete(name);
  const text = fields.toString();
  return text ? "/?" + text : "/";
}

// The server writes the results; only they are replaced.
async function show() {
  const target = address();
  request?.abort();
  request = new AbortController();
  try {
    const part = target + (target.includes("?") ? "&" : "?") + "part=1";
    const response = await fetch(part, { signal: request.signal });
    const results = document.getElementById("results");
    if (!results) return location.assign(target);
    results.outerHTML = await response.text();
    chosen = -1;
    history.replaceState(null, "", target);
    document.title = input.value ? input.value + " – Concord" : "Concord";
  } catch (error) {
    // A newer request has taken its place, or the server is gone: the button still works.
    if (error.name !== "AbortError") console.warn(error);
  }
}

let timer = 0;
input.addEventListener("input", () => {
  if (!document.getElementById("results")) return;
  clearTimeout(timer);
  timer = setTimeout(show, 80);
});

function choose(step) {
  const hits = [...document.querySelectorAll(".hit")];
  if (!hits.length) return;
  hits[chosen]?.classList.remove("chosen");
  chosen = Math.max(0, Math.min(hits.length - 1, chosen + step));
  hits[chosen].classList.add("chosen");
  hits[chosen].scrollIntoView({ block: "nearest" });
}

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const isTyping = event.target === input;
  if (event.key === "/" && !isTyping) {
    event.preventDefault();
    input.focus();
    input.select();
  } else if (event.key === "Escape" && isTyping) {
    input.blur();
  } else if (event.key === "ArrowDown" && isTyping) {
    event.preventDefault();
    input.blur();
    choose(1);
  } else if (isTyping) {
    return;
  } else if (event.key === "j" || event.key === "ArrowDown") {
    event.preventDefault();
    choose(1);
  } else if (event.key === "k" || event.key === "ArrowUp") {
    event.preventDefault();
    choose(-1);
  } else if (event.key === "Enter" && chosen >= 0) {
    document.querySelectorAll(".hit")[chosen]?.querySelector("a")?.click();
  }
});

// An article opens where it matches.
document.querySelector("#article mark")?.scrollIntoView({ block: "center" });
