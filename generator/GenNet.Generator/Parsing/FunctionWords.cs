using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Operations;

namespace GenNet.Generator.Parsing;

/// <summary>What a construct is called that a function can't contain, and what to write instead.</summary>
internal static class FunctionWords
{
    /// <summary>The construct with its article, and the way out, as the message goes on.</summary>
    public static (string What, string WayOut) Of(IOperation operation) => operation switch
    {
        ILoopOperation => ("A loop", "write its steps out, or find a formula for what it computes"),
        ISwitchOperation => ("A switch statement", "write it with if and return"),
        ISwitchExpressionOperation => ("A switch expression", "write it with the conditional operator"),
        IIsPatternOperation or IIsTypeOperation => ("A pattern", "compare instead: x > 0 && x < 1"),
        ITryOperation => ("A try statement", "nothing in a formula throws, so leave it out"),
        IThrowOperation => ("A throw", "a network meets every number, so return one for each"),
        ILockOperation => ("A lock", "a function has nothing to share, so leave it out"),
        IUsingOperation or IUsingDeclarationOperation => ("A using statement", "a function is made of numbers alone"),
        IBranchOperation => ("A jump", "write it with if and return"),
        ILabeledOperation => ("A label", "write it with if and return"),
        ILocalFunctionOperation => ("A local function", "make it a static method beside this one"),
        IAnonymousFunctionOperation or IDelegateCreationOperation => ("A delegate", "write its formula in place, or make it a static method"),
        IArrayCreationOperation => ("An array", "write its numbers as constants"),
        IArrayElementReferenceOperation => ("An array element", "write the number as a constant, or as a static readonly field"),
        IObjectCreationOperation or ITypeParameterObjectCreationOperation or IAnonymousObjectCreationOperation =>
            ("An object", "a function is made of numbers alone"),
        ITupleOperation => ("A tuple", "use a local for each number"),
        IPropertyReferenceOperation property =>
            ($"The property {property.Property.Name}", "its value is not known when the network is written: use a constant"),
        IFieldReferenceOperation field => ($"The field {field.Field.Name}", "a function is made of floats and doubles alone"),
        IParameterReferenceOperation or ILocalReferenceOperation => ("This value", "a function is made of floats and doubles alone"),
        IAwaitOperation => ("An await", "a formula has nothing to wait for"),
        IInterpolatedStringOperation => ("A string", "a function is made of numbers alone"),
        IConversionOperation { Type: { } type } conversion => (
            $"A conversion from {Short(conversion.Operand.Type)} to {Short(type)}",
            "compute in floats and doubles alone"),
        ISimpleAssignmentOperation or ICompoundAssignmentOperation or ICoalesceAssignmentOperation or IIncrementOrDecrementOperation
            or IDeconstructionAssignmentOperation =>
            ("An assignment to anything but a local, or inside an expression,", "assign to locals, in statements of their own"),
        IInvocationOperation => ("A call whose result is not used", "leave it out"),
        IBinaryOperation { OperatorKind: BinaryOperatorKind.Remainder } => ("A remainder", "it jumps, and a network can't learn through that"),
        IBinaryOperation { OperatorMethod: not null } or IUnaryOperation { OperatorMethod: not null } =>
            ("An operator of a type of one's own", "a function is made of floats and doubles alone"),
        IBinaryOperation { Type: { } type } => ($"An operator on {Short(type)}", "compute in floats and doubles alone"),
        IUnaryOperation { Type: { } type } => ($"An operator on {Short(type)}", "compute in floats and doubles alone"),
        _ => ("This", "use arithmetic, comparisons, conditions, Math and static methods of one's own"),
    };

    /// <summary>The part of a construct to underline: of a loop its keyword, of a declaration its name.</summary>
    public static SyntaxNodeOrToken Place(IOperation operation) => operation.Syntax switch
    {
        ForStatementSyntax loop => loop.ForKeyword,
        CommonForEachStatementSyntax loop => loop.ForEachKeyword,
        WhileStatementSyntax loop => loop.WhileKeyword,
        DoStatementSyntax loop => loop.DoKeyword,
        SwitchStatementSyntax choice => choice.SwitchKeyword,
        TryStatementSyntax statement => statement.TryKeyword,
        LockStatementSyntax statement => statement.LockKeyword,
        UsingStatementSyntax statement => statement.UsingKeyword,
        LocalFunctionStatementSyntax function => function.Identifier,
        LabeledStatementSyntax label => label.Identifier,
        SwitchExpressionSyntax choice => choice.SwitchKeyword,
        var syntax => syntax,
    };

    private static string Short(ITypeSymbol? type) => type?.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat) ?? "no type";
}
