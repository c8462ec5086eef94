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

/// <summary>Two channels of pixels, normalized.</summary>
[Input(4, 4, 1)]
[Conv2D(2, 1)]
[BatchNorm]
[Flatten]
[Layer(3, Softmax)]
internal sealed partial class NormalizedPixels;

/// <summary>Whose second layer takes the inputs as well.</summary>
[Input(3, Name = "x")]
[Layer(8, Tanh, Name = "h")]
[Concat("h", "x")]
[Layer(1)]
internal sealed partial class Bypassed;

/// <summary>Five outputs for each pixel: a layer in between was forgotten.</summary>
[Input(6, 6, 1)]
[Conv2D(4, 3, ReLU)]
[Layer(5, Softmax)]
internal sealed partial class PixelClasses;

/// <summary>Four outputs for each step, in double precision.</summary>
[Network(Precision = Precision.Double)]
[Input(7, 3)]
[Gru(6, Sequences = true)]
[Layer(4)]
[Activate(LogSoftmax)]
internal sealed partial class StepClasses;

/// <summary>Six outputs for each index.</summary>
[Input(5)]
[Embedding(6, 3)]
[Layer(6, Softmax)]
internal sealed partial class NextIndices;

/// <summary>Yes or no for each step.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Input(6, 2)]
[Conv1D(4, 3, ReLU)]
[Layer(1, Sigmoid)]
internal sealed partial class StepAnswers;

/// <summary>Three numbers for each row.</summary>
[Input(4, 2)]
[Layer(3)]
internal sealed partial class RowNumbers;

/// <summary>Four steps, of which one is looked at.</summary>
[Input(4, 2)]
[Conv1D(3, 4, ReLU)]
[Layer(3, Softmax)]
internal sealed partial class OneStep;

/// <summary>A number for three, in double precision.</summary>
[Network(Precision = Precision.Double)]
[Layer(3, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class DoubleCurve;

/// <summary>A number for three, through layers that are 0 below 0.</summary>
[Layer(3, 8, ReLU)]
[Layer(8, 8, ReLU)]
[Layer(8, 1)]
internal sealed partial class RectifiedCurve;

/// <summary>A number for three, without anything that would hold it.</summary>
[Layer(3, 1)]
internal sealed partial class Line;
