using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using GenNet.Generator.Weights;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.Generator.Tests.Harness;

/// <summary>What the build tells the compiler of a weight file, without a build or a file.</summary>
internal sealed class DescribedWeights : AdditionalText
{
    private readonly SourceText _text;

    public DescribedWeights(WeightsDescription description)
    {
        Path = $"obj/GenNet/{description.Name.Replace('/', '_')}{WeightsDescription.Extension}";
        _text = SourceText.From(description.Write());
    }

    public override string Path { get; }

    public override SourceText GetText(CancellationToken cancellationToken = default) => _text;

    /// <summary>A file of tensors of floats, whose values are 0.5, 1, 1.5 and so on where they are few.</summary>
    /// <param name="name">What the project calls it.</param>
    /// <param name="tensors">Name and sizes of each tensor: <c>layer1.kernel 2 3</c>.</param>
    public static WeightsDescription Of(string name, params string[] tensors) => Of(name, isOurs: true, tensors);

    /// <inheritdoc cref="Of(string, string[])"/>
    public static WeightsDescription OfOthers(string name, params string[] tensors) => Of(name, isOurs: false, tensors);

    private static WeightsDescription Of(string name, bool isOurs, string[] tensors)
    {
        var described = new List<DescribedTensor>();
        long count = 0;
        foreach (string[] words in tensors.Select(tensor => tensor.Split(' ')))
        {
            long[] shape = [.. words.Skip(1).Select(long.Parse)];
            described.Add(new DescribedTensor(words[0], "F32", shape, count * sizeof(float)));
            count += shape.Aggregate(1L, (product, size) => product * size);
        }

        const int MostValues = 64;
        byte[] values = [.. Enumerable.Range(1, (int)Math.Min(count, MostValues)).SelectMany(index => BitConverter.GetBytes(0.5f * index))];
        return new WeightsDescription
        {
            Name = name,
            Format = "safetensors",
            Hash = "5e88",
            Begin = 256,
            Tensors = described,
            Texts = isOurs ? [KeyValuePair.Create("gennet", "1")] : [],
            Resource = count > MostValues ? $"GenNet/{name}" : null,
            Values = count > MostValues ? null : Convert.ToBase64String(values),
        };
    }
}
