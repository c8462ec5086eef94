#!/usr/bin/env bash
# Runs GenNet and its peers side by side on this machine: compare.sh [--install] [--quick] [--bits 256] [--layers] [NAME …]. See README.md.
# COMPARE_WITHOUT_BUILDING=1 leaves out building, for a measurement that should disturb nobody.
set -euo pipefail
cd "$(dirname "$0")"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDTERMINALLOGGER=off
python=${PYTHON:-/usr/bin/python3}

# Debian's packages; ONNX Runtime comes from NuGet like everything .NET.
packages=(gcc g++ make libdnnl-dev libopenblas-dev python3-numpy python3-torch python3-onnx python3-matplotlib)
missing=()
for package in "${packages[@]}"; do
  dpkg-query -W -f='${Status}' "$package" 2>/dev/null | grep -q 'ok installed' || missing+=("$package")
done
if [ "${1:-}" = --install ]; then
  shift
  [ ${#missing[@]} -eq 0 ] || { apt-get update && apt-get install -y --no-install-recommends "${missing[@]}"; }
elif [ ${#missing[@]} -ne 0 ]; then
  echo "Missing: ${missing[*]}. Install them with" >&2
  echo "  apt-get install -y --no-install-recommends ${missing[*]}" >&2
  echo "or run compare.sh --install, which does that." >&2
  exit 1
fi

if [ -z "${COMPARE_WITHOUT_BUILDING:-}" ]; then
  for project in GenNet.Comparison GenNet.Scaling GenNet.CompileCost; do
    dotnet build -c Release --nologo -v quiet "-clp:ErrorsOnly;NoSummary" "$project"
  done
  dotnet restore --nologo -v quiet "-clp:ErrorsOnly;NoSummary" peers/onnxruntime
  make -s -C peers ORT="$(dotnet msbuild peers/onnxruntime -getProperty:PkgMicrosoft_ML_OnnxRuntime)"
  if [ ! -e peers/bin/data/linear10.onnx ]; then
    "$python" peers/make_data.py peers/bin/data
    "$python" peers/make_models.py peers/bin/data
  fi
fi
exec "$python" compare.py "$@"
