using System;
using System.Collections.Generic;
using System.Globalization;
using System.Text;

namespace GenNet.Generator.Text;

/// <summary>Writes one statement, and breaks it into lines where it is long.</summary>
internal sealed class CodeText
{
    private readonly StringBuilder _text = new();
    private readonly VectorType _vector;

    /// <summary>Where the multiply-adds of chains begin.</summary>
    private readonly List<int> _multiplyAdds = [];

    /// <summary>Where the arguments of the first choice begin; null as long as there is none.</summary>
    private List<int>? _choice;

    private CodeText(VectorType vector) => _vector = vector;

    /// <summary>A value on one line.</summary>
    public static string Of(Code code, VectorType vector)
    {
        var text = new CodeText(vector);
        text.Write(code);
        return text._text.ToString();
    }

    /// <summary>A statement with a value, a line or several.</summary>
    public static string Of(string beginning, Code code, VectorType vector)
    {
        var text = new CodeText(vector);
        text._text.Append(beginning);
        text.Write(code);
        text._text.Append(';');
        return text.InLines();
    }

    /// <summary>The statement with breaks before each argument of the first choice, or before each multiply-add, if it is too long.</summary>
    private string InLines()
    {
        if (_text.Length <= TextLayout.LineLength)
        {
            return _text.ToString();
        }

        List<int> breaks = _choice ?? _multiplyAdds;
        for (int i = breaks.Count - 1; i >= 0; i--)
        {
            // Where an argument begins there is a space in front of it, but for the first one.
            int start = _text[breaks[i] - 1] == ' ' ? breaks[i] - 1 : breaks[i];
            _text.Remove(start, breaks[i] - start).Insert(start, "\n    ");
        }

        return _text.ToString();
    }

    private void Write(Code code)
    {
        switch (code)
        {
            case Name name:
                _text.Append(name.Text);
                break;
            case VectorConstant constant:
                _text.Append(constant.Name);
                break;
            case VectorProperty property:
                _text.Append(_vector.Name).Append('.').Append(property.Property);
                break;
            case Infix infix:
                WriteOperand(infix.Parts[0]);
                _text.Append(' ').Append(infix.Operator).Append(' ');
                WriteOperand(infix.Parts[1]);
                break;
            case Scaled scaled:
                WriteFactor(scaled.Parts[0]);
                _text.Append(" * ");
                WriteOperand(scaled.Parts[1]);
                break;
            case Total total:
                WriteList(total.Parts, " + ", WriteOperand);
                break;
            case Prefix prefix:
                _text.Append(prefix.Operator);
                WriteOperand(prefix.Parts[0]);
                break;
            case FunctionCall call:
                WriteCall(call.Function, call.Parts);
                break;
            case VectorCall call:
                WriteVectorCall(call);
                break;
            case MethodCall call:
                WriteMethodCall(call);
                break;
            case MultiplyAdd sum:
                WriteMultiplyAdd(sum);
                break;
            case Gather gather:
                _text.Append(gather.IsFilled ? "GatherFilled" : _vector.GatherName).Append("(in ").Append(gather.Source);
                WriteGroup(gather.Stride, gather.Index);
                break;
            case Scatter scatter:
                _text.Append(_vector.ScatterName).Append('(');
                Write(scatter.Parts[0]);
                _text.Append(", ref ").Append(scatter.Destination);
                WriteGroup(scatter.Stride, scatter.Index);
                break;
            default:
                throw new ArgumentOutOfRangeException(nameof(code), code, "No text for this code.");
        }
    }

    private void WriteMethodCall(MethodCall call)
    {
        WriteReceiver(call.Parts[0]);
        _text.Append('.').Append(call.Method).Append('(');
        for (int i = 1; i < call.Parts.Count; i++)
        {
            _text.Append(i == 1 ? string.Empty : ", ");
            Write(call.Parts[i]);
        }

        _text.Append(')');
    }

    private void WriteMultiplyAdd(MultiplyAdd sum)
    {
        WriteReceiver(sum.Parts[0]);
        _multiplyAdds.Add(_text.Length);
        _text.Append(".Plus(");
        Write(sum.Parts[1]);
        _text.Append(", times: ");
        Write(sum.Parts[2]);
        _text.Append(')');
    }

    private void WriteGroup(int stride, string index)
    {
        _text.Append(", stride: ").Append(stride.ToString(CultureInfo.InvariantCulture)).Append(", index: ").Append(index);
        _text.Append(_vector.IsWide ? ")" : ", count)");
    }

    private void WriteVectorCall(VectorCall call)
    {
        bool isFirstChoice = call.Function == VectorCall.Choice && _choice is null;
        List<int>? breaks = isFirstChoice ? _choice = [] : null;
        _text.Append(_vector.Class).Append('.').Append(_vector.FunctionName(call.Function)).Append('(');
        WriteList(call.Parts, ", ", part =>
        {
            breaks?.Add(_text.Length);
            Write(part);
        });
        _text.Append(')');
    }

    private void WriteCall(string function, IReadOnlyList<Code> arguments)
    {
        _text.Append(function).Append('(');
        WriteList(arguments, ", ", Write);
        _text.Append(')');
    }

    private void WriteList(IReadOnlyList<Code> parts, string separator, Action<Code> write)
    {
        for (int i = 0; i < parts.Count; i++)
        {
            _text.Append(i == 0 ? string.Empty : separator);
            write(parts[i]);
        }
    }

    /// <summary>Operations inside operations have parentheses, whatever binds tighter: nobody has to know the table.</summary>
    private void WriteOperand(Code code) => WriteInParentheses(code, code is Infix or Scaled or Total);

    private void WriteFactor(Code code) => WriteInParentheses(code, code is Total or Infix { Operator: not ("*" or "/") });

    private void WriteReceiver(Code code) => WriteInParentheses(code, code is Infix or Scaled or Total or Prefix);

    private void WriteInParentheses(Code code, bool needsThem)
    {
        _text.Append(needsThem ? "(" : string.Empty);
        Write(code);
        _text.Append(needsThem ? ")" : string.Empty);
    }
}
