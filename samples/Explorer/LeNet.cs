using GenNet;
using static GenNet.Activation;

/// <summary>LeNet-5 as it is built today.</summary>
[Network(Loss = Loss.CrossEntropy, Explore = true, CheckGradients = true)]
[Input(28, 28, 1)]
[Conv2D(6, 5, ReLU, Same = true)]
[MaxPool2D(2)]
[Conv2D(16, 5, ReLU)]
[MaxPool2D(2)]
[Flatten]
[Layer(120, ReLU)]
[Layer(84, ReLU)]
[Layer(10, Softmax)]
internal sealed partial class LeNet;
