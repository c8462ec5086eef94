using System.Collections.Generic;
using System.Threading;
using GenNet.Generator.Kernels;
using GenNet.Generator.Layers;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Emission;

/// <summary>Turns a network into its files, one for each concern.</summary>
internal static class NetworkEmitter
{
    public static IEnumerable<GeneratedFile> Emit(NetworkDeclaration declaration, CancellationToken cancellationToken)
    {
        if (declaration.Type is not { } type)
        {
            yield break;
        }

        if (declaration.Model is not { } architecture)
        {
            yield return new GeneratedFile($"{type.HintName}.g.cs", ShellFile.Write(declaration, type));
            yield break;
        }

        NetworkPlan plan = Planner.Plan(LayerKinds.Build(architecture));
        var style = new CodeStyle(plan);
        bool isTiled = plan.Strategy == Strategy.Tiled;
        cancellationToken.ThrowIfCancellationRequested();
        yield return new GeneratedFile($"{type.HintName}.g.cs", ClassFile.Write(style, declaration));
        if (declaration.Pretrained is { } pretrained)
        {
            yield return new GeneratedFile($"{type.HintName}.Weights.g.cs", PretrainedFile.Write(style, pretrained));
        }

        cancellationToken.ThrowIfCancellationRequested();
        yield return new GeneratedFile(
            $"{type.HintName}.Forward.g.cs", isTiled ? TiledFiles.Forward(style) : StraightLineFiles.Forward(style));
        yield return new GeneratedFile(
            $"{type.HintName}.Loss.g.cs", isTiled ? TiledFiles.Loss(style) : StraightLineFiles.Loss(style));
        if (architecture.IsTrainable)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new GeneratedFile(
                $"{type.HintName}.Backward.g.cs", isTiled ? TiledFiles.Backward(style) : StraightLineFiles.Backward(style));
        }

        if (architecture.IsStream)
        {
            cancellationToken.ThrowIfCancellationRequested();
            yield return new GeneratedFile($"{type.HintName}.Stream.g.cs", StreamFile.Write(StreamFile.StyleOf(architecture)));
        }

        if (architecture.ChecksGradients)
        {
            yield return new GeneratedFile($"{type.HintName}.Check.g.cs", CheckFile.Write(style));
        }
    }
}
