using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading;
using GenNet.Generator.Calculus;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenNet.Generator.Parsing;

/// <summary>
/// Follows the body of a method with formulas in place of numbers: what it returns is its formula. Locals hold formulas, a condition
/// makes a choice of two, and calls are followed into.
/// </summary>
/// <remarks>
/// It stops at the first construct that it cannot follow, reports it, and yields null; null too, without a report, where the compiler
/// itself has something to say.
/// </remarks>
internal sealed partial class FunctionReader(Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
{
    /// <summary>A condition that leaves a function early doubles what is left to follow; this many statements are enough for anyone.</summary>
    private const int MostSteps = 2_000;

    private static readonly Condition s_true = Expression.One > Expression.Zero;

    private static readonly Condition s_false = Expression.Zero > Expression.One;

    /// <summary>The methods and fields that are being followed, outermost first.</summary>
    private readonly List<ISymbol> _following = [];

    private int _steps;

    /// <summary>The formula of what a method returns for some arguments.</summary>
    public Expression? Read(IMethodSymbol method, IReadOnlyList<Expression> arguments)
    {
        if (FunctionParser.DeclarationOf(method, cancellationToken) is not { } declaration
            || OperationOf(declaration) is not IMethodBodyOperation body
            || (body.BlockBody ?? body.ExpressionBody) is not { } block)
        {
            return null;
        }

        IMethodSymbol implementation = method.PartialImplementationPart ?? method;
        ImmutableDictionary<ISymbol, Expression> values =
            ImmutableDictionary.Create<ISymbol, Expression>(SymbolEqualityComparer.Default)
                .AddRange(implementation.Parameters.Select(
                    (parameter, index) => new KeyValuePair<ISymbol, Expression>(parameter, arguments[index])));
        _following.Add(method.OriginalDefinition);
        Expression? returned = Follow(new Rest(block, null), values)?.Returned;
        _following.RemoveAt(_following.Count - 1);
        return returned;
    }

    /// <summary>Follows statements until one returns, or to the end.</summary>
    private Outcome? Follow(Rest? rest, ImmutableDictionary<ISymbol, Expression> values)
    {
        for (; rest is not null; rest = rest.Next)
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (++_steps > MostSteps)
            {
                reporter?.ReportName(Rules.FunctionTooLong, _following[0], _following[0].Name);
                return null;
            }

            switch (rest.Statement)
            {
                case IBlockOperation block:
                    // What is declared inside is another symbol than anything outside, so scopes need no care. The block's statements
                    // come behind an empty one, as the loop goes on to the next.
                    rest = new Rest(null, block.Operations.Reverse().Aggregate(rest.Next, (next, statement) => new Rest(statement, next)));
                    break;
                case null or IEmptyOperation:
                    break;
                case IReturnOperation { ReturnedValue: { } value }:
                    return Evaluate(value, values) is { } returned ? new Outcome(returned, values) : null;
                case IReturnOperation or IInvalidOperation:
                    return null;
                case IVariableDeclarationGroupOperation group:
                    if (Declare(group, values) is not { } declared)
                    {
                        return null;
                    }

                    values = declared;
                    break;
                case IExpressionStatementOperation statement:
                    if (Assign(statement.Operation, values) is not { } assigned)
                    {
                        return null;
                    }

                    values = assigned;
                    break;
                case IConditionalOperation choice when LeavesEarly(choice):
                    return FollowBoth(choice, rest.Next, values);
                case IConditionalOperation choice:
                    if (FollowBoth(choice, null, values) is not { } both)
                    {
                        return null;
                    }

                    values = both.Values;
                    break;
                default:
                    Refuse(rest.Statement);
                    return null;
            }
        }

        return new Outcome(null, values);
    }

    /// <summary>Follows both branches, each with what comes after it, and joins what they come to.</summary>
    private Outcome? FollowBoth(IConditionalOperation choice, Rest? next, ImmutableDictionary<ISymbol, Expression> values)
    {
        if (Evaluate(choice.Condition, values) is not Condition test)
        {
            return null;
        }

        if (test == s_true || test == s_false)
        {
            IOperation? taken = test == s_true ? choice.WhenTrue : choice.WhenFalse;
            return Follow(new Rest(taken, next), values);
        }

        if (Follow(new Rest(choice.WhenTrue, next), values) is not { } then
            || Follow(new Rest(choice.WhenFalse, next), values) is not { } otherwise)
        {
            return null;
        }

        Expression? returned = then.Returned is { } a && otherwise.Returned is { } b ? Where(test, a, b) : null;

        // A local that only one branch has given a value is not read afterwards: the compiler sees to that.
        foreach (KeyValuePair<ISymbol, Expression> value in then.Values)
        {
            values = otherwise.Values.TryGetValue(value.Key, out Expression? other)
                ? values.SetItem(value.Key, Where(test, value.Value, other))
                : values;
        }

        return new Outcome(returned, values);
    }

    private static Expression Where(Condition test, Expression then, Expression otherwise) => (then, otherwise) switch
    {
        var (a, b) when a == b => a,
        (Condition a, Condition b) => (test & a) | (!test & b),
        _ => Expression.Where(test, then, otherwise),
    };

    /// <summary>Whether a return stands in one of the branches.</summary>
    private static bool LeavesEarly(IConditionalOperation choice) =>
        choice.WhenTrue.DescendantsAndSelf().Concat(choice.WhenFalse?.DescendantsAndSelf() ?? [])
            .Any(operation => operation is IReturnOperation);

    private ImmutableDictionary<ISymbol, Expression>? Declare(
        IVariableDeclarationGroupOperation group, ImmutableDictionary<ISymbol, Expression> values)
    {
        foreach (IVariableDeclaratorOperation declarator in group.Declarations.SelectMany(declaration => declaration.Declarators))
        {
            if (declarator.Symbol.IsRef)
            {
                RefuseWith(Rules.FunctionConstruct, declarator, "A reference", "make it a local of its own");
                return null;
            }

            if (declarator.GetVariableInitializer() is { } initializer)
            {
                if (Evaluate(initializer.Value, values) is not { } value)
                {
                    return null;
                }

                values = values.SetItem(declarator.Symbol, value);
            }
        }

        return values;
    }

    /// <summary>What a statement of one expression changes.</summary>
    private ImmutableDictionary<ISymbol, Expression>? Assign(IOperation operation, ImmutableDictionary<ISymbol, Expression> values)
    {
        (IOperation Target, Expression? Value)? assignment = operation switch
        {
            ISimpleAssignmentOperation { IsRef: false } a when TargetOf(a.Target) is not null => (a.Target, Evaluate(a.Value, values)),
            ICompoundAssignmentOperation a when TargetOf(a.Target) is not null =>
                (a.Target, Combine(a, a.OperatorKind, a.OperatorMethod, Evaluate(a.Target, values), Evaluate(a.Value, values))),
            IIncrementOrDecrementOperation a when TargetOf(a.Target) is not null =>
                (a.Target, Evaluate(a.Target, values) is { } before
                    ? a.Kind == OperationKind.Increment ? before + 1 : before - 1
                    : null),
            _ => null,
        };
        if (assignment is not { } found)
        {
            Refuse(operation);
            return null;
        }

        return found.Value is { } value ? values.SetItem(TargetOf(found.Target)!, value) : null;
    }

    /// <summary>The local or parameter that is assigned to.</summary>
    private static ISymbol? TargetOf(IOperation target) => target switch
    {
        ILocalReferenceOperation local when HasFormula(local.Type) => local.Local,
        IParameterReferenceOperation parameter when HasFormula(parameter.Type) => parameter.Parameter,
        _ => null,
    };

    private static bool HasFormula(ITypeSymbol? type) => IsNumber(type) || type?.SpecialType == SpecialType.System_Boolean;

    private static bool IsNumber(ITypeSymbol? type) => FunctionParser.IsReal(type) || IsWhole(type);

    private static bool IsWhole(ITypeSymbol? type) => type?.SpecialType is SpecialType.System_Int32 or SpecialType.System_Int64;

    private Expression? Refuse(IOperation operation)
    {
        if (operation is IInvalidOperation)
        {
            return null;
        }

        (string what, string wayOut) = FunctionWords.Of(operation);
        return RefuseWith(Rules.FunctionConstruct, operation, what, wayOut);
    }

    /// <summary>Reports, and yields the formula that there is not.</summary>
    private Expression? RefuseWith(DiagnosticDescriptor rule, IOperation operation, params string[] values)
    {
        reporter?.ReportConstruct(rule, FunctionWords.Place(operation), values);
        return null;
    }

    private IOperation? OperationOf(SyntaxNode node) =>
        compilation.ContainsSyntaxTree(node.SyntaxTree)
            ? compilation.GetSemanticModel(node.SyntaxTree).GetOperation(node, cancellationToken)
            : null;

    /// <summary>Statements that are still to be followed.</summary>
    private sealed record Rest(IOperation? Statement, Rest? Next);

    /// <summary>What statements came to: a formula that was returned, or the values of locals at their end.</summary>
    private sealed record Outcome(Expression? Returned, ImmutableDictionary<ISymbol, Expression> Values);
}
