// Where notes stand in the rail, their disclosures are open, so that none is read out as collapsed.
const notes = document.querySelectorAll(".rails .note");
let railed = false;

function follow() {
  // Only the style sheet knows where the rail begins; a note shows its numeral only there.
  const now = getComputedStyle(notes[0].querySelector(".n")).display !== "none";
  if (now === railed) return;
  railed = now;
  for (const note of notes) note.open = now;
}

if (notes.length) {
  new ResizeObserver(follow).observe(document.querySelector(".sheet"));
  document.addEventListener("click", (event) => {
    if (railed && event.target.closest(".rails .note > summary")) event.preventDefault();
  });
}
