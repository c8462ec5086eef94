using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;

namespace GenNet.Generator.Graph;

/// <summary>One gradient rule for each operation: what it hands down to its inputs, and the gradients of its parameters.</summary>
internal static class GradientRules
{
    /// <summary>Says what an operation hands down. A map that ends its layer is part of δ already.</summary>
    /// <param name="operation">The operation.</param>
    /// <param name="delta">δ of what it makes.</param>
    /// <param name="gradients">Takes it.</param>
    public static void Apply(Operation operation, Value delta, GradientBuilder gradients)
    {
        switch (operation)
        {
            case DenseProduct product:
                ApplyProduct(product, delta, gradients);
                break;
            case Attention attention:
                ApplyAttention(attention, delta, gradients);
                break;
            case Convolution convolution:
                ConvolutionRules.Apply(convolution, delta, gradients);
                break;
            case Pool pool:
                ApplyPool(pool, delta, gradients);
                break;
            case Map or Softmax when operation.Reads[0].Layer == operation.Layer:
                gradients.Know(operation.Reads[0], delta, null);
                break;
            case Map or Softmax or AddedNoise:
                gradients.HandDown(
                    operation.Reads[0], operation.Layer, new Symbol(delta.Name), [delta], null, GradientBuilder.Notation(delta));
                break;
            case ChannelMap map:
                ApplyChannelMap(map, delta, gradients);
                break;
            case Combination combination:
                ApplyCombination(combination, delta, gradients);
                break;
            case Concatenation concatenation:
                ApplyConcatenation(concatenation, delta, gradients);
                break;
            case OneStep step:
                gradients.Know(step.Input, delta, null);
                break;
            case Recurrence recurrence:
                RecurrenceGradient gradient = RecurrenceRule.Gradient(recurrence, delta);
                gradients.Know(recurrence.Input, gradient.Output, gradient);
                break;
            case Rearrangement rearrangement:
                string inRows = $"{GradientBuilder.Notation(delta)} in rows of {rearrangement.Input.Features}";
                HandDown(rearrangement.Input, made => new Rearrangement(operation.Layer, delta, made) { Formula = inRows }, inRows);
                break;
            case BatchNormalization normalization:
                ApplyBatchNormalization(normalization, delta, gradients);
                break;
            case Dropout dropout:
                string masked = Dropout.Masked(GradientBuilder.Notation(delta), operation.Layer, dropout.Rate);
                HandDown(dropout.Input, made => new DropoutGradient(dropout, delta, made) { Formula = masked }, masked);
                break;
            case Normalization normalization:
                ApplyNormalization(normalization, delta, gradients);
                break;
        }

        void HandDown(Value input, Func<Value, Operation> make, string formula) =>
            gradients.HandDown(input, operation.Layer, null, [], make, formula);
    }

    private static void ApplyProduct(DenseProduct product, Value delta, GradientBuilder gradients)
    {
        int n = product.Layer;
        string formula = $"{GradientBuilder.Notation(delta)}·{product.Weights.Notation}ᵀ";
        if (product.Input.Layer == n)
        {
            var inside = new Value($"d{product.Input.Symbol}", n, product.Input.Shape);
            gradients.Know(product.Input, inside, new InputGradient(n, delta, product.Weights, inside)
            {
                Formula = $"{GradientBuilder.Notation(inside)} = {formula}",
            });
            return;
        }

        gradients.HandDown(
            product.Input, n, null, [], made => new InputGradient(n, delta, product.Weights, made) { Formula = formula }, formula);
    }

    private static void ApplyPool(Pool pool, Value delta, GradientBuilder gradients)
    {
        int n = pool.Layer;
        string d = GradientBuilder.Notation(delta);
        string share = pool.IsMax ? $"{d} at the first {pool.Input.Name} = a{n} of each window" : $"the mean's share of {d}";
        gradients.HandDown(
            pool.Input,
            n,
            null,
            [],
            made => new PoolGradient(
                n, delta, pool.Window, pool.IsMax ? pool.Input : null, pool.IsMax ? pool.Output : null, made) { Formula = share },
            share);
    }

    private static void ApplyChannelMap(ChannelMap map, Value delta, GradientBuilder gradients)
    {
        int n = map.Layer;
        string slope = Printer.Factor(map.Function.Derivative, symbol => GraphBuilder.NameOf(symbol, map.Input, n), gradients.Precision);
        string formula = $"{GradientBuilder.Notation(delta)} ⊙ {slope}";
        if (map.Input.Layer == n)
        {
            var inside = new Value("g", n, map.Input.Shape);
            gradients.Know(map.Input, inside, new ChannelMapGradient(map, delta, inside) { Formula = $"g{n} = {formula}" });
            return;
        }

        gradients.HandDown(map.Input, n, null, [], made => new ChannelMapGradient(map, delta, made) { Formula = formula }, formula);
    }

    /// <summary>The derivative of what is computed of each element, by each of the inputs.</summary>
    private static void ApplyCombination(Combination combination, Value delta, GradientBuilder gradients)
    {
        string d = GradientBuilder.Notation(delta);
        foreach (Value input in combination.Inputs.Distinct())
        {
            Expression derivative = Differentiator.Derivative(combination.Expression, new Symbol(input.Name));
            Expression expression = Simplifier.Simplify(new Symbol(delta.Name) * derivative);
            gradients.HandDown(
                input,
                combination.Layer,
                expression,
                [delta, .. combination.Inputs.Distinct().Where(other => expression.Uses(new Symbol(other.Name)))],
                null,
                Printer.Notation(expression, symbol => symbol.Name == delta.Name ? d : symbol.Name, gradients.Precision));
        }
    }

    /// <summary>To each input its own columns.</summary>
    private static void ApplyConcatenation(Concatenation concatenation, Value delta, GradientBuilder gradients)
    {
        int n = concatenation.Layer;
        int first = 0;
        foreach (Value input in concatenation.Inputs)
        {
            int begin = first;
            string columns = $"{GradientBuilder.Notation(delta)}[{begin}..{begin + input.Features}]";
            if (input.Layer == n)
            {
                var own = new Value($"d{input.Symbol}", n, input.Shape);
                gradients.Know(input, own, new Slice(n, delta, begin, own) { Formula = $"{GradientBuilder.Notation(own)} = {columns}" });
            }
            else
            {
                gradients.HandDown(input, n, null, [], made => new Slice(n, delta, begin, made) { Formula = columns }, columns);
            }

            first += input.Features;
        }
    }

    private static void ApplyBatchNormalization(BatchNormalization normalization, Value delta, GradientBuilder gradients)
    {
        if (!normalization.Scale.Learns && !gradients.IsWanted(normalization.Input))
        {
            return;
        }

        int n = normalization.Layer;
        string d = GradientBuilder.Notation(delta);
        var sums = new BatchSums(normalization, delta) { Formula = $"Σ {d} and Σ {d} ⊙ n{n} over the batch" };
        gradients.Add(new Stage(n, $"Layer {n}: {sums.Formula}.", [sums]));
        string formula = $"γ{n} ⊙ r{n} ⊙ ({d} − (Σ {d} + n{n} ⊙ Σ {d} ⊙ n{n}) / N)";
        gradients.HandDown(
            normalization.Input, n, null, [], made => new BatchNormalizationGradient(sums, made) { Formula = formula }, formula);
    }

    private static void ApplyNormalization(Normalization normalization, Value delta, GradientBuilder gradients)
    {
        int n = normalization.Layer;
        string formula = $"r{n} ⊙ (g − mean g − n{n} ⊙ mean(g ⊙ n{n})) with g = {GradientBuilder.Notation(delta)} ⊙ γ{n}";
        gradients.HandDown(
            normalization.Input,
            n,
            null,
            [],
            made => new NormalizationGradient(n, delta, normalization.Scale, normalization.Normalized, normalization.Reciprocal, made)
            {
                Formula = formula,
            },
            formula);
    }

    private static void ApplyAttention(Attention attention, Value delta, GradientBuilder gradients)
    {
        int n = attention.Layer;
        Value[] deltas = attention.Reads.Select(value => new Value($"d{value.Symbol}", n, value.Shape)).ToArray();
        string d = GradientBuilder.Notation(delta);
        string scale = $"/√{attention.HeadSize}";
        gradients.Know(attention.Query, deltas[0], new AttentionGradient(n, attention, delta, deltas[0], deltas[1], deltas[2])
        {
            Formula = $"δq{n} = s·k{n}, δk{n} = sᵀ·q{n}, δv{n} = pᵀ·{d} with p = exp(q{n}·k{n}ᵀ{scale} − l{n}) and s = p ⊙ ({d}·v{n}ᵀ − {d}·c{n}){scale}",
        });
        gradients.Know(attention.Key, deltas[1], null);
        gradients.Know(attention.Value, deltas[2], null);
    }

    /// <summary>The gradients of an operation's parameters, in the order in which they are computed.</summary>
    public static IEnumerable<Operation> OfParameters(Operation operation, Value delta, LossHead head)
    {
        int n = operation.Layer;
        string d = GradientBuilder.Notation(delta);
        switch (operation)
        {
            case DenseProduct product:
                yield return new WeightGradient(n, product.Input, delta, product.Weights) 
                {
                    Formula = $"∂L/∂{product.Weights.Notation} = {product.Input.Name}ᵀ·{d}",
                };
                if (product.Bias is { } bias)
                {
                    yield return new RowSumGradient(n, delta, null, bias) { Weights = product.Weights, Formula = $"∂L/∂{bias.Name} = {d}" };
                }

                break;
            case Recurrence recurrence:
                foreach (Operation gradient in RecurrenceRule.OfParameters(recurrence))
                {
                    yield return gradient;
                }

                break;
            case Convolution convolution:
                foreach (Operation gradient in ConvolutionRules.OfParameters(convolution, delta))
                {
                    yield return gradient;
                }

                break;
            case Map { Parameter: { } parameter } map:
                yield return new ParameterGradient(n, n == head.Layer ? head.Kept! : map.Kept!, parameter);
                break;
            case ChannelMap map:
                yield return new RowSumGradient(n, delta, map.ByParameter, map.Parameter)
                {
                    Formula = $"∂L/∂{map.Parameter.Name} = {d} ⊙ {map.ByParameter.Name}",
                };
                break;
            case BatchNormalization normalization:
                var sums = new BatchSums(normalization, delta);
                yield return new RowSumGradient(n, sums.SumN, null, normalization.Scale) { Formula = $"∂L/∂γ{n} = Σ {d} ⊙ n{n}" };
                yield return new RowSumGradient(n, sums.Sum, null, normalization.Shift) { Formula = $"∂L/∂β{n} = Σ {d}" };
                break;
            case Normalization normalization:
                yield return new RowSumGradient(n, delta, normalization.Normalized, normalization.Scale)
                {
                    Formula = $"∂L/∂γ{n} = {d} ⊙ n{n}",
                };
                yield return new RowSumGradient(n, delta, null, normalization.Shift) { Formula = $"∂L/∂β{n} = {d}" };
                break;
            case Lookup lookup:
                yield return new LookupGradient(n, lookup.Indices, delta, lookup.Table)
                {
                    Formula = $"∂L/∂E{n}[i] = Σ {d} where {lookup.Indices.Name} = i",
                };
                break;
        }
    }
}
