using System;
using System.Globalization;
using System.Linq;

namespace GenNet;

/// <summary>Numbers as people write them for people: with a currency or a percent sign, with separators of thousands, with a decimal comma.</summary>
internal static class NumberWriting
{
    private static readonly char[] s_points = ['.', ','];

    /// <summary>How a cell that is a number for people is written for programs; null where it is none.</summary>
    public static string? AdviceOn(string cell)
    {
        string signs = new([.. cell.Where(letter => !IsOfNumber(letter) && !char.IsWhiteSpace(letter))]);
        string number = new([.. cell.Where(IsOfNumber)]);
        if ((!signs.All(IsSign) && !IsCurrencyCode(signs, cell))
            || WithPoint(number, out bool isAmbiguous) is not { } written
            || !double.TryParse(written, NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        if (cell.Replace(',', '.') == written)
        {
            return "Numbers are written with a decimal point, in every culture.";
        }

        string or = isAmbiguous ? $", or {number.Replace(',', '.')} if the comma is a decimal point," : string.Empty;
        return $"Write {written}{or} in the cell: numbers are written without {(signs.Length == 0 ? string.Empty : $"\"{signs}\" and ")}separators of thousands, in every culture.";
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiDigit(letter) || letter is '.' or ',' or '-' or '+';

    private static bool IsSign(char letter) => letter is '%' or '\'' or '’' or '_' || char.GetUnicodeCategory(letter) == UnicodeCategory.CurrencySymbol;

    /// <summary>EUR 3.5 or 3.5 EUR: three capitals that stand apart.</summary>
    private static bool IsCurrencyCode(string signs, string cell)
    {
        string trimmed = cell.Trim();
        return signs.Length == 3
            && signs.All(char.IsAsciiLetterUpper)
            && ((trimmed.StartsWith(signs, StringComparison.Ordinal) && char.IsWhiteSpace(trimmed[3]))
                || (trimmed.EndsWith(signs, StringComparison.Ordinal) && char.IsWhiteSpace(trimmed[^4])));
    }

    /// <summary>
    /// 1,234,567 and 1.234,50 as 1234567 and 1234.50: what stands last is the decimal point, unless it comes several times or as a comma before three digits.
    /// Null where separators of thousands would be elsewhere than before every third digit, as in dates.
    /// </summary>
    private static string? WithPoint(string number, out bool isAmbiguous)
    {
        isAmbiguous = false;
        int last = number.LastIndexOfAny(s_points);
        if (last < 0)
        {
            return number;
        }

        int before = number.AsSpan(0, last).Count(number[last]);
        bool isAlone = number.IndexOfAny(s_points) == last;
        bool isGrouped = AreThousands(number);
        isAmbiguous = isAlone && number[last] == ',' && isGrouped;
        bool isWhole = isAmbiguous || before > 0;
        if (isWhole ? !isGrouped : !isAlone && !AreThousands(number[..last]))
        {
            return null;
        }

        string digits = new([.. number.Where(letter => letter is not ('.' or ','))]);
        return isWhole ? digits : digits.Insert(digits.Length - (number.Length - last - 1), ".");
    }

    /// <summary>Whether separators, all of one kind, stand before every third digit from the end: 1,234,567, and not 05.01.2020.</summary>
    private static bool AreThousands(string number)
    {
        string[] groups = number.TrimStart('-', '+').Split(s_points);
        return number.Where(letter => letter is '.' or ',').Distinct().Count() <= 1
            && groups[0].Length is >= 1 and <= 3
            && groups[0][0] != '0'
            && groups.Skip(1).All(group => group.Length == 3);
    }
}
