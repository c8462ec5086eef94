namespace GenNet.Persistence.Formats;

/// <summary>How the values of a tensor lie in a file.</summary>
/// <param name="IsBigEndian">Whether the first byte of each value is its highest.</param>
/// <param name="IsFortran">Whether the first dimension is the one whose values lie side by side.</param>
internal readonly record struct TensorEncoding(bool IsBigEndian, bool IsFortran);
