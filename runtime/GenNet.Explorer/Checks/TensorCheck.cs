using System;
using GenNet.GradientChecking;

namespace GenNet.Exploring;

/// <summary>What a check says of a tensor: while it is under way how far it is, and then four bytes a parameter.</summary>
internal sealed class TensorCheck(Suspect suspect)
{
    /// <summary>Its place among the network's tensors.</summary>
    public int Place => suspect.Place;

    /// <summary>What reports call it.</summary>
    public string Name => suspect.Tensor.Name;

    /// <summary>How many of its parameters are checked.</summary>
    public int Count => suspect.Count;

    /// <summary>How many it has.</summary>
    public int Parameters => suspect.Stored.Length;

    /// <summary>The seconds that one of its parameters takes.</summary>
    public double SecondsOfParameter { get; set; }

    /// <summary>How many looks at its parameters there have been: sample by sample, at all of them.</summary>
    public int Looks { get; set; }

    /// <summary>What was found; null before.</summary>
    public GradientTensor? Found { get; private set; }

    /// <summary>How far off each parameter is that was checked, as a share of what is allowed; empty before.</summary>
    public float[] Excess { get; private set; } = [];

    /// <summary>What generated code calls one of its parameters.</summary>
    public string NameOf(int parameter) => suspect.NameOf(parameter);

    /// <summary>Takes in what was found, without the evidence of every parameter.</summary>
    public void Take(GradientTensor found)
    {
        float[] excess = new float[found.All.Count];
        for (int i = 0; i < excess.Length; i++)
        {
            excess[i] = (float)found.All[i].Excess;
        }

        Excess = excess;
        Found = found with { All = [] };
    }
}
