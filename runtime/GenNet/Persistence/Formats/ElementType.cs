namespace GenNet.Persistence.Formats;

/// <summary>The element types of tensors, by their names in safetensors.</summary>
internal static class ElementType
{
    /// <summary>The bytes of an element; 0 for a type that is not known.</summary>
    public static int Size(string type) => type switch
    {
        "F64" or "I64" or "U64" or "C32" => 8,
        "F32" or "I32" or "U32" => 4,
        "F16" or "BF16" or "I16" or "U16" => 2,
        "BOOL" or "I8" or "U8" or "F8_E4M3" or "F8_E5M2" => 1,
        _ => 0,
    };

    /// <summary>The number of elements of a shape; no array has as many as the largest number, which stands for all that are more.</summary>
    public static long Count(long[] shape)
    {
        long count = 1;
        foreach (long size in shape)
        {
            if (size == 0)
            {
                return 0;
            }

            count = count > long.MaxValue / 16 / size ? long.MaxValue / 16 : count * size;
        }

        return count;
    }
}
