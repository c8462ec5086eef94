using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
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
internal sealed class FunctionReader(Compilation compilation, IMistakeReporter? reporter, CancellationToken cancellationToken)
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

    /// <summary>The formula of an expression; a <see cref="Condition"/> where it is a bool.</summary>
    private Expression? Evaluate(IOperation operation, ImmutableDictionary<ISymbol, Expression> values)
    {
        if (operation.ConstantValue is { HasValue: true, Value: var constant } && Number(constant) is { } number)
        {
            return IsFinite(number)
                ? ExactConstant(operation, values) ?? number
                : RefuseWith(Rules.FunctionConstruct, operation, "What is not a finite number", "use one that is");
        }

        switch (operation)
        {
            case { ConstantValue: { HasValue: true, Value: bool holds } }:
                return holds ? s_true : s_false;
            case IParenthesizedOperation parenthesized:
                return Evaluate(parenthesized.Operand, values);
            case IParameterReferenceOperation parameter when values.TryGetValue(parameter.Parameter, out Expression? value):
                return value;
            case ILocalReferenceOperation local when values.TryGetValue(local.Local, out Expression? value):
                return value;
            case IFieldReferenceOperation field:
                return Read(field);
            case IConversionOperation conversion:
                return Convert(conversion, values);
            case IUnaryOperation { OperatorMethod: null } unary when HasFormula(unary.Type):
                return (unary.OperatorKind, Evaluate(unary.Operand, values)) switch
                {
                    (_, null) => null,
                    (UnaryOperatorKind.Minus, { } operand) => -operand,
                    (UnaryOperatorKind.Plus, { } operand) => operand,
                    (UnaryOperatorKind.Not, Condition operand) => !operand,
                    _ => Refuse(unary),
                };
            case IBinaryOperation binary:
                return Evaluate(binary.LeftOperand, values) is { } left && Evaluate(binary.RightOperand, values) is { } right
                    ? Combine(binary, binary.OperatorKind, binary.OperatorMethod, left, right)
                    : null;
            case IConditionalOperation { WhenFalse: not null } choice when HasFormula(choice.Type):
                return Choose(choice, values);
            case IInvocationOperation invocation:
                return Call(invocation, values);

            // The compiler says what is wrong.
            case IInvalidOperation or ILocalReferenceOperation:
                return null;
            default:
                return Refuse(operation);
        }
    }

    /// <summary>
    /// What a constant would be without the roundings of the compiler's arithmetic: 0.9f − 1 is −0.1 and not −0.100000024f. Null where it
    /// is computed in whole numbers or from nothing that is known better.
    /// </summary>
    private Expression? ExactConstant(IOperation operation, ImmutableDictionary<ISymbol, Expression> values)
    {
        return FunctionParser.IsReal(operation.Type) && Exact(operation) is { } exact && Simplifier.Simplify(exact) is Constant constant
            && IsFinite(constant.Value)
            ? constant
            : null;

        Expression? Exact(IOperation part) => part switch
        {
            ILocalReferenceOperation local when values.TryGetValue(local.Local, out Expression? value) => value,
            IFieldReferenceOperation field when KnownFunctions.ConstantOf(field.Field) is { } constant => constant,
            IFieldReferenceOperation { Field: { IsConst: true } field } when IsHere(field) && InitializerOf(field) is { } initializer =>
                OperationOf(initializer) is { } written ? Exact(written) : null,
            IParenthesizedOperation p => Exact(p.Operand),
            IConversionOperation c when FunctionParser.IsReal(c.Type) => Exact(c.Operand),
            IUnaryOperation { OperatorKind: UnaryOperatorKind.Minus } u when Exact(u.Operand) is { } operand => -operand,
            IBinaryOperation b when FunctionParser.IsReal(b.Type) && Exact(b.LeftOperand) is { } left && Exact(b.RightOperand) is { } right =>
                b.OperatorKind switch
                {
                    BinaryOperatorKind.Add => left + right,
                    BinaryOperatorKind.Subtract => left - right,
                    BinaryOperatorKind.Multiply => left * right,
                    BinaryOperatorKind.Divide => left / right,
                    _ => null,
                },
            { ConstantValue: { HasValue: true, Value: var value } } when Number(value) is { } number && IsFinite(number) => number,
            _ => null,
        };
    }

    private Expression? Choose(IConditionalOperation choice, ImmutableDictionary<ISymbol, Expression> values)
    {
        if (Evaluate(choice.Condition, values) is not Condition test)
        {
            return null;
        }

        if (test == s_true || test == s_false)
        {
            return Evaluate(test == s_true ? choice.WhenTrue : choice.WhenFalse!, values);
        }

        return Evaluate(choice.WhenTrue, values) is { } then && Evaluate(choice.WhenFalse!, values) is { } otherwise
            ? Where(test, then, otherwise)
            : null;
    }

    private Expression? Combine(
        IOperation operation, BinaryOperatorKind kind, IMethodSymbol? operatorMethod, Expression? left, Expression? right)
    {
        if (left is null || right is null)
        {
            return null;
        }

        if (operatorMethod is not null)
        {
            return Refuse(operation);
        }

        if (left is Condition a && right is Condition b)
        {
            return kind switch
            {
                BinaryOperatorKind.ConditionalAnd or BinaryOperatorKind.And => a & b,
                BinaryOperatorKind.ConditionalOr or BinaryOperatorKind.Or => a | b,
                BinaryOperatorKind.ExclusiveOr or BinaryOperatorKind.NotEquals => (a & !b) | (!a & b),
                BinaryOperatorKind.Equals => (a & b) | (!a & !b),
                _ => Refuse(operation),
            };
        }

        return kind switch
        {
            BinaryOperatorKind.LessThan => left < right,
            BinaryOperatorKind.LessThanOrEqual => left <= right,
            BinaryOperatorKind.GreaterThan => left > right,
            BinaryOperatorKind.GreaterThanOrEqual => left >= right,
            BinaryOperatorKind.Equals => new Comparison(Relation.Equal, left, right),
            BinaryOperatorKind.NotEquals => new Comparison(Relation.NotEqual, left, right),
            _ when !IsNumber(operation.Type) => Refuse(operation),
            BinaryOperatorKind.Add => left + right,
            BinaryOperatorKind.Subtract => left - right,
            BinaryOperatorKind.Multiply => left * right,

            // That of whole numbers rounds.
            BinaryOperatorKind.Divide when FunctionParser.IsReal(operation.Type) => left / right,
            _ => Refuse(operation),
        };
    }

    private Expression? Convert(IConversionOperation conversion, ImmutableDictionary<ISymbol, Expression> values)
    {
        // Nothing is lost from a whole number to a real one; the other way the value jumps.
        bool isToReal = FunctionParser.IsReal(conversion.Type) && IsNumber(conversion.Operand.Type);
        bool isToWhole = IsWhole(conversion.Type) && IsWhole(conversion.Operand.Type);
        if ((isToReal || isToWhole || conversion.Conversion.IsIdentity) && conversion.OperatorMethod is null)
        {
            return Evaluate(conversion.Operand, values);
        }

        // What is converted may be the mistake itself; a conversion that does not exist is the compiler's business.
        return conversion.Conversion.Exists && Evaluate(conversion.Operand, values) is not null ? Refuse(conversion) : null;
    }

    /// <summary>The number that a field always holds.</summary>
    private Expression? Read(IFieldReferenceOperation reference)
    {
        IFieldSymbol field = reference.Field;
        if (field is not { IsStatic: true, IsReadOnly: true })
        {
            return RefuseField("can change while the program runs, but a network's code is written before; make it const or static readonly");
        }

        if (!FunctionParser.IsReal(field.Type))
        {
            return Refuse(reference);
        }

        if (!IsHere(field))
        {
            return RefuseField("is not declared in this project, so its value is not known; write the number");
        }

        if (InitializerOf(field) is not { } initializer || IsAssignedInConstructor(field))
        {
            return RefuseField("gets its value in a constructor, which a network's code can't wait for; give it an initializer");
        }

        if (_following.Contains(field, SymbolEqualityComparer.Default))
        {
            return RefuseField("has itself in its initializer; write the number");
        }

        _following.Add(field);
        Expression? value = OperationOf(initializer) is { } operation
            ? Evaluate(operation, ImmutableDictionary.Create<ISymbol, Expression>(SymbolEqualityComparer.Default))
            : null;
        _following.RemoveAt(_following.Count - 1);
        return value;

        Expression? RefuseField(string why) => RefuseWith(Rules.FunctionState, reference, field.Name, why);
    }

    private ExpressionSyntax? InitializerOf(IFieldSymbol field) => field.DeclaringSyntaxReferences
        .Select(part => part.GetSyntax(cancellationToken))
        .OfType<VariableDeclaratorSyntax>()
        .FirstOrDefault()?.Initializer?.Value;

    /// <summary>Whether a symbol is of this project: one of a project beside it has a source too, but not in this compilation.</summary>
    private bool IsHere(ISymbol symbol) => SymbolEqualityComparer.Default.Equals(symbol.ContainingAssembly, compilation.Assembly);

    private bool IsAssignedInConstructor(IFieldSymbol field) =>
        field.ContainingType.StaticConstructors
            .SelectMany(constructor => constructor.DeclaringSyntaxReferences)
            .Select(part => part.GetSyntax(cancellationToken))
            .OfType<ConstructorDeclarationSyntax>()
            .SelectMany(constructor => constructor.DescendantNodes().OfType<IdentifierNameSyntax>())
            .Any(name => name.Identifier.ValueText == field.Name);

    private Expression? Call(IInvocationOperation invocation, ImmutableDictionary<ISymbol, Expression> values)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (KnownFunctions.IsLibrary(method.ContainingType))
        {
            if (KnownFunctions.WhyNot(method) is { } why)
            {
                return RefuseWith(Rules.FunctionCall, invocation, $"{method.ContainingType.Name}.{method.Name}", why);
            }
        }
        else if (!CanFollow(invocation))
        {
            return null;
        }

        Expression[] arguments = new Expression[method.Parameters.Length];
        foreach (IArgumentOperation argument in invocation.Arguments)
        {
            if (Evaluate(argument.Value, values) is not { } value)
            {
                return null;
            }

            arguments[argument.Parameter!.Ordinal] = value;
        }

        return KnownFunctions.IsLibrary(method.ContainingType) ? KnownFunctions.Of(method.Name, arguments) : Read(method, arguments);
    }

    /// <summary>Whether a method of the program's own can be followed into; if not, why is reported.</summary>
    private bool CanFollow(IInvocationOperation invocation)
    {
        IMethodSymbol method = invocation.TargetMethod;
        if (method.MethodKind != MethodKind.Ordinary || !method.IsStatic || method.IsAbstract || method.IsVirtual)
        {
            string what = method.MethodKind switch
            {
                MethodKind.LocalFunction => "is a local function, not a static method",
                MethodKind.DelegateInvoke => "is a delegate, not a static method",
                _ => "is not a static method",
            };
            RefuseWith(Rules.FunctionCall, invocation, method.Name, $"it {what}: make it one");
            return false;
        }

        if (!IsHere(method))
        {
            RefuseWith(Rules.FunctionInOtherAssembly, invocation, method.Name, method.ContainingAssembly?.Name ?? "another assembly");
            return false;
        }

        if (method.IsGenericMethod
            || !FunctionParser.IsReal(method.ReturnType)
            || method.Parameters.Any(parameter => parameter.RefKind != RefKind.None || parameter.IsParams || !HasFormula(parameter.Type)))
        {
            RefuseWith(Rules.FunctionCall, invocation, method.Name, "it does not take floats or doubles alone and return one");
            return false;
        }

        if (_following.Contains(method.OriginalDefinition, SymbolEqualityComparer.Default))
        {
            RefuseWith(Rules.FunctionRecursion, invocation, method.Name);
            return false;
        }

        if (FunctionParser.DeclarationOf(method, cancellationToken) is null)
        {
            RefuseWith(Rules.FunctionCall, invocation, method.Name, "it has no body");
            return false;
        }

        return true;
    }

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

    /// <summary>
    /// The value of a numeric constant. A float counts as the shortest decimal that it is the nearest float to: 0.1f is 0.1, so that
    /// formulas read as they were written and a network of doubles computes with what was meant.
    /// </summary>
    private static double? Number(object? constant) => constant switch
    {
        float value => IsFinite(value)
            ? double.Parse(Printer.Literal(value, Declaration.Precision.Single).TrimEnd('f'), CultureInfo.InvariantCulture)
            : value,
        double value => value,
        int value => value,
        long value => value,
        uint value => value,
        ulong value => value,
        short value => value,
        ushort value => value,
        byte value => value,
        sbyte value => value,
        _ => null,
    };

    private static bool IsFinite(double value) => !double.IsNaN(value) && !double.IsInfinity(value);

    /// <summary>Statements that are still to be followed.</summary>
    private sealed record Rest(IOperation? Statement, Rest? Next);

    /// <summary>What statements came to: a formula that was returned, or the values of locals at their end.</summary>
    private sealed record Outcome(Expression? Returned, ImmutableDictionary<ISymbol, Expression> Values);
}
