using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using GenNet.Generator.Graph;
using GenNet.Generator.Planning;
using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>One operation of a tiled network as C#: the lines that run it in a pass, and the methods that they call.</summary>
internal abstract class OperationCode(CodeStyle style)
{
    /// <summary>The attribute of a method that is a kernel.</summary>
    protected const string KernelOptions = "[MethodImplAttribute(Kernel.Options)]";

    protected CodeStyle Style { get; } = style;

    /// <summary>The operation.</summary>
    public Operation? Subject { get; set; }

    /// <summary>The strips that the operation's methods are generic over.</summary>
    public virtual IEnumerable<StripKind> StripKinds => [];

    /// <summary>Those that it needs for one sample.</summary>
    public virtual IEnumerable<StripKind> OneSampleStripKinds => StripKinds;

    /// <summary>Whether the threads of a team share it where it is the gradient of a parameter; one thread does the others.</summary>
    public virtual bool IsShared => false;

    /// <summary>Whether one thread prepares it once all samples are through, while the others go on with what needs no preparation.</summary>
    public virtual bool IsPrepared => false;

    /// <summary>Writes the lines that prepare it.</summary>
    public virtual void WritePreparation(SourceWriter writer)
    {
    }

    /// <summary>Writes the lines that make the sums of a tile of samples, first to end, for a gradient that has such sums.</summary>
    public virtual void WriteTileSums(SourceWriter writer)
    {
    }

    /// <summary>How many tiles so many samples are: the last one has what is left over as well.</summary>
    protected static string TilesOf(string samples) => $"Math.Max({samples} / {Tiles.Samples}, 1)";

    /// <summary>Whether it takes in something of every sample of a batch, which <see cref="WriteCombination"/> puts together.</summary>
    public virtual bool IsOverBatch => false;

    /// <summary>Writes the lines that run it for samples first to end, and says so.</summary>
    public void Write(SourceWriter writer)
    {
        int first = writer.Line;
        WriteCall(writer);
        writer.Listener?.Called(writer, Subject!, first);
    }

    /// <summary>Writes its methods, and says so.</summary>
    public void Define(SourceWriter writer)
    {
        int first = writer.Line;
        WriteMethods(writer);
        writer.Listener?.Defined(writer, Subject!, first);
    }

    /// <summary>Writes the lines that prepare it, and says so.</summary>
    public void Prepare(SourceWriter writer)
    {
        int first = writer.Line;
        WritePreparation(writer);
        writer.Listener?.Defined(writer, Subject!, first);
    }

    /// <summary>Writes those lines, and says so.</summary>
    public void SumTile(SourceWriter writer)
    {
        int first = writer.Line;
        WriteTileSums(writer);
        writer.Listener?.Defined(writer, Subject!, first);
    }

    /// <summary>Writes the lines that run it for samples first to end.</summary>
    public abstract void WriteCall(SourceWriter writer);

    /// <summary>Writes what one thread does when every sample of the batch has been taken in; for operations over batches.</summary>
    public virtual void WriteCombination(SourceWriter writer) => throw new InvalidOperationException("It is over no batch.");

    /// <summary>Writes its methods, an empty line in front of each.</summary>
    public abstract void WriteMethods(SourceWriter writer);

    /// <summary>Writes the lines that run it for one step of a stream.</summary>
    public virtual void WriteStepCall(SourceWriter writer) => WriteCall(writer);

    /// <summary>Writes the lines that run it for one sample where that has a pass of its own.</summary>
    public virtual void WriteOneSampleCall(SourceWriter writer) => WriteStepCall(writer);

    /// <summary>Whether the lines of a step name the rows that they are for, first to end, and do not say that there is one.</summary>
    public virtual bool StepNamesRows => true;

    /// <summary>Writes the methods that these lines call.</summary>
    public virtual void WriteStepMethods(SourceWriter writer) => WriteMethods(writer);

    protected Placement Placement => Style.Plan.Placement!;

    protected string Element => Style.Element;

    /// <summary>The vectors that the method at hand computes in.</summary>
    protected VectorType Vectors { get; private set; } = style.Vectors;

    /// <summary>A hardware vector of elements.</summary>
    protected string Vector => Vectors.Name;

    /// <summary>The class of their functions.</summary>
    protected string Functions => Vectors.Class;

    /// <summary>What the name of the method at hand ends with.</summary>
    protected string Suffix => Vectors.IsWide ? "Wide" : string.Empty;

    /// <summary>
    /// Writes methods of elementwise functions, and once more for vectors of 512 bits where rows are whole cache lines: what the platform itself calls its vector
    /// has 256 bits at most.
    /// </summary>
    protected void WriteForWidths(SourceWriter writer, bool hasWide, Action write)
    {
        write();
        if (hasWide)
        {
            IWriterListener? listener = writer.Listener;
            (writer.Listener, Vectors) = (null, Style.WideVectors);
            write();
            (writer.Listener, Vectors) = (listener, Style.Vectors);
        }
    }

    /// <summary>Writes the lines that call such a method.</summary>
    /// <param name="writer">Where to.</param>
    /// <param name="hasWide">Whether there are two.</param>
    /// <param name="call">The call of the one whose name has an ending.</param>
    protected static void WriteCallOfWidths(SourceWriter writer, bool hasWide, Func<string, string> call)
    {
        if (!hasWide)
        {
            writer.WriteLine(call(string.Empty));
            return;
        }

        using (writer.WriteBlock("if (Vector512.IsHardwareAccelerated)"))
        {
            writer.WriteLine(call("Wide"));
        }

        using (writer.WriteBlock("else"))
        {
            writer.WriteLine(call(string.Empty));
        }
    }

    protected Slot Place(Value value) => Placement.Of(value);

    /// <summary>The rows of samples first to end.</summary>
    public static string Range(int positions) =>
        positions == 1 ? "first, end" : $"first * {Text(positions)}, end * {Text(positions)}";

    /// <summary>Where the memory of an operation begins that it works with in a training pass.</summary>
    protected string WorkOffset(Operation operation)
    {
        (long perSample, long within) = Placement.WorkOfBatch[operation];
        return WorkspaceOffset.InTraining(Style.Plan, Style.OffsetOf(Style.WorkNameOf(operation)), perSample, within);
    }

    /// <summary>How many rows the samples of a batch have.</summary>
    protected static string RowsOf(string samples, int positions) => positions == 1 ? samples : $"{samples} * {Text(positions)}";

    protected void WriteConstants(SourceWriter writer, IEnumerable<Statement> statements) =>
        writer.WriteStatements(Statement.ConstantsOf(statements.ToList()), Vectors);

    /// <summary>What lies so many elements behind something.</summary>
    protected static string Behind(string name, int elements) => elements == 0 ? name : $"Unsafe.Add(ref {name}, {Text(elements)})";

    protected static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// The loop over all vectors of some rows, in which the index of a vector is i. Rows that follow one another are one; of those that keep
    /// their distance each has its own, because nobody has written what lies between them.
    /// </summary>
    /// <param name="writer">Where to.</param>
    /// <param name="places">All that is read and written, by the names of the method's parameters; the last says how wide rows are.</param>
    /// <param name="writeBody">Writes what is done to a vector.</param>
    protected void WriteElementLoop(SourceWriter writer, IReadOnlyList<(string Name, Slot Slot)> places, Action writeBody)
    {
        Slot shape = places[places.Count - 1].Slot;
        string stride = Text(shape.Stride);
        string step = $"i += (nuint){Vector}.Count";
        if (places.Any(place => place.Slot.Stride != shape.Stride))
        {
            foreach ((string name, Slot slot) in places)
            {
                writer.WriteLine($"{name} = ref Unsafe.Add(ref {name}, (nint)first * {Text(slot.Stride)});");
            }

            using (writer.WriteBlock("for (int row = first; row < end; row++)"))
            {
                using (writer.WriteBlock($"for (nuint i = 0; i < {Text(shape.Width)}; {step})"))
                {
                    writeBody();
                }

                writer.WriteLine();
                foreach ((string name, Slot slot) in places)
                {
                    writer.WriteLine($"{name} = ref Unsafe.Add(ref {name}, {Text(slot.Stride)});");
                }
            }
        }
        else if (shape.IsContiguous)
        {
            using (writer.WriteBlock($"for (nuint i = (nuint)first * {stride}; i < (nuint)end * {stride}; {step})"))
            {
                writeBody();
            }
        }
        else
        {
            using (writer.WriteBlock($"for (nuint row = (nuint)first * {stride}; row < (nuint)end * {stride}; row += {stride})"))
            {
                using (writer.WriteBlock($"for (nuint i = row; i < row + {Text(shape.Width)}; {step})"))
                {
                    writeBody();
                }
            }
        }
    }

    /// <summary>A vector of a row with zeros in the padding, where there is any.</summary>
    protected static string Masked(Slot slot, string value) =>
        slot.IsPadded ? $"KeepFirst({value}, {Text(slot.Features)} - unit)" : value;

    /// <summary>The parameter of an activation as an argument of the methods that apply it.</summary>
    protected static string Argument(Tensor? parameter) => parameter is null ? string.Empty : $", {parameter.Name}";

    /// <summary>The same where the method is declared.</summary>
    protected string Declaration(Tensor? parameter) => parameter is null ? string.Empty : $", {Element} parameter";

    /// <summary>The parameter in every lane, where a method has one.</summary>
    protected void WriteParameterVector(SourceWriter writer, Tensor? parameter)
    {
        if (parameter is not null)
        {
            writer.WriteLine($"{Vector} {parameter.Symbol} = {Functions}.Create(parameter);");
        }
    }
}
