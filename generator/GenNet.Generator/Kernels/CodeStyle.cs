using System.Collections.Generic;
using System.Linq;
using GenNet.Generator.Declaration;
using GenNet.Generator.Graph;
using GenNet.Generator.Kernels.Head;
using GenNet.Generator.Kernels.Tiled;
using GenNet.Generator.Model;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels;

/// <summary>How things are called in one network's generated code.</summary>
internal sealed class CodeStyle(NetworkPlan plan)
{
    private OutputLayer.Formulas? _head;
    private TiledCode? _tiled;
    private CodeStyle? _forPrediction;

    public NetworkPlan Plan { get; } = plan;

    /// <summary>The formulas where the network meets its loss, derived once.</summary>
    public OutputLayer.Formulas Head => _head ??= new OutputLayer.Formulas(Plan.Model);

    /// <summary>The operations of a tiled network as C#.</summary>
    public TiledCode Tiled => _tiled ??= new TiledCode(this);

    public Precision Precision => Plan.Model.Precision;

    /// <summary><c>float</c> or <c>double</c>.</summary>
    public string Element => Precision == Precision.Single ? "float" : "double";

    /// <summary>The hardware vectors that methods compute in.</summary>
    public VectorType Vectors => new("Vector", Element, IsWide: false);

    /// <summary>Those that are twice as wide.</summary>
    public VectorType WideVectors => new("Vector512", Element, IsWide: true);

    /// <summary>A hardware vector of elements.</summary>
    public string Vector => Vectors.Name;

    /// <summary>The hardware's vectors, widest first.</summary>
    public static IReadOnlyList<string> VectorWidths { get; } = ["Vector512", "Vector256", "Vector128"];

    /// <summary>How many elements a padded row is a multiple of, where half of them are too few: 64 bytes.</summary>
    public int ElementsPerLine => Footprint.ElementsPerLine(Precision);

    /// <summary>The namespace of all that is no part of the user's class.</summary>
    public string Namespace => GeneratedNames.WrittenNamespaceOf(Plan.Model.Type);

    /// <summary>What the user's class gets.</summary>
    public NetworkMembers Members { get; } = plan.Model.Members;

    /// <summary>The runtime's strip of a kind for vectors of a width.</summary>
    public string Strip(StripKind kind, string vector)
    {
        if ((kind == StripKind.Half && vector != "Vector128") || (kind == StripKind.Vector && vector == "Vector256"))
        {
            return Precision == Precision.Single ? "Singles8x1" : "Doubles4x1";
        }

        string lane = vector switch
        {
            "Vector512" => Precision == Precision.Single ? "Singles16" : "Doubles8",
            "Vector256" => Precision == Precision.Single ? "Singles8" : "Doubles4",
            _ => Precision == Precision.Single ? "Singles4" : "Doubles2",
        };
        if (kind == StripKind.Row && vector == "Vector256")
        {
            return $"{lane}x4";
        }

        return vector != "Vector512" ? $"{lane}x2" : kind switch
        {
            StripKind.Wide => $"{lane}x4",
            StripKind.Pair or StripKind.Row => $"{lane}x2",
            _ => $"{lane}x1",
        };
    }

    /// <summary>The class of constants that say where everything begins.</summary>
    public const string Offsets = "Offset";

    /// <summary>The class in it of those in passes without a way back, where they are others.</summary>
    public const string PredictionOffsets = "Prediction";

    /// <summary>The same network in passes without a way back.</summary>
    public CodeStyle ForPrediction() => _forPrediction ??= Plan.Prediction is null ? this : new CodeStyle(Plan.ForPrediction()) { _head = Head };

    /// <summary>Where something begins in the workspace that has a name: as many elements behind the first.</summary>
    public string OffsetOf(string name) => Plan.IsOfPrediction ? $"{Offsets}.{PredictionOffsets}.{name}" : $"{Offsets}.{name}";

    /// <summary>Where a tensor begins among the parameters.</summary>
    public static string OffsetOf(Tensor tensor) => $"{Offsets}.{tensor.Name}";

    /// <summary>What the memory is called that an operation works with.</summary>
    public string WorkNameOf(Operation operation)
    {
        string kind = operation.GetType().Name;
        List<Operation> like = Plan.Placement!.Work.OrderBy(work => work.Value).Select(work => work.Key)
            .Where(other => other.Layer == operation.Layer && other.GetType().Name == kind)
            .ToList();
        string number = like.Count == 1 ? string.Empty : $"{like.IndexOf(operation) + 1}";
        return $"layer{operation.Layer}{kind}{number}";
    }

    /// <summary>What a strip of a kind is called where it is a type parameter.</summary>
    public static string TypeParameter(StripKind kind) => kind switch
    {
        StripKind.Wide => "TWide",
        StripKind.Pair => "TPair",
        StripKind.Line => "TLine",
        StripKind.Half => "THalf",
        StripKind.Row => "TRow",
        _ => "TVector",
    };

    /// <summary>The constraints of type parameters that are strips, a line each.</summary>
    public string Constraints(IEnumerable<StripKind> kinds, bool hasUpdate)
    {
        string strips = string.Concat(kinds.Select(kind => Constraint(TypeParameter(kind))));
        return hasUpdate ? $"{strips}\n    where TUpdate : struct, IUpdate<{Element}>" : strips;
    }

    /// <summary>The constraint of a type parameter that is a strip, on a line of its own.</summary>
    public string Constraint(string strip) => $"\n    where {strip} : struct, IStrip<{strip}, {Element}>";

    /// <summary>What the gradient of a parameter is called in straight-line code.</summary>
    public string Gradient(string parameter) => Plan.HasGradientsInLocals ? $"d{parameter}" : $"g.d{parameter}";
}
