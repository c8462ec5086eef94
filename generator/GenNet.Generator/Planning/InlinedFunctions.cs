using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;

namespace GenNet.Generator.Planning;

/// <summary>
/// What the vector functions of formulas cost the method that takes them in: locals, of which the JIT gives a method 512 before it
/// stops inlining.
/// </summary>
/// <remarks>
/// Each number is 512 divided by the number of calls, one of another's value, that a method of nothing else inlined.
/// </remarks>
internal static class InlinedFunctions
{
    /// <summary>The locals of all functions in formulas that are computed together, each distinct call counted once.</summary>
    public static int LocalsOf(Precision precision, IEnumerable<Expression> formulas) => formulas
        .SelectMany(formula => formula.Parts())
        .OfType<Call>()
        .Distinct()
        .Sum(call => LocalsOf(call.Function, precision));

    /// <summary>The locals of one function.</summary>
    public static int LocalsOf(Function function, Precision precision)
    {
        (int singles, int doubles) = function switch
        {
            Function.Exp => (13, 15),
            Function.ExpM1 => (12, 15),
            Function.Log => (18, 18),
            Function.Log1P => (21, 21),
            Function.Sin or Function.Cos => (15, 20),
            Function.Tan => (14, 17),
            Function.Sinh => (18, 22),
            Function.Cosh => (10, 13),
            Function.Tanh => (14, 17),
            Function.Asinh => (34, 39),
            Function.Atan => (17, 21),
            Function.Erf => (22, 34),
            Function.Sigmoid => (11, 13),
            Function.Softplus => (22, 30),
            Function.LogCosh => (28, 39),

            // Instructions of the processor.
            _ => (1, 1),
        };
        return precision == Precision.Single ? singles : doubles;
    }
}
