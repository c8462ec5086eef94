using GenNet;
using static GenNet.Activation;

namespace GenNet.Packages.Tests;

[Layer(2, 8, Tanh)]
[Layer(8, 2, Softmax)]
internal sealed partial class Circle;

[Layer(1, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class Wave;

[Network(Precision = Precision.Double)]
[Layer(1, 8, Tanh)]
[Layer(8, 1)]
internal sealed partial class PreciseWave;

[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(2, 4, Tanh)]
[Layer(4, 1, Sigmoid)]
internal sealed partial class Verdict;

[Network(Loss = Loss.GaussianNll)]
[Layer(1, 8, Tanh)]
[Layer(8, 4, MeanAndVariance)]
internal sealed partial class Guess;

[Layer(1, 40)]
internal sealed partial class Fan;
