// Long: the table of all diagnostics.
using Microsoft.CodeAnalysis;

namespace GenNet.Generator.Mistakes;

/// <summary>Every diagnostic there is. An id is never used again; each has a page in <c>docs/diagnostics</c>.</summary>
internal static class Rules
{
    private const string Category = "GenNet";

    public static readonly DiagnosticDescriptor LayerSizesDiffer = new(
        "GN0001",
        "Neighbouring layers have different sizes",
        "Layer {0} takes {4} but layer {2} yields {3}. Change {1} to {3}, or layer {2}'s outputs to {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A layer's inputs are the outputs of the layer before it.",
        helpLinkUri: PageOf("GN0001"));

    public static readonly DiagnosticDescriptor SizeBelowOne = new(
        "GN0002",
        "A layer's size is below 1",
        "Layer {0} has {1} {2}. Give it 1 or more.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A layer takes at least one value and yields at least one.",
        helpLinkUri: PageOf("GN0002"));

    public static readonly DiagnosticDescriptor NetworkTooLarge = new(
        "GN0003",
        "The network is too large",
        "With layer {0} the network needs {1} values at once to {2}, in rows filled up to {3}), but {4} is the most. Make a layer "
        + "smaller.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What a network works with is one array, and arrays end below two gigabytes.",
        helpLinkUri: PageOf("GN0003"));

    public static readonly DiagnosticDescriptor SoftmaxBeforeLastLayer = new(
        "GN0004",
        "A softmax is not in the last layer",
        "Layer {0} ends in a {2}, but only the last layer, layer {1}, can. Choose another activation for layer "
        + "{0}, or end the network with it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A softmax turns the network's outputs into probabilities; inside a network it has no place.",
        helpLinkUri: PageOf("GN0004"));

    public static readonly DiagnosticDescriptor LossNeedsActivation = new(
        "GN0005",
        "The loss does not fit the last activation",
        "{0} needs {1} in the last layer, but layer {2} ends in {3}. Change layer {2}'s activation to {4}, or "
        + "choose another loss, {5} for example.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The cross-entropies are computed from z, and that is correct only after the activation each "
        + "belongs to.",
        helpLinkUri: PageOf("GN0005"));

    public static readonly DiagnosticDescriptor UndefinedValue = new(
        "GN0006",
        "A value is not defined by its enum",
        "{0} is not {1}. Use one of {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A number cast to an enum must be one of its members.",
        helpLinkUri: PageOf("GN0006"));

    public static readonly DiagnosticDescriptor ScaleNotFinite = new(
        "GN0007",
        "InitializerScale is not finite",
        "Layer {0}'s InitializerScale is {1}, and so would every weight be. Give a finite number.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every drawn weight is multiplied by the scale.",
        helpLinkUri: PageOf("GN0007"));

    public static readonly DiagnosticDescriptor ClassNotPartial = new(
        "GN0008",
        "A network's class is not partial",
        "{0} is a network but not partial, so nothing can be generated into it. Write 'partial class {0}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The network is generated into a second part of the class.",
        helpLinkUri: PageOf("GN0008"));

    public static readonly DiagnosticDescriptor ContainingTypeNotPartial = new(
        "GN0009",
        "A type around a network is not partial",
        "{0} contains the network {1}, so it must be partial too. Write 'partial {2} {0}'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The network is generated into a second part of the class, and of every type around it.",
        helpLinkUri: PageOf("GN0009"));

    public static readonly DiagnosticDescriptor NotAnOrdinaryClass = new(
        "GN0010",
        "A network is not an ordinary class",
        "{0} is {1}, but a network is an ordinary class. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A network is an object with parameters of its own: it cannot be static or abstract, and a "
        + "record's equality and copies would not know its parameters.",
        helpLinkUri: PageOf("GN0010"));

    public static readonly DiagnosticDescriptor GenericNetwork = new(
        "GN0011",
        "A network is generic",
        "{0} is generic or inside a generic type, but a network's sizes and numbers are constants. Remove the type "
        + "parameters.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Nothing in a network can depend on a type parameter; Precision chooses between float and "
        + "double.",
        helpLinkUri: PageOf("GN0011"));

    public static readonly DiagnosticDescriptor OtherBaseClass = new(
        "GN0012",
        "A network has a base class of its own",
        "{0} derives from {1}, but a network derives from {2}. Remove the base class; a field can hold what you "
        + "need of it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Training, evaluation and files come from the base class that is generated.",
        helpLinkUri: PageOf("GN0012"));

    public static readonly DiagnosticDescriptor FileLocalNetwork = new(
        "GN0013",
        "A network is file-local",
        "{0} is or lies in a file-local type, and its generated part is another file. Remove 'file'.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A file-local type cannot have a part in another file.",
        helpLinkUri: PageOf("GN0013"));

    public static readonly DiagnosticDescriptor LayersInSeveralParts = new(
        "GN0014",
        "Layers are declared on several parts of a class",
        "{0} has layers on two of its parts, and the parts have no order. Move all layers to one part, or, if these are two "
        + "networks, give one of them another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The order of layers is the order of their attributes, which only one part has.",
        helpLinkUri: PageOf("GN0014"));

    public static readonly DiagnosticDescriptor NetworkWithoutLayers = new(
        "GN0015",
        "A network has no layer",
        "{0} has {1} but no [Layer]. Add one, {2} for example, or remove {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "[Network] says what belongs to the whole of the layers, [Input] what the first of them takes.",
        helpLinkUri: PageOf("GN0015"));

    public static readonly DiagnosticDescriptor MemberClash = new(
        "GN0016",
        "A member clashes with a generated one",
        "{0} is generated into {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The generated part of a network brings its sizes, constructors and static members along.",
        helpLinkUri: PageOf("GN0016"));

    public static readonly DiagnosticDescriptor UnrollTooLarge = new(
        "GN0017",
        "The network is too large to be unrolled fully",
        "{0} has {1} parameters, and Unroll.Full writes statements for each; {2} is the most. Use Auto or Tiled.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Statements for so many parameters take a compiler minutes and a gigabyte.",
        helpLinkUri: PageOf("GN0017"));

    public static readonly DiagnosticDescriptor UnrollCostly = new(
        "GN0018",
        "Unrolling the network fully is costly",
        "{0} multiplies and adds {1} times a sample, and Unroll.Full writes a statement for each: {2} of C#, about {3} of IL, "
        + "about {4} of just-in-time compilation until a first training step ends, and slower code than Unroll.Tiled gives. Use Auto, "
        + "or suppress this to have it so.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Where straight-line code no longer fits one method it runs slower than register tiles, and there is much of it.",
        helpLinkUri: PageOf("GN0018"));

    public static readonly DiagnosticDescriptor ValueFromGeneratedCode = new(
        "GN0019",
        "A value comes from generated code",
        "{0} was generated without knowing this value, because it comes from generated code, which a generator "
        + "cannot see. Write it out, or use a constant of your own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generators see the program as it is written, without what any generator adds.",
        helpLinkUri: PageOf("GN0019"));

    public static readonly DiagnosticDescriptor ByteScale = new(
        "GN0070",
        "ByteScale is no number to multiply by",
        "ByteScale is {0}, and every byte of an input would be multiplied by it. Write a finite number other than 0, 1.0 / 255 for "
        + "pixels, or remove it if inputs are no bytes.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Bytes become numbers by one multiplication.",
        helpLinkUri: PageOf("GN0070"));

    public static readonly DiagnosticDescriptor ScaleWithoutEffect = new(
        "GN0020",
        "InitializerScale has no effect",
        "Layer {0}'s weights are all zero, and InitializerScale times zero is zero. Remove it, or choose an Initializer that "
        + "draws weights.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A factor on weights that are all zero changes nothing.",
        helpLinkUri: PageOf("GN0020"));

    public static readonly DiagnosticDescriptor LanguageTooOld = new(
        "GN0021",
        "The C# language version is too low",
        "{0} is compiled as C# {1}, but the code of a network needs C# {2}. Set LangVersion to {2} or more in the project, or "
        + "remove it: the .NET SDK's own choice is enough.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code is compiled with the project's language version.",
        helpLinkUri: PageOf("GN0021"));

    public static readonly DiagnosticDescriptor RuntimeDoesNotFit = new(
        "GN0022",
        "The runtime does not fit the generator",
        "{0} cannot be generated: this generator writes for contract {1} of the runtime, but {2} keeps {3}. Use the "
        + "runtime and the generator of one GenNet package; remove the other version, or update it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code calls the runtime, and the two must be of one version.",
        helpLinkUri: PageOf("GN0022"));

    public static readonly DiagnosticDescriptor SoftmaxOverOneOutput = new(
        "GN0023",
        "A softmax over one output is always 1",
        "Layer {0} is a softmax over one output, which is 1 whatever the network learns. Use Sigmoid for one probability, or "
        + "give the layer an output for each class.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "A softmax divides each output's share by their sum; alone, it is the sum.",
        helpLinkUri: PageOf("GN0023"));

    public static readonly DiagnosticDescriptor RequiredMember = new(
        "GN0030",
        "A network has a required member",
        "{0} is required, but {1}.Load makes a network without it. Remove 'required', and give {0} a value of its own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Networks are made by generated code, too, which knows no values for members that the user requires.",
        helpLinkUri: PageOf("GN0030"));

    public static readonly DiagnosticDescriptor HidingName = new(
        "GN0031",
        "A name hides what generated code means",
        "{0} hides {1}, which the code of every network needs. Give it another name, or move it into a namespace of your own.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "No word reaches a type of the framework once a type of the program has the name of its namespace.",
        helpLinkUri: PageOf("GN0031"));

    public static readonly DiagnosticDescriptor RuntimeUnderAlias = new(
        "GN0032",
        "The runtime is referenced under an alias alone",
        "{0} cannot be generated: {1} is referenced under the alias {2} alone, but generated code finds it under none. Add 'global' to "
        + "the reference's Aliases: Aliases=\"global,{2}\".",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Generated code names the runtime's types from the global namespace.",
        helpLinkUri: PageOf("GN0032"));

    public static readonly DiagnosticDescriptor MisspeltMember = new(
        "GN0033",
        "A name is misspelt",
        "There is no {0}. Write {1} if that is what you mean.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The compiler says that a name does not exist; this says which one does.",
        helpLinkUri: PageOf("GN0033"));

    public static readonly DiagnosticDescriptor ArgumentWithoutEffect = new(
        "GN0040",
        "An argument has no effect",
        "{0} does not take {1}, which so has no effect. Remove {1}, or choose {2}.",
        Category,
        DiagnosticSeverity.Warning,
        isEnabledByDefault: true,
        description: "Slope, Alpha and the like belong to the formula of one function each.",
        helpLinkUri: PageOf("GN0040"));

    public static readonly DiagnosticDescriptor ArgumentOutOfRange = new(
        "GN0041",
        "An argument is out of range",
        "{0}'s {1} is {2}. Give {3}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Outside of its range an argument makes no function that could be learnt with.",
        helpLinkUri: PageOf("GN0041"));

    public static readonly DiagnosticDescriptor WeightsCount = new(
        "GN0042",
        "There is not one weight for each output",
        "{0} has {1}, but the last layer has {2}. Give one number for each output.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Each output of the last layer is a class or a label, and its weight is what that counts in the loss.",
        helpLinkUri: PageOf("GN0042"));

    public static readonly DiagnosticDescriptor OddMoments = new(
        "GN0043",
        "There is not one variance for each mean",
        "GaussianNll takes as many variances as means, but layer {0} yields {1}. Give it {2}, for {3} of each.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The first half of the outputs are means, the second half are their variances.",
        helpLinkUri: PageOf("GN0043"));

    public static readonly DiagnosticDescriptor ActivationNeedsLoss = new(
        "GN0044",
        "The last activation belongs to another loss",
        "Layer {0} ends in {1}, which makes means and variances for {2}, but the loss is {3}. Change the loss to {2}, or choose another "
        + "activation for layer {0}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Of outputs that are means and variances only a likelihood knows what to do with each.",
        helpLinkUri: PageOf("GN0044"));

    public static readonly DiagnosticDescriptor NumberBeyondPrecision = new(
        "GN0045",
        "A number is beyond the network's precision",
        "{0}, but {1} precision holds 0 and numbers from {2} to {3} in size. Give another number{4}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A number that a precision does not hold would be infinite or 0 in generated code.",
        helpLinkUri: PageOf("GN0045"));

    public static readonly DiagnosticDescriptor NoGradientsToCheck = new(
        "GN0050",
        "A network that does not learn has no gradients to check",
        "CheckGradients compares the backward pass with numbers, but Trainable = false leaves out the backward pass. Remove one "
        + "of the two.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A gradient check is of the generated backward pass.",
        helpLinkUri: PageOf("GN0050"));

    public static readonly DiagnosticDescriptor CodeCostly = new(
        "GN0024",
        "The code of the network is costly",
        "{0} is {1} of C#, about {2} of IL, and about {3} of just-in-time compilation until a first training step ends. Fewer layers, "
        + "or fewer statements where it is unrolled, make less of it; NativeAOT compiles it before the program starts.",
        Category,
        DiagnosticSeverity.Info,
        isEnabledByDefault: true,
        description: "Each layer has code of its own, which takes the compiler, the assembly and the start of the program.",
        helpLinkUri: PageOf("GN0024"));

    public static readonly DiagnosticDescriptor NoSuchFunction = new(
        "GN0051",
        "The function does not exist",
        "{0} has no method {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A layer names its activation, and a network its loss, by the name of a method: of the network's own class, or of the class before the dot in nameof.",
        helpLinkUri: PageOf("GN0051"));

    public static readonly DiagnosticDescriptor FunctionNotMarked = new(
        "GN0052",
        "The method is not marked as this kind of function",
        "{0} is not marked as {1}. Write {2} above it, or name another method.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Methods that are differentiated say so, where they are declared.",
        helpLinkUri: PageOf("GN0052"));

    public static readonly DiagnosticDescriptor FunctionSignature = new(
        "GN0053",
        "A function has another signature than it must have",
        "{0} is marked {1}, so it must be a static method that {2} and returns one, but {3}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An activation is a function of one number, a loss of an output and its target.",
        helpLinkUri: PageOf("GN0053"));

    public static readonly DiagnosticDescriptor FunctionInOtherAssembly = new(
        "GN0054",
        "A function comes from another assembly",
        "{0} comes from the assembly {1}, and only source can be differentiated. Copy the method into this project.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The derivative is worked out from the source, and an assembly holds none.",
        helpLinkUri: PageOf("GN0054"));

    public static readonly DiagnosticDescriptor FunctionConstruct = new(
        "GN0055",
        "A function contains what can't be differentiated",
        "{0} can't be differentiated here; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A function is an expression, or a block of locals, conditions and returns.",
        helpLinkUri: PageOf("GN0055"));

    public static readonly DiagnosticDescriptor FunctionCall = new(
        "GN0056",
        "A function calls what can't be differentiated",
        "{0} can't be differentiated here; {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A function can call most of Math and MathF, and static methods of floats and doubles in the same project.",
        helpLinkUri: PageOf("GN0056"));

    public static readonly DiagnosticDescriptor FunctionRecursion = new(
        "GN0057",
        "A function calls itself",
        "{0} calls itself, and would be written out without end. Find a formula for what it computes.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Calls are written out in the place where they stand.",
        helpLinkUri: PageOf("GN0057"));

    public static readonly DiagnosticDescriptor FunctionState = new(
        "GN0058",
        "A function uses a value that is not known",
        "{0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The numbers in a function are written into the network's code.",
        helpLinkUri: PageOf("GN0058"));

    public static readonly DiagnosticDescriptor FunctionTooLong = new(
        "GN0059",
        "A function is too long",
        "{0} is too long: written out as one formula it would have more than 250 parts. Make it simpler.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A function is written out for each unit of its layer.",
        helpLinkUri: PageOf("GN0059"));

    public static readonly DiagnosticDescriptor TwoLosses = new(
        "GN0060",
        "A network has two losses",
        "The network has a Loss and a LossFunction. Remove one of the two.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A network learns from one loss.",
        helpLinkUri: PageOf("GN0060"));

    public static readonly DiagnosticDescriptor FlattenMissing = new(
        "GN0080",
        "A dense layer is to take values that are no vector",
        "Layer {0} takes {1} but {2} {3}: add [Flatten] before it",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A dense layer acts on the last dimension; a vector of all values comes from [Flatten].",
        helpLinkUri: PageOf("GN0080"));

    public static readonly DiagnosticDescriptor InputSizeDiffers = new(
        "GN0081",
        "A layer takes another number of values than there are",
        "Layer {0} takes {4} but {2}. Change {1} to {3}, or leave it out.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A dense layer takes as many inputs as the last dimension has.",
        helpLinkUri: PageOf("GN0081"));

    public static readonly DiagnosticDescriptor UnknownValue = new(
        "GN0082",
        "A value is taken that there is not",
        "Layer {0} {1}. {2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A layer takes a value that a layer before it yields.",
        helpLinkUri: PageOf("GN0082"));

    public static readonly DiagnosticDescriptor NameTaken = new(
        "GN0083",
        "A name is taken or empty",
        "{0} is called \"{1}\", as {2}. Give it another name.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Names are how layers find each other.",
        helpLinkUri: PageOf("GN0083"));

    public static readonly DiagnosticDescriptor ShapesDoNotMeet = new(
        "GN0084",
        "Shapes do not meet",
        "Layer {0} {1}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Values that are combined have the same shape, or the same but for their last dimension where they are joined.",
        helpLinkUri: PageOf("GN0084"));

    public static readonly DiagnosticDescriptor UnusedValue = new(
        "GN0085",
        "Nobody takes what a layer yields",
        "Nobody takes what layer {0} yields. {1}, or remove the layer.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A value that nothing is computed from has no gradient, and its layer would never learn.",
        helpLinkUri: PageOf("GN0085"));

    public static readonly DiagnosticDescriptor InputMissing = new(
        "GN0086",
        "The shape of a sample is not known",
        "The first layer does not say what it takes. Put [Input(…)] before it.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "Every shape follows from that of the inputs.",
        helpLinkUri: PageOf("GN0086"));

    public static readonly DiagnosticDescriptor InputBehindLayers = new(
        "GN0087",
        "[Input] stands behind a layer",
        "[Input] stands behind a layer. Put it first.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "It states what the first layer takes.",
        helpLinkUri: PageOf("GN0087"));

    public static readonly DiagnosticDescriptor DimensionBelowOne = new(
        "GN0088",
        "A size of a shape makes no sense",
        "{0}. Every size is 1 or more, and their product is below 2³¹.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A shape has one to three sizes.",
        helpLinkUri: PageOf("GN0088"));

    public static readonly DiagnosticDescriptor PropertyInTheWay = new(
        "GN0089",
        "Two properties of a layer leave no room for each other",
        "{0}. Remove {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What one property of a layer settles, another cannot say differently.",
        helpLinkUri: PageOf("GN0089"));

    public static readonly DiagnosticDescriptor BelowZero = new(
        "GN0090",
        "A number of a layer is below 0",
        "{0}. It is 0 or more.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A border has no rows or some.",
        helpLinkUri: PageOf("GN0090"));

    public static readonly DiagnosticDescriptor IndicesMisused = new(
        "GN0100",
        "Indices and embeddings do not meet",
        "{0}. {1}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "An embedding looks up what the network's inputs name, and nothing else can be computed from indices.",
        helpLinkUri: PageOf("GN0100"));

    public static readonly DiagnosticDescriptor NoSuchWeights = new(
        "GN0104",
        "A weight file is not part of the project",
        "{0}. Add <GenNetWeights Include=\"{1}\" /> to an ItemGroup of the project file{2}.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What the compiler is to read, the project names.",
        helpLinkUri: PageOf("GN0104"));

    public static readonly DiagnosticDescriptor WeightsUnreadable = new(
        "GN0105",
        "A weight file cannot be read",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The file is missing, damaged, or of another kind.",
        helpLinkUri: PageOf("GN0105"));

    public static readonly DiagnosticDescriptor WeightsAmbiguous = new(
        "GN0106",
        "Several weight files have the same name",
        "Several weight files of the project are called {0}: {1}. Write the path of the one that is meant.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "A file name alone is enough where only one file of the project has it.",
        helpLinkUri: PageOf("GN0106"));

    public static readonly DiagnosticDescriptor WeightsDoNotFit = new(
        "GN0107",
        "A weight file does not fit the network",
        "{0}",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "The tensors of the file are those of the declared layers, by name, shape and type.",
        helpLinkUri: PageOf("GN0107"));

    public static readonly DiagnosticDescriptor BudgetExceeded = new(
        "GN0110",
        "The network exceeds its budget",
        "{0} has {1}, but its budget is {2}: {3}. Make a layer smaller, or raise the budget.",
        Category,
        DiagnosticSeverity.Error,
        isEnabledByDefault: true,
        description: "What a network may cost is said once, and every change to it is held against that.",
        helpLinkUri: PageOf("GN0110"));

    private static string? PageOf(string id) => Pages.OnTheWeb(id);
}
