// Zones on an outline of the world, once it is about to be seen. The list of them has the same without it.
const seen = new IntersectionObserver((entries) => {
  for (const { isIntersecting, target } of entries) {
    if (!isIntersecting) continue;
    seen.unobserve(target);
    draw(target.querySelector(".chart"));
  }
}, { rootMargin: "50%" });

async function draw(chart) {
  const { world, integrity } = chart.dataset, { land, borders } = await (await fetch(world, { integrity })).json();
  chart.hidden = false;
  const map = L.map(chart, { attributionControl: false, zoomSnap: .5, maxZoom: 8, scrollWheelZoom: false });
  const rows = [...chart.parentElement.querySelectorAll("[data-at]")], permanent = rows.length < 9; // more would overlap
  const spots = rows.map((row) => {
    const link = row.querySelector("a"), spot = L.circleMarker(row.dataset.at.split(","), { className: "spot", radius: 7 });
    return spot.bindTooltip(link.textContent, { permanent, offset: [9, 0] }).on("click", () => link.click());
  });
  map.fitBounds(L.featureGroup(spots).getBounds(), { maxZoom: 4, padding: [60, 60] });
  for (const one of [L.polygon(land, { className: "land", weight: 1 }), L.polyline(borders, { className: "border", weight: 1 }), ...spots]) one.addTo(map);
}

for (const chart of document.querySelectorAll(".chart")) seen.observe(chart.parentElement);
