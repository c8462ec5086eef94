using System.ComponentModel;
using System.IO;
using System.Threading;
using System.Threading.Tasks;
using GenNet.Exploring;
using GenNet.Persistence;

namespace GenNet;

/// <summary>
/// A neural network that the compiler wrote from attributes. Declare a partial class with <see cref="LayerAttribute"/>s and the
/// generator makes it one; nobody derives from this class by hand.
/// </summary>
public abstract class Network
{
    private protected Network(NetworkLayout layout) => Layout = layout;

    /// <summary>The layers and where their parameters lie.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public NetworkLayout Layout { get; }

    /// <summary>
    /// Writes the parameters to a safetensors file: <c>layer1.kernel</c> of shape [inputs, outputs], <c>layer1.bias</c> of shape
    /// [outputs], <c>layer1.slope</c> of shape [1] where the activation learns one, and so on, with sizes and activations in the metadata. The file appears whole or not at all: it is written beside
    /// <paramref name="path"/>, flushed to the disk and then renamed; any number of processes may do so at once. A process that is killed meanwhile
    /// leaves the file that was there before, and perhaps one whose name goes on with 32 digits and <c>.tmp</c>, which the next call with the same
    /// <paramref name="path"/> removes.
    /// </summary>
    /// <param name="path">
    /// The file to write, replaced if it exists, with its permissions kept on Unix. If it is a symbolic link, the file that the link
    /// names is written, and the link stays. A pipe, a socket or a device is not replaced: open it, and save to the stream.
    /// </param>
    /// <exception cref="System.ArgumentException"><paramref name="path"/> is empty, or its extension is that of another format, <c>.npz</c> for example.</exception>
    /// <exception cref="IOException">
    /// The file cannot be written, or <paramref name="path"/> is a pipe, a socket or a device; what was there before is untouched.
    /// </exception>
    /// <exception cref="System.UnauthorizedAccessException">Writing there is not permitted, or <paramref name="path"/> is a folder.</exception>
    /// <exception cref="System.InvalidOperationException">
    /// A parameter is NaN or infinite, as after training that diverged: such a file could not be loaded.
    /// </exception>
    public abstract void Save(string path);

    /// <summary>Writes the parameters to a stream in the safetensors format.</summary>
    /// <param name="stream">A writable stream; it stays open.</param>
    /// <exception cref="System.InvalidOperationException">
    /// A parameter is NaN or infinite, as after training that diverged: such a file could not be loaded.
    /// </exception>
    public abstract void Save(Stream stream);

    /// <summary>
    /// Writes the parameters to a safetensors file with others' names and in their order: <c>Save(path, WeightNames.PyTorch)</c> writes what
    /// <c>load_state_dict</c> takes, running values of batch normalizations too.
    /// </summary>
    /// <remarks>
    /// PyTorch's names are the places in an <c>nn.Sequential</c> of the same layers, where activations, pools, dropouts and flattens count as well
    /// (<c>0.weight</c>, <c>2.weight</c>), and <c>layer1</c> and so on as the attributes of a module where layers are recurrent, look at each other or do
    /// not stand in a row. Keras's are <c>dense</c>, <c>dense_1</c> and so on, kind by kind. <see cref="Save(string, WeightMap)"/> takes other names.
    /// </remarks>
    /// <param name="path">The file to write, as <see cref="Save(string)"/> does.</param>
    /// <param name="names">Whose names.</param>
    /// <exception cref="System.NotSupportedException">They have nothing like one of the layers.</exception>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public void Save(string path, WeightNames names) => Save(path, new WeightMap { Names = names });

    /// <summary>Writes the parameters to a stream with others' names and in their order.</summary>
    /// <param name="stream">A writable stream; it stays open.</param>
    /// <param name="names">Whose names.</param>
    /// <exception cref="System.NotSupportedException">They have nothing like one of the layers.</exception>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public void Save(Stream stream, WeightNames names) => Save(stream, new WeightMap { Names = names });

    /// <summary>
    /// Writes the parameters to a safetensors file with others' names, some of which are given:
    /// <c>new WeightMap { Names = WeightNames.PyTorch, ["encoder"] = "layer1" }</c>.
    /// </summary>
    /// <param name="path">The file to write, as <see cref="Save(string)"/> does.</param>
    /// <param name="map">Whose names, and what layers are called in the file.</param>
    /// <exception cref="System.NotSupportedException">They have nothing like one of the layers.</exception>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public abstract void Save(string path, WeightMap map);

    /// <summary>Writes the parameters to a stream with others' names, some of which are given.</summary>
    /// <param name="stream">A writable stream; it stays open.</param>
    /// <param name="map">Whose names, and what layers are called in the file.</param>
    /// <exception cref="System.NotSupportedException">They have nothing like one of the layers.</exception>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public abstract void Save(Stream stream, WeightMap map);

    /// <summary>
    /// Writes the parameters, as they are when this is called, to a safetensors file, on a thread of the pool: training may go on meanwhile. The file
    /// appears whole or not at all, as ever.
    /// </summary>
    /// <param name="path">The file to write, as <see cref="Save(string)"/> does.</param>
    /// <param name="cancellationToken">Asks to give up, which leaves what was there before.</param>
    /// <returns>The task.</returns>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public Task SaveAsync(string path, CancellationToken cancellationToken = default)
    {
        System.ArgumentException.ThrowIfNullOrEmpty(path);
        byte[] file = Copy();
        return Task.Run(() => FileReplacement.Write(path, stream => Write(stream, file, cancellationToken)), cancellationToken);
    }

    /// <summary>
    /// Writes the parameters, as they are when this is called, to a stream in the safetensors format: training may go on meanwhile.
    /// </summary>
    /// <param name="stream">A writable stream; it stays open.</param>
    /// <param name="cancellationToken">Asks to give up.</param>
    /// <returns>The task.</returns>
    /// <exception cref="System.InvalidOperationException">A parameter is NaN or infinite.</exception>
    public Task SaveAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        System.ArgumentNullException.ThrowIfNull(stream);
        return stream.WriteAsync(Copy(), cancellationToken).AsTask();
    }

    /// <summary>
    /// Runs the network over a data set and compares its outputs with the targets. Takes a large data set in parts.
    /// </summary>
    /// <param name="dataset">Samples with as many inputs and targets as the network has inputs and outputs.</param>
    /// <returns>
    /// The loss over the whole data set (its mean or sum, as declared), and where the network decides between classes the share of decisions
    /// that are right: see <see cref="Evaluation.Accuracy"/>.
    /// </returns>
    /// <exception cref="System.ArgumentException">The data set is empty or has other sizes.</exception>
    public abstract Evaluation Evaluate(Dataset dataset);

    /// <summary>
    /// Runs the network over a data set and reports in detail what fits its loss: a <see cref="ClassificationReport"/> where it decides between classes or
    /// gives labels, and a <see cref="RegressionReport"/> where its outputs are numbers.
    /// </summary>
    /// <param name="dataset">Samples that fit the network.</param>
    /// <param name="options">Weights, and names of the classes; none if null.</param>
    /// <returns>The report, which prints as a table.</returns>
    /// <exception cref="System.ArgumentException">The data set is empty or has other sizes, or weights or names are not as many as they should be.</exception>
    public abstract EvaluationReport Report(Dataset dataset, EvaluationOptions? options = null);

    /// <summary>Runs the network over a data set and reports how well it tells classes apart, or gives labels.</summary>
    /// <param name="dataset">Samples that fit the network.</param>
    /// <param name="options">Weights, and names of the classes; none if null.</param>
    /// <returns>The report, which prints as a table.</returns>
    /// <exception cref="System.ArgumentException">The data set is empty or has other sizes, or weights or names are not as many as they should be.</exception>
    /// <exception cref="System.InvalidOperationException">The loss is that of a regression, or the targets are no labels.</exception>
    public abstract ClassificationReport EvaluateClasses(Dataset dataset, EvaluationOptions? options = null);

    /// <summary>Runs the network over a data set and reports how far its outputs are from the targets.</summary>
    /// <param name="dataset">Samples that fit the network.</param>
    /// <param name="options">Weights, and names of the outputs; none if null.</param>
    /// <returns>The report, which prints as a line, or as a table where there are several outputs.</returns>
    /// <exception cref="System.ArgumentException">The data set is empty or has other sizes, or weights or names are not as many as they should be.</exception>
    public abstract RegressionReport EvaluateRegression(Dataset dataset, EvaluationOptions? options = null);

    /// <summary>
    /// The network as a flowchart in Mermaid's language, which Markdown shows on many sites: layers with their names, kinds, shapes, parameters and
    /// multiply-adds, branches and joins.
    /// </summary>
    /// <returns>The flowchart, without the fence around it.</returns>
    public string ToMermaid() => MermaidDiagram.Of(Layout);

    /// <summary>The network as a picture: layers with their names, kinds, shapes, parameters and multiply-adds, branches and joins.</summary>
    /// <returns>An SVG document that needs nothing from elsewhere, for a file of its own or in a page, light or dark.</returns>
    public string ToSvg() => SvgDiagram.Of(Layout);

    /// <summary>What the network is: its layers, its loss, and what they cost.</summary>
    /// <returns>The generated class's <c>Summary</c>.</returns>
    public override string ToString() => Layout.Summary;

    private static void Write(Stream stream, byte[] file, CancellationToken cancellationToken)
    {
        const int BlockBytes = 1 << 20;
        for (int first = 0; first < file.Length; first += BlockBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            stream.Write(file, first, System.Math.Min(BlockBytes, file.Length - first));
        }

        cancellationToken.ThrowIfCancellationRequested();
    }

    private byte[] Copy()
    {
        using var file = new MemoryStream();
        Save(file);
        return file.ToArray();
    }
}
