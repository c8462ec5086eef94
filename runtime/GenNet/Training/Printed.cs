using System;
using System.Globalization;

namespace GenNet.Training;

/// <summary>Numbers as people read them in a line of text, the same in every culture.</summary>
internal static class Printed
{
    /// <summary>Four digits of a loss.</summary>
    public static string Loss(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>A number that somebody has chosen, with all of its digits.</summary>
    public static string Exactly(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A number of epochs, which need not be whole.</summary>
    public static string Epochs(double epochs) => $"{Exactly(epochs)} {(epochs == 1 ? "epoch" : "epochs")}";

    /// <summary>A time to three digits or so.</summary>
    public static string Time(TimeSpan time) => time.TotalSeconds < 1
        ? string.Create(CultureInfo.InvariantCulture, $"{time.TotalMilliseconds:G3} ms")
        : string.Create(CultureInfo.InvariantCulture, $"{time.TotalSeconds:F2} s");
}
