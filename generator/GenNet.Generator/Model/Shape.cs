using System.Collections.Immutable;
using System.Globalization;
using System.Linq;

namespace GenNet.Generator.Model;

/// <summary>
/// The shape of one sample's values, channels last: [features], [steps, features] or [height, width, channels]. The batch is implicit.
/// </summary>
/// <param name="Dimensions">One or more sizes, each 1 or more.</param>
internal sealed record Shape(EquatableArray<int> Dimensions)
{
    public static Shape Of(params int[] dimensions) => new(new EquatableArray<int>(dimensions.ToImmutableArray()));

    public int Rank => Dimensions.Count;

    /// <summary>The last dimension, which dense layers, normalizations and softmax act on.</summary>
    public int Features => Dimensions[Dimensions.Count - 1];

    /// <summary>How many rows of features there are: steps or pixels; 1 for a vector.</summary>
    public long Positions
    {
        get
        {
            long positions = 1;
            for (int i = 0; i < Dimensions.Count - 1; i++)
            {
                positions *= Dimensions[i];
            }

            return positions;
        }
    }

    /// <summary>The number of values.</summary>
    public long Count => Positions * Features;

    /// <summary>The same positions with other features.</summary>
    public Shape WithFeatures(int features) =>
        new(new EquatableArray<int>(Dimensions.Take(Dimensions.Count - 1).Append(features).ToImmutableArray()));

    /// <summary>5 × 5 × 16.</summary>
    public override string ToString() =>
        string.Join(" × ", Dimensions.Select(size => size.ToString(CultureInfo.InvariantCulture)));

    /// <summary>64, or 5 × 5 × 16 = 400.</summary>
    public string InWords => Rank == 1 ? ToString() : $"{this} = {Count.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>1 value, 64 values, or 5 × 5 × 16 = 400 values.</summary>
    public string ValuesInWords => $"{InWords} {Counted.Thing(Count, "value")}";

    /// <summary>there is 1 value, there are 6 × 8 = 48 values.</summary>
    public string There => (Count == 1 ? "there is " : "there are ") + ValuesInWords;
}
