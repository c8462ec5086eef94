using static GenNet.Activation;

#pragma warning disable SA1402, SA1649, MA0048 // The networks of the fixtures, each the twin of a model in make_fixtures.py.

namespace GenNet.Weights.Tests;

[Layer(6, 5, Sigmoid)]
[Layer(5, 3)]
internal sealed partial class Mlp;

[Network(Precision = Precision.Double)]
[Layer(6, 5, Sigmoid)]
[Layer(5, 3)]
internal sealed partial class WideMlp;

[Layer(4, 4, PReLU, PerChannel = true)]
[Layer(4, 4, PReLU)]
[Layer(4, 4)]
internal sealed partial class Slopes;

[Input(8, 8, 2)]
[Conv2D(4, 3, Padding = 1)]
[BatchNorm]
[Activate(ReLU)]
[MaxPool2D(2)]
[Conv2D(6, 3, ReLU)]
[Flatten]
[Layer(5, Tanh)]
[Layer(3)]
internal sealed partial class Cnn;

[Input(28, 28, 1)]
[Conv2D(3, 5, ReLU)]
[MaxPool2D(2)]
[Conv2D(4, 5, ReLU)]
[MaxPool2D(2)]
[Flatten]
[Layer(12, ReLU)]
[Layer(8, ReLU)]
[Layer(10, Softmax)]
internal sealed partial class LeNet;

[Input(4, 4, 2)]
[Conv2D(6, 3, Groups = 2)]
[Flatten]
[BatchNorm]
[Activate(PReLU, PerChannel = true)]
[Layer(2)]
internal sealed partial class Flat;

[Input(6, 2)]
[Conv1D(4, 3, ReLU)]
[Flatten]
[Layer(2)]
internal sealed partial class Series;

[Layer(4, 36, ReLU)]
[Reshape(3, 3, 4)]
[BatchNorm]
[ConvTranspose2D(2, 3, Sigmoid, Stride = 2)]
internal sealed partial class Decoder;

[Input(5, 3)]
[Lstm(4)]
[Layer(2)]
internal sealed partial class OneLstm;

[Input(5, 3)]
[Lstm(4, Sequences = true)]
[Lstm(4)]
[Layer(2)]
internal sealed partial class TwoLstms;

[Input(5, 3)]
[Gru(4)]
[Layer(2)]
internal sealed partial class OneGru;

[Input(5, 3)]
[Rnn(4)]
[Layer(2)]
internal sealed partial class OneRnn;

[Input(5, 3)]
[Gru(4, Bidirectional = true)]
[Layer(2)]
internal sealed partial class BothWays;

[Input(5, 3)]
[Lstm(4, Bidirectional = true)]
[Layer(2)]
internal sealed partial class LstmBothWays;

[Input(5)]
[Embedding(7, 4)]
[Flatten]
[Layer(3)]
internal sealed partial class Words;

[Input(5, 8, Name = "x")]
[SelfAttention(2)]
[Add("x")]
[LayerNorm]
[Layer(2)]
internal sealed partial class Attending;

[Input(5, 8, Name = "x")]
[SelfAttention(2)]
[Add("x")]
[LayerNorm(Epsilon = 1e-3)]
[Layer(2)]
internal sealed partial class KerasAttending;

[Input(4, 4, 2)]
[Conv2D(4, 3)]
[BatchNorm(Epsilon = 1e-3)]
[Activate(ReLU)]
[Flatten]
[Layer(3)]
internal sealed partial class KerasCnn;

[Input(3, 3, 4)]
[ConvTranspose2D(2, 3, Stride = 2)]
internal sealed partial class Spread;

[Layer(8, 8, Tanh)]
[Layer(8, 8)]
internal sealed partial class Twins;

[Input(5, 3)]
[Lstm(36)]
[Reshape(3, 3, 4)]
[ConvTranspose2D(2, 3)]
internal sealed partial class Unfolded;
