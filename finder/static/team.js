// The form works without this. It shows at once what its buttons "Show me what it says" show.
"use strict";

(() => {
  const form = document.querySelector("form[data-live]");
  if (!form) return;
  const PAUSE = 400;
  let timer = 0;
  let turn = 0;

  const outermost = (element) => {
    let found = element.closest(".block");
    while (found && found.parentElement.closest(".block")) found = found.parentElement.closest(".block");
    return found;
  };

  const ask = async (rule, whole) => {
    const mine = ++turn;
    const told = new URLSearchParams(new FormData(form));
    told.set("do", "live:" + rule.id);
    const answer = await fetch(location.pathname, { method: "POST", body: told }).catch(() => null);
    if (!answer || mine !== turn) return;
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(rule.id);
    if (!fresh || mine !== turn) return;
    if (whole) renew(rule, fresh);
    else for (const says of rule.querySelectorAll(".says")) copy(says, page);
  };

  const copy = (says, page) => {
    const now = page.getElementById(says.id);
    if (now && now.textContent !== says.textContent) says.textContent = now.textContent;
  };

  // Another fact can be compared in other ways: the block comes anew, as open as it was, and keeps the focus.
  const renew = (rule, fresh) => {
    const focused = document.activeElement.id;
    for (const block of fresh.querySelectorAll(".block")) {
      const before = document.getElementById(block.id);
      if (before) block.open = before.open;
    }
    rule.replaceWith(fresh);
    const again = focused && document.getElementById(focused);
    if (again) again.focus();
  };

  form.addEventListener("input", (event) => {
    const rule = outermost(event.target);
    if (!rule || !rule.id.startsWith("criteria-")) return;
    clearTimeout(timer);
    const whole = event.target.tagName === "SELECT";
    timer = setTimeout(() => ask(rule, whole), whole ? 0 : PAUSE);
  });
})();
