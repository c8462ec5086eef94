using static GenNet.Activation;

namespace GenNet.Comparison;

// How cost grows: with width, with depth, and where straight-line code and tiles cross. Losses are the default, ReLU costs next to
// nothing, so that what grows is the arithmetic.

[Layer(16, 16, ReLU)]
[Layer(16, 16)]
public sealed partial class Width16;

[Layer(32, 32, ReLU)]
[Layer(32, 32)]
public sealed partial class Width32;

[Layer(64, 64, ReLU)]
[Layer(64, 64)]
public sealed partial class Width64;

[Layer(128, 128, ReLU)]
[Layer(128, 128)]
public sealed partial class Width128;

[Layer(256, 256, ReLU)]
[Layer(256, 256)]
public sealed partial class Width256;

[Layer(512, 512, ReLU)]
[Layer(512, 512)]
public sealed partial class Width512;

[Layer(1024, 1024, ReLU)]
[Layer(1024, 1024)]
public sealed partial class Width1024;

[Layer(2048, 2048, ReLU)]
[Layer(2048, 2048)]
public sealed partial class Width2048;

[Layer(4096, 4096, ReLU)]
[Layer(4096, 4096)]
public sealed partial class Width4096;

[Layer(4096, 4096)]
public sealed partial class Step4096;

[Layer(64, 64, ReLU)]
public sealed partial class Depth1;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth2;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth3;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth5;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth10;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth20;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth30;

[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
[Layer(64, 64, ReLU)]
public sealed partial class Depth50;

#pragma warning disable GN0018 // Unrolled further than is good: that is what these measure.
[Network(Unroll = Unroll.Full)]
[Layer(2, 2, Sigmoid)]
[Layer(2, 2)]
public sealed partial class Full2;

[Network(Unroll = Unroll.Tiled)]
[Layer(2, 2, Sigmoid)]
[Layer(2, 2)]
public sealed partial class Tiled2;

[Network(Unroll = Unroll.Full)]
[Layer(4, 4, Sigmoid)]
[Layer(4, 4)]
public sealed partial class Full4;

[Network(Unroll = Unroll.Tiled)]
[Layer(4, 4, Sigmoid)]
[Layer(4, 4)]
public sealed partial class Tiled4;

[Network(Unroll = Unroll.Full)]
[Layer(6, 6, Sigmoid)]
[Layer(6, 6)]
public sealed partial class Full6;

[Network(Unroll = Unroll.Tiled)]
[Layer(6, 6, Sigmoid)]
[Layer(6, 6)]
public sealed partial class Tiled6;

[Network(Unroll = Unroll.Full)]
[Layer(8, 8, Sigmoid)]
[Layer(8, 8)]
public sealed partial class Full8;

[Network(Unroll = Unroll.Tiled)]
[Layer(8, 8, Sigmoid)]
[Layer(8, 8)]
public sealed partial class Tiled8;

[Network(Unroll = Unroll.Full)]
[Layer(10, 10, Sigmoid)]
[Layer(10, 10)]
public sealed partial class Full10;

[Network(Unroll = Unroll.Tiled)]
[Layer(10, 10, Sigmoid)]
[Layer(10, 10)]
public sealed partial class Tiled10;

[Network(Unroll = Unroll.Full)]
[Layer(12, 12, Sigmoid)]
[Layer(12, 12)]
public sealed partial class Full12;

[Network(Unroll = Unroll.Tiled)]
[Layer(12, 12, Sigmoid)]
[Layer(12, 12)]
public sealed partial class Tiled12;

[Network(Unroll = Unroll.Full)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 16)]
public sealed partial class Full16;

[Network(Unroll = Unroll.Tiled)]
[Layer(16, 16, Sigmoid)]
[Layer(16, 16)]
public sealed partial class Tiled16;

[Network(Unroll = Unroll.Full)]
[Layer(20, 20, Sigmoid)]
[Layer(20, 20)]
public sealed partial class Full20;

[Network(Unroll = Unroll.Tiled)]
[Layer(20, 20, Sigmoid)]
[Layer(20, 20)]
public sealed partial class Tiled20;

[Network(Unroll = Unroll.Full)]
[Layer(24, 24, Sigmoid)]
[Layer(24, 24)]
public sealed partial class Full24;

[Network(Unroll = Unroll.Tiled)]
[Layer(24, 24, Sigmoid)]
[Layer(24, 24)]
public sealed partial class Tiled24;

[Network(Unroll = Unroll.Full)]
[Layer(32, 32, Sigmoid)]
[Layer(32, 32)]
public sealed partial class Full32;

[Network(Unroll = Unroll.Tiled)]
[Layer(32, 32, Sigmoid)]
[Layer(32, 32)]
public sealed partial class Tiled32;
