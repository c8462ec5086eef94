using static GenNet.Activation;

#pragma warning disable SA1402, SA1649, MA0048 // The networks of the fixtures, each the twin of a model in make_fixtures.py; two of them can be trained, for no test needs more of the passes.

namespace GenNet.Weights.Tests;

[Layer(6, 5, Sigmoid)]
[Layer(5, 3)]
internal sealed partial class Mlp;

[Network(Precision = Precision.Double, Trainable = false)]
[Layer(6, 5, Sigmoid)]
[Layer(5, 3)]
internal sealed partial class WideMlp;

[Network(Trainable = false)]
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

[Network(Trainable = false)]
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

[Network(Trainable = false)]
[Input(4, 4, 2)]
[Conv2D(6, 3, Groups = 2)]
[Flatten]
[BatchNorm]
[Activate(PReLU, PerChannel = true)]
[Layer(2)]
internal sealed partial class Flat;

[Network(Trainable = false)]
[Input(6, 2)]
[Conv1D(4, 3, ReLU)]
[Flatten]
[Layer(2)]
internal sealed partial class Series;

[Network(Trainable = false)]
[Layer(4, 36, ReLU)]
[Reshape(3, 3, 4)]
[BatchNorm]
[ConvTranspose2D(2, 3, Sigmoid, Stride = 2)]
internal sealed partial class Decoder;

[Network(Trainable = false)]
[Input(5, 3)]
[Lstm(4)]
[Layer(2)]
internal sealed partial class OneLstm;

[Network(Trainable = false)]
[Input(5, 3)]
[Lstm(4, Sequences = true)]
[Lstm(4)]
[Layer(2)]
internal sealed partial class TwoLstms;

[Network(Trainable = false)]
[Input(5, 3)]
[Gru(4)]
[Layer(2)]
internal sealed partial class OneGru;

[Network(Trainable = false)]
[Input(5, 3)]
[Rnn(4)]
[Layer(2)]
internal sealed partial class OneRnn;

[Network(Trainable = false)]
[Input(5, 3)]
[Gru(4, Bidirectional = true)]
[Layer(2)]
internal sealed partial class BothWays;

[Network(Trainable = false)]
[Input(5, 3)]
[Lstm(4, Bidirectional = true)]
[Layer(2)]
internal sealed partial class LstmBothWays;

[Network(Trainable = false)]
[Input(5)]
[Embedding(7, 4)]
[Flatten]
[Layer(3)]
internal sealed partial class Words;

[Network(Trainable = false)]
[Input(5, 8, Name = "x")]
[SelfAttention(2)]
[Add("x")]
[LayerNorm]
[Layer(2)]
internal sealed partial class Attending;

[Network(Trainable = false)]
[Input(5, 8, Name = "x")]
[SelfAttention(2)]
[Add("x")]
[LayerNorm(Epsilon = 1e-3)]
[Layer(2)]
internal sealed partial class KerasAttending;

[Network(Trainable = false)]
[Input(4, 4, 2)]
[Conv2D(4, 3)]
[BatchNorm(Epsilon = 1e-3)]
[Activate(ReLU)]
[Flatten]
[Layer(3)]
internal sealed partial class KerasCnn;

[Network(Trainable = false)]
[Input(3, 3, 4)]
[ConvTranspose2D(2, 3, Stride = 2)]
internal sealed partial class Spread;

[Network(Trainable = false)]
[Layer(8, 8, Tanh)]
[Layer(8, 8)]
internal sealed partial class Twins;

[Network(Trainable = false)]
[Input(5, 3)]
[Lstm(36)]
[Reshape(3, 3, 4)]
[ConvTranspose2D(2, 3)]
internal sealed partial class Unfolded;
