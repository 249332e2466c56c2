"use strict";
// Boxes that tick, are remembered by the browser, and go back to the checklist as Markdown. No request is ever made.
(() => {
  const root = document.documentElement;
  const find = (id) => document.getElementById(id);
  const boxes = [...document.querySelectorAll("input[data-action]")];
  const checklist = find("checklist");
  const written = checklist.textContent;
  const LINE = /^(\s*(?:[-*+]|\d+[.)])\s+\[)(.)(\].*🆔 *([\w-]+).*)$/u;

  // A browser may refuse to remember what a file says, and only tells so when asked.
  const memory = (() => {
    try {
      localStorage.setItem("plan:?", "");
      localStorage.removeItem("plan:?");
      return localStorage;
    } catch {
      return null;
    }
  })();

  const say = (text) => {
    find("said").textContent = text;
  };
  const key = (box) => `plan:${root.dataset.plan}:${box.dataset.action}`;

  // What is kept is how the file had the box when it was changed here. A newer file that has it otherwise wins.
  const remember = (box) => {
    if (!memory) return;
    try {
      if (box.checked === box.defaultChecked) memory.removeItem(key(box));
      else memory.setItem(key(box), box.defaultChecked ? "x" : " ");
    } catch {
      say("This browser has no room to remember ticks. Copy them before you close the page.");
    }
  };
  const recall = (box) => {
    const had = memory ? memory.getItem(key(box)) : null;
    if (had === null) box.checked = box.defaultChecked;
    else if ((had === "x") === box.defaultChecked) box.checked = !box.defaultChecked;
    else memory.removeItem(key(box));
  };

  const markdown = () => {
    const ticked = new Map(boxes.map((box) => [box.dataset.action, box.checked]));
    return written
      .split("\n")
      .map((line) => {
        const [, head, mark, tail, id] = LINE.exec(line) ?? [];
        if (!ticked.has(id) || ticked.get(id) === /x/i.test(mark)) return line;
        return head + (ticked.get(id) ? "x" : " ") + tail;
      })
      .join("\n");
  };

  const show = () => {
    for (const card of document.querySelectorAll("[data-progress]")) {
      const inside = boxes.filter((box) => box.closest(`#${card.dataset.progress}`));
      const done = inside.filter((box) => box.checked).length;
      card.querySelector(".done").textContent = done;
      card.querySelector(".filled").setAttribute("width", inside.length ? (100 * done) / inside.length : 0);
    }
    const counted = boxes.filter((box) => box.closest("[id^='phase-']"));
    find("done").textContent = counted.filter((box) => box.checked).length;
    for (const box of boxes) {
      box.closest(".action").classList.toggle("done", box.checked);
      const dot = document.querySelector(`[data-dot="${CSS.escape(box.dataset.action)}"]`);
      if (dot) dot.classList.toggle("done", box.checked);
    }
    checklist.textContent = markdown();
  };

  const copied = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      checklist.closest("details").open = true;
      getSelection().selectAllChildren(checklist);
      return document.execCommand("copy");
    }
  };

  const day = () => {
    const [year, month, date] = root.dataset.start.split("-").map(Number);
    const now = new Date();
    return Math.round((Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) - Date.UTC(year, month - 1, date)) / 864e5);
  };
  const showToday = () => {
    if (!root.dataset.start) return;
    const nth = day();
    const days = Number(root.dataset.days);
    const told = find("today-told");
    if (nth < 0) told.textContent = nth === -1 ? "Starts tomorrow" : `Starts in ${-nth} days`;
    else if (nth < days && root.dataset.months) told.textContent = `This is month ${Math.floor(nth / 30) + 1} of ${root.dataset.months}`;
    else if (nth < days) told.textContent = `Today is day ${nth + 1} of ${days}`;
    told.hidden = !told.textContent;
    const { first, last, unit, pad } = document.querySelector(".drawn-timeline").dataset;
    if (nth < Number(first) || nth > Number(last)) return;
    find("today").setAttribute("transform", `translate(${Number(pad) + (nth - first + 0.5) * unit} 0)`);
    find("today").classList.add("shown");
    document.querySelector(".key-today").hidden = false;
  };

  for (const box of boxes) {
    box.addEventListener("change", () => {
      say("");
      remember(box);
      show();
    });
  }
  find("copy").addEventListener("click", async () => {
    const done = await copied(checklist.textContent);
    say(done ? "Copied." : "The text is marked: press Ctrl+C, or Cmd+C, to copy it.");
  });
  find("forget").addEventListener("click", () => {
    for (const box of boxes) {
      box.checked = box.defaultChecked;
      remember(box);
    }
    show();
    say("The boxes are as the file has them.");
  });
  addEventListener("storage", () => {
    boxes.forEach(recall);
    show();
  });

  document.querySelector(".tools").hidden = false;
  if (!memory) say("This browser does not remember ticks in a file. Copy them before you close the page.");
  boxes.forEach(recall);
  show();
  showToday();
})();
