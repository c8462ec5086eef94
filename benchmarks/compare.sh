#!/usr/bin/env bash
# Times one MNIST-sized epoch (784-64-10, sigmoid, batch 128, one thread) in GenNet and in NumPy, in turn, on the same core.
# Needs Python with NumPy on OpenBLAS (Debian: python3-numpy libopenblas0-pthread). Options: rounds (default 5).
set -euo pipefail
cd "$(dirname "$0")"
rounds=${1:-5}
core=$(($(nproc) - 1))
python=${PYTHON:-/usr/bin/python3}

# OpenBLAS picks its best kernel by itself, except where a hypervisor hides the cache size from it.
unset OPENBLAS_L2_SIZE
export OPENBLAS_NUM_THREADS=1
if grep -q avx512dq /proc/cpuinfo; then
  export OPENBLAS_CORETYPE=SkylakeX
fi

dotnet build -c Release --nologo -v quiet GenNet.Benchmarks
results=$(mktemp)
trap 'rm -f "$results"' EXIT
for ((round = 0; round < rounds; round++)); do
  # Every epoch counts, the first of each run too: there is no warm-up to leave out.
  taskset -c "$core" dotnet GenNet.Benchmarks/bin/Release/net10.0/GenNet.Benchmarks.dll epoch 4 | tee -a "$results"
  taskset -c "$core" "$python" numpy_epoch.py 4 | tee -a "$results"
done

"$python" - "$results" <<'PY'
import statistics
import sys

times = {}
for line in open(sys.argv[1]):
    name, milliseconds = line.split()[:2]
    times.setdefault(name, []).append(float(milliseconds))
for name, all_times in times.items():
    print(f"{name}: minimum {min(all_times):.1f} ms, median {statistics.median(all_times):.1f} ms")
ratio = lambda f: f(times["gennet"]) / f(times["numpy"])
print(f"gennet / numpy: minimum {ratio(min):.2f}, median {ratio(statistics.median):.2f}")
PY
