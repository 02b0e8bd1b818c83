"use strict";
const form = document.querySelector("[role=search]"), box = document.getElementById("search");
const found = document.getElementById("found"), shelves = [...document.querySelectorAll(".shelf")];
const rules = shelves.flatMap(shelf => [...shelf.querySelectorAll("li")]).map(item => ({
  item, words: `${item.textContent} ${item.dataset.words}`.toLowerCase()
}));
const look = () => {
  const wanted = box.value.toLowerCase().split(/\s+/).filter(Boolean);
  let many = 0;
  for (const { item, words } of rules) {
    item.hidden = !wanted.every(word => words.includes(word));
    many += item.hidden ? 0 : 1;
  }
  for (const shelf of shelves) shelf.hidden = !shelf.querySelector("li:not([hidden])");
  found.textContent = wanted.length ? `${many} of ${rules.length} rules` : "";
};
form.hidden = false;
form.addEventListener("submit", event => event.preventDefault());
box.addEventListener("input", look);
look();
