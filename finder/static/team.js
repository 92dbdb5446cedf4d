// The form works without this. It shows at once what its buttons "Show me what it says" show.
"use strict";

(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const PAUSE = 400;
  let timer = 0;
  let turn = 0;
  // The blocks that have to come anew, until they have come.
  const old = new Set();

  const outermost = (element) => {
    let found = element.closest(".block");
    while (found && found.parentElement.closest(".block")) found = found.parentElement.closest(".block");
    return found;
  };

  const ask = async (id) => {
    const mine = ++turn;
    const told = new URLSearchParams(new FormData(form));
    told.set("do", "live:" + id);
    const answer = await fetch(location.pathname, { method: "POST", body: told }).catch(() => null);
    if (!answer) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    // Whoever went on typing asks again, with what was typed since.
    if (mine !== turn || !page.querySelector("form[data-live]")) return;
    for (const stale of old) renew(document.getElementById(stale), page.getElementById(stale));
    old.clear();
    for (const says of form.querySelectorAll(".says[id]")) copy(says, page);
  };

  const copy = (says, page) => {
    const now = page.getElementById(says.id);
    if (now && now.textContent !== says.textContent) says.textContent = now.textContent;
  };

  // Another fact can be compared in other ways: the block comes anew, as open and with the focus as it was.
  const renew = (block, fresh) => {
    if (!block || !fresh) return;
    const focused = document.activeElement.id;
    for (const inner of fresh.querySelectorAll("details[id]")) {
      const before = document.getElementById(inner.id);
      if (before) inner.open = before.open;
    }
    fresh.open = block.open;
    block.replaceWith(fresh);
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  };

  form.addEventListener("input", (event) => {
    const block = outermost(event.target);
    if (!block || !block.id.startsWith("criteria-")) return;
    const picked = event.target.tagName === "SELECT";
    if (picked) old.add(block.id);
    turn += 1;
    clearTimeout(timer);
    timer = setTimeout(ask, picked ? 0 : PAUSE, block.id);
  });
})();
