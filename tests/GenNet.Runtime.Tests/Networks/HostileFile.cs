using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Text;
using System.Text.RegularExpressions;

namespace GenNet.Runtime.Tests.Networks;

/// <summary>
/// Damages a weight file the way an attacker would, who knows the format: the JSON stays JSON, mostly, and what it says is false.
/// </summary>
internal static partial class HostileFile
{
    private static readonly string[] s_numbers =
    [
        "0", "-1", "-0", "1", "20", "60", "120", "1e2", "1.5", "00", "2147483647", "2147483648", "4294967295", "4294967296",
        "9223372036854775807", "9223372036854775808", "18446744073709551615", "18446744073709551616", "-9223372036854775808",
        "NaN", "Infinity", "1e999", "9" + new string('9', 400),
    ];

    private static readonly string[] s_texts =
    [
        "\"\"", "\"layer1.kernel\"", "\"layer2.bias\"", "\"layer1\"", "\"__metadata__\"", "\"gennet\"", "\"dtype\"", "\"shape\"",
        "\"data_offsets\"", "\"F32\"", "\"F64\"", "\"BF16\"", "\"\\u0000\"", "\"\\ud800\"", "\"\\udc00\\ud800\"", "\"\\u202e\"",
        "\"dense 3 5 relu bias\"", "\"dense -3 5 relu bias\"", "\"" + new string('x', 3000) + "\"", "null", "true",
    ];

    private static readonly ulong[] s_lengths =
        [0, 1, 7, 4096, 4097, 1 << 20, (1 << 20) + (2 << 10), (1 << 20) + (2 << 10) + 1, int.MaxValue, 1ul << 31, 1ul << 32, (1ul << 32) + 300, 1ul << 63, ulong.MaxValue];

    private static readonly uint[] s_notFinite = [0x7f800000, 0xff800000, 0x7fc00000, 0xffffffff, 0x7f800001];

    /// <summary>One to three lies about a well-formed file.</summary>
    public static byte[] Of(byte[] file, Random random)
    {
        int length = (int)BinaryPrimitives.ReadUInt64LittleEndian(file);
        List<string> tokens = [.. Token().Matches(Encoding.UTF8.GetString(file, 8, length)).Select(match => match.Value)];
        byte[] data = file[(8 + length)..];
        ulong? promised = null;
        int lies = random.Next(1, 4);
        for (int i = 0; i < lies; i++)
        {
            switch (random.Next(8))
            {
                case 0:
                    promised = s_lengths[random.Next(s_lengths.Length)];
                    break;
                case 1:
                    data = Damaged(data, random);
                    break;
                default:
                    Lie(tokens, random);
                    break;
            }
        }

        byte[] header = Encoding.UTF8.GetBytes(string.Concat(tokens));
        byte[] prefix = new byte[8];
        BinaryPrimitives.WriteUInt64LittleEndian(prefix, promised ?? (ulong)header.Length);
        return [.. prefix, .. header, .. data];
    }

    private static byte[] Damaged(byte[] data, Random random)
    {
        int at = random.Next(data.Length / 4) * 4;
        switch (random.Next(4))
        {
            case 0:
                return data[..random.Next(data.Length)];
            case 1:
                return [.. data, .. new byte[random.Next(1, 5000)]];
            case 2:
                byte[] other = new byte[data.Length];
                random.NextBytes(other);
                return other;
            default:
                byte[] poisoned = [.. data];
                BinaryPrimitives.WriteUInt32LittleEndian(poisoned.AsSpan(at), s_notFinite[random.Next(s_notFinite.Length)]);
                return poisoned;
        }
    }

    private static void Lie(List<string> tokens, Random random)
    {
        int at = random.Next(tokens.Count);
        int end = random.Next(at, Math.Min(tokens.Count, at + 30)) + 1;
        switch (random.Next(9))
        {
            case 0:
            case 1:
                ReplaceOne(tokens, random, token => char.IsAsciiDigit(token[0]), s_numbers);
                break;
            case 2:
                ReplaceOne(tokens, random, token => token[0] == '"', s_texts);
                break;
            case 3:
                tokens.RemoveRange(at, end - at);
                break;
            case 4:
                // Names that occur twice, objects within objects.
                tokens.InsertRange(random.Next(tokens.Count), tokens.GetRange(at, end - at));
                break;
            case 5:
                (tokens[at], tokens[end - 1]) = (tokens[end - 1], tokens[at]);
                break;
            case 6:
                int depth = random.Next(1, 5000);
                string open = random.Next(2) == 0 ? "[" : "{\"a\":";
                tokens[at] = string.Concat(Enumerable.Repeat(open, depth)) + tokens[at] + (random.Next(2) == 0 ? new string(open[0] == '[' ? ']' : '}', depth) : "");
                break;
            case 7:
                tokens.Insert(at, new string(" \t\r\n"[random.Next(4)], random.Next(1, 5000)));
                break;
            default:
                // Many entries that are each in order: of the metadata, or tensors of nothing.
                int entries = random.Next(1, 3000);
                string entry = random.Next(2) == 0
                    ? "\"{0}\":{{\"dtype\":\"F32\",\"shape\":[0],\"data_offsets\":[0,0]}},"
                    : "\"{0}\":\"\",";
                tokens.Insert(
                    random.Next(2) == 0 ? 1 : Math.Min(4, tokens.Count),
                    string.Concat(Enumerable.Range(0, entries).Select(index => string.Format(CultureInfo.InvariantCulture, entry, index))));
                break;
        }

        if (tokens.Count == 0)
        {
            tokens.Add("{}");
        }
    }

    private static void ReplaceOne(List<string> tokens, Random random, Predicate<string> isFit, string[] others)
    {
        int[] fit = [.. Enumerable.Range(0, tokens.Count).Where(index => isFit(tokens[index]))];
        if (fit.Length > 0)
        {
            tokens[fit[random.Next(fit.Length)]] = others[random.Next(others.Length)];
        }
    }

    [GeneratedRegex("""
        "(?:[^"\\]|\\.)*"|[0-9]+|[^"0-9]
        """, RegexOptions.Singleline)]
    private static partial Regex Token();
}
