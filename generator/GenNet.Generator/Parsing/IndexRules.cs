using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Model;

namespace GenNet.Generator.Parsing;

/// <summary>Who may take indices: the inputs are indices where an embedding takes them, and then embeddings alone may.</summary>
internal static class IndexRules
{
    /// <summary>The layers that take what they should not: the number of each, what is wrong, and what to do.</summary>
    /// <param name="layers">The layers.</param>
    /// <param name="sources">What each takes; null where that is not known.</param>
    public static IEnumerable<(int Number, string What, string Advice)> FindMistakes(
        ImmutableArray<LayerDeclaration> layers, IReadOnlyList<IReadOnlyList<int?>> sources)
    {
        // What is the inputs in some shape is theirs.
        bool[] isInput = new bool[layers.Length + 1];
        isInput[0] = true;
        for (int number = 1; number < layers.Length; number++)
        {
            isInput[number] = layers[number - 1].Spec is { KeepsValues: true } && sources[number - 1][0] == 0;
        }

        bool TakesInput(int number) => sources[number - 1].Any(source => source is { } known && isInput[known]);
        List<int> embeddings = Enumerable.Range(1, layers.Length).Where(number => layers[number - 1].Spec is { Indices: not null }).ToList();
        int first = embeddings.FirstOrDefault(TakesInput);
        for (int number = 1; number <= layers.Length; number++)
        {
            if (embeddings.Contains(number))
            {
                if (!TakesInput(number) && sources[number - 1][0] is { } yielding)
                {
                    yield return (
                        number,
                        $"Layer {Text(number)} looks up what layer {Text(yielding)} yields, which are no indices: those are the network's inputs",
                        "Make [Embedding] the first layer behind [Input(steps)], or give [Input] a Name and take it From there");
                }
            }
            else if (first > 0 && !isInput[number] && TakesInput(number))
            {
                yield return (
                    number,
                    $"Layer {Text(number)} computes with the network's inputs, but layer {Text(first)} makes them indices, whose values mean nothing",
                    $"Let it take what layer {Text(first)} yields");
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
