using System;
using System.Collections.Immutable;
using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace GenNet.Generator.Tests.Harness;

/// <summary>A source in which <c>{|GN0001:32|}</c> says that GN0001 must be reported under the 32, and under nothing else.</summary>
/// <param name="Text">The source without marks.</param>
/// <param name="Marks">The ids and what they were written around.</param>
internal sealed record MarkedSource(string Text, ImmutableArray<(string Id, TextSpan Span)> Marks)
{
    private const int IdLength = 6;

    public static MarkedSource Parse(string marked)
    {
        var text = new StringBuilder();
        ImmutableArray<(string, TextSpan)>.Builder marks = ImmutableArray.CreateBuilder<(string, TextSpan)>();
        int position = 0;
        while (marked.IndexOf("{|", position, StringComparison.Ordinal) is var start and >= 0)
        {
            int colon = start + 2 + IdLength;
            int end = marked.IndexOf("|}", colon, StringComparison.Ordinal);
            if (end < 0 || marked[colon] != ':')
            {
                throw new ArgumentException($"The mark at {start} is not of the form {{|GN0001:text|}}.", nameof(marked));
            }

            text.Append(marked, position, start - position);
            marks.Add((marked[(start + 2)..colon], new TextSpan(text.Length, end - colon - 1)));
            text.Append(marked, colon + 1, end - colon - 1);
            position = end + 2;
        }

        text.Append(marked, position, marked.Length - position);
        return new MarkedSource(text.ToString(), marks.ToImmutable());
    }
}
