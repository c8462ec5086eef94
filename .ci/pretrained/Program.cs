using GenNet;
using static GenNet.Activation;

float[] image = new float[Digits.InputSize];
image.AsSpan(300, 80).Fill(1);

Digits network = Digits.Pretrained();
Console.WriteLine(network.Classify(image));
Console.WriteLine(string.Join(' ', network.Predict(image).Select(BitConverter.SingleToUInt32Bits)));
if (args is ["train"])
{
    Trainings.Print();
}

[Network(Weights = "digits.safetensors")]
[Layer(784, 64, Sigmoid)]
[Layer(64, 10, Softmax)]
internal sealed partial class Digits;
