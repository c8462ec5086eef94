using System;
using System.Collections.Generic;
using System.ComponentModel;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Reflection;
using GenNet.Runtime.Tests.Networks;
using Xunit;

namespace GenNet.Runtime.Tests;

/// <summary>
/// Every number that a program hands to what it calls is checked: one that is out of range is refused under the argument's own name, with the
/// number and what may stand there instead.
/// </summary>
public sealed class NumericArgumentTests
{
    private static readonly object[] s_integers = [int.MinValue, -3, -1, 0, 1, 2, 1025, int.MaxValue];

    private static readonly object[] s_reals =
    [
        double.NaN, double.NegativeInfinity, double.MinValue, -1.0, -1e-9, -double.Epsilon, -0.0, 0.0, double.Epsilon, 1e-46, 0.5, 1.0,
        Math.BitIncrement(1.0), 2.0, 1e39, double.MaxValue, double.PositiveInfinity,
    ];

    public static TheoryData<string> Arguments() => [.. Find().Select(argument => argument.Title).Distinct()];

    [Fact]
    public void There_are_such_arguments()
    {
        string[] titles = [.. Find().Select(argument => argument.Title)];
        Assert.Contains("new Sgd(learningRate)", titles);
        Assert.Contains("new Adam(beta2)", titles);
        Assert.Contains("Momentum.LearningRate", titles);
        Assert.Contains("RProp.ClipNorm", titles);
        Assert.Contains("new AdaDelta(rho)", titles);
        Assert.Contains("FitOptions.Threads", titles);
        Assert.Contains("new Dataset(targetSize)", titles);
        Assert.Contains("Dataset.Slice(count)", titles);
        Assert.Contains("Dataset.Split(fraction)", titles);
        Assert.Contains("Dataset.FromIdx(classes)", titles);
        Assert.Contains("LinearNetwork.Predict(threads)", titles);
    }

    [Theory]
    [MemberData(nameof(Arguments))]
    public void A_number_out_of_range_is_refused_by_name(string title)
    {
        foreach (Argument argument in Find().Where(argument => argument.Title == title))
        {
            bool isRefused = false;
            foreach (object value in argument.Type == typeof(int) ? s_integers : s_reals)
            {
                Exception? exception = Record.Exception(() => argument.Pass(value));
                if (exception is null or FileNotFoundException)
                {
                    continue;
                }

                isRefused = true;
                var refusal = Assert.IsType<ArgumentException>(exception, exactMatch: false);
                string number = Convert.ToString(value, CultureInfo.InvariantCulture)!;
                Assert.Contains(number, refusal.Message, StringComparison.Ordinal);
                if (value is int and < 0 or double and not >= 0)
                {
                    Assert.IsType<ArgumentOutOfRangeException>(exception);
                    Assert.Equal(argument.Name, refusal.ParamName);
                    Assert.Contains(argument.Name, refusal.Message.Split(" (Parameter")[0], StringComparison.Ordinal);
                }
                else
                {
                    // What may be right by itself may not fit what else is handed over.
                    Assert.Contains(refusal.ParamName, argument.Names);
                }
            }

            // A seed may be anything.
            Assert.Equal(!argument.Name.Equals("seed", StringComparison.OrdinalIgnoreCase), isRefused);
        }
    }

    private static IEnumerable<Argument> Find()
    {
        Type[] types =
        [
            .. typeof(Network).Assembly.GetExportedTypes().Where(type =>
                type is { IsAbstract: false, IsValueType: false }
                && (type.IsSubclassOf(typeof(Optimizer)) || type == typeof(FitOptions) || type == typeof(Dataset))),
        ];
        foreach (Type type in types)
        {
            foreach (ConstructorInfo constructor in type.GetConstructors())
            {
                foreach (Argument argument in Of($"new {type.Name}", constructor, arguments => constructor.Invoke(arguments)))
                {
                    yield return argument;
                }
            }

            object instance = Sample(type, null)!;
            foreach (PropertyInfo property in type.GetProperties().Where(property => property.CanWrite && IsNumber(property.PropertyType)))
            {
                yield return new Argument($"{type.Name}.{property.Name}", property.Name, [property.Name], property.PropertyType, value => Unwrap(() => property.SetValue(instance, value)));
            }

            foreach (MethodInfo method in type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
            {
                foreach (Argument argument in Of($"{type.Name}.{method.Name}", method, arguments => method.Invoke(method.IsStatic ? null : instance, arguments)))
                {
                    yield return argument;
                }
            }
        }

        // Spans cannot be handed over by reflection.
        var network = new LinearNetwork<float>(1, 1);
        yield return new Argument(
            "LinearNetwork.Predict(threads)", "threads", ["threads"], typeof(int), value => network.Predict([1], new float[1], (int)value));
    }

    private static IEnumerable<Argument> Of(string title, MethodBase method, Action<object?[]> call)
    {
        ParameterInfo[] parameters = method.GetParameters();
        if (method.IsSpecialName && !method.IsConstructor || method.GetCustomAttribute<EditorBrowsableAttribute>()?.State == EditorBrowsableState.Never
            || parameters.Any(parameter => parameter.ParameterType.IsByRefLike))
        {
            yield break;
        }

        for (int i = 0; i < parameters.Length; i++)
        {
            if (IsNumber(parameters[i].ParameterType))
            {
                int index = i;
                yield return new Argument(
                    $"{title}({parameters[i].Name})",
                    parameters[i].Name!,
                    [.. parameters.Select(parameter => parameter.Name!)],
                    parameters[i].ParameterType,
                    value =>
                    {
                        object?[] arguments = [.. parameters.Select(parameter => Sample(parameter.ParameterType, parameter.Name))];
                        arguments[index] = value;
                        Unwrap(() => call(arguments));
                    });
            }
        }
    }

    private static bool IsNumber(Type type) => type == typeof(int) || type == typeof(double);

    /// <summary>A value that is right, so that the number is the only mistake.</summary>
    private static object? Sample(Type type, string? name) => type switch
    {
        _ when type == typeof(int) => name switch { "first" => 0, "folds" or "classes" => 2, _ => 1 },
        _ when type == typeof(double) => name == "increase" ? 1.5 : 0.5,
        _ when type == typeof(float[]) => new float[] { 1, 2 },
        _ when type == typeof(float[][]) => new[] { new float[] { 1 }, [2] },
        _ when type == typeof(float[,]) => new float[,] { { 1 }, { 2 } },
        _ when type == typeof(double[]) => new double[] { 1, 2 },
        _ when type == typeof(double[][]) => new[] { new double[] { 1 }, [2] },
        _ when type == typeof(byte[]) => new byte[] { 1, 2 },
        _ when type == typeof(ReadOnlyMemory<byte>) => new ReadOnlyMemory<byte>([1, 2]),
        _ when type == typeof(ReadOnlyMemory<int>) => new ReadOnlyMemory<int>([0, 1]),
        _ when type == typeof(int[]) => name == "labels" ? [0, 1] : new[] { 1, 2 },
        _ when type == typeof(ReadOnlyMemory<float>) => new ReadOnlyMemory<float>([1, 2]),
        _ when type == typeof(string) => "missing",
        _ when type == typeof(Stream) => new MemoryStream([0, 0, 8, 1, 0, 0, 0, 1, 0]),
        _ when type == typeof(FitOptions) => new FitOptions(),
        _ when type == typeof(Dataset) => new Dataset([1, 2, 3, 4], new float[] { 1, 0, 1, 0 }, 1, 1),
        _ when type.IsSubclassOf(typeof(Optimizer)) => type.GetConstructors()[0].Invoke(
            [.. type.GetConstructors()[0].GetParameters().Select(parameter => Sample(parameter.ParameterType, parameter.Name))]),
        _ => null,
    };

    private static void Unwrap(Action call)
    {
        try
        {
            call();
        }
        catch (TargetInvocationException exception)
        {
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(exception.InnerException!);
        }
    }

    /// <summary>A number that is handed over.</summary>
    /// <param name="Title">Where.</param>
    /// <param name="Name">Its name.</param>
    /// <param name="Names">The names of all arguments of the same call.</param>
    /// <param name="Type">What number it is.</param>
    /// <param name="Pass">Hands one over.</param>
    private sealed record Argument(string Title, string Name, string[] Names, Type Type, Action<object> Pass);
}
