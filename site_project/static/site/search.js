// Names that fit what is typed: an ARIA combobox. Without it the form searches all the same.
const make = (name) => document.createElement(name);
for (const form of document.querySelectorAll("form[data-suggest]")) {
  const input = form.elements.q, list = form.appendChild(make("ul"));
  let asked = "", active = -1, timer;
  Object.assign(list, { id: "suggestions", hidden: true, role: "listbox", ariaLabel: input.ariaLabel });
  Object.assign(input, { role: "combobox", ariaAutoComplete: "list", ariaExpanded: "false" });
  input.setAttribute("aria-controls", list.id);

  const choose = (number) => {
    active = number;
    [...list.children].forEach((option, at) => option.ariaSelected = at === active);
    input.setAttribute("aria-activedescendant", list.children[active]?.id ?? "");
  };
  const show = (open) => {
    list.hidden = !open;
    input.ariaExpanded = String(open);
    choose(-1);
  };
  const fill = (names) => {
    list.replaceChildren(...names.map(({ name, kind, url }, at) => {
      const option = make("li"), small = make("small");
      Object.assign(option, { id: `suggestion-${at}`, role: "option" });
      option.dataset.url = url;
      small.textContent = kind;
      option.append(name, " ", small);
      return option;
    }));
    show(names.length > 0);
  };
  const ask = async () => {
    const text = asked = input.value;
    try {
      const answer = await fetch(`${form.dataset.suggest}?q=${encodeURIComponent(text)}`);
      // It may come after a later question, or after the field was left.
      if (answer.ok && text === asked && document.activeElement === input) fill(await answer.json());
    } catch { show(false); }
  };

  input.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(ask, 120); });
  input.addEventListener("blur", () => show(false));
  input.addEventListener("keydown", (event) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key], count = list.children.length;
    if (list.hidden || event.isComposing) return;
    // The field itself, -1, is one of the places gone round.
    if (step) choose((active + 1 + step + count + 1) % (count + 1) - 1);
    else if (event.key === "Enter" && active >= 0) location.assign(list.children[active].dataset.url);
    else if (event.key === "Escape") show(false);
    else return;
    event.preventDefault();
  });
  // Before the field loses the focus and the list closes.
  list.addEventListener("mousedown", (event) => {
    event.preventDefault();
    location.assign(event.target.closest("li").dataset.url);
  });
}
