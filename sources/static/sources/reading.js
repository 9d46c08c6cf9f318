// Words selected in a paragraph, by mouse, touch or keyboard, are made into a passage. The same form serves without.

const page = document.querySelector("#reading");
const form = document.querySelector("#new");
const found = form.querySelector("#found");
const word = new RegExp(page.dataset.word, "g");
let waiting, asked = 0;

// The paragraph and the numbers of the first and last word that the selection touches, or null.
function selected() {
  const selection = getSelection();
  if (selection.isCollapsed) return null;
  const range = selection.getRangeAt(0).cloneRange();
  const node = range.startContainer;
  const text = (node.closest ? node : node.parentElement).closest(".words");
  if (!text) return null;
  // A passage stands in one paragraph. (Three clicks select up to the beginning of what comes next.)
  if (!text.contains(range.endContainer)) range.setEnd(text, text.childNodes.length);
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const start = before.toString().length, end = start + range.toString().length;
  const words = [...text.textContent.matchAll(word)];
  const first = words.findIndex(({0: one, index}) => index + one.length > start);
  const last = words.findLastIndex(({index}) => index < end);
  return first < 0 || last < first ? null : {paragraph: text.dataset.paragraph, first: first + 1, last: last + 1};
}

async function propose() {
  const chosen = selected();
  if (!chosen) return;
  const mine = ++asked;
  const proposal = await ask(chosen);
  if (mine !== asked) return;
  place(chosen.paragraph);
  form.elements.paragraph.value = chosen.paragraph;
  form.elements.opens.value = proposal.opens ?? "";
  form.elements.closes.value = proposal.closes ?? "";
  tell(proposal);
}

async function ask(chosen) {
  try {
    const answer = await fetch(`${page.dataset.shortest}?${new URLSearchParams(chosen)}`);
    return await answer.json();
  } catch {
    return {problem: page.dataset.failed};
  }
}

// Put the form under the paragraph, which stays where it is on the screen.
function place(number) {
  const text = page.querySelector(`.words[data-paragraph="${number}"]`);
  if (text.parentElement === form.parentElement) return;
  const top = text.getBoundingClientRect().top;
  text.after(form);
  scrollBy({top: text.getBoundingClientRect().top - top, behavior: "instant"});
}

function tell({words, problem, within = []}) {
  const lines = [document.createElement(problem ? "p" : "q")];
  lines[0].textContent = problem ?? words;
  lines[0].className = problem ? "problem" : "";
  for (const {key, url} of within) {
    const link = document.createElement("a");
    [link.href, link.textContent, link.className] = [url, page.dataset.within.replace("%s", key), "within"];
    lines.push(link);
  }
  found.replaceChildren(...lines);
}

// A text that can be edited has a caret; whatever would change it is refused, or undone.
for (const text of page.querySelectorAll(".words")) {
  const original = text.innerHTML;
  text.contentEditable = "true";
  text.inputMode = "none";
  text.spellcheck = false;
  text.setAttribute("role", "textbox");
  text.setAttribute("aria-readonly", "true");
  text.setAttribute("aria-multiline", "true");
  text.setAttribute("aria-label", page.dataset.label.replace("%s", text.dataset.paragraph));
  text.addEventListener("beforeinput", (event) => event.preventDefault());
  text.addEventListener("input", () => (text.innerHTML = original));
  text.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || !form.elements.opens.value) return;
    event.preventDefault();
    form.elements.key.focus();
  });
}

// What is still being drawn is not yet what is meant.
let drawing = false;

function wait() {
  clearTimeout(waiting);
  if (!drawing) waiting = setTimeout(propose, 200);
}

document.addEventListener("selectionchange", wait);
for (const [event, down] of [["pointerdown", true], ["pointerup", false], ["pointercancel", false]]) {
  document.addEventListener(event, () => {
    drawing = down;
    wait();
  });
}
