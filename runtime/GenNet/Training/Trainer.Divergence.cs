using System;
using System.Numerics;

namespace GenNet.Training;

/// <content>What happens where a loss or a parameter is no number.</content>
internal sealed partial class Trainer<T>
    where T : unmanaged, IBinaryFloatingPointIeee754<T>
{
    /// <summary>A training that diverges more often has another fault than its learning rate.</summary>
    private const int MostRecoveries = 10;

    /// <summary>A loss that is so many times the first one is no chance; below 1 a loss may be that of a network that is learnt already.</summary>
    private const double MostGrowth = 1000;

    // The loss of a sample in the first batch, and whether it has been said how that grew.
    private double _firstLoss = double.NaN;
    private bool _hasSaidGrowth;

    /// <summary>Goes on from the last good parameters with a lower rate, if that is wanted and has not been done too often; says what happened otherwise.</summary>
    private bool TryRecover(int epoch, int batch, string what, out string? message)
    {
        if (_options.DivergenceFactor == 0 || _position.Recoveries == MostRecoveries)
        {
            message = Diverged(epoch, batch, what);
            return false;
        }

        message = null;
        _position.Recoveries++;
        _good.PutBack();
        _optimizer.Reset(_network);
        _hasGradient = false;
        _learningRate *= _options.DivergenceFactor;
        _optimizer.LearningRate *= _options.DivergenceFactor;
        string hint = WhereAndWhy(epoch, batch, what, out _)
            + FormattableString.Invariant($"It went on from parameters of at most {_good.BatchesBetween} batches before with the learning rate {_optimizer.LearningRate}.");
        AddHint(hint);
        return true;
    }

    /// <summary>Puts the last good parameters back, and says what happened.</summary>
    private string Diverged(int epoch, int batch, string what)
    {
        _good.PutBack();
        _optimizer.Reset(_network);
        string message = WhereAndWhy(epoch, batch, what, out bool isOfSample)
            + FormattableString.Invariant($"The network has the parameters of at most {_good.BatchesBetween} batches before, and the optimizer begins anew.")
            + (isOfSample
                ? string.Empty
                : $" {SmallerRate()}");
        _options.Log?.WriteLine(message);
        return message;
    }

    /// <summary>Where training diverged, and which sample is no number if one is. It may be another batch's: a layer may hide NaN from the loss, but not from the parameters.</summary>
    private string WhereAndWhy(int epoch, int batch, string what, out bool isOfSample)
    {
        string? found = _batches.FindNotFinite(_position.Batch - 1);
        isOfSample = found is not null;
        return FormattableString.Invariant($"Training diverged in epoch {epoch} at batch {batch} of {_batches.Count}: {what}. ") + (isOfSample ? $"{found} " : string.Empty);
    }

    /// <summary>After an epoch: says once that the loss has grown by orders of magnitude. Training goes on, because it may come back.</summary>
    private void HintIfLossHasGrown(int epoch)
    {
        if (!_hasSaidGrowth && LossOfSample > MostGrowth * Math.Max(Math.Abs(_firstLoss), 1))
        {
            _hasSaidGrowth = true;
            AddHint(
                $"The loss of a sample was {Printed.Loss(_firstLoss)} in the first batch, and is {Printed.Loss(LossOfSample)} in epoch {Printed.Exactly(epoch)}: training diverges. "
                + SmallerRate());
        }
    }

    private string SmallerRate() =>
        $"Train with a smaller learning rate than {Printed.Exactly(_optimizer.LearningRate)}, set ClipNorm, or look for NaN and very large numbers in the data set"
        + (_batches.TargetsInWords() is { } range ? $", whose targets go {range}: scale them if they are far from 1." : ".");
}
