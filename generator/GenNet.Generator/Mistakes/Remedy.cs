using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Mistakes;

/// <summary>A change to one argument of an attribute that undoes a mistake; the code fixes offer it, one click each.</summary>
/// <param name="Title">What the change does, in words; <c>{0}</c> is what will be written.</param>
/// <param name="Attribute">The attribute to change.</param>
/// <param name="Argument">The parameter of its constructor, or the property, that the argument is for.</param>
/// <param name="Value">
/// What to write: a number, or a member with its enum as in <c>Loss.CrossEntropy</c>. Null removes the argument.
/// </param>
internal sealed record Remedy(string Title, AttributeData Attribute, string Argument, string? Value)
{
    /// <summary>
    /// An argument with the same value, whose words are better than a number where they are more than a literal:
    /// <c>Sizes.Hidden</c> rather than 64.
    /// </summary>
    public (AttributeData Attribute, string Argument)? Model { get; init; }

    /// <summary>The parameter or property that is to be written in place of the argument; null if it is the same one.</summary>
    public string? NewArgument { get; init; }

    /// <summary>Whether there is nothing to change where the argument is not written by itself but within an array.</summary>
    public bool MustBeWritten { get; init; }
}
