namespace GenNet;

/// <summary>
/// How well a network does on a data set, in detail: a <see cref="ClassificationReport"/> or a <see cref="RegressionReport"/>, as its loss and the targets
/// have it. <see cref="Network.Report"/> makes it. Printed, it is a table.
/// </summary>
public abstract class EvaluationReport
{
    private protected EvaluationReport(string network, int samples, double loss)
    {
        NetworkName = network;
        SampleCount = samples;
        Loss = loss;
    }

    /// <summary>What the network is called.</summary>
    public string NetworkName { get; }

    /// <summary>The number of samples.</summary>
    public int SampleCount { get; }

    /// <summary>
    /// The loss over the whole data set, the mean or the sum as the network declares; with weights each sample's loss counts that often, as in
    /// <see cref="FitOptions.SampleWeights"/>.
    /// </summary>
    public double Loss { get; }

    /// <summary>The report as a person reads it.</summary>
    /// <returns>Lines that end in <c>\n</c>, the same in every culture.</returns>
    public abstract override string ToString();
}
