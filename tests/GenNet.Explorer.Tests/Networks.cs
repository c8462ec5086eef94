using static GenNet.Activation;

namespace GenNet.Tests;

[Network(Loss = Loss.HalfSquaredError, Explore = true, CheckGradients = true)]
[Layer(2, 3, Sigmoid, Initializer = Initializer.StandardNormal)]
[Layer(3, 1, Sigmoid, Initializer = Initializer.StandardNormal)]
internal sealed partial class Xor;

/// <summary>Tiled code, shuffled samples, dropout and an optimizer that remembers: whatever bits could depend on.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Input(24)]
[Layer(40, ReLU)]
[Dropout(0.2)]
[Layer(4, Softmax)]
internal sealed partial class Sorter;

[Network(Precision = Precision.Double, Loss = Loss.HalfSquaredError)]
[Layer(2, 4, Tanh)]
[Layer(4, 1)]
internal sealed partial class Plain;

[Network(Loss = Loss.CrossEntropy, Explore = true)]
[Input(28, 28, 1)]
[Conv2D(4, 5, ReLU)]
[MaxPool2D(4)]
[Flatten]
[Layer(10, Softmax)]
internal sealed partial class Reader;

[Network(Explore = true)]
[Input(8, 1)]
[Lstm(6)]
[Layer(1)]
internal sealed partial class Teller;

/// <summary>Tiled code, and two inputs.</summary>
[Network(Explore = true)]
[Layer(2, 8, Tanh)]
[Layer(8, 8, Tanh)]
[Layer(8, 1, Sigmoid)]
internal sealed partial class Bender;

[Layer(2, 2, Tanh)]
[Layer(2, 1)]
internal sealed partial class Größe;

/// <summary>So many parameters that a check of all of them takes seconds.</summary>
[Network(Loss = Loss.CrossEntropy, CheckGradients = true)]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Softmax)]
internal sealed partial class Digits;

[Network(Explore = true)]
[Input(6, 8)]
[SelfAttention(2)]
[Flatten]
[Layer(1)]
internal sealed partial class Looker;

/// <summary>More than 256 parameters a tensor, and few enough to check all of them in a test.</summary>
[Network(Loss = Loss.CrossEntropy, Explore = true, CheckGradients = true)]
[Input(24)]
[Layer(40, Tanh)]
[Layer(4, Softmax)]
internal sealed partial class Picker;

/// <summary>A layer's output goes past others, twice.</summary>
[Network(Explore = true)]
[Input(24)]
[Layer(24, Tanh, Name = "trunk")]
[Layer(24, Tanh, Name = "branch")]
[Layer(24, Tanh)]
[Add("branch")]
[Add("trunk")]
[Layer(4)]
internal sealed partial class Detour;
