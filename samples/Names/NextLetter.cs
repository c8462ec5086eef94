using GenNet;
using static GenNet.Activation;

/// <summary>The letters of a name so far in, and behind each of them how likely every letter is to come next.</summary>
[Input(Steps)]
[Embedding(Letters, 16)]
[Gru(64, Sequences = true)]
[Layer(Letters, Softmax)]
internal sealed partial class NextLetter
{
    /// <summary>The longest name and its end.</summary>
    public const int Steps = 13;

    /// <summary>What begins and ends a name, and the letters from a to z.</summary>
    public const int Letters = 27;
}
