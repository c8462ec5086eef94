"""Turns measurements into text: for the terminal, and docs/performance.md with its plots."""
import re
import statistics

from layer_rows import ADDED_ROWS, LAYER_ROWS, LAYER_SERIES
from rows import CROSSING_BATCH, COMPILED, DEPTH_BATCH, ROWS, SERIES, WIDTH_BATCH, WIDTHS
from training_rows import ADAM_ROWS, FIT_ROWS, NAMES, TRAINING_BATCHES, TRAINING_ROWS

GENNET = "GenNet"
STYLE = {
    "svg.hashsalt": "GenNet", "svg.fonttype": "none", "font.family": "sans-serif", "font.size": 10,
    "axes.spines.top": False, "axes.spines.right": False, "axes.grid": True, "grid.color": "#dddddd", "axes.axisbelow": True,
}


def nanoseconds(value, unit):
    return value * (1e6 if unit == "ms" else 1)


def time_text(value, unit):
    """A time in the unit in which it reads best."""
    size, name = next((pair for pair in ((1e6, "ms"), (1e3, "µs")) if abs(nanoseconds(value, unit)) >= pair[0]), (1, "ns"))
    number = nanoseconds(value, unit) / size
    return f"{number:,.{0 if abs(number) >= 100 else 1 if abs(number) >= 10 else 2}f} {name}"


def pair_text(least, median, unit):
    """A minimum and a median, with their unit once where it is the same."""
    first, second = time_text(least, unit), time_text(median, unit)
    return f"{first.split()[0]} / {second}" if first.split()[1] == second.split()[1] else f"{first} / {second}"


def figures_of(samples):
    """Each program's minimum and median, GenNet first, then the peers from the fastest on."""
    flat = {name: [value for process in processes for value in process] for name, processes in samples.items()}
    ordered = {GENNET: flat.pop(GENNET)} | dict(sorted(flat.items(), key=lambda item: statistics.median(item[1])))
    return {name: (min(values), statistics.median(values)) for name, values in ordered.items()}


def rivals(row, figures):
    """The peers that count: the one that the aim is about, where it was measured, or all, from the fastest on."""
    against = row.against if row.against in figures else None
    return [name for name in figures if name != GENNET and against in (None, name)]


def ratios(row, figures):
    """GenNet's minimum and median over the smallest of the peers'."""
    return tuple(figures[GENNET][i] / min(figures[name][i] for name in rivals(row, figures)) for i in (0, 1))


def strongest(row, figures):
    """The peer with the smallest median of those that count."""
    return rivals(row, figures)[0]


def share_text(row, time, peaks):
    """The arithmetic of a row, over its time, as a share of the machine's peak at the row's width."""
    if row.flop is None or row.threads != 1 or not peaks:
        return ""
    peak = peaks["256"] if "256 bits" in row.title else peaks["128"] if "128 bits" in row.title else max(peaks.values())
    return f"{row.flop / nanoseconds(time, row.unit) / peak:.0%}"


def row_text(row, samples, peaks):
    figures = figures_of(samples)
    least, median = ratios(row, figures)
    limit = "" if row.at_most is None else f" (at most {row.at_most:.2f}: {'yes' if max(least, median) <= row.at_most else 'no'})"
    lines = [f"{row.title}: {least:.2f} of the minimum, {median:.2f} of the median{limit}"]
    for name, (minimum, middle) in figures.items():
        lines.append(
            f"  {name:<32} {time_text(minimum, row.unit):>10} {time_text(middle, row.unit):>10} {share_text(row, minimum, peaks):>5}"
        )
    return "\n".join(lines)


def growth(series, line, samples):
    """For each point but the first: how much more the time grew than the arithmetic did."""
    points = series.lines[line]
    times = [min(samples[line][str(point.x)]) for point in points]
    return [
        (times[i] / times[i - 1]) / (points[i].flop / points[i - 1].flop)
        for i in range(1, len(points))
    ]


def series_rows(series, samples, peaks):
    for line, points in series.lines.items():
        steps = [None] + growth(series, line, samples)
        for point, step in zip(points, steps):
            values = samples[line][str(point.x)]
            rate = point.flop / nanoseconds(min(values), series.unit)
            yield line, point.x, min(values), statistics.median(values), rate, rate / max(peaks.values()), step


def series_text(series, samples, peaks):
    lines = [series.title]
    for line, x, least, median, rate, share, step in series_rows(series, samples, peaks):
        lines.append(
            f"  {line:<14} {x:>5} {time_text(least, series.unit):>10} {time_text(median, series.unit):>10} {rate:7.1f} GFLOP/s {share:4.0%}"
            + ("" if step is None else f"  grew {step:.2f}× the arithmetic")
        )
    return "\n".join(lines)


def table(heads, rows, right=()):
    """A Markdown table; the columns numbered in `right` are aligned to the right."""
    rule = ["--:" if i in right else "---" for i in range(len(heads))]
    return "\n".join("| " + " | ".join(map(str, cells)) + " |" for cells in [heads, rule, *rows])


def compile_table(costs):
    return table(
        ["network", "generator, ms", "text, KB", "IL, KB", "methods for the JIT", "JIT, ms"],
        [
            [
                words, f"{costs[name]['generator']:.1f}", f"{costs[name]['characters'] / 1024:.0f}", f"{costs[name]['il'] / 1024:.1f}",
                costs[name]["methods"], f"{costs[name]['jit']:.0f}",
            ]
            for name, words in COMPILED.items()
            if name in costs
        ],
        right=range(1, 6),
    )


def shows_table(results):
    rows = []
    for row in ROWS:
        if row.key not in results["rows"]:
            continue
        figures = figures_of(results["rows"][row.key])
        least, median = ratios(row, figures)
        peer = strongest(row, figures)
        pair = lambda name: pair_text(*figures[name], row.unit)
        rows.append([
            row.title, pair(GENNET), pair(peer), peer, f"**{least:.2f} / {median:.2f}**",
            "" if row.at_most is None else f"{row.at_most:.2f}", share_text(row, figures[GENNET][0], results["peaks"]),
        ])
    return table(["work", "GenNet", "strongest peer", "which", "ratio", "aim", "of peak"], rows, right=(4, 5, 6))


def peers_table(results):
    rows = []
    for row in ROWS + WIDTHS:
        if row.key not in results["rows"]:
            continue
        for name, (least, median) in figures_of(results["rows"][row.key]).items():
            rows.append([
                row.title if name == GENNET else "", name, time_text(least, row.unit), time_text(median, row.unit),
                share_text(row, least, results["peaks"]),
            ])
    return table(["work", "program", "minimum", "median", "of peak"], rows, right=(2, 3, 4))


def widths_table(results):
    rows = []
    for row in WIDTHS:
        if row.key not in results["rows"]:
            continue
        figures = figures_of(results["rows"][row.key])
        peer = strongest(row, figures)
        least, median = ratios(row, figures)
        pair = lambda name: pair_text(*figures[name], row.unit)
        setting = " ".join(f"`{name}={value}`" for name, value in row.variables.items())
        rows.append([
            row.title.rsplit("128, ", 1)[1], setting, pair(GENNET), pair(peer), peer, f"{1 / least:.0%} / {1 / median:.0%}",
            share_text(row, figures[GENNET][0], results["peaks"]),
        ])
    return table(["vectors", "setting", "GenNet", "C", "which", "speed of C's", "of peak"], rows, right=(5, 6))


def stability_table(results):
    rows = []
    for row in ROWS:
        processes = results["rows"].get(row.key, {}).get(GENNET, [])
        if not row.key.startswith("epoch") or not processes or min(map(len, processes)) < 5:
            continue
        # Both from the same process, so that what the machine did meanwhile meets them alike.
        first, fifth = (statistics.median(process[i] for process in processes) for i in (0, 4))
        ratio = statistics.median(process[0] / process[4] for process in processes)
        rows.append([row.title, time_text(first, row.unit), time_text(fifth, row.unit), f"{ratio:.2f}"])
    return table(["work", "first epoch", "fifth epoch", "ratio"], rows, right=(1, 2, 3))


def added(row, rows):
    """How much longer a step takes with a layer than without it: minimum against minimum, median against median."""
    with_it, without = (figures_of(rows[row.key])[name] for name in (GENNET, "without"))
    return tuple(with_it[i] - without[i] for i in (0, 1))


def added_shares(row, rows):
    """The same as shares of what a convolution takes."""
    convolution, own = (added(each, rows) for each in (ADDED_ROWS[0], row))
    return tuple(own[i] / convolution[i] for i in (0, 1))


def added_text(row, rows):
    least, median = added(row, rows)
    share = " / ".join(f"{part:.0%}" for part in added_shares(row, rows)) + " of a convolution" if ADDED_ROWS[0].key in rows else ""
    return f"{row.title} adds {pair_text(least, median, 'ns')} to a step {share}"


def series_table(series, results, head):
    heads = ([] if len(series.lines) == 1 else ["strategy"]) + [head, "minimum", "median", "GFLOP/s", "of peak", "growth over the arithmetic's"]
    rows = []
    for line, x, least, median, rate, share, step in series_rows(series, results["series"][series.key], results["peaks"]):
        rows.append(([] if len(series.lines) == 1 else [line]) + [
            x, time_text(least, series.unit), time_text(median, series.unit), f"{rate:.1f}", f"{share:.0%}", "" if step is None else f"{step:.2f}",
        ])
    return table(heads, rows, right=range(len(heads)))


def crossing_table(results):
    rows = []
    predict, train = (results["series"].get(f"crossing-{kind}") for kind in ("predict", "train"))
    for point in next(series for series in SERIES if series.key == "crossing-train").lines["tiled"]:
        cells = [f"{point.x}-{point.x}-{point.x}", 2 * point.x**2]
        for samples in (predict, train):
            cells += [time_text(min(samples[line][str(point.x)]), "ns") for line in ("straight-line", "tiled")]
        rows.append(cells)
    return table(
        ["network", "multiply-adds", "predict one, straight-line", "tiled", f"train {CROSSING_BATCH}, straight-line", "tiled"], rows, right=range(1, 6)
    )


def most_multiply_adds(docs):
    """The planner's own constant, to mark where it changes its strategy."""
    source = (docs.parent / "generator" / "GenNet.Generator" / "Planning" / "Planner.cs").read_text()
    return int(re.search(r"MostMultiplyAddsInOneMethod = (\d+)", source).group(1))


def draw(results, folder, docs):
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update(STYLE)
    import matplotlib.pyplot as plt

    own, other, mark = "#1f6feb", "#8c959f", "#cf222e"
    peak = max(results["peaks"].values())

    def save(figure, name):
        figure.tight_layout()
        figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
        plt.close(figure)

    measured = [row for row in ROWS if row.key in results["rows"]]
    figure, axes = plt.subplots(figsize=(8, 0.5 + 0.36 * len(measured)))
    for place, row in enumerate(reversed(measured)):
        ratio = ratios(row, figures_of(results["rows"][row.key]))[1]
        axes.barh(place, ratio, color=own, height=0.6)
        axes.text(max(ratio, row.at_most or 0) + 0.02, place, f"{ratio:.2f}", va="center",
                  bbox={"facecolor": "white", "edgecolor": "none", "pad": 1})
        if row.at_most is not None:
            axes.plot([row.at_most] * 2, [place - 0.4, place + 0.4], color=mark, linewidth=2)
    axes.set_yticks(range(len(measured)), [row.title for row in reversed(measured)])
    axes.axvline(1, color="#24292f", linewidth=1)
    axes.set_xlabel("GenNet's median over the strongest peer's (red: the aim)")
    axes.grid(axis="y", visible=False)
    save(figure, "ratios")

    def series_of(key):
        series = next(series for series in SERIES if series.key == key)
        return list(series_rows(series, results["series"][key], results["peaks"]))

    if "width" in results["series"]:
        points = series_of("width")
        figure, axes = plt.subplots(figsize=(7, 3.6))
        axes.semilogx([p[1] for p in points], [p[4] for p in points], "o-", color=own, base=2)
        axes.axhline(peak, color=other, linestyle="--")
        axes.text(points[0][1], peak, "FMA peak", va="bottom", color=other)
        axes.set_xticks([p[1] for p in points], [p[1] for p in points])
        axes.set_ylim(0, peak * 1.12)
        axes.set_xlabel(f"w, training w-w-w at batch {WIDTH_BATCH}")
        axes.set_ylabel("GFLOP/s")
        save(figure, "width")

    if "batch" in results["series"]:
        points = series_of("batch")
        figure, axes = plt.subplots(figsize=(7, 3.6))
        axes.semilogx([p[1] for p in points], [p[2] for p in points], "o-", color=own, base=2)
        floor = ROWS[0].flop / peak / 1e6
        axes.axhline(floor, color=other, linestyle="--")
        axes.text(points[0][1], floor, "the arithmetic alone, at the FMA peak", va="bottom", color=other)
        axes.set_xticks([p[1] for p in points], [p[1] for p in points])
        axes.set_ylim(0, 1.12 * max(floor, *(p[2] for p in points)))
        axes.set_xlabel("batch size, one MNIST epoch of 784-64-10")
        axes.set_ylabel("ms")
        save(figure, "batch")

    if "depth" in results["series"]:
        points = series_of("depth")
        figure, axes = plt.subplots(figsize=(7, 3.6))
        axes.plot([p[1] for p in points], [p[2] / 1e3 for p in points], "o-", color=own)
        floor = [point.flop / peak / 1e3 for point in next(series for series in SERIES if series.key == "depth").lines[GENNET]]
        axes.plot([p[1] for p in points], floor, "--", color=other)
        axes.text(points[-2][1] + 1, floor[-2], "at the FMA peak", va="top", color=other)
        axes.set_ylim(0)
        axes.set_xlabel(f"layers of 64-64, one training step at batch {DEPTH_BATCH}")
        axes.set_ylabel("µs")
        save(figure, "depth")

    if {"crossing-predict", "crossing-train"} <= results["series"].keys():
        figure, both = plt.subplots(1, 2, figsize=(9, 3.8))
        limit = most_multiply_adds(docs)
        for axes, key in zip(both, ("crossing-predict", "crossing-train")):
            series = next(series for series in SERIES if series.key == key)
            points = series_of(key)
            for line, colour in zip(series.lines, (own, other)):
                chosen = [p for p in points if p[0] == line]
                axes.loglog([2 * p[1] ** 2 for p in chosen], [p[2] for p in chosen], "o-", color=colour, label=line)
            axes.axvline(limit, color=mark, linewidth=1)
            axes.set_title(series.title, fontsize=10)
            axes.set_xlabel(f"multiply-adds (red: {limit}, the planner's limit)")
            axes.set_ylabel("ns")
            axes.legend()
        save(figure, "crossing")


NARROW_HEAD = "## With vectors of 256 bits\n"


def section_of(page, head, next_head="## "):
    """A section of the page, from its heading to the next; nothing where there is none."""
    found = re.search(rf"^{re.escape(head)}.*?(?=^{next_head}|\Z)", page, re.MULTILINE | re.DOTALL)
    return found.group(0) if found else ""


def write_narrow(results, rows, docs, wide_results):
    """
    Puts the rows with vectors of 256 bits into docs/performance.md, beside the ratios with all that the machine has, where this machine has
    more and was measured with it, and else beside those of the first table.
    """
    path = docs / "performance.md"
    page = path.read_text()
    first = section_of(page, "## Beside its peers\n")
    wide = {cells[1].strip(): cells[5].strip().strip("*") for cells in (line.split("|") for line in first.splitlines() if line.startswith("| ")) if len(cells) > 6}
    machine, lines = results["machine"], []
    is_wide = "avx512f" in machine["flags"] and wide_results.get("machine", {}).get("family") == machine["family"]
    if is_wide:
        wide = {
            row.title: "{:.2f} / {:.2f}".format(*ratios(row, figures_of(wide_results["rows"][row.key])))
            for row in ROWS if row.key in wide_results["rows"]
        }
    beside = "with 512 bits" if is_wide else "in the first table"
    sentence = (
        "The ratio of the same machine with 512 bits stands beside." if is_wide
        else "The ratio in the first table stands beside; where that is of another processor, the difference is not that of the width alone."
    )
    for row in rows:
        if row.key not in results["rows"]:
            continue
        figures = figures_of(results["rows"][row.key])
        least, median = ratios(row, figures)
        peer = strongest(row, figures)
        pair = lambda name: pair_text(*figures[name], row.unit)
        lines.append([
            row.title, pair(GENNET), pair(peer), peer, f"**{least:.2f} / {median:.2f}**", wide.get(row.title, ""),
            share_text(row, figures[GENNET][0], results["peaks"]),
        ])
    old = section_of(page, NARROW_HEAD)

    # What a person has written about the rows, below the table, stays.
    notes = below(old)
    section = f"""{NARROW_HEAD}
The same work on a machine that has no more, or is told so (`compare.sh --bits 256`), C built with `-mno-avx512f`. Measured last on
{results['date']}: {machine['processor']} ({machine['family']}), {machine['cores']} cores, caches {machine['caches']},
{'with' if 'avx512f' in machine['flags'] else 'without'} AVX-512; {results['peaks']['256']:.0f} GFLOP/s at the peak of one core. Rows may come from
different runs. {sentence}

{table(["work", "GenNet", "strongest peer", "which", "ratio", beside, "of peak"], lines, right=(4, 5, 6))}

{notes}

"""
    path.write_text(page.replace(old, section) if old else page.replace("## Narrower vectors\n", section + "## Narrower vectors\n", 1))
    print(f"Wrote the section of {path} on vectors of 256 bits.")


LAYERS_HEAD = "## Every kind of layer\n"
WIDTH_HEAD = "### With vectors of {} bits\n"
WIDTHS_MEASURED = ("256", "512")


def below(section):
    """What a person has written below the last table or picture of a section."""
    lines = section.splitlines()
    end = max((i for i, line in enumerate(lines) if line.startswith(("| ", "!["))), default=-1)
    return "\n".join(lines[end + 1:]).strip()


def layers_table(results):
    rows = []
    for row in LAYER_ROWS:
        if row.key not in results["rows"]:
            continue
        figures = figures_of(results["rows"][row.key])
        least, median = ratios(row, figures)
        peer = strongest(row, figures)
        rows.append([
            row.title, pair_text(*figures[GENNET], row.unit), pair_text(*figures[peer], row.unit), peer, f"**{least:.2f} / {median:.2f}**",
            "" if row.at_most is None else f"{row.at_most:.2f}", share_text(row, figures[GENNET][0], results["peaks"]),
            "" if row.of_peak is None else f"{row.of_peak:.0%}",
        ])
    return table(["work", "GenNet", "strongest peer", "which", "ratio", "aim", "of peak", "aim"], rows, right=(4, 5, 6, 7))


def added_table(results):
    rows = []
    for row in ADDED_ROWS:
        if row.key not in results["rows"]:
            continue
        shares = " / ".join(f"{share:.0%}" for share in added_shares(row, results["rows"]))
        is_convolution = row is ADDED_ROWS[0]
        rows.append([
            row.title, pair_text(*added(row, results["rows"]), "ns"), "" if is_convolution else shares,
            "" if is_convolution else f"{row.at_most:.0%}",
        ])
    return table(["behind a convolution stands", "a step takes longer by", "of the convolution", "aim"], rows, right=(1, 2, 3))


def added_section(results):
    if ADDED_ROWS[0].key not in results["rows"]:
        return ""
    return f"""What stands behind a convolution 3×3 from 32 channels to 32 over 28 × 28, at batch 32, and how much longer a step of training takes for it:

{added_table(results)}"""


def draw_growth(results, folder, name, keys, labels):
    """Time per step over what grows, beside what it would take at the peak."""
    import matplotlib

    matplotlib.use("svg")
    matplotlib.rcParams.update(STYLE)
    import matplotlib.pyplot as plt

    peak = max(results["peaks"].values())
    figure, all_axes = plt.subplots(1, len(keys), figsize=(4.2 * len(keys), 3.4))
    for axes, key, label in zip(all_axes, keys, labels):
        series = next(series for series in LAYER_SERIES if series.key == key)
        points = list(series_rows(series, results["series"][key], results["peaks"]))
        places = [point[1] for point in points]
        axes.loglog(places, [point[2] / 1e3 for point in points], "o-", color="#1f6feb", base=2)
        axes.loglog(places, [point.flop / peak / 1e3 for point in series.lines[GENNET]], "--", color="#8c959f", base=2, label="at the FMA peak")
        axes.set_yscale("log", base=10)
        axes.set_xticks(places, places)
        axes.set_xlabel(label)
        axes.set_ylabel("µs a step")
        axes.legend()
    figure.tight_layout()
    figure.savefig(folder / f"{name}.svg", metadata={"Date": None, "Creator": None})
    plt.close(figure)


def growth_tables(results, keys, heads):
    names = {series.key: series for series in LAYER_SERIES}
    return "\n\n".join(
        f"{names[key].title}:\n\n{series_table(names[key], results, head)}" for key, head in zip(keys, heads) if key in results["series"]
    )


GROWTH = {
    "convolution": (["convolution-channels", "convolution-batch"], ["channels", "batch"]),
    "lstm": (["lstm-units", "lstm-steps", "lstm-batch"], ["units", "steps", "batch"]),
}


def write_layers(results, bits, docs):
    """Puts what was measured of the kinds of layers into docs/performance.md, beside what stands there of the other width."""
    path = docs / "performance.md"
    page = path.read_text()
    old = section_of(page, LAYERS_HEAD)
    parts = [f"""{LAYERS_HEAD}
Each kind beside those who have it (`compare.sh --layers`), from the same numbers, with the same results. PyTorch has autograd and the memory format
that it is faster with, oneDNN whichever formats it asks for, without the time that it takes to bring numbers there; all with one thread. GenNet's
convolution includes the zeros around images, and the transposed weights of the way back. *Of peak* counts the multiply-adds that the mathematics has, forward and back, and
nothing else that a step does. Aims are what the project set itself before it measured.
"""]
    for width in WIDTHS_MEASURED:
        head = WIDTH_HEAD.format(width)
        before = section_of(old, head, "### ")
        if width != bits:
            parts.append(before.rstrip("\n") + "\n" if before else f"{head}\nNot measured yet.\n")
            continue
        machine = results["machine"]
        parts.append(f"""{head}
{machine['processor']} ({machine['family']}), {'with' if 'avx512f' in machine['flags'] else 'without'} AVX-512, caches {machine['caches']};
{results['peaks'][bits]:.0f} GFLOP/s at the peak of one core. PyTorch {machine['PyTorch']}, oneDNN {machine['oneDNN']}, ONNX Runtime {machine['ONNX Runtime']}. Measured last on
{results['date']}; rows may come from different runs.

{layers_table(results)}

{added_section(results)}

{below(before.removeprefix(head))}
""")
    folder = docs / "performance"
    for name, (keys, heads) in GROWTH.items():
        if all(key in results["series"] for key in keys):
            draw_growth(results, folder, name, keys, heads)
            head = f"### Growth: {name}\n"
            notes = below(section_of(old, head, "### "))
            parts.append(f"""{head}
Time per step of training with vectors of {bits} bits. The last column is how much more it grew than the arithmetic since the line above.

{growth_tables(results, keys, heads)}

![Time per step of a growing {name}](performance/{name}.svg)

{notes}
""")
        elif section_of(old, f"### Growth: {name}\n", "### "):
            parts.append(section_of(old, f"### Growth: {name}\n", "### ").rstrip("\n") + "\n")
    section = "\n".join(re.sub(r"\n{3,}", "\n\n", part.rstrip("\n") + "\n") for part in parts) + "\n"
    path.write_text(page.replace(old, section) if old else page.replace("## Narrower vectors\n", section + "## Narrower vectors\n", 1))
    print(f"Wrote the section of {path} on every kind of layer.")
TRAINING_HEAD = "## Optimizers and Fit\n"


def write_training(results, docs):
    """Puts what training costs into docs/performance.md: each optimizer beside PyTorch's, Fit beside bare steps, and AdamW beside Sgd."""
    path = docs / "performance.md"
    page = path.read_text()
    rows, machine = results["rows"], results["machine"]
    optimizers = []
    for name, title in NAMES.items():
        for batch in TRAINING_BATCHES:
            key = f"optimizer-{name}-{batch}"
            if key in rows:
                figures = figures_of(rows[key])
                least, middle = ratios(next(row for row in TRAINING_ROWS if row.key == key), figures)
                optimizers.append([
                    f"`{title}`", batch, pair_text(*figures[GENNET], "ms"), pair_text(*figures["PyTorch"], "ms"), f"**{least:.2f} / {middle:.2f}**",
                ])
    fits = []
    for row in FIT_ROWS + ADAM_ROWS:
        if row.key in rows:
            figures = figures_of(rows[row.key])
            least, middle = ratios(row, figures)
            peer = next(name for name in figures if name != GENNET)
            fits.append([
                row.title, pair_text(*figures[GENNET], "ms"), pair_text(*figures[peer], "ms"), f"**{least:.3f} / {middle:.3f}**",
                "" if row.at_most is None else f"{row.at_most:.2f}",
            ])
    old = section_of(page, TRAINING_HEAD)

    # What a person has written about the rows, below the tables, stays.
    table_end = max((i for i, line in enumerate(old.splitlines()) if line.startswith("| ")), default=-1)
    notes = "\n".join(old.splitlines()[table_end + 1:]).strip()
    section = f"""{TRAINING_HEAD}
Measured by `compare.sh --training` on {results['date']}: {machine['processor']} ({machine['family']}), {'with' if 'avx512f' in machine['flags'] else 'without'} AVX-512, PyTorch
{machine['PyTorch']}, one core. Epochs of MNIST through 784-64-10 by `TrainStep` with each optimizer, beside PyTorch's same optimizer by autograd with `foreach=True`, from the
same parameters, in the same order; the losses agree within 1e-3.

{table(["optimizer", "batch", "GenNet", "PyTorch", "ratio"], optimizers, right=(1, 4))}

What `Fit` adds to steps of the same batches, and what `AdamW` costs beside `Sgd`:

{table(["work", "it", "`TrainStep` by `Sgd`", "ratio", "aim"], fits, right=(3, 4))}

{notes}

"""
    path.write_text(page.replace(old, section) if old else page.replace("## Narrower vectors\n", section + "## Narrower vectors\n", 1))
    print(f"Wrote the section of {path} on training.")


def write(results, docs):
    """Writes docs/performance.md and the plots under docs/performance."""
    folder = docs / "performance"
    folder.mkdir(parents=True, exist_ok=True)
    # What was measured with 256 bits, of training, and of the kinds of layers, stays as it stands, from whatever machine it comes.
    narrow, training, layers = (section_of((docs / "performance.md").read_text(), head) for head in (NARROW_HEAD, TRAINING_HEAD, LAYERS_HEAD))
    draw(results, folder, docs)
    machine, peaks = results["machine"], results["peaks"]
    names = {series.key: series for series in SERIES}
    has = results["series"].keys()
    parts = [f"""# Performance

Measured by `benchmarks/compare.sh`, which writes this page; `benchmarks/README.md` says how to repeat it. One core unless
said, pinned; programs take turns, and each figure is *minimum / median* over all their measurements. What the programs computed agrees
(losses within 1e-4, at batch 1 within 1e-2), but for the step of 4096-4096, which is not compared.
Ratios compare minimum with minimum and median with median. They carry from machine to machine better than times do, but not across
kinds of processors: read them with the peak below.

| | |
| --- | --- |
| processor | {machine['processor']} ({machine['family']}), {machine['cores']} cores, caches {machine['caches']} |
| measured peak of one core | {', '.join(f'{value:.0f} GFLOP/s with {bits} bits' for bits, value in peaks.items())} (independent fused multiply-adds in C; the most of any run) |
| .NET | {machine['.NET']}; epochs as the runtime comes, single calls once it has compiled hot methods again |
| C | gcc {machine['gcc']}, `-O3 -march=native -ffast-math`, with `-mprefer-vector-width=512` too (“, 512”) |
| libraries | OpenBLAS {machine['OpenBLAS']}, NumPy {machine['NumPy']}, PyTorch {machine['PyTorch']}, ONNX Runtime {machine['ONNX Runtime']} |
| measured | {results['date']}, at commit {machine['commit']} |

## Beside its peers

GenNet's time over the strongest peer's; *of peak* is the row's arithmetic over GenNet's minimum, as a share of the peak above. The
arithmetic counts every multiplication, also with pixels that are zero, as four in five of MNIST are: a program that leaves those out may
pass the peak. GenNet does; of the peers, those whose name says so. One row replaces the zeros by faint noise.

{shows_table(results)}

The rows of two threads depend on where the cores lie. The cores of a virtual machine are moved: at times they share no cache, a thread hears from
the other after 0.17 µs instead of 0.03, and two threads would take 62 ms for an MNIST epoch; then `Fit` goes on with one.
On a Zen 5 whose cores are 0.23 µs apart, two threads that have to work together take 38.4 ms at best, one alone 36.3, and `Fit` 36.2. Without a zero pixel two gain there: 0.80 of one.

`Fit` with 1, 2, 3, 8 and 64 threads on two cores of a Zen 5, nine epochs of each in turn, batches of 1, 2, 8, 32, 64, 128 and 512: 784-64-10 takes 0.83 to 1.07 of what
one thread takes, 64-64-64-10 0.99 to 1.04 and 2-3-1 0.86 to 1.03 (minima; medians reach 1.11).

![GenNet's time over the strongest peer's](performance/ratios.svg)
"""]
    parts += [kept.rstrip("\n") + "\n" for kept in (narrow, training, layers) if kept]
    if any(row.key in results["rows"] for row in WIDTHS):
        parts.append(f"""## Narrower vectors

The same MNIST epoch at batch 128, with less than the machine has, beside C compiled for no more; *of peak* is that of the same width.

{widths_table(results)}
""")
    parts.append(f"""## The first epoch

The kernels are compiled with full optimisation at their first call, which the constructor of a network with random parameters makes: some 25 ms
that are not in these epochs. Medians over the processes of the first table.

{stability_table(results)}
""")
    if "width" in has:
        parts.append(f"""## Width

One training step of w-w-w (ReLU, then linear) at batch {WIDTH_BATCH}. The last column is how much more the time grew than the arithmetic since the line above.

![GFLOP/s against width](performance/width.svg)

{series_table(names['width'], results, 'w')}
""")
    if "batch" in has:
        parts.append(f"""## Batch

One MNIST epoch of 784-64-10. Its arithmetic is the same at every batch size; smaller batches update the weights more often.

![Time of an epoch against batch size](performance/batch.svg)

{series_table(names['batch'], results, 'batch')}
""")
    if "depth" in has:
        parts.append(f"""## Depth

One training step of a stack of 64-64 layers (ReLU) at batch {DEPTH_BATCH}.

![Time of a step against depth](performance/depth.svg)

{series_table(names['depth'], results, 'layers')}
""")
    if {"crossing-predict", "crossing-train"} <= has:
        parts.append(f"""## Where straight-line code and tiles cross

n-n-n with a sigmoid between, as straight-line code (`Unroll.Full`, which cuts methods beyond {most_multiply_adds(docs)} multiply-adds) and as tiles
(`Unroll.Tiled`). `Planner.MostMultiplyAddsInOneMethod`, 128, lies between
8-8-8, which straight-line code both predicts and trains faster, and 10-10-10, where tiles do.

![Straight-line code beside tiles](performance/crossing.svg)

{crossing_table(results)}
""")
    if "compile" in results:
        parts.append(f"""## Compile time

The generator's time is that of a compiler that is already warm (the first network of a build adds what the JIT needs for the generator
itself, {max(cost['first'] for cost in results['compile'].values()) / 1000:.1f} s here); text and IL are what it emits. The last two columns are what the JIT
does in a new process until the network has been made, has predicted one sample and taken one training step, GenNet's runtime included.

{compile_table(results['compile'])}
""")
    parts.append(f"""## Every peer

{peers_table(results)}
""")
    (docs / "performance.md").write_text("\n".join(parts))
    print(f"Wrote {docs / 'performance.md'} and its plots.")
