// The map, on a canvas; what is beside it and the table below tell the same.
const NAMES = 60, AREA = 12000, LISTED = 12, EDGE = 40, LETTER = 6.5, LINE = 140, ROW = 14, MANY = 1000, FAINT = .15;
// From this zoom on, Cytoscape draws each thing on the canvas itself; below, it first makes a copy of each, for seconds where there are thousands.
const SHARP = 8;
// Where a name may stand next to its place, best first.
const SIDES = [
  { x: "center", y: "bottom", across: 0, down: 1 }, { x: "right", y: "center", across: 1, down: 0 },
  { x: "left", y: "center", across: -1, down: 0 }, { x: "center", y: "top", across: 0, down: -1 },
];
const stage = document.querySelector(".stage"), part = (name) => stage.querySelector(name);
let cy, data, nodes, ground, under, size, at, rule, ink;

// Only the style sheet knows colours, and `light-dark()` is resolved only where one is used.
function colour(name) {
  stage.style.outlineColor = `var(--${name})`;
  return getComputedStyle(stage).outlineColor;
}

function look() {
  const [paper, seal] = ["paper", "seal"].map(colour);
  [rule, ink] = ["rule", "ink"].map(colour);
  const sized = `mapData(weight, 1, 3, ${size}, ${3 * size})`;
  const hues = data.kinds.map((kind) => `.${kind} { background-color: ${colour(kind)}; border-color: ${colour(kind)}; }`);
  return `node { width: ${sized}; height: ${sized}; }
    ${hues.join("")}
    .company { shape: triangle; } .milestone { shape: diamond; } .zone, .person, .ahead { background-color: ${paper}; border-width: ${Math.max(size / 9, 1 / SHARP)}; }
    .zone { border-style: dashed; border-dash-pattern: ${size / 4} ${size / 6}; } .person { border-width: ${size / 4}; }
    .faint { opacity: ${FAINT}; } .at { border-color: ${seal}; border-width: ${size / 3}; opacity: 1; }
    .named { label: data(name); color: ${ink}; font-family: Inter; text-wrap: wrap; text-background-color: ${paper}; text-background-opacity: .8; z-index: 1; }`;
}

const tiesOf = (node) => data.ties.filter((tie) => tie.includes(node));

// Ties are drawn below the nodes by hand: as Cytoscape's they would take as long as all else together.
function lines() {
  const { x, y } = cy.pan(), dense = devicePixelRatio, scale = dense * cy.zoom(), brush = under.getContext("2d");
  [under.width, under.height] = [dense * cy.width(), dense * cy.height()];
  brush.setTransform(scale, 0, 0, scale, dense * x, dense * y);
  brush.lineWidth = size / 18;
  const stroke = (ties, strokeStyle, globalAlpha) => {
    Object.assign(brush, { strokeStyle, globalAlpha });
    for (const [one, other] of ties) {
      const from = one.position(), to = other.position();
      brush.beginPath();
      brush.moveTo(from.x, from.y);
      brush.lineTo(to.x, to.y);
      brush.stroke();
    }
  };
  const isFaint = (tie) => tie[0].hasClass("faint") || tie[1].hasClass("faint");
  stroke(data.ties.filter(isFaint), rule, FAINT);
  stroke(data.ties.filter((tie) => !isFaint(tie)), rule, 1);
  if (at) stroke(tiesOf(at), ink, 1);
}

// Names where there is room: of where the reader is and its neighbours, then of what has most ties.
function name() {
  const near = new Set(at && [at, ...tiesOf(at).flatMap((tie) => tie.slice(0, 2))]), unit = 1 / cy.zoom(), boxes = nodes.length > MANY ? [] : nodes.map(dot);
  cy.nodes().removeClass("named");
  let room = Math.min(NAMES, cy.width() * cy.height() / AREA);
  for (const node of new Set([...near, ...nodes])) {
    if (node.hasClass("faint") && !near.has(node)) continue;
    const { x, y } = node.renderedPosition(), away = node.renderedWidth() / 2 + 3;
    const long = node.data("name").length * LETTER, rows = Math.ceil(long > LINE ? 1.2 * long / LINE : 1), high = rows * ROW;
    const wide = Math.min(LINE, rows > 1 ? Math.max(LINE / 1.5, 1.2 * long / rows) : long);
    const side = SIDES.find(({ across, down }) => {
      const left = x + across * (away + wide / 2) - wide / 2, top = y + down * (away + high / 2) - high / 2, box = [left, top, left + wide, top + high];
      return left > 0 && top > 0 && box[2] < cy.width() && box[3] < cy.height() && !boxes.some((other) => overlap(box, other)) && boxes.push(box);
    });
    if (!side) continue;
    node.addClass("named").style({
      "text-halign": side.x, "text-valign": side.y, "text-margin-x": 3 * unit * side.across, "text-margin-y": 3 * unit * side.down,
      "font-size": 12 * unit, "text-max-width": (rows > 1 ? wide : LINE) * unit,
    });
    if (--room < 1) break;
  }
}

function dot(node) {
  const { x, y } = node.renderedPosition(), half = node.renderedWidth() / 2;
  return [x - half, y - half, x + half, y + half];
}

const overlap = (one, other) => one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];

function list(rows) {
  part(".links").replaceChildren(...rows.slice(0, LISTED).map(([node, label]) => {
    const item = part("template").content.firstChild.cloneNode(true), [glyph, button, small] = item.children, kind = node.data("kind");
    glyph.setAttribute("class", `gl k-${kind}`);
    glyph.firstChild.setAttribute("href", `#g-${kind}`);
    button.onclick = () => { go(node); part("h2 a").focus(); };
    button.textContent = node.data("name");
    small.textContent = label;
    return item;
  }));
  part(".rest").hidden = rows.length <= LISTED;
}

function go(node) {
  at?.removeClass("at");
  at = node.addClass("at");
  const link = part("h2 a");
  list(tiesOf(node).map(([one, other, label]) => [one === node ? other : one, data.labels[label]]));
  link.href = node.data("path");
  link.textContent = node.data("name");
  cy.zoom(Math.max(cy.zoom(), 14 / size)).center(node);
}

// Each time the next that has the letters.
function find(text) {
  const found = nodes.filter((node) => node.data("name").toLowerCase().includes(text)), next = found[found.indexOf(at) + 1] ?? found[0];
  part(".none").hidden = Boolean(next);
  if (next) go(next);
}

function come(times) {
  if (times) cy.zoom({ level: cy.zoom() * times, renderedPosition: { x: cy.width() / 2, y: cy.height() / 2 } });
  else cy.fit(cy.nodes().not(".faint"), EDGE);
}

function listen() {
  const seen = () => JSON.stringify([cy.pan(), cy.zoom(), cy.width(), cy.height()]);
  let timer, before = seen();
  cy.on("viewport resize", () => {
    if (before === (before = seen())) return;
    clearTimeout(timer);
    timer = setTimeout(name, 80);
  }).on("tap", "node", ({ target }) => go(target));
  part(".zoom").onclick = ({ target }) => target.value && come(+target.value);
  part("form").onsubmit = (event) => {
    event.preventDefault();
    find(event.target.elements.q.value.trim().toLowerCase());
  };
  const repaint = () => cy.style(look());
  matchMedia("(prefers-color-scheme: dark)").onchange = repaint;
  new MutationObserver(repaint).observe(document.documentElement, { attributes: true });
}

async function draw() {
  const [graph, chosen] = await Promise.all(["graph", "chosen"].map(async (name) => stage.dataset[name] && (await fetch(stage.dataset[name])).json()));
  stage.hidden = false;
  [data, ground] = [graph, part(".ground")];
  const { clientWidth: width, clientHeight: height } = ground, { path, weight, classes, x, y, wide, high } = data;
  // Its longer side lies along the window's.
  const turn = wide > high !== width > height, [across, down] = turn ? [y, x] : [x, y];
  const fit = Math.min((width - 2 * EDGE) / (turn ? high : wide), (height - 2 * EDGE) / (turn ? wide : high));
  size = Math.min(18, width / 30, Math.max(5, 300 / Math.sqrt(path.length))) / SHARP;
  const unit = fit / SHARP;
  const elements = data.name.map((name, id) => ({ data: { id, name, kind: classes[id].split(" ")[0], path: path[id], weight: weight[id] }, position: { x: across[id] * unit, y: down[id] * unit }, classes: classes[id] }));
  under = ground.appendChild(document.createElement("canvas"));
  Object.assign(under.style, { position: "absolute", width: "100%", height: "100%" });
  cy = cytoscape({
    container: ground, elements, style: look(), layout: { name: "preset", fit: false }, autoungrabify: true,
    // Where all is seen, told since to find it out takes as long as to draw it.
    zoom: SHARP, pan: { x: (width - fit * (turn ? high : wide)) / 2, y: (height - fit * (turn ? wide : high)) / 2 },
    // A wheel goes on scrolling the page.
    userZoomingEnabled: false, textureOnViewport: path.length > MANY, maxZoom: 28 / size,
  });
  nodes = cy.nodes().toArray();
  data.ties = data.ties.map(([one, other, label]) => [nodes[one], nodes[other], label]);
  list(nodes.map((node) => [node, ""]));
  if (chosen) {
    const lit = new Set(chosen.paths);
    cy.nodes().filter((node) => !lit.has(node.data("path"))).addClass("faint");
    come(0);
  }
  name();
  listen();
  cy.on("render", lines).one("render", () => ground.dataset.drawn = performance.now());
}

if (stage) draw();
