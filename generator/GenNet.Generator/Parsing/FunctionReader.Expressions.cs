using System;
using System.Collections.Immutable;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Mistakes;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenNet.Generator.Parsing;

/// <content>What expressions come to: operators, choices, constants, and the methods and fields they lead to.</content>
internal sealed partial class FunctionReader
{
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
}
