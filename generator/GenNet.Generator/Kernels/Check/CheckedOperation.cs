using System;
using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Check;

/// <summary>An operation as plain loops over dual numbers, for one sample, as it was declared.</summary>
/// <param name="operation">The operation.</param>
internal abstract class CheckedOperation(Operation operation)
{
    /// <summary>Its parameters.</summary>
    public virtual IEnumerable<CheckedTensor> Tensors => [];

    /// <summary>The values that the loops read.</summary>
    public virtual IEnumerable<Value> Reads => operation.Reads;

    /// <summary>The values that the loops write; the last of them is what it makes.</summary>
    public virtual IEnumerable<Value> Writes => [operation.Makes!];

    /// <summary>Whether each unit is made of its own column of the layer's parameters.</summary>
    public virtual bool IsByUnit => true;

    /// <summary>Writes the loops, for the units from <c>first</c> to below <c>end</c>, or for all.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="output">What its output is called.</param>
    public abstract void Write(SourceWriter writer, string output);

    /// <summary>Writes the loops over a whole batch, where samples depend on each other.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="output">What its output is called.</param>
    /// <param name="placeOf">Where a value lies in a sample.</param>
    public virtual void WriteBatch(SourceWriter writer, string output, Func<string, string> placeOf) =>
        throw new InvalidOperationException("It is over no batch.");

    /// <summary>What a report calls a tensor: layer 2, weights; layer 2, reverse recurrent weights.</summary>
    public static string WordsOf(Tensor tensor, string what)
    {
        string[] words = tensor.Word.Split('_');
        return $"layer {tensor.Layer}, {string.Concat(words.Take(words.Length - 1).Select(word => $"{word} "))}{what}";
    }

    /// <summary>The loop over the rows of a value, where it has several; the body is told where a row begins.</summary>
    public static void WriteRows(SourceWriter writer, Value value, Action<string> body)
    {
        if (value.Positions == 1)
        {
            body("0");
            return;
        }

        using (writer.WriteBlock($"for (int row = 0; row < {value.Positions}; row++)"))
        {
            body($"row * {value.Features}");
        }
    }

    /// <summary>The index of unit j in a row that begins somewhere.</summary>
    public static string Index(string row) => row == "0" ? "j" : $"({row}) + j";
}
