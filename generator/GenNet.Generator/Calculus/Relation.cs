namespace GenNet.Generator.Calculus;

/// <summary>How two numbers may stand to one another.</summary>
internal enum Relation
{
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
    Equal,
    NotEqual,
}
