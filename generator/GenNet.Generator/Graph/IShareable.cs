namespace GenNet.Generator.Graph;

/// <summary>
/// An operation that several layers may ask for over the same value: it has no parameters and keeps nothing, so that what it makes for one of them is what the
/// others would make (<see cref="GraphBuilder.AddOnce"/>).
/// </summary>
internal interface IShareable
{
    /// <summary>It without what tells its layer from others: two that are equal then make the same.</summary>
    Operation OfNoLayer { get; }
}
