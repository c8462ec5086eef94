using static GenNet.Activation;

namespace GenNet.Training.Tests;

/// <summary>Three classes of points.</summary>
[Layer(2, 12, Tanh)]
[Layer(12, 3, Softmax)]
internal sealed partial class Points;

/// <summary>The same in double precision.</summary>
[Network(Precision = Precision.Double)]
[Layer(2, 12, Tanh)]
[Layer(12, 3, Softmax)]
internal sealed partial class DoublePoints;

/// <summary>Large enough for tiles.</summary>
[Layer(64, 48, ReLU)]
[Layer(48, 32, Tanh)]
[Layer(32, 5, Softmax)]
internal sealed partial class Tiled;

/// <summary>Large enough for tiles, with batch normalization and dropout.</summary>
[Layer(64, 48)]
[BatchNorm]
[Activate(ReLU)]
[Dropout(0.2)]
[Layer(48, 5, Softmax)]
internal sealed partial class TiledNormalized;

/// <summary>Yes or no.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 8, Tanh)]
[Layer(8, 1, Sigmoid)]
internal sealed partial class YesNo;

/// <summary>A number for three.</summary>
[Layer(3, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class Curve;

/// <summary>Normalizes what it is given by itself.</summary>
[Input(3)]
[LayerNorm]
[Layer(8, Tanh)]
[Layer(1)]
internal sealed partial class NormalizedCurve;

/// <summary>With batch normalization and dropout, which remember and draw.</summary>
[Layer(2, 16)]
[BatchNorm]
[Activate(ReLU)]
[Dropout(0.25)]
[Layer(16, 3, Softmax)]
internal sealed partial class NormalizedPoints;

/// <summary>Whose second layer takes the inputs as well.</summary>
[Input(3, Name = "x")]
[Layer(8, Tanh, Name = "h")]
[Concat("h", "x")]
[Layer(1)]
internal sealed partial class Bypassed;
