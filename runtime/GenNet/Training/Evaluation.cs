using System.Globalization;
using GenNet.Training;

namespace GenNet;

/// <summary>How well a network does on a data set.</summary>
/// <param name="Loss">The loss over the whole data set: the mean over its samples, or their sum, as the network declares.</param>
/// <param name="Accuracy">
/// The share of decisions that are right, 0 to 1; <see cref="double.NaN"/> where nothing is decided, as in a regression
/// (<see cref="HasAccuracy"/> tells). The loss says what a decision is, for
/// <see cref="Network{T}.Classify(System.ReadOnlySpan{T})"/> as well, which names the largest of several labels:
/// after softmax the class of the largest output; with hinge losses the sign of each output; with <see cref="GenNet.Loss.BinaryCrossEntropy"/>
/// each output above ½. With squared errors and other distances, and with a loss of your own, each is a label where all targets are 0 and
/// 1, or −1 and 1. With all of these, labels of which exactly one in each sample is 1 are classes, and the largest output is the class.
/// An output that is NaN is never right. See docs/functions.md.
/// </param>
public readonly record struct Evaluation(double Loss, double Accuracy)
{
    /// <summary>Whether the network decides between classes, so that there is an <see cref="Accuracy"/>.</summary>
    public bool HasAccuracy => !double.IsNaN(Accuracy);

    /// <summary>Both numbers, <c>loss 0.0712, accuracy 97.84 %</c>, or the loss alone where there is no accuracy.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() => HasAccuracy
        ? string.Create(CultureInfo.InvariantCulture, $"loss {Printed.Loss(Loss)}, accuracy {100 * Accuracy:F2} %")
        : $"loss {Printed.Loss(Loss)}";
}
