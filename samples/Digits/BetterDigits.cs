using GenNet;
using static GenNet.Activation;

/// <summary>As many units as <see cref="Digits"/>, rectified, and one class of ten: 98 % of the test images.</summary>
[Layer(784, 64, ReLU)]
[Layer(64, 10, Softmax)]
internal sealed partial class BetterDigits;
