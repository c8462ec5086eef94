using System.Collections.Generic;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>The attribute of a layer as its kind reads it. What makes no sense is reported here, and is null.</summary>
internal interface ILayerReader
{
    /// <summary>The attribute's name without its last word: <c>Flatten</c>.</summary>
    string AttributeName { get; }

    /// <summary>The sizes of the constructor, in order; each is 1 or more.</summary>
    IReadOnlyList<int>? Sizes();

    /// <summary>A property that is finite and above 0.</summary>
    double? Positive(string property, double otherwise);

    /// <summary>The activation.</summary>
    ActivationModel? Activation();
}
