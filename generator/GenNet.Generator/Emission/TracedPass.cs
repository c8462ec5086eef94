using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Kernels;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Emission;

/// <summary>
/// Turns a pass into one that notes what it makes: it is written by the same code as the pass itself, and behind each statement stands a line that
/// hands on the value. So what is noted is what the pass computes. On the way it collects the statements.
/// </summary>
internal sealed class TracedPass(CodeStyle style) : IWriterListener
{
    private readonly StatementKeys _keys = new();
    private readonly List<ExploredStatement> _statements = [];
    private readonly Dictionary<object, ExploredStatement> _byKey = [];

    /// <summary>The values that statements make and read.</summary>
    public ExploredValues Values { get; } = new(style.Plan);

    /// <summary>The statements, in the order in which they run.</summary>
    public IReadOnlyList<ExploredStatement> Statements => _statements;

    /// <inheritdoc/>
    public bool Records => true;

    /// <summary>A statement by its key; null where the traced pass has none of the kind.</summary>
    public ExploredStatement? Find(object key) => _byKey.TryGetValue(key, out ExploredStatement? statement) ? statement : null;

    /// <inheritdoc/>
    public void BeginPass() => _keys.BeginPass();

    /// <inheritdoc/>
    public void BeginBlock(StatementBlock block) => _keys.BeginBlock(block);

    /// <inheritdoc/>
    public void EndBlock() => _keys.EndBlock();

    /// <inheritdoc/>
    public void Wrote(SourceWriter writer, Statement statement, int firstLine)
    {
        StatementBlock? block = _keys.Block;
        if (_keys.Next(statement, out string name) is not { } key)
        {
            return;
        }

        var reads = new List<int>();
        double multiplyAdds = 0;
        Visit(statement.Value);
        int made = Values.OfNumber(name, block!.Layer);
        ExploredValue value = Values.All[made];
        StatementPass pass = value.Role == ValueRole.ParameterGradient ? StatementPass.Gradient : block.Part;
        int number = Add(key, new ExploredStatement(pass, block.Layer, string.Join(" ", block.Comments), [made], reads, multiplyAdds));
        if (value.Role != ValueRole.Parameter)
        {
            writer.WriteLine(value.IsOfBatch
                ? $"trace.RecordSum({Text(number)}, {Text(made)}, {statement.Made});"
                : $"trace.Record({Text(number)}, {Text(made)}, first, {statement.Made});");
        }

        if (statement.Inside is { } inside)
        {
            int preActivation = Values.OfNumber(inside.Name, block.Layer);
            _statements[number].Makes.Add(preActivation);
            writer.WriteLine(inside.Text(style.Vectors));
            writer.WriteLine($"trace.Record({Text(number)}, {Text(preActivation)}, first, {inside.Name});");
        }

        void Visit(Code code)
        {
            multiplyAdds += code is MultiplyAdd or Scaled or Infix { Operator: "*" } ? 1 : 0;
            if (code is Name { Text: var text })
            {
                int? read = text.StartsWith("p.", System.StringComparison.Ordinal)
                    ? Values.OfNumber(StatementKeys.Unqualified(text), block!.Layer)
                    : Values.Find(StatementKeys.Unqualified(text));
                if (read is { } index && !reads.Contains(index))
                {
                    reads.Add(index);
                }
            }

            foreach (Code child in code.Parts)
            {
                Visit(child);
            }
        }
    }

    /// <inheritdoc/>
    public void Called(SourceWriter writer, object operation, int firstLine)
    {
        var subject = (Operation)operation;
        List<Value> made = MadeBy(subject).ToList();
        if (writer.Line == firstLine)
        {
            // Another name for what there is: it belongs to whoever made that.
            RecordAll(writer, _statements.Count - 1, made);
            return;
        }

        NetworkGraph graph = style.Plan.Graph;
        int layer = subject.Layer;
        bool isGradient = graph.Gradients.Any(stage => stage.Operations.Contains(subject));
        bool isBackward = graph.Backward.Any(stage => stage.Operations.Contains(subject));
        StatementPass part = isGradient ? StatementPass.Gradient : isBackward ? StatementPass.Backward : StatementPass.Forward;
        string formula = subject == graph.Head
            ? $"{style.Head.DeltaFormula}, {style.Head.DeltaReason}"
            : FormulaOf(graph, subject);
        List<int> reads = subject.Reads.Select(Values.Of).Concat(subject.ReadsParameters.Select(Values.Of)).ToList();
        if (subject == graph.Head)
        {
            reads.Add(Values.Of(style.Plan.Placement!.Targets.Value));
        }

        // A gradient has as many multiply-adds as the way forward that it goes back.
        double multiplyAdds = part == StatementPass.Forward ? subject.MultiplyAdds : GradientCost(graph, subject);
        int number = Add(subject, new ExploredStatement(part, layer, formula, [], reads.Distinct().ToList(), multiplyAdds));
        if (isGradient)
        {
            Tensor tensor = subject.GradientOf!;
            int gradient = Values.OfGradient(tensor);
            _statements[number].Makes.Add(gradient);
            writer.WriteLine($"trace.RecordGradient({Text(number)}, {Text(gradient)});");
            return;
        }

        RecordAll(writer, number, made);
        if (subject == graph.Head)
        {
            // Where there is no loss, the last activation is an operation of its own.
            foreach (Operation last in graph.ForwardOperations.Where(last => last is Map or Softmax && last.Layer == layer))
            {
                _byKey[last] = _statements[number];
            }

            int losses = Values.Of("loss", layer, ValueRole.Loss, graph.Head.Output.Positions == 1 ? [] : [graph.Head.Output.Positions, 1]);
            _statements[number].Makes.Add(losses);
            writer.WriteLine($"trace.Record({Text(number)}, {Text(losses)}, in losses, first, end, 1);");
        }

        if (subject is KindOperation { Retraced: { } retraced })
        {
            int value = Values.Of(retraced.Name, layer, retraced.Role, retraced.Shape);
            _statements[number].Makes.Add(value);
            writer.WriteLine(retraced.Record(style.Plan.Placement!, Text(number), Text(value)));
        }
    }

    /// <inheritdoc/>
    public void Defined(SourceWriter writer, object operation, int firstLine)
    {
    }

    private void RecordAll(SourceWriter writer, int number, IEnumerable<Value> made)
    {
        foreach (Value value in made)
        {
            int index = Values.Of(value);
            if (_statements[number].Makes.Contains(index))
            {
                continue;
            }

            _statements[number].Makes.Add(index);
            Slot slot = style.Plan.Placement!.Of(value);
            string range = value.Scope == ValueScope.Batch ? "0, 1" : "first, end";
            string groups = value.Groups == 1 ? string.Empty : $", {Text(value.Groups)}, {Text(slot.Width / value.Groups)}";
            writer.WriteLine($"trace.Record({Text(number)}, {Text(index)}, in {slot.Name}, {range}, {Text(slot.Stride)}{groups});");
        }
    }

    /// <summary>The values that a call leaves behind: what it makes, then what it keeps; not what is of a step or of some samples alone.</summary>
    private IEnumerable<Value> MadeBy(Operation operation)
    {
        NetworkGraph graph = style.Plan.Graph;
        bool learns = style.Plan.Model.IsTrainable;
        IEnumerable<Value> kept = learns ? operation.Keeps : [];
        IEnumerable<Value> all = operation switch
        {
            // The loss takes the last activation in; it makes outputs, and δ of what learns.
            LossHead head => [head.Output, .. learns ? [head.Delta] : (Value[])[], .. learns && head.Kept is { } terms ? [terms] : (Value[])[]],
            _ => [.. operation.LeavesBehind, .. kept, .. learns ? [] : operation.PredictionScratch],
        };
        return all.Where(value => value.Scope != ValueScope.Tile
            && !(operation.IsOverBatch && value.Scope == ValueScope.Sample)
            && value != graph.Head.Reserved
            && (learns || !Prediction.IsPassedOver(graph, value)));
    }

    /// <summary>The formula above an operation: its own, where several stand under one comment.</summary>
    private static string FormulaOf(NetworkGraph graph, Operation operation)
    {
        Stage? stage = graph.Forward.Concat(graph.Backward).Concat(graph.Gradients).FirstOrDefault(stage => stage.Operations.Contains(operation));
        return stage is null || (stage.Operations.Count > 1 && operation.Formula.Length > 0) ? operation.Formula : stage.Comment;
    }

    private static double GradientCost(NetworkGraph graph, Operation gradient) => gradient.MultiplyAdds > 0 ? gradient.MultiplyAdds
        : gradient.MultipliesLike is not { } weights ? 0
        : graph.ForwardOperations
            .First(operation => operation.MultiplyAdds > 0 && operation.Tensors.Any(tensor => tensor.Name == weights.Name)).MultiplyAdds;

    private int Add(object key, ExploredStatement statement)
    {
        _statements.Add(statement);
        _byKey.Add(key, statement);
        return _statements.Count - 1;
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
