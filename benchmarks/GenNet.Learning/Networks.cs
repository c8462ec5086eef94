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

/// <summary>As <see cref="BreastCancer"/>, with first weights as they are unless said.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(30, 32, ReLU)]
[Layer(32, 1, Sigmoid)]
public sealed partial class BreastCancerByDefault;

/// <summary>As <see cref="Wine"/>, with first weights as they are unless said.</summary>
[Layer(13, 32, ReLU)]
[Layer(32, 3, Softmax)]
public sealed partial class WineByDefault;

/// <summary>As <see cref="SmallDigits"/>, with first weights as they are unless said.</summary>
[Layer(64, 32, ReLU)]
[Layer(32, 10, Softmax)]
public sealed partial class SmallDigitsByDefault;

/// <summary>As <see cref="Diabetes"/>, with first weights as they are unless said.</summary>
[Layer(10, 32, ReLU)]
[Layer(32, 1)]
public sealed partial class DiabetesByDefault;

/// <summary>As <see cref="Concrete"/>, with first weights as they are unless said.</summary>
[Layer(8, 32, ReLU)]
[Layer(32, 1)]
public sealed partial class ConcreteByDefault;

/// <summary>As <see cref="BreastCancer"/>, with first weights and biases as PyTorch draws them.</summary>
[Network(Loss = Loss.BinaryCrossEntropy)]
[Layer(30, 32, ReLU, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(32, 1, Sigmoid, Initializer = Initializer.TorchUniform, DrawBiases = true)]
public sealed partial class BreastCancerAsTorch;

/// <summary>As <see cref="Wine"/>, with first weights and biases as PyTorch draws them.</summary>
[Layer(13, 32, ReLU, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(32, 3, Softmax, Initializer = Initializer.TorchUniform, DrawBiases = true)]
public sealed partial class WineAsTorch;

/// <summary>As <see cref="SmallDigits"/>, with first weights and biases as PyTorch draws them.</summary>
[Layer(64, 32, ReLU, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(32, 10, Softmax, Initializer = Initializer.TorchUniform, DrawBiases = true)]
public sealed partial class SmallDigitsAsTorch;

/// <summary>As <see cref="Diabetes"/>, with first weights and biases as PyTorch draws them.</summary>
[Layer(10, 32, ReLU, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(32, 1, Initializer = Initializer.TorchUniform, DrawBiases = true)]
public sealed partial class DiabetesAsTorch;

/// <summary>As <see cref="Concrete"/>, with first weights and biases as PyTorch draws them.</summary>
[Layer(8, 32, ReLU, Initializer = Initializer.TorchUniform, DrawBiases = true)]
[Layer(32, 1, Initializer = Initializer.TorchUniform, DrawBiases = true)]
public sealed partial class ConcreteAsTorch;
