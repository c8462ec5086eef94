using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text.RegularExpressions;
using System;
using GenNet.Generator.Calculus;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;

namespace GenNet.Generator.Emission;

/// <summary>The values of a network's passes as an explorer shows them: by their names in code, in the order in which they were met.</summary>
internal sealed class ExploredValues(NetworkPlan plan)
{
    /// <summary>A name of straight-line code: a symbol, a layer, and a unit or an input and a unit.</summary>
    private static readonly Regex s_name = new(@"^([A-Za-z]+)(\d*)(?:_(\d+))?(?:_(\d+))?$", RegexOptions.CultureInvariant);

    private readonly List<ExploredValue> _values = [];
    private readonly Dictionary<string, int> _byName = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ValueRole> _roles = plan.Strategy == Strategy.Tiled ? RolesOf(plan.Graph) : new(StringComparer.Ordinal);

    /// <summary>The values.</summary>
    public IReadOnlyList<ExploredValue> All => _values;

    /// <summary>The place of a value that there is already; null where there is none of that name.</summary>
    public int? Find(string name) => _byName.TryGetValue(name, out int index) ? index : null;

    /// <summary>A value of tiled code.</summary>
    public int Of(Value value) => Find(value.Name) ?? Add(new ExploredValue(value.Name, value.Layer, RoleOf(value), value.Shape.Dimensions.ToList())
    {
        IsOfBatch = value.Scope == ValueScope.Batch,
        Gradients = plan.Graph.Derivatives.TryGetValue(value.Name, out IReadOnlyList<Value>? gradients)
            ? gradients.Select(gradient => gradient.Name).ToList()
            : [],
    });

    /// <summary>A tensor of parameters of tiled code.</summary>
    public int Of(Tensor tensor) => Find(tensor.Name) ?? Add(OfTensor(tensor, tensor.Name, ValueRole.Parameter) with
    {
        Gradients = tensor.Learns && plan.Model.IsTrainable ? [GradientName(tensor)] : [],
    });

    /// <summary>The gradient of a tensor of parameters of tiled code.</summary>
    public int OfGradient(Tensor tensor) => Find(GradientName(tensor)) ?? Add(OfTensor(tensor, GradientName(tensor), ValueRole.ParameterGradient));

    /// <summary>What tiled code makes of a layer beside the graph's values.</summary>
    public int Of(string name, int layer, ValueRole role, IReadOnlyList<int> shape) =>
        Find(name) ?? Add(new ExploredValue(name, layer, role, shape));

    /// <summary>A value of straight-line code, by its name there.</summary>
    /// <param name="name">The name, without the struct that it may be a field of.</param>
    /// <param name="layer">The layer of the statements that make it, for values that have no layer in their name.</param>
    public int OfNumber(string name, int layer)
    {
        if (Find(name) is { } known)
        {
            return known;
        }

        Match match = s_name.Match(name);
        string symbol = match.Success ? match.Groups[1].Value : string.Empty;
        int own = match.Groups[2].Length > 0 ? Number(match.Groups[2]) : layer;
        bool isOfUnit = match.Groups[3].Success;
        int last = match.Groups[4].Success ? Number(match.Groups[4]) : isOfUnit ? Number(match.Groups[3]) : -1;
        bool isParameter = match.Groups[2].Length > 0 && TensorOf(symbol, own) >= 0;
        bool isGradient = symbol.Length > 1 && symbol[0] == 'd' && match.Groups[2].Length > 0 && TensorOf(symbol.Substring(1), own) >= 0;
        if (isParameter || isGradient)
        {
            return Add(new ExploredValue(name, own, isParameter ? ValueRole.Parameter : ValueRole.ParameterGradient, [])
            {
                IsOfBatch = true,
                Unit = isOfUnit ? last : 0,
                Source = match.Groups[4].Success ? Number(match.Groups[3]) : -1,
                Tensor = TensorOf(isParameter ? symbol : symbol.Substring(1), own),
                Gradients = isParameter && plan.Model.IsTrainable ? [$"d{name}"] : [],
            });
        }

        ValueRole role = name is "loss" or BatchLoss ? ValueRole.Loss
            : symbol == "x" && isOfUnit ? ValueRole.Input
            : symbol == LossFunction.T.Name && isOfUnit && match.Groups[2].Length == 0 ? ValueRole.Target
            : match.Groups[2].Length == 0 ? ValueRole.Intermediate
            : symbol switch
            {
                "z" => ValueRole.PreActivation,
                "a" => ValueRole.Activation,
                "f" => ValueRole.Slope,
                "d" => ValueRole.Delta,
                "s" => ValueRole.OutputGradient,
                _ => ValueRole.Intermediate,
            };
        LayerPlan? of = plan.Layers.FirstOrDefault(other => other.Number == own);
        string unit = last.ToString(CultureInfo.InvariantCulture);
        return Add(new ExploredValue(name, role == ValueRole.Input ? 0 : own, role, [])
        {
            IsOfBatch = name == BatchLoss,
            Unit = last,
            Gradients = role == ValueRole.PreActivation ? [$"d{own}_{unit}"]
                : role == ValueRole.Activation ? of?.FunctionOf(last)?.Output == ActivationFunction.Z ? [$"d{own}_{unit}"] : [$"s{own}_{unit}"]
                : [],
        });
    }

    /// <summary>What straight-line code calls the loss of the batch.</summary>
    public const string BatchLoss = "batchLoss";

    private static int Number(Group group) => int.Parse(group.Value, CultureInfo.InvariantCulture);

    /// <summary>dw1, unless a value is called so.</summary>
    private string GradientName(Tensor tensor) => _roles.ContainsKey($"d{tensor.Name}") ? $"∂{tensor.Name}" : $"d{tensor.Name}";

    private ExploredValue OfTensor(Tensor tensor, string name, ValueRole role) => new(name, tensor.Layer, role, tensor.Shape.Dimensions.ToList())
    {
        IsOfBatch = true,
        Tensor = IndexOf(other => other.Name == tensor.Name),
    };

    private int TensorOf(string symbol, int layer) => IndexOf(tensor => tensor.Symbol == symbol && tensor.Layer == layer);

    private int IndexOf(Func<Tensor, bool> isThat)
    {
        for (int i = 0; i < plan.Tensors.Count; i++)
        {
            if (isThat(plan.Tensors[i].Tensor))
            {
                return i;
            }
        }

        return -1;
    }

    private int Add(ExploredValue value)
    {
        _byName.Add(value.Name, _values.Count);
        _values.Add(value);
        return _values.Count - 1;
    }

    private ValueRole RoleOf(Value value) => _roles.TryGetValue(value.Name, out ValueRole role) ? role : ValueRole.Intermediate;

    /// <summary>What the values of a graph are: what an operation does with them says it.</summary>
    private static Dictionary<string, ValueRole> RolesOf(NetworkGraph graph)
    {
        var roles = new Dictionary<string, ValueRole>(StringComparer.Ordinal);
        foreach (Value input in graph.Inputs)
        {
            roles[input.Name] = ValueRole.Input;
        }

        roles["t"] = ValueRole.Target;
        foreach (Operation operation in graph.BackwardOperations)
        {
            foreach (Value value in operation.Scratch.Concat(operation.Parts).Concat(operation.Makes is { } made ? [made] : []))
            {
                roles[value.Name] = value.Symbol[0] == 'd' ? ValueRole.Delta : value.Symbol[0] == 's' && value.Scope == ValueScope.Sample
                    ? ValueRole.OutputGradient
                    : ValueRole.Intermediate;
            }
        }

        foreach ((Value value, ValueRole role) in graph.ForwardOperations.SelectMany(operation => operation.Roles))
        {
            roles[value.Name] = role;
        }

        foreach (Stage stage in graph.Forward)
        {
            roles[stage.Output.Name] = ValueRole.Activation;
        }

        roles[graph.Head.Delta.Name] = ValueRole.Delta;
        return roles;
    }
}
