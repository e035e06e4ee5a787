// Keeps what a curator types in this tab until the server has saved it: it is there again after a session that
// expired, a page that was left, or an answer that never came. Content only; nothing about patients is typed here.
"use strict";
{
  const form = document.querySelector("form[data-keep]");
  const key = `nod-curation:${location.pathname}`;
  const fields = [...form.elements].filter((each) => each.name && each.name !== "csrfmiddlewaretoken" && each.type !== "submit");
  const valueOf = (each) => (each.type === "checkbox" ? (each.checked ? "on" : "") : each.value);
  const nameOf = (each) => (each.type === "checkbox" ? `${each.name}=${each.value}` : each.name);
  const base = form.elements.base;
  // An answer to what was sent holds it all, and none of it is saved.
  const isAnswer = form.hasAttribute("data-typed");
  const clean = new Map(isAnswer ? [] : fields.map((each) => [nameOf(each), valueOf(each)]));

  const keep = () => {
    const typed = {};
    for (const each of fields) {
      if (each !== base && valueOf(each) !== clean.get(nameOf(each))) typed[nameOf(each)] = valueOf(each);
    }
    if (Object.keys(typed).length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify({ user: form.dataset.user, base: base.value, typed }));
  };

  const note = (text, typed) => {
    const box = document.createElement("div");
    box.className = "warning kept";
    box.setAttribute("role", "status");
    box.append(text);
    if (typed) {
      const shown = document.createElement("pre");
      shown.textContent = Object.entries(typed).map(([name, value]) => `${name}\n${value}`).join("\n\n");
      box.append(shown);
    }
    const discard = document.createElement("button");
    discard.type = "button";
    discard.className = "button";
    discard.textContent = "Discard it";
    discard.addEventListener("click", () => {
      sessionStorage.removeItem(key);
      location.assign(location.pathname);
    });
    box.append(discard);
    form.before(box);
  };

  const bringBack = ({ base: from, typed }) => {
    const lost = {};
    for (const [name, value] of Object.entries(typed)) {
      const field = fields.find((each) => nameOf(each) === name);
      if (!field || form.hasAttribute("data-locked")) lost[name] = value;
      else if (field.type === "checkbox") field.checked = value !== "";
      else field.value = value;
    }
    // Saved with this base, whatever somebody else saved meanwhile stays or is shown.
    if (!form.hasAttribute("data-locked")) base.value = from;
    const some = Object.keys(lost).length > 0;
    note(some ? "What you typed couldn't be put back into the form. Copy what you need." : "We kept what you typed. It isn't saved yet.", some ? lost : null);
  };

  const kept = JSON.parse(sessionStorage.getItem(key) ?? "null");
  if (isAnswer) {
    keep();
  } else if (document.querySelector(".messagelist .saved") || (kept && kept.user !== form.dataset.user)) {
    sessionStorage.removeItem(key);
  } else if (kept) {
    bringBack(kept);
  }

  let waiting = 0;
  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(keep, 200);
  });
  form.addEventListener("submit", keep);
  addEventListener("pagehide", () => {
    if (waiting) keep();
  });
}
