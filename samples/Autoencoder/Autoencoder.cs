using GenNet;
using static GenNet.Activation;

/// <summary>28 × 28 pixels become twelve numbers, and these the pixels again.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Input(28, 28, 1)]
[Conv2D(8, 3, ReLU, Stride = 2, Padding = 1)]
[Conv2D(16, 3, ReLU, Stride = 2, Padding = 1)]
[Flatten]
[Layer(Code)]
[Layer(784, ReLU)]
[Reshape(7, 7, 16)]
[ConvTranspose2D(8, 4, ReLU, Stride = 2, Padding = 1)]
[ConvTranspose2D(1, 4, Sigmoid, Stride = 2, Padding = 1)]
internal sealed partial class Autoencoder
{
    /// <summary>How many numbers an image becomes.</summary>
    public const int Code = 12;
}
