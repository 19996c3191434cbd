// What a reader can do with the page: find, filter, sort, ask a cell, choose a theme. Without it nothing is missing.
"use strict";
(() => {
  const root = document.documentElement;
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const fill = (text, values) => text.replace(/\{(\w+)\}/g, (found, name) => (name in values ? values[name] : found));

  // ---- theme: the reader's system decides until the reader does
  const theme = one("#theme");
  const stored = (value) => {
    try {
      if (value) localStorage.setItem("portfolio-theme", value);
      return localStorage.getItem("portfolio-theme");
    } catch {
      return value || null; // a page opened from a file may have no storage
    }
  };
  const isDark = () => (root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches);
  const showTheme = () => theme.setAttribute("aria-pressed", String(isDark()));
  const before = stored();
  if (before === "dark" || before === "light") root.dataset.theme = before;
  theme.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored(root.dataset.theme);
    showTheme();
  });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", showTheme);
  showTheme();
  theme.hidden = false;

  const controls = one(".controls");
  const grid = one(".grid");
  if (!grid) return;
  controls.hidden = false;
  controls.addEventListener("submit", (event) => event.preventDefault());

  const bodies = [grid.tBodies[0], one(".heat")?.tBodies[0]].filter(Boolean);
  const systems = [...bodies[0].rows].map((row, place) => ({
    place,
    row,
    rows: bodies.map((body) => body.rows[place]),
    text: row.textContent.toLowerCase(),
    links: [],
  }));
  const byId = new Map(systems.map((system) => [`#${system.row.id}`, system]));
  const obstacles = all(".stops tbody tr").map((row) => ({ row, links: all("a", row) }));
  for (const { links } of obstacles) for (const link of links) byId.get(link.hash).links.push(link);

  let settle = () => {};

  // ---- find and filter
  const find = one("#find");
  const facets = ["class", "route", "priority", "client"].map((name) => [name, one(`#by-${name}`)]).filter(([, select]) => select);
  const shown = one("#shown");
  const nothing = one(".nothing");
  const holds = (value, wanted, name) => (name === "priority" ? value.split(" ").includes(wanted) : value === wanted);
  const filter = () => {
    const sought = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    const wanted = facets.filter(([, select]) => select.value);
    let n = 0;
    for (const { row, rows, text, links } of systems) {
      const fits = wanted.every(([name, select]) => holds(row.dataset[name], select.value, name)) && sought.every((word) => text.includes(word));
      for (const each of rows) each.hidden = !fits;
      for (const link of links) link.hidden = !fits;
      n += fits;
    }
    for (const { row, links } of obstacles) row.hidden = links.every((link) => link.hidden);
    shown.textContent = fill(shown.dataset.words, { n, all: systems.length });
    nothing.hidden = n > 0;
    settle();
    for (const link of all("[data-set]")) {
      const is = one(`#by-${link.dataset.set}`).value === link.dataset.value;
      if (is) link.setAttribute("aria-current", "true");
      else link.removeAttribute("aria-current");
    }
  };
  find.addEventListener("input", filter);
  for (const [, select] of facets) select.addEventListener("change", filter);
  const clear = () => {
    find.value = "";
    for (const [, select] of facets) select.value = "";
  };
  one("#clear").addEventListener("click", () => {
    clear();
    filter();
  });
  for (const link of all("[data-set]")) {
    link.addEventListener("click", () => {
      const select = one(`#by-${link.dataset.set}`);
      const again = select.value === link.dataset.value;
      clear();
      select.value = again ? "" : link.dataset.value;
      filter();
    });
  }
  const withClients = one("#with-clients");
  withClients?.addEventListener("change", () => document.body.classList.toggle("no-clients", !withClients.checked));

  // ---- sort: both tables keep the same order; systems that are equal keep theirs
  const order = new Intl.Collator(root.lang, { numeric: true, sensitivity: "base" }).compare;
  const heads = [...grid.tHead.rows[0].cells];
  const keyOf = (row, column) => {
    const cell = row.cells[column];
    return cell.dataset.v ?? one("bdi", cell)?.textContent ?? cell.textContent;
  };
  const sort = (column) => {
    const down = heads[column].getAttribute("aria-sort") === "ascending";
    for (const [place, head] of heads.entries()) head.setAttribute("aria-sort", place !== column ? "none" : down ? "descending" : "ascending");
    const keyed = systems.map((system) => ({ system, key: keyOf(system.row, column) }));
    keyed.sort((a, b) => (down ? order(b.key, a.key) : order(a.key, b.key)) || a.system.place - b.system.place);
    bodies.forEach((body, place) => body.append(...keyed.map(({ system }) => system.rows[place])));
  };
  for (const [column, head] of heads.entries()) {
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = head.textContent.trim();
    button.title = fill(grid.dataset.sort, { name: button.textContent });
    button.addEventListener("click", () => sort(column));
    head.replaceChildren(button);
    head.setAttribute("aria-sort", "none");
  }

  // ---- ask a cell: all its counts, by pointer or by arrow keys
  const heat = one(".heat");
  if (heat) {
    const detail = one(".detail");
    const words = heat.dataset.words.split("|");
    const severity = new Map(heat.dataset.severity.split("|").map((entry) => entry.split("=")));
    const articles = [...heat.tHead.rows[0].cells].map((head) => head.textContent);
    const tell = (cell) => {
      const [open, unknown, partly, met, worst] = (cell.dataset.c || "0|0|0|0").split("|");
      const counts = [open, unknown, partly, met].map((n, place) => `${n} ${words[place]}`).join(", ");
      const gravest = worst ? ` ${fill(heat.dataset.worst, { name: severity.get(worst) || worst })}` : "";
      const told = `${one("bdi", cell.parentNode).textContent}, ${articles[cell.cellIndex]}: ${counts}.${gravest}`;
      detail.textContent = told;
      cell.setAttribute("aria-label", told);
    };
    let current = one("td", heat);
    if (current) current.tabIndex = 0;
    const stand = (cell) => {
      current.removeAttribute("tabindex");
      current = cell;
      current.tabIndex = 0;
    };
    const go = (cell) => {
      stand(cell);
      current.focus();
    };
    // One cell is reached by the tabulator: where a filter hides its row, the first that is shown.
    settle = () => {
      const row = current?.parentNode.hidden && [...heat.tBodies[0].rows].find((each) => !each.hidden);
      if (row) stand(row.cells[1]);
    };
    one(".how").hidden = false;
    const visible = (row, way) => {
      let next = row[way];
      while (next && next.hidden) next = next[way];
      return next;
    };
    const moves = {
      ArrowLeft: (cell) => cell.previousElementSibling,
      ArrowRight: (cell) => cell.nextElementSibling,
      ArrowUp: (cell) => visible(cell.parentNode, "previousElementSibling")?.cells[cell.cellIndex],
      ArrowDown: (cell) => visible(cell.parentNode, "nextElementSibling")?.cells[cell.cellIndex],
      Home: (cell) => cell.parentNode.cells[1],
      End: (cell) => cell.parentNode.lastElementChild,
    };
    heat.addEventListener("pointerover", (event) => event.target.closest("td") && tell(event.target.closest("td")));
    heat.addEventListener("focusin", (event) => event.target.tagName === "TD" && tell(event.target));
    heat.addEventListener("keydown", (event) => {
      if (event.target.tagName !== "TD" || !moves[event.key]) return;
      event.preventDefault();
      const next = moves[event.key](event.target);
      if (next?.tagName === "TD") go(next);
    });
    heat.addEventListener("click", (event) => event.target.closest("td") && go(event.target.closest("td")));
  }

  // ---- the head of the table stays below the controls, however many lines they take
  const stick = () => root.style.setProperty("--stick", `${getComputedStyle(controls).position === "sticky" ? controls.offsetHeight : 0}px`);
  new ResizeObserver(stick).observe(controls);
  filter();
})();
