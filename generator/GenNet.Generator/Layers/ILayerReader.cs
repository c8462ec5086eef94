using System.Collections.Generic;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Layers;

/// <summary>The attribute of a layer as its kind reads it. What makes no sense is reported here, and is null.</summary>
internal interface ILayerReader
{
    /// <summary>The attribute's name without its last word: <c>Flatten</c>.</summary>
    string AttributeName { get; }

    /// <summary>The sizes of the constructor, in order; each is 1 or more.</summary>
    IReadOnlyList<int>? Sizes();

    /// <summary>A size of the constructor by its name, 1 or more.</summary>
    int? Size(string parameter);

    /// <summary>A property that is a whole number.</summary>
    /// <param name="property">Its name.</param>
    /// <param name="otherwise">What it is unless said.</param>
    /// <param name="least">The least that it may be.</param>
    int? Whole(string property, int otherwise, int least);

    /// <summary>Whether a property is written.</summary>
    bool Says(string property);

    /// <summary>Whether the constructor has a parameter of this name.</summary>
    bool Takes(string parameter);

    /// <summary>Reports that one property leaves no room for another, which is to be removed.</summary>
    /// <param name="property">The one to remove.</param>
    /// <param name="reason">Why, as the rest of a sentence behind "[Conv2D]".</param>
    void ReportExcess(string property, string reason);

    /// <summary>A property that is finite and above 0.</summary>
    double? Positive(string property, double otherwise);

    /// <summary>A property that is true or false.</summary>
    bool IsTrue(string property, bool otherwise);

    /// <summary><c>Initializer</c> and <c>InitializerScale</c>: how weights are drawn, and the finite factor on each.</summary>
    /// <param name="otherwise">What <see cref="Initializer.Auto"/> means.</param>
    (Initializer Initializer, double Scale)? Weights(Initializer otherwise);

    /// <summary><c>DrawBiases</c>: whether biases are drawn as weights are.</summary>
    /// <param name="initializer">How weights are drawn.</param>
    bool DrawsBiases(Initializer initializer);

    /// <summary>A number that is allowed, of the constructor or of a property.</summary>
    double? Number(FormulaArgument argument);

    /// <summary>The activation.</summary>
    ActivationModel? Activation();
}
