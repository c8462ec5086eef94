using System;
using System.Collections.Generic;

#if GENNET_GENERATOR
namespace GenNet.Generator.Mapping;
#else
namespace GenNet.Persistence.Mapping;
#endif

/// <summary>
/// A part of a file's tensor that is a part of ours, with its values in another order: transposed, with gates or channels elsewhere. All that others
/// order otherwise than we do is a few of these.
/// </summary>
/// <param name="target">The tensor of ours.</param>
/// <param name="sourceOffset">Where the part begins in the file's tensor.</param>
/// <param name="targetOffset">Where it begins in ours.</param>
/// <param name="adds">Whether the values are added to what another tensor of the file has put there, as the second bias of a recurrent layer is.</param>
/// <param name="axes">Its dimensions, the outermost first.</param>
internal sealed class TensorPiece(NetworkTensor target, int sourceOffset, int targetOffset, bool adds, IReadOnlyList<PieceAxis> axes)
{
    public NetworkTensor Target { get; } = target;

    public int SourceOffset { get; } = sourceOffset;

    public int TargetOffset { get; } = targetOffset;

    public bool Adds { get; } = adds;

    public IReadOnlyList<PieceAxis> Axes { get; } = axes;

    /// <summary>The number of its values.</summary>
    public int Length
    {
        get
        {
            int length = 1;
            foreach (PieceAxis axis in Axes)
            {
                length *= axis.Size;
            }

            return length;
        }
    }

    /// <summary>Whether its values lie one after another on both sides.</summary>
    public bool IsCopy => Axes.Count == 1 && Axes[0].SourceStride == 1 && Axes[0].TargetStride == 1;

    /// <summary>Goes through its values in the order of our tensor's axes.</summary>
    /// <param name="stretch">
    /// Takes stretches of them: where each begins in the file's tensor and in ours, and the axis along which it goes.
    /// </param>
    public void ForEachStretch(Action<int, int, PieceAxis> stretch)
    {
        PieceAxis inner = Axes[Axes.Count - 1];
        int[] at = new int[Axes.Count - 1];
        int source = SourceOffset;
        int target = TargetOffset;
        while (true)
        {
            stretch(source, target, inner);
            int axis = at.Length - 1;
            while (axis >= 0)
            {
                source += Axes[axis].SourceStride;
                target += Axes[axis].TargetStride;
                if (++at[axis] < Axes[axis].Size)
                {
                    break;
                }

                source -= Axes[axis].SourceStride * Axes[axis].Size;
                target -= Axes[axis].TargetStride * Axes[axis].Size;
                at[axis--] = 0;
            }

            if (axis < 0)
            {
                return;
            }
        }
    }
}
