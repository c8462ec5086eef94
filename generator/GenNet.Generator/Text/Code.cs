using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;

namespace GenNet.Generator.Text;

/// <summary>
/// A piece of C# that has a value. Statements are made of these, and become text at the very end: <see cref="CodeText"/> knows where
/// parentheses belong and where a long line breaks, and writes for whichever vectors a method computes in.
/// </summary>
internal abstract class Code
{
    private protected Code(params Code[] parts) => Parts = parts;

    /// <summary>What it is made of, in the order of reading.</summary>
    public IReadOnlyList<Code> Parts { get; }

    public static implicit operator Code(string name) => new Name(name);

    /// <summary>Whether a constant occurs.</summary>
    public bool Uses(VectorConstant constant) => ReferenceEquals(this, constant) || Parts.Any(part => part.Uses(constant));

    /// <summary>The value times a factor.</summary>
    public Code Times(Code factor) => new Scaled(this, factor);

    /// <summary>A method that is called on the value.</summary>
    public Code Calling(string method, params Code[] arguments) => new MethodCall(this, method, arguments);
}

/// <summary>A name, a number, or anything else that no operator around it can tear apart.</summary>
internal sealed class Name : Code
{
    public Name(string text)
    {
        Debug.Assert(IsOnePiece(text), $"'{text}' is an operation, not a name: build it from its operands.");
        Text = text;
    }

    public string Text { get; }

    private static bool IsOnePiece(string text)
    {
        int depth = 0;
        for (int i = 0; i < text.Length; i++)
        {
            depth += text[i] is '(' or '[' or '<' ? 1 : text[i] is ')' or ']' or '>' ? -1 : 0;
            if (depth == 0 && text[i] is '+' or '-' or '*' or '/' or '?' or '&' or '|' && i > 0 && text[i - 1] == ' ')
            {
                return false;
            }
        }

        return true;
    }
}

/// <summary>left op right.</summary>
internal sealed class Infix(Code left, string @operator, Code right) : Code(left, right)
{
    public string Operator { get; } = @operator;
}

/// <summary>A value times a factor, written without parentheses around a product in front.</summary>
internal sealed class Scaled(Code value, Code factor) : Code(value, factor);

/// <summary>The sum of terms, one after the other.</summary>
internal sealed class Total(params Code[] terms) : Code(terms);

/// <summary>−operand or ~operand.</summary>
internal sealed class Prefix(string @operator, Code operand) : Code(operand)
{
    public string Operator { get; } = @operator;
}

/// <summary>A function of the runtime.</summary>
internal sealed class FunctionCall(string function, params Code[] arguments) : Code(arguments)
{
    public string Function { get; } = function;
}

/// <summary>A function of <c>Vector</c>, or of the wider vectors where a method computes in those.</summary>
internal sealed class VectorCall(string function, params Code[] arguments) : Code(arguments)
{
    /// <summary>The choice between two values, lane by lane, which has a line for each argument where it is long.</summary>
    public const string Choice = "ConditionalSelect";

    public string Function { get; } = function;
}

/// <summary>A method that is called on a value.</summary>
internal sealed class MethodCall(Code receiver, string method, IReadOnlyList<Code> arguments) : Code([receiver, .. arguments])
{
    public string Method { get; } = method;
}

/// <summary>sum.Plus(value, times: weight): a multiply-add.</summary>
internal sealed class MultiplyAdd(Code sum, Code value, Code weight) : Code(sum, value, weight);

/// <summary>A vector of ones or of zeros, which a method that uses it declares.</summary>
internal sealed class VectorConstant : Code
{
    public static readonly VectorConstant One = new("one", "One");

    public static readonly VectorConstant Zero = new("zero", "Zero");

    private VectorConstant(string name, string property)
    {
        Name = name;
        Property = property;
    }

    /// <summary>What the local is called.</summary>
    public string Name { get; }

    /// <summary>The property of the vector type that it is.</summary>
    public string Property { get; }
}

/// <summary>A static property of the vector type.</summary>
internal sealed class VectorProperty(string property) : Code
{
    public string Property { get; } = property;
}

/// <summary>One value of each sample of a group, one sample a lane.</summary>
internal sealed class Gather(string source, int stride, string index, bool isFilled = false) : Code
{
    public string Source { get; } = source;

    public int Stride { get; } = stride;

    public string Index { get; } = index;

    /// <summary>Whether a lane without a sample repeats the first one, and is not 0.</summary>
    public bool IsFilled { get; } = isFilled;
}

/// <summary>The call that writes each lane as one value of its sample of a group.</summary>
internal sealed class Scatter(Code value, string destination, int stride, string index) : Code(value)
{
    public string Destination { get; } = destination;

    public int Stride { get; } = stride;

    public string Index { get; } = index;
}
