using System;
using System.IO;
using System.Reflection;
using System.Runtime.Loader;

namespace GenNet.Generator.Tests.Harness;

/// <summary>A compiled test program, loaded until it is disposed of; it shares the runtime with the tests.</summary>
internal sealed class LoadedNetworks : IDisposable
{
    private readonly AssemblyLoadContext _context = new("Generated networks", isCollectible: true);

    public LoadedNetworks(Stream assembly) => Assembly = _context.LoadFromStream(assembly);

    /// <summary>The program.</summary>
    public Assembly Assembly { get; }

    /// <summary>Makes a trainable network of floats with the constructor <c>(int seed)</c>.</summary>
    public TrainableNetwork<float> CreateSingle(string typeName, int seed = 0) => Create<TrainableNetwork<float>>(typeName, seed);

    /// <summary>Makes a trainable network of doubles with the constructor <c>(int seed)</c>.</summary>
    public TrainableNetwork<double> CreateDouble(string typeName, int seed = 0) => Create<TrainableNetwork<double>>(typeName, seed);

    /// <summary>Makes any network with the constructor <c>(int seed)</c>.</summary>
    public TNetwork Create<TNetwork>(string typeName, int seed = 0)
        where TNetwork : Network =>
        (TNetwork)Activator.CreateInstance(TypeOf(typeName), seed)!;

    /// <summary>The value of a constant such as <c>InputSize</c>.</summary>
    public int Constant(string typeName, string name) =>
        (int)FieldOf(typeName, name).GetRawConstantValue()!;

    /// <summary>The value of a static property such as <c>Summary</c>.</summary>
    public object? StaticProperty(string typeName, string name) =>
        (TypeOf(typeName).GetProperty(name, BindingFlags.Public | BindingFlags.Static)
            ?? throw new ArgumentException($"{typeName} has no public static property {name}.", nameof(name))).GetValue(null);

    /// <summary>Calls a static method without parameters, and throws what it throws.</summary>
    public object? Call(string typeName, string method) =>
        (TypeOf(typeName).GetMethod(method, BindingFlags.Public | BindingFlags.Static, [])
            ?? throw new ArgumentException($"{typeName} has no public static method {method}().", nameof(method)))
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, null, null);

    /// <summary>Calls the one static method of a name, and throws what it throws.</summary>
    public object? Call(string typeName, string method, params object?[] arguments) =>
        (TypeOf(typeName).GetMethod(method, BindingFlags.Public | BindingFlags.Static)
            ?? throw new ArgumentException($"{typeName} has no public static method {method}.", nameof(method)))
        .Invoke(null, BindingFlags.DoNotWrapExceptions, null, arguments, null);

    public void Dispose() => _context.Unload();

    private Type TypeOf(string name) => Assembly.GetType(name, throwOnError: true)!;

    private FieldInfo FieldOf(string typeName, string name) =>
        TypeOf(typeName).GetField(name, BindingFlags.Public | BindingFlags.Static)
        ?? throw new ArgumentException($"{typeName} has no public constant {name}.", nameof(name));
}
