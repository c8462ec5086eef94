using static GenNet.Activation;

namespace GenNet.Learning;

/// <summary>Whether a tumour is benign.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(30, 32, ReLU, Initializer = Initializer.GlorotUniform)]
[Layer(32, 1, Sigmoid)]
public sealed partial class BreastCancer;

/// <summary>Which of three cultivars a wine is of.</summary>
[Layer(13, 32, ReLU, Initializer = Initializer.GlorotUniform)]
[Layer(32, 3, Softmax)]
public sealed partial class Wine;

/// <summary>Which digit 8 × 8 pixels show.</summary>
[Layer(64, 32, ReLU, Initializer = Initializer.GlorotUniform)]
[Layer(32, 10, Softmax)]
public sealed partial class SmallDigits;

/// <summary>How far diabetes goes in a year.</summary>
[Layer(10, 32, ReLU, Initializer = Initializer.GlorotUniform)]
[Layer(32, 1)]
public sealed partial class Diabetes;

/// <summary>How strong a concrete is.</summary>
[Layer(8, 32, ReLU, Initializer = Initializer.GlorotUniform)]
[Layer(32, 1)]
public sealed partial class Concrete;
