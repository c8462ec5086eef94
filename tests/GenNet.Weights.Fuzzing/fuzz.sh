#!/usr/bin/env bash
# Takes what AFL++ makes up to all readers of weight files, for so many seconds (an hour by default), then what it found to them again, without
# instruments. Needs AFL++ (apt-get install afl++). Findings stay in artifacts/fuzzing, where the next run goes on.
set -euo pipefail
cd "$(dirname "$0")/../.."
seconds=${1:-3600}
work=$PWD/artifacts/fuzzing
program=GenNet.Weights.Fuzzing.dll

dotnet build tests/GenNet.Weights.Fuzzing --nologo -v quiet
[ -x "$work/tools/sharpfuzz" ] || dotnet tool install SharpFuzz.CommandLine --version 2.3.0 --tool-path "$work/tools"
rm -rf "$work/plain" "$work/instrumented"
cp -r tests/GenNet.Weights.Fuzzing/bin/Debug/net10.0 "$work/plain"
cp -r "$work/plain" "$work/instrumented"
"$work/tools/sharpfuzz" "$work/instrumented/GenNet.dll" GenNet.Persistence
"$work/tools/sharpfuzz" "$work/instrumented/GenNet.Build.dll" GenNet
dotnet "$work/plain/$program" seeds tests/GenNet.Weights.Tests/Fixtures "$work/seeds"

# The host of .NET has no instruments of its own, and a busy machine no processor to give: what takes long is measured when it is replayed.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1 AFL_AUTORESUME=1
export AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_FORKSRV_INIT_TMOUT=60000 DOTNET_TieredPGO=0
afl-fuzz -i "$work/seeds" -o "$work/found" -x "$work/plain/words.dict" -m none -t 20000 -V "$seconds" -- dotnet "$work/instrumented/$program"

shopt -s nullglob
exec dotnet "$work/plain/$program" replay "$work"/found/*/{crashes,hangs,queue}/id*
