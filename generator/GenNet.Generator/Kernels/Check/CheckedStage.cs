using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Check;

/// <summary>
/// A layer's way forward as the gradient check has it: plain loops over dual numbers, for one sample, as it was declared. Parameters and values
/// go by name; whoever writes the file around the loops says where they lie.
/// </summary>
/// <param name="stage">The layer.</param>
/// <param name="head">Where the network meets its loss, which takes the last activation in.</param>
/// <param name="order">The parameters of the network, in order.</param>
internal sealed class CheckedStage(Stage stage, LossHead head, IReadOnlyList<Tensor> order)
{
    private readonly bool _isLast = stage.Layer == head.Layer;

    /// <summary>What the loops compute, in the field's notation.</summary>
    public string Formula
    {
        get
        {
            if (stage.Operations[0] is { OnlyInTraining: { } word } drawing)
            {
                return $"{drawing.Makes!.Name} = {drawing.Reads[0].Name}, without {word}";
            }

            string comment = _isLast ? stage.CommentBeforeLoss : stage.Comment;
            return comment.Substring(comment.IndexOf(": ", StringComparison.Ordinal) + 2).TrimEnd('.');
        }
    }

    /// <summary>The number of units: the last dimension of what the layer yields.</summary>
    public int Units => Output.Features;

    /// <summary>The layer's parameters, in parameter order.</summary>
    public IReadOnlyList<CheckedTensor> Tensors => stage.Operations.SelectMany(operation => (IEnumerable<CheckedTensor>)(operation switch
    {
        DenseProduct product =>
        [
            new(product.Weights.Name, CheckedOperation.WordsOf(product.Weights, "weights"), (int)product.Weights.Count, product.Input.Name, !IsByUnit),
            .. product.Bias is { } bias ? [new(bias.Name, CheckedOperation.WordsOf(bias, "biases"), bias.Columns, null, !IsByUnit)] : (CheckedTensor[])[],
        ],
        Map { Parameter: { } parameter } map =>
            [new(parameter.Name, $"layer {stage.Layer}, slope", 1, Factors: NameOf(map.Input), IsOfAllUnits: true)],
        ChannelMap map => [new(map.Parameter.Name, $"layer {stage.Layer}, slopes", map.Parameter.Columns, Factors: NameOf(map.Input), IsOfAllUnits: true)],
        KindOperation { CheckedForm: { } form } => form.Tensors,
        _ => [],
    })).OrderBy(tensor => order.ToList().FindIndex(other => other.Name == tensor.Symbol)).ToList();

    /// <summary>The parameters and the values of layers before that the loops read.</summary>
    public IReadOnlyList<string> Reads => Operations
        .SelectMany(operation => operation.Tensors.Select(tensor => tensor.Name).Concat(InputsOf(operation).Select(NameOf)))
        .Except(Writes.Select(value => value.Name))
        .Distinct()
        .OrderBy(name => IsTensor(name) ? 0 : 1)
        .ToList();

    /// <summary>The values that the loops write; the last of them is what the layer yields.</summary>
    public IReadOnlyList<CheckedValue> Writes => Operations
        .SelectMany(operation => operation switch
        {
            KindOperation { CheckedForm: { } form } => form.Writes,
            _ => new[] { operation.Makes! },
        })
        .Select(value => new CheckedValue(NameOf(value), (int)value.Shape.Count))
        .ToList();

    /// <summary>
    /// The operations: without the last activation, which the loss takes in. Where that is all there is, z is what it is applied to.
    /// </summary>
    private IReadOnlyList<Operation> Operations
    {
        get
        {
            // A check draws nothing, and what draws does nothing then.
            List<Operation> operations = stage.Operations
                .Where(operation => operation is not KindOperation { CheckedForm: null } || operation.OnlyInTraining is not null)
                .Select(operation => operation.OnlyInTraining is null
                    ? operation
                    : new Rearrangement(operation.Layer, operation.Reads[0], operation.Makes!))
                .ToList();
            if (!_isLast)
            {
                return operations;
            }

            List<Operation> others = operations.Where(operation => operation is not (Map or Softmax)).ToList();
            return others.Count > 0 ? others : [new Rearrangement(stage.Layer, InputOf(stage.Operations[0]), Output)];
        }
    }

    private Value Output => _isLast ? head.Output : stage.Output;

    /// <summary>Whether what it yields for a sample depends on the others of the batch.</summary>
    public bool IsOverBatch => stage.Operations.Any(operation => operation.IsOverBatch);

    /// <summary>Writes the loops over a whole batch, for the units from <c>first</c> to below <c>end</c>.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="placeOf">Where a value lies in a sample.</param>
    public void WriteBatchLoops(SourceWriter writer, Func<string, string> placeOf)
    {
        KindOperation operation = stage.Operations.OfType<KindOperation>().Single(operation => operation.CheckedForm is not null);
        operation.CheckedForm!.WriteBatch(writer, NameOf(operation.Makes!), placeOf);
    }

    /// <summary>Writes the loops, for the units from <c>first</c> to below <c>end</c>, or for all where each depends on others.</summary>
    public void WriteLoops(SourceWriter writer)
    {
        bool isFirst = true;
        Operation? fused = null;
        foreach (Operation operation in Operations)
        {
            if (operation == fused)
            {
                continue;
            }

            if (!isFirst)
            {
                writer.WriteLine();
            }

            isFirst = false;
            WriteOperation(writer, operation);
            fused = operation is DenseProduct product ? FusedWith(product) : fused;
        }
    }

    private void WriteOperation(SourceWriter writer, Operation operation)
    {
        switch (operation)
        {
            case DenseProduct product:
                WriteProduct(writer, product, FusedWith(product));
                break;
            case Map map:
                WriteMap(writer, map);
                break;
            case ChannelMap map:
                WriteChannelMap(writer, map);
                break;
            case Softmax softmax:
                WriteSoftmax(writer, softmax);
                break;
            case Combination combination:
                WriteCombination(writer, combination);
                break;
            case Concatenation concatenation:
                WriteConcatenation(writer, concatenation);
                break;
            case Rearrangement rearrangement:
                writer.WriteLine($"{rearrangement.Input.Name}.CopyTo({NameOf(rearrangement.Output)});");
                break;
            case KindOperation { CheckedForm: { } form }:
                form.Write(writer, NameOf(operation.Makes!));
                break;
            default:
                throw Unknown(operation);
        }
    }

    /// <summary>The activation that is written together with a product, unit by unit.</summary>
    private Map? FusedWith(DenseProduct product) =>
        Operations.OfType<Map>().FirstOrDefault(map => map.SecondHalf is null && map.Input == product.Output);

    private void WriteMap(SourceWriter writer, Map map)
    {
        using (writer.WriteBlock($"for (int i = 0; i < {map.Output.Shape.Count}; i++)"))
        {
            writer.WriteLine($"{NameOf(map.Output)}[i] = {ActivationOf(map, "i")};");
        }
    }

    private void WriteChannelMap(SourceWriter writer, ChannelMap map)
    {
        CheckedOperation.WriteRows(writer, map.Output, row =>
        {
            using (writer.WriteBlock($"for (int j = 0; j < {map.Output.Features}; j++)"))
            {
                string value = DualPrinter.Code(
                    map.Function.Declared,
                    symbol => symbol == ActivationFunction.P ? $"{map.Parameter.Name}[j]" : $"{map.Input.Name}[{CheckedOperation.Index(row)}]");
                writer.WriteLine($"{NameOf(map.Output)}[{CheckedOperation.Index(row)}] = {value};");
            }
        });
    }

    private void WriteSoftmax(SourceWriter writer, Softmax softmax)
    {
        CheckedOperation.WriteRows(writer, softmax.Output, row =>
        {
            writer.WriteLine($"Dual logSum = LogSumExp({NameOf(softmax.Input)}.Slice({row}, {softmax.Output.Features}));");
            using (writer.WriteBlock($"for (int j = 0; j < {softmax.Output.Features}; j++)"))
            {
                string logarithm = $"{NameOf(softmax.Input)}[{CheckedOperation.Index(row)}] - logSum";
                writer.WriteLine($"{NameOf(softmax.Output)}[{CheckedOperation.Index(row)}] = {(softmax.IsLog ? logarithm : $"Exp({logarithm})")};");
            }
        });
    }

    private void WriteCombination(SourceWriter writer, Combination combination)
    {
        using (writer.WriteBlock($"for (int i = 0; i < {combination.Output.Shape.Count}; i++)"))
        {
            writer.WriteLine(
                $"{NameOf(combination.Output)}[i] = {DualPrinter.Code(combination.Expression, symbol => $"{symbol.Name}[i]")};");
        }
    }

    /// <summary>Whether what a layer yields is made unit by unit, each of a column of its parameters.</summary>
    private bool IsByUnit => !stage.Operations.Any(operation => operation is KindOperation { CheckedForm.IsByUnit: false });

    /// <summary>What a value is called: what the loss takes in is z, whatever it is.</summary>
    private string NameOf(Value value) => _isLast && value.Layer == stage.Layer && value.Name == Output.Name
        ? $"{ActivationFunction.Z.Name}{stage.Layer}"
        : value.Name;

    /// <summary>The values that an operation is computed from.</summary>
    private static IEnumerable<Value> InputsOf(Operation operation) => operation switch
    {
        KindOperation { CheckedForm: { } form } => form.Reads,
        _ => operation.Reads,
    };

    private static Value InputOf(Operation operation) => operation is Map map ? map.Input : ((Softmax)operation).Input;

    private void WriteProduct(SourceWriter writer, DenseProduct product, Map? map)
    {
        int outputs = product.Weights.Columns;
        int inputs = product.Weights.Rows;
        CheckedOperation.WriteRows(writer, product.Output, row =>
        {
            using (writer.WriteBlock(IsByUnit ? "for (int j = first; j < end; j++)" : $"for (int j = 0; j < {outputs}; j++)"))
            {
                writer.WriteLine($"Dual sum = {(product.Bias is { } bias ? $"{bias.Name}[j]" : "0")};");
                using (writer.WriteBlock($"for (int i = 0; i < {inputs}; i++)"))
                {
                    string input = product.Input.Positions == 1 ? "i" : $"(row * {inputs}) + i";
                    writer.WriteLine(
                        $"sum += {product.Input.Name}[{input}] * {product.Weights.Name}[{(outputs == 1 ? "i" : $"(i * {outputs}) + j")}];");
                }

                writer.WriteLine();
                string z = NameOf(product.Output);
                writer.WriteLine($"{z}[{CheckedOperation.Index(row)}] = sum;");
                if (map is not null)
                {
                    writer.WriteLine($"{map.Output.Name}[{CheckedOperation.Index(row)}] = {ActivationOf(map, CheckedOperation.Index(row))};");
                }
            }
        });
    }

    private void WriteConcatenation(SourceWriter writer, Concatenation concatenation) => CheckedOperation.WriteRows(writer, concatenation.Output, row =>
    {
        int first = 0;
        bool hasRows = concatenation.Output.Positions > 1;
        foreach (Value input in concatenation.Inputs)
        {
            string from = hasRows ? $"{input.Name}.Slice(row * {input.Features}, {input.Features})" : input.Name;
            string to = hasRows ? $"{row} + {first}" : $"{first}";
            writer.WriteLine($"{from}.CopyTo({NameOf(concatenation.Output)}[({to})..]);");
            first += input.Features;
        }
    });

    private string ActivationOf(Map map, string index)
    {
        string Name(Symbol symbol) => symbol == ActivationFunction.P ? $"{map.Parameter!.Name}[0]" : $"{NameOf(map.Input)}[{index}]";
        if (map.SecondHalf is not { } second)
        {
            return DualPrinter.Code(map.Function.Declared, Name);
        }

        int half = map.Output.Features / 2;
        return $"{index} % {map.Output.Features} < {half} ? {DualPrinter.Code(map.Function.Declared, Name)} : {DualPrinter.Code(second.Declared, Name)}";
    }

    private bool IsTensor(string name) => Tensors.Any(tensor => tensor.Symbol == name);

    private static ArgumentOutOfRangeException Unknown(Operation operation) => new(nameof(operation), operation, "Not on the way forward.");
}
