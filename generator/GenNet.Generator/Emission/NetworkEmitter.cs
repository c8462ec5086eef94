using System;
using System.Collections.Generic;
using System.Threading;
using GenNet.Generator.Kernels;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>Turns a network into its files, one for each concern.</summary>
internal static class NetworkEmitter
{
    /// <summary>The files of a network; of a declaration with a mistake, its shell.</summary>
    /// <param name="declaration">What was declared.</param>
    /// <param name="plan">The plan; null where there is no network.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public static IEnumerable<GeneratedFile> Emit(NetworkDeclaration declaration, NetworkPlan? plan, CancellationToken cancellationToken)
    {
        if (declaration.Type is not { } type)
        {
            yield break;
        }

        if (declaration.Model is not { } architecture || plan is null)
        {
            yield return new GeneratedFile($"{type.HintName}.g.cs", ShellFile.Write(declaration, type));
            yield break;
        }

        var style = new CodeStyle(plan);
        bool isTiled = plan.Strategy == Strategy.Tiled;
        cancellationToken.ThrowIfCancellationRequested();
        yield return new GeneratedFile($"{type.HintName}.g.cs", ClassFile.Write(style, declaration));
        if (declaration.Pretrained is { } pretrained)
        {
            yield return new GeneratedFile($"{type.HintName}.Weights.g.cs", PretrainedFile.Write(style, pretrained));
        }

        ExploreFile? explore = architecture.Explores ? new ExploreFile(style) : null;

        // The pass that is traced comes first of those that an explorer shows. Where nothing learns that is the forward pass, and no loss is.
        GeneratedFile? backward = architecture.IsTrainable ? Passes("Backward", isTiled ? TiledFiles.Backward : StraightLineFiles.Backward) : null;
        yield return Passes("Forward", isTiled ? TiledFiles.Forward : StraightLineFiles.Forward);
        yield return Passes("Loss", isTiled ? TiledFiles.Loss : StraightLineFiles.Loss);
        if (backward is not null)
        {
            yield return backward;
        }

        if (explore is not null)
        {
            explore.Add(new GeneratedFile($"{type.Name}.cs", architecture.Declaration));
            yield return new GeneratedFile($"{type.HintName}.Explore.g.cs", explore.Write());
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

        GeneratedFile Passes(string name, Func<CodeStyle, IWriterListener?, string> write)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ExploreFile? shown = architecture.IsTrainable || name == "Forward" ? explore : null;
            var file = new GeneratedFile($"{type.HintName}.{name}.g.cs", write(style, shown?.NextFile));
            shown?.Add(file);
            return file;
        }
    }
}
