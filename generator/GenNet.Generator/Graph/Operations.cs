using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Model;

namespace GenNet.Generator.Graph;

/// <summary>z = x·W + b for every row of the input.</summary>
internal sealed record DenseProduct(int Layer, Value Input, Tensor Weights, Tensor? Bias, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override double MultiplyAdds => (double)Output.Shape.Positions * Weights.Count;

    public override bool ReadsElements => true;

    public override IEnumerable<Tensor> Tensors => Known(Weights, Bias);

    /// <summary>z1 = x·W1 + b1, even where a is z.</summary>
    public override string FormulaBeforeLoss =>
        $"{(Output.Symbol == "a" ? $"z{Layer}" : Output.Name)} = {Input.Name}·{Weights.Notation}{(Bias is null ? string.Empty : $" + {Bias.Name}")}";

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string formula = $"{GradientBuilder.Notation(delta)}·{Weights.Notation}ᵀ";
        if (Input.Layer == Layer)
        {
            var inside = new Value($"d{Input.Symbol}", Layer, Input.Shape);
            gradients.Know(Input, inside, new InputGradient(Layer, delta, Weights, inside)
            {
                Formula = $"{GradientBuilder.Notation(inside)} = {formula}",
            });
            return;
        }

        gradients.HandDown(Input, Layer, made => new InputGradient(Layer, delta, Weights, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head)
    {
        string d = GradientBuilder.Notation(delta);
        yield return new WeightGradient(Layer, Input, delta, Weights) { Formula = $"∂L/∂{Weights.Notation} = {Input.Name}ᵀ·{d}" };
        if (Bias is { } bias)
        {
            yield return new RowSumGradient(Layer, delta, null, bias) { Weights = Weights, Formula = $"∂L/∂{bias.Name} = {d}" };
        }
    }
}

/// <summary>a = f(z), element by element.</summary>
internal sealed record Map(int Layer, Value Input, Value Output, ActivationFunction Function) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool IsInPlace => true;

    public override IEnumerable<Value> Keeps => Known(Kept);

    public override IEnumerable<(Value Value, ValueRole Role)> Roles => Kept is not null && Parameter is null
        ? [.. AsPreActivation(Input), (Kept, ValueRole.Slope)]
        : AsPreActivation(Input);

    public override IEnumerable<Tensor> Tensors => Known(Parameter);

    /// <summary>The function of the second half of the units, where it is another one.</summary>
    public ActivationFunction? SecondHalf { get; init; }

    /// <summary>The parameter that the function learns.</summary>
    public Tensor? Parameter { get; init; }

    /// <summary>
    /// What a pass that learns keeps beside the output, which does not tell ∂a/∂z: ∂a/∂z itself (f), or z where the function learns a
    /// parameter (q), in whose place the terms of ∂L/∂p come later.
    /// </summary>
    public Value? Kept { get; init; }

    /// <summary>f1 = ∂a1/∂z1 = …, in the field's notation.</summary>
    public string SlopeFormula { get; init; } = string.Empty;

    public override void HandDown(Value delta, GradientBuilder gradients) => gradients.PassOn(this, delta);

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) => Parameter is { } parameter
        ? [new ParameterGradient(Layer, Layer == head.Layer ? head.Kept! : Kept!, parameter)]
        : [];
}

/// <summary>a = f(z) with a parameter of f for each of the last dimension.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Input">z.</param>
/// <param name="Output">a.</param>
/// <param name="Function">f.</param>
/// <param name="Parameter">The parameters.</param>
/// <param name="ByParameter">∂a/∂p, which a pass that learns keeps where they are not frozen.</param>
internal sealed record ChannelMap(int Layer, Value Input, Value Output, ActivationFunction Function, Tensor Parameter, Value ByParameter)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override IEnumerable<Value> Keeps => Parameter.IsFrozen ? [] : [ByParameter];

    public override IEnumerable<(Value Value, ValueRole Role)> Roles => AsPreActivation(Input);

    public override IEnumerable<Tensor> Tensors => [Parameter];

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string slope = Printer.Factor(Function.Derivative, symbol => GraphBuilder.NameOf(symbol, Input, Layer), gradients.Precision);
        string formula = $"{GradientBuilder.Notation(delta)} ⊙ {slope}";
        if (Input.Layer == Layer)
        {
            var inside = new Value("g", Layer, Input.Shape);
            gradients.Know(Input, inside, new ChannelMapGradient(this, delta, inside) { Formula = $"g{Layer} = {formula}" });
            return;
        }

        gradients.HandDown(Input, Layer, made => new ChannelMapGradient(this, delta, made) { Formula = formula }, formula);
    }

    public override IEnumerable<Operation> GradientsOfParameters(Value delta, LossHead head) =>
    [
        new RowSumGradient(Layer, delta, ByParameter, Parameter)
        {
            Formula = $"∂L/∂{Parameter.Name} = {GradientBuilder.Notation(delta)} ⊙ {ByParameter.Name}",
        },
    ];
}

/// <summary>Softmax over the last dimension, or its logarithm.</summary>
internal sealed record Softmax(int Layer, Value Input, Value Output, bool IsLog) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool IsInPlace => true;

    public override IEnumerable<(Value Value, ValueRole Role)> Roles => AsPreActivation(Input);

    public override void HandDown(Value delta, GradientBuilder gradients) => gradients.PassOn(this, delta);
}

/// <summary>An element of the output from the same element of each input.</summary>
/// <param name="Layer">The layer's number.</param>
/// <param name="Inputs">Values of one shape.</param>
/// <param name="Output">The result.</param>
/// <param name="Expression">The formula, in which a symbol with an input's name stands for its element.</param>
internal sealed record Combination(int Layer, IReadOnlyList<Value> Inputs, Value Output, Expression Expression) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Inputs;

    public override Value? Makes => Output;

    /// <summary>The derivative of what is computed of each element, by each of the inputs.</summary>
    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string d = GradientBuilder.Notation(delta);
        foreach (Value input in Inputs.Distinct())
        {
            Expression derivative = Differentiator.Derivative(Expression, new Symbol(input.Name));
            Expression expression = Simplifier.Simplify(new Symbol(delta.Name) * derivative);
            gradients.HandDown(
                input,
                Layer,
                expression,
                [delta, .. Inputs.Distinct().Where(other => expression.Uses(new Symbol(other.Name)))],
                null,
                Printer.Notation(expression, symbol => symbol.Name == delta.Name ? d : symbol.Name, gradients.Precision));
        }
    }
}

/// <summary>The rows of the inputs side by side.</summary>
internal sealed record Concatenation(int Layer, IReadOnlyList<Value> Inputs, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => Inputs;

    public override Value? Makes => Output;

    /// <summary>To each input its own columns.</summary>
    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        int first = 0;
        foreach (Value input in Inputs)
        {
            int begin = first;
            string columns = $"{GradientBuilder.Notation(delta)}[{begin}..{begin + input.Features}]";
            if (input.Layer == Layer)
            {
                var own = new Value($"d{input.Symbol}", Layer, input.Shape);
                gradients.Know(input, own, new Slice(Layer, delta, begin, own) { Formula = $"{GradientBuilder.Notation(own)} = {columns}" });
            }
            else
            {
                gradients.HandDown(input, Layer, made => new Slice(Layer, delta, begin, made) { Formula = columns }, columns);
            }

            first += input.Features;
        }
    }
}

/// <summary>The same values in rows of another length.</summary>
internal sealed record Rearrangement(int Layer, Value Input, Value Output) : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Input];

    public override Value? Makes => Output;

    public override bool ReadsElements => true;

    public override void HandDown(Value delta, GradientBuilder gradients)
    {
        string inRows = $"{GradientBuilder.Notation(delta)} in rows of {Input.Features}";
        gradients.HandDown(Input, Layer, made => new Rearrangement(Layer, delta, made) { Formula = inRows }, inRows);
    }
}

/// <summary>Where the network meets its loss: outputs, each sample's loss, and δ = ∂L/∂z.</summary>
/// <param name="Layer">The last layer's number.</param>
/// <param name="Output">What the network yields; its place holds z before.</param>
/// <param name="Delta">δ.</param>
/// <param name="Activation">The activation that is applied here; linear where the last layer has none.</param>
/// <param name="Parameter">The parameter of that activation.</param>
/// <param name="Kept">The terms of ∂L/∂p, where the activation learns a parameter and the network learns.</param>
/// <param name="Reserved">A place that is laid out and not used.</param>
internal sealed record LossHead(int Layer, Value Output, Value Delta, ActivationModel Activation, Tensor? Parameter, Value? Kept, Value? Reserved)
    : Operation(Layer)
{
    public override IReadOnlyList<Value> Reads => [Output];

    public override Value? Makes => Delta;

    public override IEnumerable<Tensor> ReadsParameters => Known(Parameter);
}
