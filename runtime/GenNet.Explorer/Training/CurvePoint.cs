namespace GenNet.Exploring;

/// <summary>A point of the curves: where training stood, in epochs, and up to four numbers; NaN for one that is not there.</summary>
internal readonly record struct CurvePoint(double Epoch, double Loss, double Accuracy, double ValidationLoss, double ValidationAccuracy);
