namespace GenNet.Generator.Layers;

/// <summary>A kind of layer that takes indices, and no numbers to compute with.</summary>
internal interface IIndexKind : ILayerKind;
