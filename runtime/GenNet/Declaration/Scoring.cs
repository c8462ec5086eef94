#if GENNET_GENERATOR
namespace GenNet.Generator.Declaration;
#else
using System.ComponentModel;

namespace GenNet;
#endif

/// <summary>How the outputs of a network are read as classes: what it classifies, and what of it counts as right.</summary>
#if !GENNET_GENERATOR
[EditorBrowsable(EditorBrowsableState.Never)]
#endif
public enum Scoring
{
    /// <summary>Outputs are numbers, and neither right nor wrong.</summary>
    None,

    /// <summary>Outputs belong to classes that exclude one another: the largest is the class.</summary>
    Largest,

    /// <summary>
    /// Each output is a label of its own: yes above the threshold; targets are read alike. Labels of which exactly one in each sample is 1 are
    /// classes.
    /// </summary>
    Labels,

    /// <summary>
    /// Outputs come near to their targets. Where all targets are 0 and 1, or −1 and 1, and the threshold lies between, they are labels, or
    /// classes if each sample has exactly one 1; otherwise they are numbers.
    /// </summary>
    Nearest,

    /// <summary>As <see cref="Nearest"/>, but the outputs are on a scale of their own, so that the threshold need not lie between.</summary>
    Logits,
}
