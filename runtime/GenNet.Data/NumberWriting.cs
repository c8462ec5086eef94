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
        bool isCurrencyCode = signs.Length == 3 && signs.All(char.IsAsciiLetterUpper);
        string number = new([.. cell.Where(IsOfNumber)]);
        if ((!isCurrencyCode && !signs.All(IsSign)) || !double.TryParse(WithPoint(number, out bool isAmbiguous), NumberStyles.Float, CultureInfo.InvariantCulture, out _))
        {
            return null;
        }

        string written = WithPoint(number, out _);
        if (cell.Replace(',', '.') == written)
        {
            return "Numbers are written with a decimal point, in every culture.";
        }

        string or = isAmbiguous ? $", or {number.Replace(',', '.')} if the comma is a decimal point," : string.Empty;
        return $"Write {written}{or} in the cell: numbers are written without {(signs.Length == 0 ? string.Empty : $"\"{signs}\" and ")}separators of thousands, in every culture.";
    }

    private static bool IsOfNumber(char letter) => char.IsAsciiDigit(letter) || letter is '.' or ',' or '-' or '+';

    private static bool IsSign(char letter) => letter is '%' or '\'' or '’' or '_' || char.GetUnicodeCategory(letter) == UnicodeCategory.CurrencySymbol;

    /// <summary>1,234,567 and 1.234,50 as 1234567 and 1234.50: what stands last is the decimal point, unless it comes several times or as a comma before three digits.</summary>
    private static string WithPoint(string number, out bool isAmbiguous)
    {
        int last = number.LastIndexOfAny(s_points);
        string digits = new([.. number.Where(letter => letter is not ('.' or ','))]);
        int behind = number.Length - last - 1;
        isAmbiguous = last >= 0 && number[last] == ',' && behind == 3 && number.IndexOfAny(s_points) == last;
        bool isWhole = last < 0 || isAmbiguous || number.Count(letter => letter == number[last]) > 1 || (number[last] == ',' && behind == 3 && !number.Contains('.'));
        return isWhole ? digits : digits.Insert(digits.Length - behind, ".");
    }
}
