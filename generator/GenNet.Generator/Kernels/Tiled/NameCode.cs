using GenNet.Generator.Text;

namespace GenNet.Generator.Kernels.Tiled;

/// <summary>A value under another name: no code.</summary>
internal sealed class NameCode(CodeStyle style) : OperationCode(style)
{
    public override void WriteCall(SourceWriter writer)
    {
    }

    public override void WriteMethods(SourceWriter writer)
    {
    }
}
