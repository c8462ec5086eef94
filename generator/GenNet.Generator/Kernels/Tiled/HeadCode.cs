using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>Outputs, each sample's loss and δ, from z of the last layer.</summary>
internal sealed class HeadCode : OperationCode
{
    public HeadCode(CodeStyle style)
        : base(style) => Subject = Head;

    private LossHead Head => Style.Plan.Graph.Head;

    /// <summary>The terms of ∂L/∂p are kept wherever the network learns: both passes share the method.</summary>
    private bool KeepsTerms => Head.Kept is not null && Style.Plan.Model.IsTrainable;

    /// <inheritdoc/>
    public override void WriteCall(SourceWriter writer)
    {
        string parameter = Head.Parameter is null ? string.Empty
            : KeepsTerms ? $", {Head.Parameter.Name}, ref {Place(Head.Kept!).Name}"
            : Argument(Head.Parameter);
        writer.WriteLine(
            $"LossAndDelta(ref {Place(Head.Output).Name}, ref t, ref {Place(Head.Delta).Name}, ref losses{parameter}, batch.Share, "
            + $"{Range(Head.Output.Positions)});");
    }

    /// <summary>Writes what follows where samples that count differently may be in one pass.</summary>
    public void WriteWeighing(SourceWriter writer)
    {
        IEnumerable<Slot> slots = Known(Head.Delta, KeepsTerms ? Head.Kept : null).Select(Place);
        writer.WriteLine($"batch.Weigh(ref losses, {Text(Head.Output.Positions)}, first, end);");
        foreach (Slot slot in slots)
        {
            writer.WriteLine($"batch.Weigh(ref {slot.Name}, {Text(slot.Positions * slot.Stride)}, first, end);");
        }
    }

    private static IEnumerable<Value> Known(params Value?[] values) => values.OfType<Value>();

    public override void WriteMethods(SourceWriter writer) => OutputLayer.WriteTiledLoss(
        writer,
        Style,
        OutputRows.Of(Head.Layer, Place(Head.Output)) with { Parameter = Head.Parameter, KeepsTerms = KeepsTerms });
}
