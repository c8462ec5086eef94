using System;
using System.Collections.Generic;
using System.Linq;

namespace GenNet.Generator.Tests.Numerics.Reference;

/// <summary>Recurrent layers and attention.</summary>
internal sealed partial class ReferenceGraph
{
    /// <summary>The parameters of one direction: W, U, b and for Gru bₙ.</summary>
    private readonly record struct Direction(Scalar[] W, Scalar[] U, Scalar[]? B, Scalar[]? Bn);

    private ReferenceBatch Recurrent(DeclaredLayer layer, ReferenceBatch x)
    {
        int units = layer.Sizes[0];
        int gates = layer.Kind switch { "Rnn" => 1, "Gru" => 3, _ => 4 };
        bool isBidirectional = layer.IsTrue("Bidirectional");
        bool isSequence = layer.IsTrue("Sequences");
        Direction[] directions = [.. Enumerable.Range(0, isBidirectional ? 2 : 1).Select(direction => new Direction(
            Take(layer, $"kernel{direction}", x.Features * gates * units),
            Take(layer, $"recurrent{direction}", units * gates * units),
            TakeBias(layer, $"bias{direction}", gates * units),
            layer.Kind == "Gru" ? TakeBias(layer, $"candidate{direction}", units) : null))];
        int steps = x.Shape[0];
        int features = units * directions.Length;
        return x.Each(isSequence ? [steps, features] : [features], sample =>
        {
            Scalar[][] rows = [.. sample.Chunk(x.Features)];
            Scalar[][] forward = Run(layer.Kind, rows, directions[0], units);
            if (!isBidirectional)
            {
                return isSequence ? [.. forward.SelectMany(row => row)] : forward[^1];
            }

            // What the second direction sees first is the last step, and its own last is the first.
            Scalar[][] backward = Run(layer.Kind, [.. rows.Reverse()], directions[1], units);
            return isSequence
                ? [.. forward.Zip(backward.Reverse(), (left, right) => left.Concat(right)).SelectMany(row => row)]
                : [.. forward[^1], .. backward[^1]];
        });
    }

    /// <summary>h after each step.</summary>
    private Scalar[][] Run(string kind, Scalar[][] rows, Direction p, int units)
    {
        Scalar[] h = [.. Enumerable.Repeat(Zero, units)];
        Scalar[] c = h;
        var all = new List<Scalar[]>();
        int columns = p.W.Length / rows[0].Length;
        foreach (Scalar[] row in rows)
        {
            Scalar[] x = Product(row, p.W, p.B, columns);
            Scalar[] u = Product(h, p.U, null, columns);
            Scalar[] before = h;
            Scalar[] beforeC = c;
            Scalar Gate(int gate, int j) => x[(gate * units) + j] + u[(gate * units) + j];
            switch (kind)
            {
                case "Rnn":
                    h = [.. Enumerable.Range(0, units).Select(j => Gate(0, j).Tanh())];
                    break;
                case "Gru":
                    h = [.. Enumerable.Range(0, units).Select(j =>
                    {
                        (Scalar r, Scalar z) = (Gate(0, j).Sigmoid(), Gate(1, j).Sigmoid());
                        Scalar candidate = u[(2 * units) + j];
                        Scalar n = (x[(2 * units) + j] + (r * (p.Bn is null ? candidate : candidate + p.Bn[j]))).Tanh();
                        return ((1 - z) * n) + (z * before[j]);
                    })];
                    break;
                default:
                    c = [.. Enumerable.Range(0, units).Select(j =>
                        (Gate(1, j).Sigmoid() * beforeC[j]) + (Gate(0, j).Sigmoid() * Gate(2, j).Tanh()))];
                    Scalar[] afterC = c;
                    h = [.. Enumerable.Range(0, units).Select(j => Gate(3, j).Sigmoid() * afterC[j].Tanh())];
                    break;
            }

            all.Add(h);
        }

        return [.. all];
    }

    /// <summary>softmax(q·kᵀ/√(features/heads))·v of each head, then ·Wo + bo.</summary>
    private ReferenceBatch SelfAttention(DeclaredLayer layer, ReferenceBatch x)
    {
        int features = x.Features;
        int size = features / layer.Sizes[0];
        (Scalar[] W, Scalar[]? B)[] parts = [.. "qkvo".Select(part => (
            Take(layer, $"{part}_kernel", features * features), TakeBias(layer, $"{part}_bias", features)))];
        return x.Each(x.Shape, sample =>
        {
            Scalar[][] rows = [.. sample.Chunk(features)];
            Scalar[][][] qkv = [.. parts.Take(3).Select(part =>
                rows.Select(row => Product(row, part.W, part.B, features)).ToArray())];
            var outputs = new List<Scalar>();
            for (int step = 0; step < rows.Length; step++)
            {
                var joined = new Scalar[features];
                int seen = layer.IsTrue("Causal") ? step + 1 : rows.Length;
                for (int first = 0; first < features; first += size)
                {
                    Scalar[] weights = Softmax([.. Enumerable.Range(0, seen).Select(other => Enumerable.Range(first, size)
                        .Select(j => qkv[0][step][j] * qkv[1][other][j])
                        .Aggregate((left, right) => left + right) * (1 / Math.Sqrt(size)))]);
                    for (int j = first; j < first + size; j++)
                    {
                        joined[j] = weights.Select((weight, other) => weight * qkv[2][other][j]).Aggregate((left, right) => left + right);
                    }
                }

                outputs.AddRange(Product(joined, parts[3].W, parts[3].B, features));
            }

            return [.. outputs];
        });
    }
}
