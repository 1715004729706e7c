// Progressive enhancement: everything that this adds is also on the page as tables and drawings.
(function () {
  "use strict";
  document.documentElement.classList.add("scripted");

  for (const button of document.querySelectorAll("[data-copy]")) {
    const source = document.getElementById(button.dataset.copy);
    if (!source) continue;
    button.hidden = false;
    button.addEventListener("click", async () => {
      try {
        await navigator.clipboard.writeText(source.textContent);
        button.textContent = "Copied";
      } catch (refused) {
        getSelection().selectAllChildren(source);
        button.textContent = "Selected";
      }
    });
  }

  if (typeof uPlot === "undefined") return;
  for (const lines of document.querySelectorAll(".sparks")) lines.open = false;

  const PLOTS = [
    { title: "Replies per second", unit: "/s", series: ["rate", "offered"] },
    { title: "Response time, ms (logarithmic)", unit: " ms", scale: 1e-3, log: true, series: ["p50", "p99"] },
    { title: "Send lag p99, µs", unit: " µs", series: ["lag"] },
    { title: "Server CPU, cores", unit: "", series: ["cpu"] },
    { title: "Server resident memory, MiB", unit: " MiB", zoomed: true, series: ["rss"] },
    { title: "JIT time per interval, ms", unit: " ms", series: ["jit"] },
    { title: "Virtual threads", unit: "", series: ["mounted", "queued"] },
    { title: "Machine busy, %", unit: " %", series: ["host"] },
  ];
  const NAMES = { rate: "achieved", offered: "offered", p50: "p50", p99: "p99", lag: "p99", cpu: "cores", rss: "RSS",
    jit: "JIT", mounted: "mounted", queued: "queued", host: "busy" };
  const HEIGHT = 150;

  const colour = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const short = (value) => value == null ? "n/a"
    : Math.abs(value) >= 100 ? Math.round(value).toLocaleString("en") : String(Number(value.toPrecision(3)));

  // Bands of the fork's phases below, marks of collections above.
  function marks(fork, named) {
    return (plot) => {
      const context = plot.ctx;
      const { left, top, width, height } = plot.bbox;
      const ratio = devicePixelRatio || 1;
      context.save();
      context.beginPath();
      context.rect(left, top, width, height);
      context.clip();
      context.strokeStyle = colour("--rule");
      context.fillStyle = colour("--quiet");
      context.font = 11 * ratio + "px system-ui, sans-serif";
      context.textAlign = "left";
      let labelEnd = -1;
      for (const [label, from] of fork.bands) {
        const x = Math.max(left, plot.valToPos(from, "x", true));
        context.setLineDash([3 * ratio, 3 * ratio]);
        context.beginPath();
        context.moveTo(x, top);
        context.lineTo(x, top + height);
        context.stroke();
        if (named && x > labelEnd) {
          context.fillText(label, x + 4 * ratio, top + 11 * ratio);
          labelEnd = x + context.measureText(label).width + 12 * ratio;
        }
      }
      context.setLineDash([]);
      context.fillStyle = colour("--red");
      (fork.series.gc || []).forEach((count, i) => {
        if (!count) return;
        const x = plot.valToPos(fork.t[i], "x", true);
        const base = top + height;
        context.beginPath();
        context.moveTo(x, base - 7 * ratio);
        context.lineTo(x - 4 * ratio, base);
        context.lineTo(x + 4 * ratio, base);
        context.fill();
      });
      context.restore();
    };
  }

  function draw(stack, fork, key) {
    const first = colour("--c0");
    const second = colour("--c2");
    const axis = { stroke: colour("--quiet"), grid: { stroke: colour("--grid"), width: 1 }, ticks: { stroke: colour("--grid"), width: 1 } };
    const made = [];
    for (const plot of PLOTS) {
      const present = plot.series.filter((name) => fork.series[name] && (name !== "offered" || fork.series[name].some((v) => v > 0)));
      if (present.length === 0) continue;
      const scale = plot.scale || 1;
      const named = made.length === 0;
      const data = [fork.t, ...present.map((name) => fork.series[name].map(
        (value) => value == null || (plot.log && value <= 0) ? null : value * scale))];
      const holder = document.createElement("div");
      stack.append(holder);
      made.push(new uPlot({
        title: plot.title,
        width: Math.max(200, stack.clientWidth),
        height: HEIGHT,
        cursor: { sync: { key }, drag: { x: true, y: false } },
        scales: {
          x: { time: false },
          y: plot.log ? { distr: 3 } : plot.zoomed ? {} : { range: (_, low, high) => [0, Math.max(high, 1e-3) * (named ? 1.3 : 1.08)] },
        },
        axes: [
          { ...axis, size: 28, values: (_, marks) => marks.map((mark) => mark + " s") },
          { ...axis, size: 58, values: (_, marks) => marks.map((mark) => mark == null ? "" : short(mark)) },
        ],
        series: [
          { label: "second", value: (_, value) => value == null ? "" : short(value) },
          ...present.map((name, i) => ({
            label: NAMES[name],
            stroke: i === 0 ? first : second,
            dash: i === 0 ? [] : [6, 4],
            width: 1.6,
            points: { show: false },
            value: (_, value) => value == null ? "" : short(value) + plot.unit,
          })),
        ],
        hooks: { draw: [marks(fork, named)] },
      }, data, holder));
    }
    link(made);
    return made;
  }

  // A zoom of one plot is a zoom of all.
  function link(plots) {
    let busy = false;
    for (const plot of plots) {
      (plot.hooks.setScale = plot.hooks.setScale || []).push((from, name) => {
        if (name !== "x" || busy) return;
        busy = true;
        const { min, max } = from.scales.x;
        for (const other of plots) {
          if (other !== from && (other.scales.x.min !== min || other.scales.x.max !== max)) other.setScale("x", { min, max });
        }
        busy = false;
      });
    }
  }

  function select(label, options) {
    const holder = document.createElement("label");
    const box = document.createElement("select");
    options.forEach((text, i) => box.add(new Option(text, i)));
    holder.append(label + " ", box);
    return [holder, box];
  }

  for (const place of document.querySelectorAll("[data-timelines]")) {
    const source = document.getElementById(place.dataset.timelines);
    const targets = source ? JSON.parse(source.textContent).filter((target) => target.forks.length > 0) : [];
    if (targets.length === 0) continue;
    const [targetLabel, targetBox] = select("Target", targets.map((target) => target.name));
    const [forkLabel, forkBox] = select("Fork", []);
    const choose = document.createElement("div");
    choose.className = "choose";
    const hint = document.createElement("span");
    hint.className = "quiet";
    hint.textContent = "Drag to zoom, double-click to see all. Triangles mark collections.";
    choose.append(targetLabel, forkLabel, hint);
    const stack = document.createElement("div");
    stack.className = "chart-stack";
    place.append(choose, stack);
    let plots = [];
    const forks = () => targets[targetBox.value].forks;
    const show = () => {
      plots.forEach((plot) => plot.destroy());
      stack.replaceChildren();
      plots = draw(stack, forks()[forkBox.value], place.dataset.timelines);
    };
    const fill = () => {
      const chosen = Number(forkBox.value) || 0;
      forkBox.replaceChildren(...forks().map((fork, i) => new Option(fork.block + (fork.steady ? "" : " (not steady)"), i)));
      forkBox.value = Math.min(chosen, forks().length - 1);
    };
    targetBox.addEventListener("change", () => { fill(); show(); });
    forkBox.addEventListener("change", show);
    fill();
    show();
    let width = stack.clientWidth;
    new ResizeObserver(() => {
      if (stack.clientWidth === width || stack.clientWidth === 0) return;
      width = stack.clientWidth;
      plots.forEach((plot) => plot.setSize({ width: Math.max(200, width), height: HEIGHT }));
    }).observe(stack);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", show);
  }
})();
