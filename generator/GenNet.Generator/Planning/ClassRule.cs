using GenNet.Generator.Model;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>How the outputs of a network are read as classes: what its loss and its last activation say about it.</summary>
/// <param name="Scoring">How they are read.</param>
/// <param name="Threshold">What an output must pass to be a yes, where it is a label.</param>
internal readonly record struct ClassRule(Scoring Scoring, double Threshold)
{
    /// <summary>Halfway between the labels 0 and 1.</summary>
    private const double Half = 0.5;

    public static ClassRule Of(NetworkModel network)
    {
        ActivationRow? activation = network.LastActivation.Row;
        if (activation is { IsCoupled: true })
        {
            return new ClassRule(Scoring.Largest, Half);
        }

        if (network.LossFunction is { } written)
        {
            return IsLikeDistance(written.Formula)
                ? new ClassRule(Scoring.Nearest, activation?.Threshold ?? Half)
                : new ClassRule(Scoring.Logits, activation?.Threshold ?? 0);
        }

        LossRow loss = LossTable.Of(network.Loss);
        return new ClassRule(
            loss.Scoring, loss.Scoring == Scoring.Nearest ? activation?.Threshold ?? loss.Threshold : loss.Threshold);
    }

    /// <summary>
    /// Whether an output of ½ is as far from the label 0 as from the label 1, as with squared errors. Losses of logits are not so: theirs
    /// lies at 0.
    /// </summary>
    private static bool IsLikeDistance(Expression loss)
    {
        Expression halfway = loss.Replace(ActivationFunction.A, Half);
        return Simplifier.Simplify(halfway.Replace(LossFunction.T, 0)) == Simplifier.Simplify(halfway.Replace(LossFunction.T, 1));
    }
}
