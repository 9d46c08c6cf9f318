// The focus is set on the picture, stored or just chosen; two number fields hold it, and serve without this.

const fields = document.querySelectorAll("#id_focal_x, #id_focal_y");
if (fields[1]) {
  const box = document.querySelector("#focus"), {strips, words} = box.dataset;
  const [ground, ...crops] = box.querySelectorAll("canvas");
  const land = ground.parentElement, mark = ground.nextSibling, stored = box.querySelector("img");

  const draw = () => {
    const at = [...fields].map(({value}) => value);
    const [x, y] = at.map((part) => Math.round(part * 100));
    mark.style.inset = `${y}% auto auto ${x}%`;
    mark.ariaValueNow = x;
    mark.ariaValueText = words.replace("%x", x).replace("%y", y);
    // As on pages: by the strip in which the focus lies.
    const moved = at.map((part) => `${Math.min(100, (Math.floor(part * strips) / (strips - 1)) * 100)}%`);
    for (const crop of crops) crop.style.objectPosition = moved.join(" ");
  };

  const set = (...at) => {
    at.forEach((part, axis) => (fields[axis].value = Math.round(Math.min(1, Math.max(0, part)) * 100) / 100));
    draw();
  };

  const show = async (source) => {
    const picture = await createImageBitmap(source, {resizeWidth: 640});
    for (const canvas of [ground, ...crops]) {
      [canvas.width, canvas.height] = [picture.width, picture.height];
      canvas.getContext("2d").drawImage(picture, 0, 0);
    }
    for (const part of box.children) part.hidden = !part.contains(ground);
    draw();
  };

  const point = ({clientX, clientY}) => {
    const {left, top, width, height} = ground.getBoundingClientRect();
    set((clientX - left) / width, (clientY - top) / height);
  };

  const arrows = (element, moves) =>
    element.addEventListener("keydown", (event) => {
      const way = moves[event.key], far = event.shiftKey ? 0.1 : 0.01;
      if (!way) return;
      event.preventDefault();
      set(...way.map((step, axis) => +fields[axis].value + step * far));
    });

  arrows(mark, {ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1]});
  arrows(fields[0], {ArrowUp: [1, 0], ArrowDown: [-1, 0]});
  arrows(fields[1], {ArrowUp: [0, 1], ArrowDown: [0, -1]});
  for (const field of fields) field.addEventListener("input", draw);

  land.addEventListener("pointerdown", (event) => (land.setPointerCapture(event.pointerId), point(event)));
  land.addEventListener("pointermove", (event) => event.buttons && point(event));
  land.addEventListener("click", () => mark.focus());

  // What cannot be drawn is refused when it is sent, and told of then.
  stored?.decode().then(() => show(stored)).catch(() => {});
  document.querySelector("#id_image").addEventListener("change", ({target: {files}}) => {
    if (files[0]) show(files[0]).then(() => set(0.5, 0.5)).catch(() => {});
  });
}
