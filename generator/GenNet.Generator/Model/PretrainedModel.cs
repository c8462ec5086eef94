namespace GenNet.Generator.Model;

/// <summary>The weights that a network brings along in its assembly: constants, or a resource and where in it each tensor lies.</summary>
/// <param name="File">The file that they are of, as the project names it.</param>
/// <param name="Hash">The file's SHA-256, in hexadecimal digits.</param>
internal abstract record PretrainedModel(string File, string Hash);

/// <summary>Weights that become constants.</summary>
/// <param name="File">The file that they are of.</param>
/// <param name="Hash">The file's SHA-256.</param>
/// <param name="Values">The values of all tensors in the network's order.</param>
internal sealed record PretrainedConstants(string File, string Hash, EquatableArray<double> Values) : PretrainedModel(File, Hash);

/// <summary>Weights in a resource, each tensor as the network has it.</summary>
/// <param name="File">The file that they are of.</param>
/// <param name="Hash">The file's SHA-256.</param>
/// <param name="Resource">What the resource is called that holds the file.</param>
/// <param name="Offsets">Where each tensor of the network begins in the file, in bytes.</param>
internal sealed record PretrainedResource(string File, string Hash, string Resource, EquatableArray<int> Offsets) : PretrainedModel(File, Hash);

/// <summary>Weights in a resource, in the order or the type of numbers that others have.</summary>
/// <param name="File">The file that they are of.</param>
/// <param name="Hash">The file's SHA-256.</param>
/// <param name="Resource">What the resource is called that holds the file.</param>
/// <param name="Pieces">The parts that the tensors are made of.</param>
internal sealed record PretrainedPieces(string File, string Hash, string Resource, EquatableArray<PretrainedPiece> Pieces) : PretrainedModel(File, Hash);

/// <summary>A part of a tensor of a file, and the part of the network's values that it is.</summary>
/// <param name="Name">What the tensor is called in the file.</param>
/// <param name="Type">The type of its values: F16.</param>
/// <param name="Begin">Where the part begins in the file, in bytes.</param>
/// <param name="Target">Where it begins among all values of the network.</param>
/// <param name="Adds">Whether it is added to what is there.</param>
/// <param name="Axes">Of each dimension the size, and how far apart its values lie in the file and in the network.</param>
internal sealed record PretrainedPiece(string Name, string Type, int Begin, int Target, bool Adds, EquatableArray<int> Axes);
