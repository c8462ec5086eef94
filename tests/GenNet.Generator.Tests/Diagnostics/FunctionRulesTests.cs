using System.Linq;
using System.Threading.Tasks;
using GenNet.Generator.Tests.Harness;
using GenNet.Tests;
using Xunit;

namespace GenNet.Generator.Tests.Diagnostics;

/// <summary>What users' functions cannot contain: each with its message, under the very construct, and the program compiles all the same.</summary>
public sealed class FunctionRulesTests
{
    private const string NumbersAlone = "compute in floats and doubles alone";

    [Fact]
    public Task GN0053_NotStatic() => VerifyMember(
        "[ActivationFunction] public float {|GN0053:F|}(float x) => x;",
        "F is marked [ActivationFunction], so it must be a static method that takes one float or double and returns one, but it is not static");

    [Theory]
    [InlineData("static float {|GN0053:F|}(float x, float y) => x * y;", "it takes 2 values")]
    [FullInlineData("static float {|GN0053:F|}() => 1;", "it takes 0 values")]
    [FullInlineData("static float {|GN0053:F|}(int x) => x;", "x is of type int")]
    [InlineData("static float {|GN0053:F|}(float? x) => x ?? 0;", "x is of type float?")]
    [FullInlineData("static float {|GN0053:F|}(in float x) => x;", "x is not passed by value")]
    [FullInlineData("static float {|GN0053:F|}(params float[] x) => x[0];", "x is not passed by value")]
    [InlineData("static int {|GN0053:F|}(float x) => 1;", "it returns int")]
    [FullInlineData("static void {|GN0053:F|}(float x) { }", "it returns nothing")]
    [FullInlineData("static async System.Threading.Tasks.Task<float> {|GN0053:F|}(float x) { await System.Threading.Tasks.Task.Yield(); return x; }", "it returns Task<float>")]
    [InlineData("static float {|GN0053:F|}<T>(float x) => x;", "it is generic")]
    public Task GN0053_Signature(string method, string mismatch) => VerifyMember(
        "[ActivationFunction] public " + method,
        $"F is marked [ActivationFunction], so it must be a static method that takes one float or double and returns one, but {mismatch}");

    [Fact]
    public Task GN0053_LossOfOneValue() => VerifyMember(
        "[LossFunction] public static double {|GN0053:F|}(double x) => x;",
        "F is marked [LossFunction], so it must be a static method that takes two floats or doubles, output and target, and returns one, "
        + "but it takes 1 value");

    [Theory]
    [InlineData("{|GN0055:for|} (int i = 0; i < 3; i++) { x *= x; } return x;", "A loop", "write its steps out, or find a formula for what it computes")]
    [FullInlineData("{|GN0055:while|} (x > 1) { x /= 2; } return x;", "A loop", "write its steps out, or find a formula for what it computes")]
    [FullInlineData("{|GN0055:do|} { x /= 2; } while (x > 1); return x;", "A loop", "write its steps out, or find a formula for what it computes")]
    [InlineData("{|GN0055:foreach|} (float y in new[] { 1f, 2f }) { x += y; } return x;", "A loop", "write its steps out, or find a formula for what it computes")]
    [FullInlineData("{|GN0055:switch|} (x) { case 0: return 1; default: return x; }", "A switch statement", "write it with if and return")]
    [FullInlineData("return x {|GN0055:switch|} { > 0 => x, _ => 0 };", "A switch expression", "write it with the conditional operator")]
    [InlineData("return {|GN0055:x is > 0 and < 1|} ? x : 0;", "A pattern", "compare instead: x > 0 && x < 1")]
    [FullInlineData("{|GN0055:try|} { return 1 / x; } finally { }", "A try statement", "nothing in a formula throws, so leave it out")]
    [FullInlineData("if (x < 0) { {|GN0055:throw new ArgumentException();|} } return x;", "A throw", "a network meets every number, so return one for each")]
    [InlineData("return x > 0 ? x : {|GN0055:throw new ArgumentException()|};", "A throw", "a network meets every number, so return one for each")]
    [FullInlineData("{|GN0055:lock|} (string.Empty) { return x; }", "A lock", "a function has nothing to share, so leave it out")]
    [FullInlineData("{|GN0055:goto End;|} End: return x;", "A jump", "write it with if and return")]
    [InlineData("static float {|GN0055:Half|}(float y) => y / 2; return Half(x);", "A local function", "make it a static method beside this one")]
    [FullInlineData("Func<float, float> half = {|GN0055:y => y / 2|}; return half(x);", "A delegate", "write its formula in place, or make it a static method")]
    [FullInlineData("float[] w = {|GN0055:[1, 2]|}; return w[0] * x;", "This", "use arithmetic, comparisons, conditions, Math and static methods of one's own")]
    [InlineData("float[] w = {|GN0055:new float[2]|}; return w[0] * x;", "An array", "write its numbers as constants")]
    [FullInlineData("return {|GN0055:Weights[0]|} * x;", "An array element", "write the number as a constant, or as a static readonly field")]
    [FullInlineData("return {|GN0055:(int)x|};", "A conversion from float to int", NumbersAlone)]
    [InlineData("return (float){|GN0055:(decimal)x|};", "A conversion from float to decimal", NumbersAlone)]
    [FullInlineData("int n = 2; return {|GN0055:n / 2|} * x;", "An operator on int", NumbersAlone)]
    [FullInlineData("uint n = 2; return {|GN0055:n|} * x;", "A conversion from uint to float", NumbersAlone)]
    [InlineData("return {|GN0055:x % 2|};", "A remainder", "it jumps, and a network can't learn through that")]
    [FullInlineData("float y; return ({|GN0055:y = x|}) * y;", "An assignment to anything but a local, or inside an expression,", "assign to locals, in statements of their own")]
    [FullInlineData("float y = x; return {|GN0055:y++|} + y;", "An assignment to anything but a local, or inside an expression,", "assign to locals, in statements of their own")]
    [InlineData("{|GN0055:s_gain = x|}; return x;", "An assignment to anything but a local, or inside an expression,", "assign to locals, in statements of their own")]
    [FullInlineData("{|GN0055:MathF.Exp(x)|}; return x;", "A call whose result is not used", "leave it out")]
    [FullInlineData("return x * {|GN0055:Gain|};", "The property Gain", "its value is not known when the network is written: use a constant")]
    [InlineData("return x * {|GN0055:float.PositiveInfinity|};", "What is not a finite number", "use one that is")]
    [FullInlineData("ref float {|GN0055:y = ref x|}; return y;", "A reference", "make it a local of its own")]
    [FullInlineData("{|GN0055:var (y, z) = (x, x)|}; return y * z;", "An assignment to anything but a local, or inside an expression,", "assign to locals, in statements of their own")]
    public Task GN0055_Construct(string body, string what, string wayOut) =>
        VerifyBody(body, $"{what} can't be differentiated here; {wayOut}");

    [Theory]
    [InlineData("return {|GN0056:MathF.Floor(x)|};", "MathF.Floor", "it is flat between its jumps, so nothing could be learnt through it")]
    [FullInlineData("return (float){|GN0056:Math.Round(x)|};", "Math.Round", "it is flat between its jumps, so nothing could be learnt through it")]
    [FullInlineData("return {|GN0056:MathF.Cbrt(x)|};", "MathF.Cbrt", "its derivative is not known here: write MathF.Pow for positive numbers")]
    [InlineData("return {|GN0056:MathF.Atan2(x, 1)|};", "MathF.Atan2", "its derivative is not known here: write its formula out")]
    [FullInlineData("return {|GN0056:Generic(x)|};", "Generic", "it does not take floats or doubles alone and return one")]
    [FullInlineData("return x * {|GN0056:Count(3)|};", "Count", "it does not take floats or doubles alone and return one")]
    [InlineData("return {|GN0056:new Net().Instance(x)|};", "Instance", "it is not a static method: make it one")]
    public Task GN0056_Call(string body, string what, string wayOut) =>
        VerifyBody(body, $"{what} can't be differentiated here; {wayOut}");

    [Fact]
    public Task GN0057_Recursion() => VerifyMember(
        "[ActivationFunction] public static float F(float x) => x > 1 ? {|GN0057:F(x / 2)|} : x;",
        "F calls itself, and would be written out without end. Find a formula for what it computes.");

    [Fact]
    public Task GN0057_RecursionThroughAnother() => VerifyMember(
        """
        [ActivationFunction] public static float F(float x) => Quarter(x);
        private static float Quarter(float x) => {|GN0057:F(x / 2)|};
        """,
        "F calls itself, and would be written out without end. Find a formula for what it computes.");

    [Theory]
    [InlineData("return x * {|GN0058:s_gain|};", "s_gain", "can change while the program runs, but a network's code is written before; make it const or static readonly")]
    [InlineData("return x * {|GN0058:Late|};", "Late", "gets its value in a constructor, which a network's code can't wait for; give it an initializer")]
    [InlineData("return x * {|GN0058:Unset|};", "Unset", "gets its value in a constructor, which a network's code can't wait for; give it an initializer")]
    public Task GN0058_State(string body, string field, string why) => VerifyBody(body, $"{field} {why}");

    [Fact]
    public Task GN0058_FieldOfItself() => VerifyMember(
        """
        [ActivationFunction] public static float F(float x) => x * C;
        private static readonly float C = B;
        private static readonly float B = {|GN0058:C|};
        """,
        "C has itself in its initializer; write the number");

    [Fact]
    public Task GN0059_TooLong() => VerifyMember(
        $$"""
        [ActivationFunction] public static float {|GN0059:F|}(float x)
        {
            float y = x;
            {{string.Concat(Enumerable.Range(0, 90).Select(i => $"y = MathF.Sin(y + {i}.5f);\n"))}}
            return y;
        }
        """,
        "F is too long: written out as one formula it would have more than 250 parts. Make it simpler.");

    [Fact]
    public Task GN0059_TooManyWaysThrough() => VerifyMember(
        $$"""
        [ActivationFunction] public static float {|GN0059:F|}(float x)
        {
            float y = x;
            {{string.Concat(Enumerable.Range(0, 30).Select(i => $"if (x > {i}) {{ if (x < {i}.5f) {{ return y; }} y += {i}; }}\n"))}}
            return y;
        }
        """,
        "F is too long: written out as one formula it would have more than 250 parts. Make it simpler.");

    [Fact]
    public Task GN0055_TheSameMistakeOnceForAllWhoCallIt() => VerifyMember(
        """
        [ActivationFunction] public static float F(float x) => Gate(x) * x;
        [ActivationFunction] public static float G(float x) => 2 * Gate(x);
        private static float Gate(float x) => {|GN0055:x % 1|};
        """,
        "A remainder can't be differentiated here; it jumps, and a network can't learn through that");

    [Theory]
    [InlineData("public static float F(float x) => y;", "CS0103")]
    [FullInlineData("public static float F(float x) { return; }", "CS0126")]
    [FullInlineData("public static float F(float x) { if (x > 0) { return x; } }", "CS0161")]
    [InlineData("public static float F(float x) { float y; return y; }", "CS0165")]
    [FullInlineData("public static float F(float x) => x + \"\";", "CS0029")]
    [FullInlineData("public static float F(float x) => MathF.Nothing(x);", "CS0117")]
    [InlineData("public static float F(float x);", "CS0501")]
    public Task WhatTheCompilerRefusesIsLeftToIt(string method, string id) => DiagnosticTest.VerifyLeftToCompiler(
        $"using System;\nusing GenNet;\npublic static class Net {{ [ActivationFunction] {method} }}", id);

    [Theory]
    [InlineData("public static float F(float x) => x;")]
    [FullInlineData("public static double F(double x) { if (x > 0) { return x; } else { return Math.Exp(x) - 1; } }")]
    [FullInlineData("private static float F(float x) { const float b = 2; float y; if (x > b) { y = x; } else { y = b; y -= 1; } { float z = y * y; y = z; } ; y++; return -y + +y; }")]
    [InlineData("private static float F(float x) { bool isLarge = x > 1 || !(x > -1) && x != 0; return isLarge ? x : isLarge == true ? 0f : 1; }")]
    [FullInlineData("private static float F(float x) { int n = x > 1 ? 1 : 2; n += 1; return (n * 2 - 1) * x; }")]
    [FullInlineData("private static float F(float x) => Scale(by: A, value: x) + MathF.Sign(x) + Math.Max(x, 0) + (float)Math.Sqrt(x * (double)x + 1);")]
    public Task WhatCanBeDifferentiatedIsSilent(string method) => VerifyMember("[ActivationFunction] " + method);

    private static Task VerifyBody(string body, string message) =>
        VerifyMember($"[ActivationFunction] public static float F(float x) {{ {body} }}", message);

    private static Task VerifyMember(string member, params string[] messages) => DiagnosticTest.Verify(
        $$"""
        #pragma warning disable CS0649, CS0169, CS0162, CS0164, CS0219, CS1717, CS0414
        using System;
        using GenNet;

        public class Net
        {
            public const float Half = 0.5f;
            public static readonly float Root = MathF.Sqrt(2 * Half);
            public static readonly double Third = 1 / 3.0;
            public static readonly float Unset;
            public static readonly float Late;
            private static readonly float[] Weights = new float[3];
            public static float s_gain = 1;
            private const float A = 3;

            static Net() => Late = 3;

            public static float Gain => 2;

            public float Instance(float x) => x;

            private static T Generic<T>(T x) => x;

            private static int Count(int n) => n;

            private static float Scale(float value, float by = 2) => value * by;

            {{member}}
        }
        """,
        messages);
}
