namespace GenNet.Generator.Layers.Recurrent;

/// <summary>The kinds of recurrent layers, named as their attributes are.</summary>
internal enum RecurrentKind
{
    Rnn,
    Gru,
    Lstm,
}
