namespace GenNet;

/// <summary>Some twenty epochs of a training that stand for all of it: the first, the last, and those at a round distance.</summary>
internal readonly struct SelectedEpochs
{
    private const int Most = 20;

    private readonly int _epochs;
    private readonly long _distance;

    public SelectedEpochs(int epochs)
    {
        _epochs = epochs;
        _distance = 1;

        // 1, 2, 5, 10, 20, 50, …
        for (int i = 0; _distance * Most < epochs; i++)
        {
            _distance = i % 3 == 1 ? _distance / 2 * 5 : _distance * 2;
        }
    }

    /// <summary>Whether it is one of them.</summary>
    /// <param name="epoch">Its number, 1 for the first.</param>
    public bool Contains(int epoch) => epoch == 1 || epoch == _epochs || epoch % _distance == 0;
}
