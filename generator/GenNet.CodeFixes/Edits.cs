using System.Collections.Generic;
using System.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.CodeFixes;

/// <summary>The smallest changes of text that take something out of a source, or put something in.</summary>
internal static class Edits
{
    public static Change Replace(SyntaxNode node, string text) => new(node.SyntaxTree, new TextChange(node.Span, text));

    public static Change Replace(SyntaxToken token, string text) => new(token.SyntaxTree!, new TextChange(token.Span, text));

    public static Change Insert(SyntaxTree tree, int position, string text) =>
        new(tree, new TextChange(new TextSpan(position, 0), text));

    /// <summary>Takes a token out with the blanks behind it; comments and line ends stay.</summary>
    public static Change Remove(SyntaxToken token)
    {
        int end = token.Span.End;
        foreach (SyntaxTrivia trivia in token.TrailingTrivia)
        {
            if (!trivia.IsKind(SyntaxKind.WhitespaceTrivia))
            {
                break;
            }

            end = trivia.Span.End;
        }

        return new Change(token.SyntaxTree!, new TextChange(TextSpan.FromBounds(token.SpanStart, end), string.Empty));
    }

    /// <summary>Takes one item out of a list, with the comma that it no longer needs.</summary>
    public static Change RemoveItem<TNode>(SeparatedSyntaxList<TNode> list, TNode item)
        where TNode : SyntaxNode
    {
        int index = list.IndexOf(item);
        TextSpan span = index + 1 < list.Count ? TextSpan.FromBounds(item.SpanStart, list[index + 1].SpanStart)
            : index > 0 ? TextSpan.FromBounds(list[index - 1].Span.End, item.Span.End)
            : item.Span;
        return new Change(item.SyntaxTree, new TextChange(span, string.Empty));
    }

    /// <summary>Takes an argument out, and the parentheses if it is alone in them.</summary>
    public static Change RemoveArgument(AttributeArgumentListSyntax list, AttributeArgumentSyntax argument) =>
        list.Arguments.Count == 1 ? Replace(list, string.Empty) : RemoveItem(list.Arguments, argument);

    /// <summary>Takes an attribute out, and the brackets and the line around it if it is alone there.</summary>
    public static Change RemoveAttribute(AttributeSyntax attribute) =>
        attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list
            ? new Change(list.SyntaxTree, new TextChange(SpanWithRestOfLine(list), string.Empty))
            : RemoveItem(((AttributeListSyntax)attribute.Parent!).Attributes, attribute);

    /// <summary>Puts attributes behind a list of them: each on a line of its own if the list has one.</summary>
    public static Change InsertAttributesAfter(AttributeListSyntax list, IEnumerable<string> attributes)
    {
        string separator = SeparatorOf(list);
        return Insert(
            list.SyntaxTree, list.Span.End, string.Concat(attributes.Select(attribute => $"{separator}[{attribute}]")));
    }

    /// <summary>Puts an attribute before another: in its list if there are more, else on a line of its own if the list has one.</summary>
    public static Change InsertAttributeBefore(AttributeSyntax attribute, string inserted) =>
        attribute.Parent is AttributeListSyntax { Attributes.Count: 1 } list
            ? Insert(list.SyntaxTree, list.SpanStart, $"[{inserted}]{SeparatorOf(list)}")
            : Insert(attribute.SyntaxTree, attribute.SpanStart, $"{inserted}, ");

    /// <summary>The span of a node and, if only blanks follow it on its line, of all up to the next line.</summary>
    public static TextSpan SpanWithRestOfLine(SyntaxNode node)
    {
        int end = node.Span.End;
        foreach (SyntaxTrivia trivia in node.GetTrailingTrivia())
        {
            if (trivia.IsKind(SyntaxKind.WhitespaceTrivia) || trivia.IsKind(SyntaxKind.EndOfLineTrivia))
            {
                end = trivia.Span.End;
            }
            else
            {
                break;
            }
        }

        // The blanks before it belong to its line, which goes, or to what takes its place there.
        SourceText text = node.SyntaxTree.GetText();
        TextLine line = text.Lines.GetLineFromPosition(node.SpanStart);
        bool isWholeLine = end > node.Span.End
            && text.Lines.GetLineFromPosition(end).Start == end
            && text.ToString(TextSpan.FromBounds(line.Start, node.SpanStart)).Trim().Length == 0;
        return TextSpan.FromBounds(isWholeLine ? line.Start : node.SpanStart, end);
    }

    /// <summary>What stands between a list of attributes and another beside it: a line end and the same indentation if it has a line of its own.</summary>
    private static string SeparatorOf(AttributeListSyntax list)
    {
        SourceText text = list.SyntaxTree.GetText();
        TextLine line = text.Lines.GetLineFromPosition(list.SpanStart);
        string before = text.ToString(TextSpan.FromBounds(line.Start, list.SpanStart));
        bool isAlone = before.Trim().Length == 0
            && list.GetTrailingTrivia().Any(SyntaxKind.EndOfLineTrivia);
        return isAlone ? LineEndOf(text) + before : " ";
    }

    /// <summary>What ends the lines of this file.</summary>
    private static string LineEndOf(SourceText text)
    {
        TextLine first = text.Lines[0];
        return first.EndIncludingLineBreak > first.End
            ? text.ToString(TextSpan.FromBounds(first.End, first.EndIncludingLineBreak))
            : "\n";
    }
}
