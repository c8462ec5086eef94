"""Runs GenNet and its peers side by side and prints how they compare. Started by compare.sh, which says how.

Programs take turns, A B C A B C …, each pinned to the same core, so that what the machine does meanwhile meets them alike. Each prints
its measurements; here they become a minimum and a median, and GenNet's are divided by the strongest peer's: minimum by minimum,
median by median. What the programs computed must agree.
"""
import argparse
import json
import math
import os
import pathlib
import re
import shlex
import statistics
import subprocess
import sys
import time

import report
from layer_rows import ADDED_ROWS, LAYER_ROWS, LAYER_SERIES
from rows import COMPILED, NARROW_SETTING, ROWS, SERIES, WIDTHS, machine_is_wide, narrowed
from training_rows import TRAINING_ROWS

COMPILE = "compile"
HERE = pathlib.Path(__file__).resolve().parent
BIN = HERE / "peers" / "bin"
RESULTS = BIN / "results.json"
# Of --bits 256.
NARROW_RESULTS = BIN / "results-256.json"
# Of --layers, for each width.
LAYER_RESULTS = BIN / "results-layers.json"
# Of --training.
TRAINING_RESULTS = BIN / "results-training.json"
GENNET = "GenNet"


def environment(is_narrow):
    env = dict(os.environ, PEER_DATA=str(BIN / "data"), OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    # OpenBLAS picks its best kernel by itself, except where a hypervisor hides the processor's kind or its caches.
    env.pop("OPENBLAS_L2_SIZE", None)
    if "avx512dq" in pathlib.Path("/proc/cpuinfo").read_text():
        env["OPENBLAS_CORETYPE"] = "Haswell" if is_narrow else "SkylakeX"
    if is_narrow:
        env |= NARROW_SETTING
    # A process that may use one processor alone waits ten times as long as others before it compiles hot methods again. These programs are
    # pinned for the sake of measuring; the machine has more.
    env["DOTNET_TC_DelaySingleProcMultiplier"] = "1"
    return env


# Where single calls are measured, hot methods are compiled again at once instead of after a tenth of a second: the same code, sooner.
# Epochs are measured as the runtime comes.
AT_ONCE = {"DOTNET_TC_CallCountingDelayMs": "0"}


def run(command, env, threads=1, **names):
    """Runs a command on the last cores there are; returns the words of each line it prints."""
    names |= {
        "gennet": f"dotnet {HERE}/GenNet.Comparison/bin/Release/net10.0/GenNet.Comparison.dll",
        "scaling": f"dotnet {HERE}/GenNet.Scaling/bin/Release/net10.0/GenNet.Scaling.dll",
        "cost": f"dotnet {HERE}/GenNet.CompileCost/bin/Release/net10.0/GenNet.CompileCost.dll",
        "bin": BIN,
        "here": HERE,
        "peers": HERE / "peers",
        "python": os.environ.get("PYTHON", "/usr/bin/python3"),
    }
    cores = sorted(os.sched_getaffinity(0))[-threads:]
    pin = ["taskset", "-c", ",".join(map(str, cores))]
    done = subprocess.run(pin + shlex.split(command.format(**names)), env=env, capture_output=True, text=True)
    if done.returncode != 0:
        sys.exit(f"{command.format(**names)}\n{done.stderr}")
    return [line.split() for line in done.stdout.splitlines()]


def samples_of(lines, kind="sample"):
    return [float(words[1]) for words in lines if words[0] == kind]


def measure_row(row, rounds, is_quick, env):
    env = env | row.setting | (AT_ONCE if row.is_steady else {})
    programs = [(GENNET, row.gennet, False, env | row.variables)]
    programs += [(peer.name, peer.command, peer.is_slow, env) for peer in row.peers]
    samples, checks = {}, {}
    for turn in range(rounds):
        for name, command, is_slow, variables in programs:
            if is_slow and (is_quick or turn > 0):
                continue
            lines = run(command, variables, row.threads, row=row.key, count=1 if is_slow else row.count)
            samples.setdefault(name, []).append(samples_of(lines))
            checks[name] = next(float(words[1]) for words in lines if words[0] == "check")
    for name, value in checks.items():
        if row.checks and not math.isclose(value, checks[GENNET], rel_tol=row.tolerance):
            sys.exit(f"{row.key}: {name} computed {value}, GenNet {checks[GENNET]}")
    return samples


def measure_series(series, rounds, env):
    env = env | AT_ONCE
    samples = {line: {str(point.x): [] for point in points} for line, points in series.lines.items()}
    for _ in range(rounds):
        for places in zip(*series.lines.values()):
            for line, point in zip(series.lines, places):
                samples[line][str(point.x)] += samples_of(run(series.command, env, row=point.row, count=series.count))
    return samples


def measure_compilation(rounds, env):
    files = "{here}/GenNet.Comparison/Networks.cs,{here}/GenNet.Scaling/ScalingNetworks.cs"
    # Once more at the end, so that the first to come does not bear the JIT of the generator.
    names = " ".join(COMPILED)
    costs = {}
    for _, name, first, later, characters, il in run(f"{{cost}} {files} Xor {names}", env):
        costs.setdefault(name, {"first": float(first), "characters": int(characters), "il": int(il)})["generator"] = float(later)
    for name, cost in costs.items():
        jits = [run("{scaling} jit-{name}", env, name=name.lower())[0] for _ in range(rounds)]
        cost["jit"] = statistics.median(float(words[1]) for words in jits)
        cost["methods"] = int(jits[0][2])
    return costs


def measure_peak(env):
    peaks = {}
    for _, bits, value in run("{bin}/peers peak fma 20", env):
        peaks[bits] = max(peaks.get(bits, 0), float(value))
    return peaks


def first_match(command, pattern):
    found = re.search(pattern, subprocess.run(shlex.split(command), capture_output=True, text=True).stdout, re.MULTILINE)
    return found.group(1).strip() if found else "unknown"


def describe_machine():
    versions = subprocess.run(
        ["dpkg-query", "-W", "-f=${Package} ${Version}\n", "libopenblas0-pthread", "python3-numpy", "python3-torch", "libdnnl2"],
        capture_output=True, text=True,
    ).stdout
    packages = dict(line.split() for line in versions.splitlines())
    project = (HERE.parent / "Directory.Packages.props").read_text()
    return {
        "processor": first_match("lscpu", r"^Model name: *(.*)$"),
        "family": f"family {first_match('lscpu', r'^CPU family: *(.*)$')}, model {first_match('lscpu', r'^Model: *(.*)$')}",
        "cores": os.cpu_count(),
        "caches": ", ".join(f"{level} {first_match('lscpu', rf'^{level} cache: *(.*)$')}" for level in ("L1d", "L2", "L3")),
        "flags": [flag for flag in ("avx512f", "avx2", "fma") if f" {flag}" in pathlib.Path("/proc/cpuinfo").read_text()],
        ".NET": first_match("dotnet --list-runtimes", r"^Microsoft.NETCore.App (\S+)"),
        "gcc": first_match("gcc --version", r"^gcc .*?(\S+)$"),
        "OpenBLAS": packages.get("libopenblas0-pthread", "unknown"),
        "NumPy": packages.get("python3-numpy", "unknown"),
        "PyTorch": packages.get("python3-torch", "unknown"),
        "oneDNN": packages.get("libdnnl2:amd64", packages.get("libdnnl2", "unknown")),
        "ONNX Runtime": re.search(r'"Microsoft.ML.OnnxRuntime" Version="([^"]+)"', project).group(1),
        "commit": first_match("git rev-parse --short HEAD", r"(.*)"),
    }


def measure_narrow(options, parser):
    """The rows with vectors of 256 bits, which become a section of the page that is there."""
    rows = [narrowed(row) for row in ROWS if not options.names or row.key in options.names]
    if len(rows) < len(options.names):
        parser.error("--bits 256 knows the rows of the first table only: " + " ".join(row.key for row in ROWS))
    env = environment(is_narrow=True)
    results = json.loads(NARROW_RESULTS.read_text()) if NARROW_RESULTS.exists() else {"rows": {}, "peaks": {}}
    if not options.report or options.names:
        results["machine"] = describe_machine()
        results["date"] = time.strftime("%Y-%m-%d")
        peak = measure_peak(env)["256"]
        results["peaks"] = {"256": max(peak, results["peaks"].get("256", 0))}
        print(f"FMA peak: 256 bits {peak:.0f} GFLOP/s")
        for row in rows:
            results["rows"][row.key] = measure_row(row, options.rounds or (2 if options.quick else 5), options.quick, env)
            print(report.row_text(row, results["rows"][row.key], results["peaks"]), flush=True)
            NARROW_RESULTS.write_text(json.dumps(results, indent=1))
    if options.report or not options.names:
        wide_results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
        report.write_narrow(results, [narrowed(row) for row in ROWS], HERE.parent / "docs", wide_results)


def measure_layers(options, parser):
    """The rows about kinds of layers, which become a section of the page that is there: with the machine's own vectors, or with 256 bits."""
    is_wide = options.bits != 256 and machine_is_wide()
    bits = "512" if is_wide else "256"
    known = {entry.key: entry for entry in LAYER_ROWS + ADDED_ROWS + LAYER_SERIES}
    unknown = set(options.names) - known.keys()
    if unknown:
        parser.error(f"--layers knows no {', '.join(sorted(unknown))}, but " + " ".join(known))
    env = environment(is_narrow=not is_wide)
    everything = json.loads(LAYER_RESULTS.read_text()) if LAYER_RESULTS.exists() else {}
    results = everything.setdefault(bits, {"rows": {}, "series": {}, "peaks": {}})
    rounds = options.rounds or (2 if options.quick else 5)
    entries = [known[name] for name in options.names] or ([] if options.report else list(known.values()))
    if entries:
        results["machine"], results["date"] = describe_machine(), time.strftime("%Y-%m-%d")
        peak = measure_peak(env)[bits]
        results["peaks"] = {bits: max(peak, results["peaks"].get(bits, 0))}
        print(f"FMA peak: {bits} bits {peak:.0f} GFLOP/s")
    for entry in entries:
        if entry in LAYER_SERIES:
            results["series"][entry.key] = measure_series(entry, min(rounds, 2), env)
            print(report.series_text(entry, results["series"][entry.key], results["peaks"]), flush=True)
        elif entry in ADDED_ROWS:
            lines = [run(entry.gennet, env | AT_ONCE, row=entry.key, count=entry.count) for _ in range(rounds)]
            results["rows"][entry.key] = {name: [samples_of(line, kind) for line in lines] for name, kind in ((GENNET, "sample"), ("without", "without"))}
            print(report.added_text(entry, results["rows"]), flush=True)
        else:
            row = entry if is_wide else narrowed(entry)
            results["rows"][entry.key] = measure_row(row, rounds, options.quick, env)
            print(report.row_text(row, results["rows"][entry.key], results["peaks"]), flush=True)
        LAYER_RESULTS.write_text(json.dumps(everything, indent=1))
    if options.report or not options.names:
        report.write_layers(results, bits, HERE.parent / "docs")


def measure_training(options, parser):
    """The rows of training itself, which become a section of the page that is there."""
    unknown = set(options.names) - {row.key for row in TRAINING_ROWS}
    if unknown:
        parser.error("--training knows " + " ".join(row.key for row in TRAINING_ROWS))
    env = environment(is_narrow=False)
    results = json.loads(TRAINING_RESULTS.read_text()) if TRAINING_RESULTS.exists() else {"rows": {}}
    if not options.report or options.names:
        results["machine"] = describe_machine()
        results["date"] = time.strftime("%Y-%m-%d")
        for row in TRAINING_ROWS:
            if not options.names or row.key in options.names:
                results["rows"][row.key] = measure_row(row, options.rounds or (2 if options.quick else 5), options.quick, env)
                print(report.row_text(row, results["rows"][row.key], {}), flush=True)
                TRAINING_RESULTS.write_text(json.dumps(results, indent=1))
    if options.report or not options.names:
        report.write_training(results, HERE.parent / "docs")


def main():
    known = [entry.key for entry in ROWS + WIDTHS + SERIES] + [COMPILE]
    parser = argparse.ArgumentParser(prog="compare.sh", description="Runs GenNet and its peers side by side; without names all of it.")
    parser.add_argument("names", nargs="*", help="what to measure: " + " ".join(known))
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five, without the slowest peers")
    parser.add_argument("--rounds", type=int, help="how often all programs take their turn")
    parser.add_argument("--report", action="store_true", help="write docs/performance.md from what has been measured, with whatever is named here measured first")
    parser.add_argument("--bits", type=int, choices=[256], help="only vectors of 256 bits, for all programs that can be told: the rows of the first table")
    parser.add_argument("--layers", action="store_true", help="the rows about kinds of layers: " + " ".join(row.key for row in LAYER_ROWS + ADDED_ROWS + LAYER_SERIES))
    parser.add_argument("--training", action="store_true", help="only what training_rows.py has: each optimizer beside PyTorch's, and what Fit adds to steps")
    options = parser.parse_args()
    if options.layers:
        measure_layers(options, parser)
        return
    if options.training:
        measure_training(options, parser)
        return
    if options.bits == 256:
        measure_narrow(options, parser)
        return
    unknown = set(options.names) - set(known)
    if unknown:
        parser.error(f"there is no {', '.join(sorted(unknown))}")
    is_all = not options.names and not options.report
    names = known if is_all else options.names
    rounds = options.rounds or (2 if options.quick else 5)
    env = environment(is_narrow=False)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": {}, "series": {}, "peaks": {}}

    def keep():
        RESULTS.write_text(json.dumps(results, indent=1))

    if names:
        results["machine"] = describe_machine()
        results["date"] = time.strftime("%Y-%m-%d")
        peaks = measure_peak(env)
        # The peak is what the core can do at its best: the most that any run of it showed.
        results["peaks"] = {bits: max(value, results["peaks"].get(bits, 0)) for bits, value in peaks.items()}
        print("FMA peak: " + ", ".join(f"{bits} bits {value:.0f} GFLOP/s" for bits, value in peaks.items()))
    for row in ROWS + WIDTHS:
        if row.key in names:
            results["rows"][row.key] = measure_row(row, rounds, options.quick, env)
            print(report.row_text(row, results["rows"][row.key], results["peaks"]), flush=True)
            keep()
    for series in SERIES:
        if series.key in names:
            results["series"][series.key] = measure_series(series, min(rounds, 2), env)
            print(report.series_text(series, results["series"][series.key], results["peaks"]), flush=True)
            keep()
    if COMPILE in names:
        results[COMPILE] = measure_compilation(min(rounds, 3), env)
        print(report.compile_table(results[COMPILE]), flush=True)
        keep()
    if is_all or options.report:
        report.write(results, HERE.parent / "docs")


if __name__ == "__main__":
    main()
