using GenNet;

/// <summary>The same with one layer and no activation: trained to the end it is a linear regression.</summary>
[Layer(8, 1)]
internal sealed partial class LinearModel;
