using System;
using System.Linq;
using System.Threading;
using GenNet.Generator.Attributes;
using GenNet.Generator.Declaration;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Offers the nearest member of an enum for a name that means nothing. The compiler says that <c>Relu</c> does not exist, and not
/// what does.
/// </summary>
internal static class MisspeltMembers
{
    private static readonly Type[] s_enums =
        [typeof(Activation), typeof(Loss), typeof(Reduction), typeof(Precision), typeof(Unroll), typeof(Initializer)];

    /// <summary>Reports each argument of an attribute that is a name without a meaning and near to a member of the enum that belongs there.</summary>
    public static void Report(AttributeData attribute, Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
    {
        if (reporter is null || attribute.ApplicationSyntaxReference?.GetSyntax(cancellationToken) is not AttributeSyntax { ArgumentList: { } list } syntax)
        {
            return;
        }

        foreach (Type declared in s_enums)
        {
            string name = declared == typeof(Activation) ? "activation" : declared.Name;
            if (AttributeSyntaxes.FindArgument(syntax, attribute, name) is { } argument
                && NameIn(argument.Expression) is { } written
                && compilation.GetSemanticModel(syntax.SyntaxTree).GetSymbolInfo(argument.Expression, cancellationToken) is { Symbol: null, CandidateSymbols.IsEmpty: true }
                && NearestName.Find(written, Enum.GetNames(declared)) is { } nearest)
            {
                string member = $"{declared.Name}.{nearest}";
                reporter.ReportArgument(
                    Rules.MisspeltMember,
                    attribute,
                    name,
                    [new Remedy("Write {0}", attribute, name, member)],
                    argument.Expression.ToString(),
                    member);
            }
        }
    }

    /// <summary>The name that is to be found: the last of those between dots.</summary>
    private static string? NameIn(ExpressionSyntax expression) => expression switch
    {
        IdentifierNameSyntax name => name.Identifier.ValueText,
        MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
        _ => null,
    };
}
