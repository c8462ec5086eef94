using static GenNet.Activation;

namespace GenNet.Comparison;

// The kinds of layers, in networks that a peer can be given too.

/// <summary>A small convolution for MNIST.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Input(28, 28, 1)]
[Conv2D(8, 3, ReLU)]
[MaxPool2D(2)]
[Flatten]
[Layer(64, ReLU)]
[Layer(10, Softmax)]
public sealed partial class ConvolutionDigits;

/// <summary>LeNet-5, with ReLU.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Input(28, 28, 1)]
[Conv2D(6, 5, ReLU, Same = true)]
[MaxPool2D(2)]
[Conv2D(16, 5, ReLU)]
[MaxPool2D(2)]
[Flatten]
[Layer(120, ReLU)]
[Layer(84, ReLU)]
[Layer(10, Softmax)]
public sealed partial class LeNet;

/// <summary>Images read row by row.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Input(28, 28)]
[Lstm(64)]
[Layer(10, Softmax)]
public sealed partial class RowsLstm64;

/// <summary>The same, with more units than fit the first-level cache.</summary>
[Network(Loss = Loss.CrossEntropy)]
[Input(28, 28)]
[Lstm(256)]
[Layer(10, Softmax)]
public sealed partial class RowsLstm256;

/// <summary>One convolution from 32 channels to 32.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
public sealed partial class Convolution32;

/// <summary>128 steps that look at each other with one head.</summary>
[Input(128, 64)]
[SelfAttention(1)]
public sealed partial class Attention1;

/// <summary>The same with four heads.</summary>
[Input(128, 64)]
[SelfAttention(4)]
public sealed partial class Attention4;

/// <summary>The same with eight heads.</summary>
[Input(128, 64)]
[SelfAttention(8)]
public sealed partial class Attention8;

// What follows a convolution, between it and a head that costs little.

/// <summary>A convolution that nothing follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[GlobalAveragePool]
public sealed partial class FollowedByNothing;

/// <summary>A convolution that another follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[Conv2D(32, 3, Same = true)]
[GlobalAveragePool]
public sealed partial class FollowedByConvolution;

/// <summary>A convolution that batch normalization follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[BatchNorm]
[GlobalAveragePool]
public sealed partial class FollowedByBatchNorm;

/// <summary>A convolution that layer normalization follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[LayerNorm]
[GlobalAveragePool]
public sealed partial class FollowedByLayerNorm;

/// <summary>A convolution that a max pool follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[MaxPool2D(2)]
[GlobalAveragePool]
public sealed partial class FollowedByMaxPool;

/// <summary>A convolution that an average pool follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[AveragePool2D(2)]
[GlobalAveragePool]
public sealed partial class FollowedByAveragePool;

/// <summary>A convolution that dropout follows.</summary>
[Input(28, 28, 32)]
[Conv2D(32, 3, Same = true)]
[Dropout(0.5)]
[GlobalAveragePool]
public sealed partial class FollowedByDropout;
