using System;
using GenNet;

/// <summary>
/// Ten functions from papers and practice, each written as anyone would write it in C#. They are ordinary methods: this program calls
/// them, and so do tests. Their derivatives are nowhere to be found here, as the compiler works them out.
/// </summary>
internal static class Functions
{
    /// <summary>How sharply <see cref="Swish"/> bends.</summary>
    private const float Beta = 1.5f;

    /// <summary>How often <see cref="Snake"/> winds.</summary>
    private static readonly float Frequency = MathF.PI / 2;

    /// <summary>x σ(βx) (Ramachandran, Zoph and Le, <i>Searching for activation functions</i>, 2017).</summary>
    [ActivationFunction]
    public static float Swish(float x) => x / (1 + MathF.Exp(-Beta * x));

    /// <summary>
    /// x + sin²(ax)/a, which can learn what repeats and continue it (Ziyin, Hartwig and Ueda, <i>Neural networks fail to learn periodic
    /// functions and how to fix it</i>, 2020).
    /// </summary>
    [ActivationFunction]
    public static float Snake(float x)
    {
        float wave = MathF.Sin(Frequency * x);
        return x + (wave * wave / Frequency);
    }

    /// <summary>A line that bends at 0 from a slope of ½ to one of 1½.</summary>
    [ActivationFunction]
    public static float BentIdentity(float x) => ((MathF.Sqrt((x * x) + 1) - 1) / 2) + x;

    /// <summary>A smooth ReLU without exponentials (Barron, <i>Squareplus: a softplus-like algebraic rectifier</i>, 2021).</summary>
    [ActivationFunction]
    public static float Squareplus(float x)
    {
        const float b = 4;
        return (x + MathF.Sqrt((x * x) + b)) / 2;
    }

    /// <summary>
    /// Tukey's biweight: outliers beyond c count all the same, however far they are (Beaton and Tukey, <i>The fitting of power
    /// series</i>, 1974).
    /// </summary>
    [LossFunction]
    public static float Biweight(float output, float target)
    {
        const float c = 4.685f;
        const float most = c * c / 6;
        float error = (output - target) / c;
        if (MathF.Abs(error) > 1)
        {
            return most;
        }

        float inside = 1 - (error * error);
        return most * (1 - (inside * inside * inside));
    }

    /// <summary>
    /// The quantile loss: smallest where nine targets of ten are below the output (Koenker and Bassett, <i>Regression quantiles</i>, 1978).
    /// </summary>
    [LossFunction]
    public static float Quantile(float output, float target)
    {
        const float share = 0.9f;
        float missing = target - output;
        return missing > 0 ? share * missing : (share - 1) * missing;
    }

    /// <summary>
    /// LINEX: too little costs exponentially, too much linearly, as with stocks that run out (Varian, <i>A Bayesian approach to real
    /// estate assessment</i>, 1975).
    /// </summary>
    [LossFunction]
    public static float Linex(float output, float target)
    {
        const float a = 1.2f;
        float missing = a * (target - output);
        return MathF.Exp(missing) - missing - 1;
    }

    /// <summary>ln cosh of the error: its square where it is small, its magnitude where it is large.</summary>
    [LossFunction]
    public static float LogCosh(float output, float target) => MathF.Log(MathF.Cosh(output - target));

    /// <summary>The Cauchy loss, that of errors with heavy tails (Black and Anandan, 1996).</summary>
    [LossFunction]
    public static float Cauchy(float output, float target)
    {
        const float scale = 0.5f;
        float error = Scaled(output - target, by: 1 / scale);
        return scale * scale / 2 * MathF.Log(1 + (error * error));
    }

    /// <summary>
    /// The generalised Charbonnier loss (e² + ε²)^α (Sun, Roth and Black, <i>Secrets of optical flow estimation and their principles</i>,
    /// 2010).
    /// </summary>
    [LossFunction]
    public static float Charbonnier(float output, float target)
    {
        const float epsilon = 0.1f;
        const float alpha = 0.45f;
        float error = output - target;
        return MathF.Pow((error * error) + (epsilon * epsilon), alpha);
    }

    /// <summary>No function of a network, but one that such a function calls.</summary>
    private static float Scaled(float value, float by) => value * by;
}
