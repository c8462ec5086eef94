namespace GenNet.Persistence.Formats;

/// <summary>What the directory of a zip archive says of one file in it.</summary>
/// <param name="Name">Its name.</param>
/// <param name="IsDeflated">Whether it is packed, and not as it is.</param>
/// <param name="Sum">The check sum of what it unpacks to.</param>
/// <param name="Packed">Its bytes in the archive.</param>
/// <param name="Length">Its bytes when it is unpacked.</param>
/// <param name="Begin">Where its own header begins in the archive.</param>
internal readonly record struct ZipEntry(string Name, bool IsDeflated, uint Sum, long Packed, long Length, long Begin);
