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
import shlex
import statistics
import subprocess
import sys
import time

from rows import ROWS

HERE = pathlib.Path(__file__).resolve().parent
BIN = HERE / "peers" / "bin"
RESULTS = BIN / "results.json"
GENNET = "GenNet"


def environment(data):
    env = dict(os.environ, PEER_DATA=str(data), OPENBLAS_NUM_THREADS="1", OMP_NUM_THREADS="1")
    # OpenBLAS picks its best kernel by itself, except where a hypervisor hides the processor's kind or its caches.
    env.pop("OPENBLAS_L2_SIZE", None)
    if "avx512dq" in pathlib.Path("/proc/cpuinfo").read_text():
        env["OPENBLAS_CORETYPE"] = "SkylakeX"
    # A process pinned to one core would wait ten times as long before it compiles hot methods again.
    env["DOTNET_TC_DelaySingleProcMultiplier"] = "1"
    return env


def commands(row):
    yield GENNET, row.gennet, False
    for peer in row.peers:
        yield peer.name, peer.command, peer.is_slow


def run(command, row, count, env):
    names = {
        "gennet": f"dotnet {HERE}/GenNet.Comparison/bin/Release/net10.0/GenNet.Comparison.dll",
        "bin": BIN,
        "peers": HERE / "peers",
        "python": os.environ.get("PYTHON", "/usr/bin/python3"),
        "row": row.key,
        "count": count,
    }
    cores = sorted(os.sched_getaffinity(0))[-row.threads:]
    pin = ["taskset", "-c", ",".join(map(str, cores))]
    output = subprocess.run(pin + shlex.split(command.format(**names)), env=env, check=True, capture_output=True, text=True).stdout
    lines = [line.split() for line in output.splitlines()]
    return [float(value) for kind, value in lines if kind == "sample"], next(float(value) for kind, value in lines if kind == "check")


def measure_row(row, rounds, quick, env):
    samples, checks = {}, {}
    for turn in range(rounds):
        for name, command, is_slow in commands(row):
            if is_slow and (quick or turn > 0):
                continue
            values, checks[name] = run(command, row, 1 if is_slow else row.count, env)
            samples.setdefault(name, []).append(values)
    reference = checks[GENNET]
    for name, value in checks.items():
        if not math.isclose(value, reference, rel_tol=row.tolerance):
            sys.exit(f"{row.key}: {name} computed {value}, GenNet {reference}")
    return {"samples": samples, "measured": time.strftime("%Y-%m-%d %H:%M"), "checks": checks}


def measure_peak(env):
    core = str(sorted(os.sched_getaffinity(0))[-1])
    output = subprocess.run(["taskset", "-c", core, str(BIN / "peers"), "peak", "fma", "20"], env=env, check=True, capture_output=True, text=True).stdout
    peaks = {}
    for _, bits, value in (line.split() for line in output.splitlines()):
        peaks[bits] = max(peaks.get(bits, 0), float(value))
    return peaks


def summary(result):
    """Each program's minimum and median, GenNet first, the peers from the fastest on."""
    flat = {name: [value for run_values in runs for value in run_values] for name, runs in result["samples"].items()}
    ordered = {GENNET: flat.pop(GENNET)} | dict(sorted(flat.items(), key=lambda item: statistics.median(item[1])))
    return {name: (min(values), statistics.median(values)) for name, values in ordered.items()}


def ratios(row, figures):
    """GenNet's minimum and median over the smallest of the peers'."""
    peers = {name: pair for name, pair in figures.items() if name != GENNET and row.against in (None, name)}
    return tuple(figures[GENNET][i] / min(pair[i] for pair in peers.values()) for i in (0, 1))


def written(value, unit):
    """A time in the unit in which it reads best."""
    nanoseconds = value * (1e6 if unit == "ms" else 1)
    for name, size in (("ms", 1e6), ("µs", 1e3), ("ns", 1)):
        if nanoseconds >= size:
            break
    number = nanoseconds / size
    digits = 0 if number >= 100 else 1 if number >= 10 else 2
    return f"{number:.{digits}f} {name}"


def print_row(row, result, peaks):
    figures = summary(result)
    least, median = ratios(row, figures)
    verdict = "" if row.at_most is None else f" (at most {row.at_most:.2f}: {'yes' if least <= row.at_most and median <= row.at_most else 'no'})"
    print(f"{row.title}: {least:.2f} of the minimum, {median:.2f} of the median{verdict}")
    for name, (minimum, middle) in figures.items():
        share = ""
        if row.flop is not None and row.threads == 1 and peaks:
            share = f"  {row.flop / (minimum * (1e6 if row.unit == 'ms' else 1)) / max(peaks.values()):4.0%} of peak"
        print(f"  {name:<32} {written(minimum, row.unit):>10} {written(middle, row.unit):>10}{share}")
    sys.stdout.flush()


def main():
    parser = argparse.ArgumentParser(prog="compare.sh", description="Runs GenNet and its peers side by side.")
    parser.add_argument("rows", nargs="*", help="rows to measure; all unless said: " + " ".join(row.key for row in ROWS))
    parser.add_argument("--quick", action="store_true", help="two rounds instead of five, without the slowest peers")
    parser.add_argument("--rounds", type=int)
    options = parser.parse_args()
    unknown = set(options.rows) - {row.key for row in ROWS}
    if unknown:
        parser.error(f"no row {', '.join(sorted(unknown))}; there are {' '.join(row.key for row in ROWS)}")
    data = BIN / "data"
    env = environment(data)
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {"rows": {}}
    results["peaks"] = measure_peak(env)
    print("FMA peak: " + ", ".join(f"{bits} bits {value:.0f} GFLOP/s" for bits, value in results["peaks"].items()))
    for row in ROWS:
        if not options.rows or row.key in options.rows:
            rounds = options.rounds or (2 if options.quick else 5)
            results["rows"][row.key] = measure_row(row, rounds, options.quick, env)
            print_row(row, results["rows"][row.key], results["peaks"])
            RESULTS.write_text(json.dumps(results, indent=1))


if __name__ == "__main__":
    main()
