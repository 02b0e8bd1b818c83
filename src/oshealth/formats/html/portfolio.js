"use strict";
(() => {
  const table = document.getElementById("league");
  if (!table) return;
  const one = (id) => document.getElementById(id);
  const body = table.tBodies[0], rows = [...body.rows], heads = [...table.tHead.rows[0].cells];
  const find = one("find"), letter = one("letter"), told = one("told"), all = one("all"), first = 100;
  const words = rows.map((row) => row.cells[0].textContent.toLowerCase());
  let order = rows.map((_, at) => at), whole = rows.length <= first * 1.2;

  const value = (row, column) => {
    const text = row.cells[column].textContent.trim(), number = parseFloat(text.replace(/[,\s]/g, ""));
    return Number.isNaN(number) ? text.toLowerCase() : number;
  };
  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    let found = 0, shown = 0;
    for (const at of order) {
      const fits = words[at].includes(wanted) && (!letter.value || rows[at].cells[1].textContent.trim() === letter.value);
      found += fits;
      rows[at].hidden = !fits || (!whole && shown >= first);
      shown += !rows[at].hidden;
    }
    told.textContent = `${shown} of ${found === rows.length ? found : `${found} found, ${rows.length} in all`}`;
    all.hidden = shown === found;
    all.textContent = `Show all ${found}`;
  };
  const sort = (column) => {
    const head = heads[column], up = head.getAttribute("aria-sort") === "descending" || (!head.hasAttribute("aria-sort") && !head.classList.contains("n"));
    const keys = rows.map((row) => value(row, column)), sign = up ? 1 : -1;
    const rank = (key) => (typeof key === "number" ? 0 : 1);
    order = rows.map((_, at) => at).sort((a, b) => rank(keys[a]) - rank(keys[b]) || (keys[a] < keys[b] ? -sign : keys[a] > keys[b] ? sign : a - b));
    heads.forEach((cell) => cell.removeAttribute("aria-sort"));
    head.setAttribute("aria-sort", up ? "ascending" : "descending");
    body.append(...order.map((at) => rows[at]));
    show();
  };
  heads.forEach((head, column) => {
    if (head.classList.contains("wide")) return;
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    button.addEventListener("click", () => sort(column));
    head.append(button);
  });
  find.addEventListener("input", show);
  letter.addEventListener("change", show);
  all.addEventListener("click", () => { whole = true; show(); });
  one("tools").hidden = false;
  show();
})();
