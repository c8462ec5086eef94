using System;
using System.Collections.Generic;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>Damages a file at random, in the ways files are damaged.</summary>
internal static class Mutation
{
    public static byte[] Of(byte[] file, Random random)
    {
        var bytes = new List<byte>(file);
        int mutations = random.Next(1, 5);
        for (int i = 0; i < mutations && bytes.Count > 0; i++)
        {
            // Headers are at the beginning, so half of the damage is done there.
            int at = random.Next(random.Next(2) == 0 ? Math.Min(bytes.Count, 64) : bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 2:
                    bytes.RemoveRange(at, Math.Min(random.Next(1, 9), bytes.Count - at));
                    break;
                case 3:
                    bytes.Insert(at, (byte)random.Next(256));
                    break;
                case 4:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
                case 5:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)));
                    break;
                default:
                    // A digit for a digit, or punctuation for punctuation, gets deeper into a parser than noise does.
                    bytes[at] = (byte)"0123456789-.eE\"{}[],: \\u"[random.Next(24)];
                    break;
            }
        }

        return [.. bytes];
    }
}
