using static GenNet.Activation;

namespace GenNet.Comparison;

// How the cost of layers grows: of convolutions with their channels, of recurrent layers with their units and steps.

[Input(28, 28, 4)]
[Conv2D(4, 3, ReLU, Same = true)]
[Conv2D(4, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels4;

[Input(28, 28, 8)]
[Conv2D(8, 3, ReLU, Same = true)]
[Conv2D(8, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels8;

[Input(28, 28, 16)]
[Conv2D(16, 3, ReLU, Same = true)]
[Conv2D(16, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels16;

[Input(28, 28, 32)]
[Conv2D(32, 3, ReLU, Same = true)]
[Conv2D(32, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels32;

[Input(28, 28, 64)]
[Conv2D(64, 3, ReLU, Same = true)]
[Conv2D(64, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels64;

[Input(28, 28, 128)]
[Conv2D(128, 3, ReLU, Same = true)]
[Conv2D(128, 3, ReLU, Same = true)]
[GlobalAveragePool]
public sealed partial class Channels128;

[Input(28, 28)]
[Lstm(8)]
[Layer(1)]
public sealed partial class Units8;

[Input(28, 28)]
[Lstm(16)]
[Layer(1)]
public sealed partial class Units16;

[Input(28, 28)]
[Lstm(32)]
[Layer(1)]
public sealed partial class Units32;

[Input(28, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Units64;

[Input(28, 28)]
[Lstm(128)]
[Layer(1)]
public sealed partial class Units128;

[Input(28, 28)]
[Lstm(256)]
[Layer(1)]
public sealed partial class Units256;

[Input(28, 28)]
[Lstm(512)]
[Layer(1)]
public sealed partial class Units512;

[Input(4, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps4;

[Input(8, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps8;

[Input(16, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps16;

[Input(32, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps32;

[Input(64, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps64;

[Input(128, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps128;

[Input(256, 28)]
[Lstm(64)]
[Layer(1)]
public sealed partial class Steps256;
