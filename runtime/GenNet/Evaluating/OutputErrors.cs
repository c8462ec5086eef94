using System.Globalization;

namespace GenNet;

/// <summary>How far one output of a regression is from its targets.</summary>
/// <param name="Name">What the output is called.</param>
/// <param name="MeanAbsoluteError">Σ w |a − t| / Σ w.</param>
/// <param name="RootMeanSquaredError">√(Σ w (a − t)² / Σ w).</param>
/// <param name="RSquared">
/// 1 − Σ w (a − t)² / Σ w (t − t̄)², the share of the targets' variance that is explained: 1 is perfect, 0 what their mean would do. Where all targets
/// are equal it is 1 if every output is right, and 0 otherwise.
/// </param>
public readonly record struct OutputErrors(string Name, double MeanAbsoluteError, double RootMeanSquaredError, double RSquared)
{
    /// <summary>The errors in words: <c>0: MAE 1.234, RMSE 2.345, R² 0.8765</c>.</summary>
    /// <returns>A line without its end, the same in every culture.</returns>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{Name}: MAE {MeanAbsoluteError:G4}, RMSE {RootMeanSquaredError:G4}, R² {RSquared:F4}");
}
