#!/usr/bin/env bash
# Mutation testing with Stryker: changes one thing at a time in a part of the library, runs the tests that hold this part, and lists the changes
# that none of them noticed.
#
#   tests/mutate.sh parameter-file | calculus | gradients | placement | schedules | training | team [FILE…]
#
# FILE narrows the part to files of it, as Stryker writes them: Training/Trainer.cs, or a span of it, Training/Trainer.cs{100..900}. Where a few test
# classes hold that, CLASSES='.FitEndTests. .RecoveryTests.' before the command has no others run.
# Builds a copy of the sources first, some minutes; then each mutant takes as long as the tests that reach it, a second or several. What a run
# says, and the copy, is in artifacts/mutation/PART.
set -euo pipefail
cd "$(dirname "$0")/.."
# On a busy machine `dotnet --info` takes longer than Stryker waits for it.
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_INFO_WAIT_TIME=300000

part=${1:-}
case $part in
  parameter-file)
    project=runtime/GenNet tests=(GenNet.Runtime.Tests)
    mutate=(Persistence/ParameterFile.cs)
    # HostileFileTests damage files by the thousand, and ReplacedFileTests write over files of every kind: too slow for each mutant.
    classes=(.ParameterFileTests.) ;;
  training)
    project=runtime/GenNet tests=(GenNet.Runtime.Tests GenNet.Training.Tests)
    mutate=('Training/Trainer*.cs' Training/BatchSource.cs Training/GoodParameters.cs Training/BestParameters.cs Training/TrainingPosition.cs)
    classes=(.TrainerTests. .FitEndTests. .RecoveryTests. .ScheduleTests. .CheckpointTests. .CheckpointEndTests. .WeightedFitTests. .AugmentationTests. .AveragingTests.
      .BatchSourceTests. .DataFaultTests. .DataSourceTests. .FinderTests. .GrowingLossTests. .SingleWeightTests. .ThreadCountTests.) ;;
  schedules)
    project=runtime/GenNet tests=(GenNet.Runtime.Tests)
    mutate=('Training/Schedules/*.cs')
    classes=(.ScheduleTests.) ;;
  team)
    project=runtime/GenNet tests=(GenNet.Runtime.Tests)
    mutate=(Training/SharedWork.cs Training/WorkerTeam.cs)
    # InterleavingTests have copies of these files, made of them as they are: no mutant reaches those.
    classes=(.SharedWorkTests. .WorkerTeamTests. .ThreadTeamTests.) ;;
  calculus)
    project=generator/GenNet.Generator tests=(GenNet.Generator.Tests)
    mutate=('Calculus/**/*.cs' Layers/Recurrent/RecurrentCell.cs Layers/Recurrent/Quantity.cs)
    classes=(.Calculus. FunctionsPageTests GeneratedTextTests) ;;
  gradients)
    project=generator/GenNet.Generator tests=(GenNet.Generator.Tests)
    # The rules are members of the operations, of which a kind of layer has its own in its folder.
    mutate=(Graph/Operations.cs Graph/GradientBuilder.cs
      'Layers/*/*.cs' '!Layers/*/*Code.cs' '!Layers/*/*Code.*.cs' '!Layers/*/*Kind.cs' '!Layers/*/*Spec.cs' '!Layers/*/*Layout.cs' '!Layers/*/Checked*.cs'
      '!Layers/*/*Tile*.cs' '!Layers/*/*Writer.cs' '!Layers/*/*Places.cs' '!Layers/*/GroupedWeights.cs' '!Layers/*/StepSum.cs'
      '!Layers/*/PairedPixels.cs' '!Layers/*/JoinedColumns.cs' '!Layers/*/RecurrentCell.cs' '!Layers/*/Quantity.cs')
    classes=(.WayBackTests GeneratedTextTests SnapshotTests GraphNetworkTests) ;;
  placement)
    project=generator/GenNet.Generator tests=(GenNet.Generator.Tests)
    mutate=('Planning/**/*.cs' 'Layers/*/*Layout.cs' Layers/Convolutions/PairedPixels.cs Layers/Convolutions/JoinedColumns.cs)
    classes=(.Planning. GeneratedTextTests SnapshotTests WorkspaceTests PredictionMemoryTests TileSumTests) ;;
  *)
    sed -n '2,10p' "$0" >&2
    exit 2 ;;
esac

if [ $# -gt 1 ]; then
  mutate=("${@:2}")
fi

if [ -n "${CLASSES:-}" ]; then
  read -ra classes <<< "$CLASSES"
fi

tools=artifacts/mutation/tools
[ -x "$tools/dotnet-stryker" ] || dotnet tool install dotnet-stryker --version 5.1.0 --tool-path "$tools"

# Whether a file of the project is one of those to change.
is_wanted() {
  local pattern wanted=1
  for pattern in "${mutate[@]}"; do
    pattern=${pattern%%\{*}
    pattern=${pattern//\*\*\//*}
    case $1 in
      ${pattern#!}) if [[ $pattern == !* ]]; then return 1; else wanted=0; fi ;;
    esac
  done
  return $wanted
}

# Stryker writes the mutants of a whole project into it, whichever are asked for, and so many branches make the build and each test several times as
# slow. Generated files it leaves as they are: in a copy of the sources, the others say that they are generated.
out=$PWD/artifacts/mutation/$part
copy=$out/source
stryker=$PWD/$tools/dotnet-stryker
mkdir -p "$copy"
find "$copy" -type f -not -path '*/bin/*' -not -path '*/obj/*' -delete
git ls-files -z --cached --others --exclude-standard --deduplicate | while IFS= read -r -d '' file; do
  # A file may be gone that git still knows.
  [ -e "$file" ] && printf '%s\0' "$file" || true
done | xargs -0 cp -p --parents -t "$copy"
cd "$copy/$project"
# Files of the runtime too, some of which the generator compiles in.
while IFS= read -r file; do
  if ! is_wanted "${file#"$copy/$project/"}"; then
    text=$(<"$file")
    printf '// <auto-generated/>\n#nullable enable\n%s\n' "$text" > "$file"
  fi
done < <(find "$copy/generator" "$copy/runtime" -name '*.cs' -not -path '*/bin/*' -not -path '*/obj/*')

arguments=()
for file in "${mutate[@]}"; do
  arguments+=(--mutate "$file")
done
for name in "${tests[@]}"; do
  arguments+=(--test-project "$copy/tests/$name/$name.csproj")
done
filter=$(printf '|FullyQualifiedName~%s' "${classes[@]}")

# A mutant that never ends has half a minute more than the tests take: on a busy machine less would take slow tests for caught mutants.
printf '{ "stryker-config": { "additional-timeout": 30000, "coverage-analysis": "perTest" } }\n' > "$out/configuration.json"

# The tests are programs of xunit v3, in which Stryker can switch mutants only when it talks to them itself.
exec "$stryker" --config-file "$out/configuration.json" "${arguments[@]}" --test-runner mtp --test-case-filter "${filter:1}" \
  --concurrency 1 --skip-version-check --reporter json --reporter html --reporter cleartext --reporter dots --output "$out"
