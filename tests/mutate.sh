#!/usr/bin/env bash
# Mutation testing with Stryker: changes one thing at a time in a part of the library, runs the tests that hold this part, and lists the changes
# that none of them noticed.
#
#   tests/mutate.sh parameter-file | calculus | gradients | placement | training [FILE…]
#
# FILE narrows the part to files of it, as Stryker writes them: Training/Trainer.cs, or a span of it, Training/Trainer.cs{100..900}.
# Builds the part's project with all of its mutants first, some minutes; then each mutant takes as long as the tests that reach it, a second or
# several. What a run says is in artifacts/mutation/PART. It replaces the test project's output: build again afterwards.
set -euo pipefail
cd "$(dirname "$0")/.."
# On a busy machine `dotnet --info` takes longer than Stryker waits for it.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_INFO_WAIT_TIME=300000

part=${1:-}
case $part in
  parameter-file)
    tests=GenNet.Runtime.Tests project=GenNet.csproj
    mutate=(Persistence/ParameterFile.cs)
    classes=(ParameterFileTests HostileFileTests ReplacedFileTests) ;;
  training)
    tests=GenNet.Runtime.Tests project=GenNet.csproj
    mutate=('Training/Trainer*.cs' 'Training/Schedules/*.cs' Training/BatchSource.cs Training/SharedWork.cs Training/WorkerTeam.cs
      Training/GoodParameters.cs Training/BestParameters.cs Training/TrainingPosition.cs)
    # InterleavingTests have copies of SharedWork and WorkerTeam, made of the files as they are: no mutant reaches those.
    classes=(.Training.) ;;
  calculus)
    tests=GenNet.Generator.Tests project=GenNet.Generator.csproj
    mutate=('Calculus/**/*.cs')
    classes=(.Calculus. FunctionsPageTests GeneratedTextTests) ;;
  gradients)
    tests=GenNet.Generator.Tests project=GenNet.Generator.csproj
    # The rules are members of the operations, of which a kind of layer has its own in its folder.
    mutate=(Graph/Operations.cs 'Graph/*Rule*.cs' Graph/GradientBuilder.cs
      'Layers/*/*.cs' '!Layers/*/*Code.cs' '!Layers/*/*Kind.cs' '!Layers/*/*Spec.cs' '!Layers/*/*Layout.cs' '!Layers/*/Checked*.cs')
    classes=(.WayBackTests GeneratedTextTests SnapshotTests GraphNetworkTests) ;;
  placement)
    tests=GenNet.Generator.Tests project=GenNet.Generator.csproj
    mutate=('Planning/**/*.cs' 'Layers/*/*Layout.cs')
    classes=(.Planning. GeneratedTextTests SnapshotTests WorkspaceTests) ;;
  *)
    sed -n '2,9p' "$0" >&2
    exit 2 ;;
esac

if [ $# -gt 1 ]; then
  mutate=("${@:2}")
fi

tools=artifacts/mutation/tools
[ -x "$tools/dotnet-stryker" ] || dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$tools"

arguments=()
for file in "${mutate[@]}"; do
  arguments+=(--mutate "$file")
done
filter=$(printf '|FullyQualifiedName~%s' "${classes[@]}")

# A mutant that never ends has half a minute more than the tests take: on a busy machine less would take slow tests for caught mutants.
out=$PWD/artifacts/mutation/$part
stryker=$PWD/$tools/dotnet-stryker
mkdir -p "$out"
printf '{ "stryker-config": { "additional-timeout": 30000, "coverage-analysis": "perTest" } }\n' > "$out/configuration.json"

# The tests are programs of xunit v3, in which Stryker can switch mutants only when it talks to them itself.
cd "tests/$tests"
exec "$stryker" --config-file "$out/configuration.json" --project "$project" "${arguments[@]}" --test-runner mtp --test-case-filter "${filter:1}" \
  --concurrency 1 --skip-version-check --reporter json --reporter html --reporter cleartext --reporter dots --output "$out"
