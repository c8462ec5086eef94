namespace GenNet.Persistence;

/// <summary>What a safetensors header says of one tensor; the offsets count bytes from the start of the data.</summary>
internal readonly record struct TensorEntry(string Type, long[] Shape, long Begin, long End);
