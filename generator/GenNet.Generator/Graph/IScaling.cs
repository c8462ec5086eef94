namespace GenNet.Generator.Graph;

/// <summary>An operation that in prediction is no more than a = s x + t, which the activation behind it can apply.</summary>
internal interface IScaling
{
    /// <summary>x.</summary>
    Value Input { get; }

    /// <summary>a.</summary>
    Value Output { get; }

    /// <summary>s.</summary>
    Value PredictionScale { get; }

    /// <summary>t.</summary>
    Value PredictionShift { get; }

    /// <summary>What s and t are.</summary>
    string ScaleFormula { get; }
}
